import Assessment
import Files
import FollowUp
import Ledger
import Matching
import Policy
import Publishing
import Vault
import Vocabulary

/// Store and cases to findings: one pass over the observations for contacts and travellers, a second for the few
/// subjects that were found.
struct Screening {
    /// 37.3 degrees Celsius, the threshold of the 2020 checkpoints.
    static let feverHundredths: Int32 = 3730

    /// What a screening found.
    struct Result {
        var contacts: [Contact] = []
        /// Cases that met, and persons who touch several cases.
        var caseLinks: [CaseLink] = []
        var sharedContacts: [SharedContact] = []
        var undeclared: [UndeclaredFinding] = []
        /// The roster of key persons, what is unusual, and clues from the public.
        var keyPersons: [KeyPerson] = []
        var alerts: [Alert] = []
        var clues: [DispatchedClue] = []
        var tasks: [GridTask] = []
        /// Grids of everybody in a finding.
        var grids: [Pseudonym: GridChoice] = [:]
        /// Own rows of cases that contradict reported parts.
        var disagreements: [ItineraryExtension.Disagreement] = []
        /// When who had fever, by observations of the look-back.
        var fevers: [Pseudonym: Set<Int64>] = [:]
        /// Rows that tell of a fever of people of blocks, by person.
        var feverRows: [Pseudonym: [Observation]] = [:]
        /// Where registry and nights disagree; nil where nobody asks.
        var residence: [ResidenceFinding]?
        /// Infectious windows as they were used.
        var windows: [WindowRow] = []
        var counts: [(name: String, value: Int)] = []
        /// What of the store was touched for it.
        var store = ScanCounts()
        /// Time from the start to the end of each stage.
        var stages: [(name: String, lasted: Duration)] = []
        var warnings: [String] = []
    }

    let workspace: Workspace
    /// The rules; not always those of the settings.
    let policy: Policy
    let inputs: RunInputs
    let asOf: AsOf
    let reporter: any Reporter
    /// What grids have refuted: it is left out, with all that would follow from it.
    var refuted: Set<TaskFact> = []

    var zone: ZoneRules { workspace.settings.zone }

    /// Runs the screening.
    func run() throws -> Result {
        var result = Result()
        let clock = ContinuousClock()
        var last = clock.now
        func ended(_ stage: String) {
            let now = clock.now
            result.stages.append((stage, last.duration(to: now)))
            last = now
        }
        var side = CaseSide(inputs, policy: policy, zone: zone, asOf: asOf.moment)
        let lookBack = TimeSpan(
            asOf.moment - Int64(policy.undeclared.lookBackDays) * 86_400, asOf.moment)
        let period = TimeSpan(
            min(lookBack.start, (side.period?.start ?? lookBack.start) - longestStay), asOf.moment)
        let scan = StoreScan(
            segments: inputs.segments, folder: workspace.path(.store), period: period, selection: inputs.selection)
        let carrierPeriod = CarrierPass.period(policy: policy, windows: side.period, asOf: asOf.moment)
        side.addItineraries(
            inputs, policy: policy,
            observations: policy.extendItineraries ? try scan.observations(of: side.extending(policy)) : [:],
            own: OwnTracks(rule: policy.carrier, period: carrierPeriod, places: inputs.places))
        result.warnings = inputs.treeWarnings + inputs.itineraryWarnings + side.warnings
        let registered = inputs.directory.registered
        // Numbers that a ticket of a case or a delivered fact names together are one train.
        let timetable = Timetable(
            stops: inputs.stops,
            aliases: side.parts.compactMap { $0.ride.map { ($0.mode, $0.service) } }
                + inputs.vehicles.map { ($0.mode, $0.service) })
        let index = CaseIndex(
            parts: side.parts, caseSubjects: side.subjects, rules: policy.rules, places: inputs.places,
            timetable: timetable, openEndHours: policy.openEndHours, zone: zone,
            registered: registered, vehicles: inputs.vehicles, rideSettings: policy.rides,
            caps: policy.caps)
        let carrier =
            CarrierPass.isNeeded(policy)
            ? CarrierMatching(
                index: index, rule: policy.carrier, windows: side.windows, tracks: side.tracks, asOf: asOf.moment)
            : nil
        let travellers = UndeclaredScan(
            regions: inputs.regions, regionPolygons: inputs.regionPolygons, places: inputs.places,
            homeRegions: workspace.settings.homeRegions, rule: policy.undeclared, asOf: asOf.moment,
            registered: registered, stops: { timetable.stops(mode: $0, service: $1, serviceDate: $2) })
        let places = inputs.places
        ended("cases")
        let sides = ScreeningSides(
            index: index, carrier: carrier, cleans: policy.carrier.cleans, travellers: travellers, places: places,
            registered: registered, lookBack: lookBack)
        let (sights, counts) = try scan.findings(stage: "screening", reporter: reporter) {
            try ScreeningLook($0, sides: sides)
        }
        result.store = counts
        for part in sights { result.fevers.merge(part.fevers) { $0.union($1) } }
        ended("scan")
        var unknownPlaces = UnknownPlaces(reported: inputs.itineraries, known: places)
        for part in sights { unknownPlaces.merge(part.unknownPlaces) }
        if let warning = unknownPlaces.warning { result.warnings.append(warning) }
        let phones = try carrierOutcome(carrier, side, scan, sights.map(\.phones), carrierPeriod)
        let told = ReportedMeetings(
            cases: side.cases, reported: inputs.itineraries, places: places, asOf: asOf.moment)
        if let note = told.note(cases: side.cases.count) { reporter.note(note) }
        if let warning = side.disagreementWarning { result.warnings.append(warning) }
        var report = Self.report(of: sights.map(\.hits) + [phones.hits] + told.hits(of: index), index)
        report.exposures += phones.exposures
        ended("exposures")
        result.contacts = contacts(from: report.exposures, side)
        let secondary = try secondary(of: result.contacts, side, timetable)
        if !secondary.exposures.isEmpty {
            result.contacts = contacts(from: report.exposures + secondary.exposures, side)
        }
        ended("contacts")
        result.caseLinks = caseLinks(
            of: result.contacts, directory: inputs.directory, caseSubjects: side.subjects,
            windows: side.windows.mapValues(\.span))
        result.sharedContacts = sharedContacts(of: result.contacts)
        let returned = try undeclared(
            travellers, sights, contacts: result.contacts, caseSubjects: side.subjects, scan)
        result.undeclared = returned.findings.filter {
            !refuted.contains(TaskFact(person: $0.subject, reason: .undeclared, about: $0.region))
        }
        ended("undeclared")
        let watchCounts = try addWatch(
            to: &result, presences: returned.presences, sights, caseSubjects: side.subjects, registered: registered)
        ended("alerts")
        try addTasks(to: &result, scan)
        addMeasures(to: &result)
        ended("tasks")
        let registerCounts = try addRegisters(to: &result, scan, caseSubjects: side.subjects)
        ended("registers")
        result.disagreements = side.disagreements
        result.windows = side.windowRows(policy.window, asOf: asOf.moment)
        result.counts = [
            ("cases", side.cases.count), ("cases_without_identity", told.casesWithoutIdentity),
            ("itinerary_parts", side.parts.count { $0.role == .presence }),
            ("companion_traces", side.parts.count { $0.role != .presence }),
            ("itinerary_parts_outside_window", side.partsOutsideWindow),
            ("itinerary_disagreements", side.disagreements.count),
            ("observations_screened", counts.observations),
        ]
        result.counts += carrier == nil ? [] : Self.counts(of: phones)
        result.counts += [
            ("hits", report.hits),
            ("episodes_below_minimum", report.episodesBelowMinimum),
            ("gate_stays", report.gates.stays), ("gate_unpaired_in", report.gates.unpairedIn),
            ("gate_unpaired_out", report.gates.unpairedOut),
            ("companion_hits_below_count", report.companionHitsBelowCount), ("crowded_orders", report.crowdedOrders),
            ("exposures", report.exposures.count), ("secondary_sources", secondary.sources),
            ("secondary_exposures", secondary.exposures.count),
            ("secondary_exposures_left_out", secondary.leftOut),
            ("contacts", result.contacts.count), ("case_links", result.caseLinks.count),
            ("shared_contacts", result.sharedContacts.count), ("undeclared", result.undeclared.count),
        ]
        result.counts += watchCounts + registerCounts
        result.counts += [
            ("tasks", result.tasks.count)
        ]
        return result
    }

    /// Contacts of all cases, case by case on all cores.
    func contacts(from exposures: [Exposure], _ side: CaseSide) -> [Contact] {
        let grouping = ContactGrouping(
            directory: inputs.directory, caseSubjects: side.subjects, score: policy.score)
        let byCase = Dictionary(grouping: exposures, by: \.caseID)
        let (key, refuted) = (workspace.pseudonymKey, refuted)
        return parallelMap(byCase.keys.sorted()) { caseID in
            grouping.contacts(of: caseID, from: byCase[caseID] ?? []) { key.digest([caseID, $0.text], prefix: "c") }
                .filter { !refuted.contains(TaskFact(person: $0.person, reason: .contact, about: $0.caseID)) }
        }.flatMap(\.self)
    }

    /// Contacts of contacts, where the policy has them.
    func secondary(
        of contacts: [Contact], _ side: CaseSide, _ timetable: Timetable
    ) throws -> SecondaryContacts.Found {
        guard let rule = policy.secondary else { return SecondaryContacts.Found() }
        let search = SecondaryContacts(
            rule: rule, policy: policy, directory: inputs.directory, places: inputs.places, timetable: timetable,
            vehicles: inputs.vehicles, isolations: inputs.isolations, zone: zone, asOf: asOf.moment)
        func scan(from moment: Int64) -> StoreScan {
            StoreScan(
                segments: inputs.segments, folder: workspace.path(.store),
                period: TimeSpan(min(moment, asOf.moment) - longestStay, asOf.moment), selection: inputs.selection)
        }
        return try search.found(
            from: contacts, caseSubjects: side.subjects,
            read: { try scan(from: $2).observations(of: $0, in: $1) },
            match: { index, moment in
                let sets = try scan(from: moment).findings(stage: "secondary contacts", reporter: reporter) {
                    try ContactLook($0, index: index)
                }
                return Self.report(of: sets.findings, index)
            })
    }

    /// The exposures that hits come to, worked out case by case on all cores.
    static func report(of sets: [HitSet], _ index: CaseIndex) -> ExposureReport {
        let sheaf = HitSheaf(sets, index: index)
        var report = sheaf.emptyReport
        for part in parallelMap(sheaf.shares(ofHits: 20_000), { sheaf.report(cases: $0) }) { report.add(part) }
        return report
    }

    /// The second look at phones; the cases' own are looked at too, for they can be contacts of other cases.
    func carrierOutcome(
        _ carrier: CarrierMatching?, _ side: CaseSide, _ scan: StoreScan,
        _ found: [Set<Pseudonym>], _ period: TimeSpan?
    ) throws -> CarrierMatching.Outcome {
        guard let carrier, let period else { return CarrierMatching.Outcome() }
        let own = side.extending(policy).filter { $0.kind == .phone }
        return try CarrierPass(matching: carrier, period: period).run(
            scan, candidates: found.reduce(into: own) { $0.formUnion($1) })
    }

    private static func counts(of phones: CarrierMatching.Outcome) -> [(name: String, value: Int)] {
        [("carrier_phones", phones.phones)] + phones.counts.named
            + [("carrier_unlocated", phones.unlocated), ("cell_edge_misses", phones.cellEdgeMisses)]
    }

    /// Stays may have begun this long before the period they reach into (the feeds refuse longer ones).
    var longestStay: Int64 { 60 * 86_400 }
}
