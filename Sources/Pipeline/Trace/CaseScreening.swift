import Assessment
import Ledger
import Matching
import Policy
import Vocabulary

/// What a screening gives for one case alone.
struct CaseScreening {
    /// The case's side as it was matched: window, itinerary, disagreements.
    var side: CaseSide
    /// Its contacts as the night lists them.
    var contacts: [Contact] = []
    /// What of the store was touched for it.
    var store = ScanCounts()
}

extension Screening {
    /// The contacts of one case: the night's own steps, with every other case left out where it decides nothing.
    ///
    /// They equal those of a whole screening. Of the other cases these decide: who they are (`IS_CASE`), what they told
    /// (two cases that were only asked have met all the same), the tickets that name two numbers of one train together,
    /// and the earliest window, from which on phones are cleaned.
    ///
    /// - Parameters:
    ///   - window: an infectious window in place of the policy's, for an itinerary that was typed by hand.
    ///   - names: everything the case goes by where people accepted links about it; rows count inside the links' dates.
    func screen(caseID: String, window: TimeSpan? = nil, names: Identity? = nil) throws -> CaseScreening {
        var side = CaseSide(inputs, policy: policy, zone: zone, asOf: asOf.moment)
        if let names { side.subjects[caseID, default: []].formUnion(names.identifiers) }
        if let window { side.windows[caseID] = InfectiousWindow(span: window) }
        let own = (side.subjects[caseID] ?? []).intersection(side.extending(policy))
        let others = side.extending(policy).subtracting(own)
        let phones = CarrierPass.period(policy: policy, windows: side.period, asOf: asOf.moment)
        // Stays may have begun long before the window they reach into, and own phones are cleaned from the earliest on.
        let wide = scan(from: min(side.period?.start ?? asOf.moment, asOf.moment))
        var observations: [Pseudonym: [Observation]] = [:]
        if policy.extendItineraries {
            observations = try wide.observations(of: own)
            if let names {
                for name in own { observations[name]?.removeAll { !names.has(name, at: $0.span.start) } }
            }
            for row in try wide.rows(of: others, feed: .travel, { block in (0..<block.count).map { block[$0] } })
                .joined()
            {
                for subject in [row.idNumber, row.phone].compactMap(\.self) where others.contains(subject) {
                    observations[subject, default: []].append(row)
                }
            }
        }
        side.addItineraries(
            inputs, policy: policy, observations: observations,
            own: OwnTracks(rule: policy.carrier, period: phones, places: inputs.places))
        let timetable = Timetable(
            stops: inputs.stops,
            aliases: side.parts.compactMap { $0.ride.map { ($0.mode, $0.service) } }
                + inputs.vehicles.map { ($0.mode, $0.service) })
        side.keep(only: caseID)
        return try found(side, wide: wide, timetable, phones)
    }

    private func scan(from moment: Int64) -> StoreScan {
        StoreScan(
            segments: inputs.segments, folder: workspace.path(.store),
            period: TimeSpan(moment - longestStay, asOf.moment), selection: inputs.selection)
    }

    private func found(
        _ side: CaseSide, wide: StoreScan, _ timetable: Timetable, _ period: TimeSpan?
    ) throws -> CaseScreening {
        let index = CaseIndex(
            parts: side.parts, caseSubjects: side.subjects, rules: policy.rules, places: inputs.places,
            timetable: timetable, openEndHours: policy.openEndHours, zone: zone,
            registered: inputs.directory.registered, vehicles: inputs.vehicles, rideSettings: policy.rides,
            caps: policy.caps)
        let carrier =
            CarrierPass.isNeeded(policy)
            ? CarrierMatching(
                index: index, rule: policy.carrier, windows: side.windows, tracks: side.tracks, asOf: asOf.moment)
            : nil
        let near = scan(from: min(side.period?.start ?? asOf.moment, asOf.moment))
        let cleans = policy.carrier.cleans
        let (sights, counts) = try near.findings(stage: "tracing", reporter: reporter) {
            try CaseLook($0, index: index, carrier: carrier, cleans: cleans)
        }
        let phones = try carrierOutcome(carrier, side, wide, sights.map(\.phones), period)
        let told = ReportedMeetings(
            cases: side.cases, reported: inputs.itineraries, places: inputs.places, asOf: asOf.moment)
        var exposures = Self.report(of: sights.map(\.hits) + [phones.hits] + told.hits(of: index), index).exposures
        exposures += phones.exposures
        var result = CaseScreening(side: side, store: counts)
        result.contacts = contacts(from: exposures, side)
        let further = try secondary(of: result.contacts, side, timetable).exposures
        if !further.isEmpty { result.contacts = contacts(from: exposures + further, side) }
        return result
    }
}

extension CaseSide {
    /// Leaves one case to be matched; who the others are stays known.
    mutating func keep(only caseID: String) {
        windows = windows.filter { $0.key == caseID }
        parts.removeAll { $0.caseID != caseID }
        tracks = tracks.filter { $0.key == caseID }
        disagreements.removeAll { $0.caseID != caseID }
        warnings.removeAll { !$0.contains("case \(caseID):") }
    }
}
