import Assessment
import Ledger
import Matching
import Policy
import Vocabulary

/// The cases of a run: windows, identifiers, and itineraries as they are matched.
struct CaseSide {
    /// Cases confirmed by the as-of moment, by id.
    var cases: [IndexCase] = []
    /// When each can have infected somebody.
    var windows: [String: InfectiousWindow] = [:]
    /// Identifiers of each case, its registry entry included.
    var subjects: [String: Set<Pseudonym>] = [:]
    /// Itinerary parts inside the windows, own observations included where the policy says so.
    var parts: [ItineraryPart] = []
    /// Tracks of each case's own phones, where they may extend the itinerary.
    var tracks: [String: [Track]] = [:]
    /// Own observations that contradict a reported part.
    var disagreements: [ItineraryExtension.Disagreement] = []

    /// Reported parts of which nothing lies in their case's window.
    var partsOutsideWindow = 0

    /// Lines about cases that cannot be screened as delivered.
    var warnings: [String] = []

    /// One line where feeds that settle where somebody was contradict what cases told; a phone's positions, which
    /// stray, stand in the list of disagreements alone.
    var disagreementWarning: String? {
        let settled = disagreements.filter { $0.feed != .carrier }
        guard let first = settled.first else { return nil }
        let cases = Set(settled.map(\.caseID)).count
        return
            "FEEDS_DISAGREE: \(settled.count) own rows of \(cases) cases contradict what the cases told, the first in "
            + "\(first.feed.rawValue) of case \(first.caseID) (disagreements.csv): the reported part counts; ask the "
            + "case, and correct the row that is wrong"
    }

    /// The period in which anybody can have been exposed; nil without a case.
    var period: TimeSpan? {
        guard let first = windows.values.map(\.span.start).min(), let last = windows.values.map(\.span.end).max()
        else { return nil }
        return TimeSpan(first, last)
    }
}

extension CaseSide {
    /// Windows and identifiers of the cases known at the as-of moment.
    init(_ inputs: RunInputs, policy: Policy, zone: ZoneRules, asOf: Int64) {
        for indexCase in inputs.cases where indexCase.confirmed <= asOf {
            cases.append(indexCase)
            if let window = InfectiousWindow(of: indexCase, rule: policy.window, zone: zone, asOf: asOf) {
                windows[indexCase.caseID] = window
            } else {
                warnings.append(
                    "CASE_WITHOUT_WINDOW: case \(indexCase.caseID): no anchor date of the policy, or isolated before "
                        + "its window begins: correct the case")
            }
            var identifiers: Set<Pseudonym> = []
            if let number = indexCase.idNumber {
                identifiers.insert(number)
                for owner in inputs.directory.owners(of: number) {
                    identifiers.insert(owner.pseudonym)
                    identifiers.formUnion(owner.identifiers)
                }
            }
            subjects[indexCase.caseID] = identifiers
        }
        let known = Set(inputs.cases.map(\.caseID))
        for caseID in Set(inputs.itineraries.map(\.caseID)).subtracting(known).sorted() {
            warnings.append("ITINERARY_WITHOUT_CASE: itinerary of \(caseID): no such case: deliver it in a cases file")
        }
    }

    /// Identifiers whose own observations may extend an itinerary; a plate is not its driver, and is read only where
    /// a rule has a use for passages of the case's vehicles.
    func extending(_ policy: Policy) -> Set<Pseudonym> {
        let readsPlates = policy.traces.contains(.vehiclePassage)
        return Set(
            subjects.values.joined().filter {
                $0.kind == .idNumber || $0.kind == .phone || $0.kind == .plate && readsPlates
            })
    }

    /// Cuts the reported itineraries to the windows, and lengthens them by the cases' own observations.
    mutating func addItineraries(
        _ inputs: RunInputs, policy: Policy, observations: [Pseudonym: [Observation]], own phones: OwnTracks
    ) {
        let reported = Dictionary(grouping: inputs.itineraries, by: \.caseID)
        let lengthening = ItineraryExtension(
            places: inputs.places, openEndHours: policy.openEndHours, traces: policy.traces)
        let gates = CaseGates(rules: policy.rules, places: inputs.places)
        for indexCase in cases {
            guard let window = windows[indexCase.caseID] else { continue }
            let identifiers = subjects[indexCase.caseID] ?? []
            let own =
                policy.extendItineraries
                ? Self.own(identifiers, of: observations, directory: inputs.directory) : []
            let (cleaned, ownTracks) = phones.cleaned(own)
            tracks[indexCase.caseID] = ownTracks
            warn(
                of: lengthening.unreadTickets(
                    window: window, reported: reported[indexCase.caseID] ?? [], observations: own),
                of: indexCase.caseID, files: inputs.files)
            let (added, contradicting) = lengthening.extend(
                caseID: indexCase.caseID, window: window, reported: reported[indexCase.caseID] ?? [],
                observations: cleaned, gated: gates.parts(caseID: indexCase.caseID, observations: own))
            let told = reported[indexCase.caseID] ?? []
            partsOutsideWindow += told.count - window.clip(told).count
            if !added.contains(where: { $0.role == .presence }) {
                warnings.append(
                    "CASE_WITHOUT_ITINERARY: case \(indexCase.caseID): nothing of its itinerary lies in its window: "
                        + "deliver its itinerary")
            }
            parts += added
            disagreements += contradicting
        }
    }

    /// Tells of a case's own tickets whose coach or seat was not understood; one of somebody else's is only counted.
    private mutating func warn(of tickets: [RowSource], of caseID: String, files: [InputFile]) {
        if tickets.isEmpty { return }
        let nameOf = Dictionary(files.map { ($0.number, $0.name) }, uniquingKeysWith: { first, _ in first })
        // Numbers of files follow the order of their delivery, which decides nothing.
        let named = Set(tickets).map { (name: nameOf[$0.file] ?? "an earlier file", line: $0.line) }.sorted { $0 < $1 }
        let rows = named.prefix(ItineraryWarnings.shown).map { "line \($0.line) of \($0.name)" }
        let more = named.count > rows.count ? ", and \(named.count - rows.count) more" : ""
        warnings.append(
            "\(ItineraryDoubt.Kind.seatNotRead.rawValue): case \(caseID): the coach or seat of its own ticket could not "
                + "be read (\(rows.joined(separator: ", "))\(more)), so that rules give what unknown seats are worth: "
                + "name coach and seat in its itinerary")
    }

    /// The observations that are a person's own: a row with another person's ID number is that person's, even on the
    /// same phone; a vehicle's row counts where it names nobody.
    static func own(
        _ identifiers: Set<Pseudonym>, of observations: [Pseudonym: [Observation]], directory: PersonDirectory
    ) -> [Observation] {
        identifiers.sorted().flatMap { identifier in
            (observations[identifier] ?? []).filter {
                identifier.kind != .plate || $0.idNumber == nil && $0.phone == nil
            }
        }.filter { observation in
            guard let number = observation.idNumber, !identifiers.contains(number) else { return true }
            return directory.owners(of: number).isEmpty
        }
    }
}
