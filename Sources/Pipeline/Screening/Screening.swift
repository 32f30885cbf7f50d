import Assessment
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
        var tasks: [GridTask] = []
        /// Grids of everybody in a finding.
        var grids: [Pseudonym: GridChoice] = [:]
        /// Own rows of cases that contradict reported parts.
        var disagreements: [ItineraryExtension.Disagreement] = []
        /// Infectious windows as they were used.
        var windows: [WindowRow] = []
        var counts: [(name: String, value: Int)] = []
        var warnings: [String] = []
    }

    /// What one stretch of the store gave.
    private struct Sights: Sendable {
        var hits = HitSet()
        /// Phones whose tracks could meet a case.
        var phones: Set<Pseudonym> = []
        var regions = RegionSights()
        var feverish: Set<Pseudonym> = []
        var unknownPlaces = UnknownPlaces()
    }

    let workspace: Workspace
    /// The rules; not always those of the settings.
    let policy: Policy
    let inputs: RunInputs
    let asOf: AsOf
    let reporter: any Reporter

    private var zone: ZoneRules { workspace.settings.zone }

    /// Runs the screening.
    func run() throws -> Result {
        var result = Result()
        var side = CaseSide(inputs, policy: policy, zone: zone, asOf: asOf.moment)
        let lookBack = TimeSpan(
            asOf.moment - Int64(policy.undeclared.lookBackDays) * 86_400, asOf.moment)
        let period = TimeSpan(
            min(lookBack.start, (side.period?.start ?? lookBack.start) - longestStay), asOf.moment)
        let scan = StoreScan(
            segments: inputs.segments, folder: workspace.path(.store), period: period, asOf: asOf.moment)
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
        let cleans = policy.carrier.cleans
        let sights = try scan.blocks(stage: "screening", reporter: reporter, initial: Sights()) { block, sights in
            index.match(block, cleaned: cleans, into: &sights.hits)
            carrier?.candidates.observe(block, into: &sights.phones)
            travellers.observe(block, into: &sights.regions)
            Self.addFeverish(of: block, in: lookBack, registered: registered, to: &sights.feverish)
            sights.unknownPlaces.observe(block, known: places)
        }
        var unknownPlaces = UnknownPlaces(reported: inputs.itineraries, known: places)
        for part in sights { unknownPlaces.merge(part.unknownPlaces) }
        if let warning = unknownPlaces.warning { result.warnings.append(warning) }
        let phones = try carrierOutcome(carrier, side, scan, sights.map(\.phones), carrierPeriod)
        let told = ReportedMeetings(
            cases: side.cases, reported: inputs.itineraries, places: places, asOf: asOf.moment)
        result.warnings += [told.warning(cases: side.cases.count), side.disagreementWarning].compactMap(\.self)
        var report = index.report(of: try sights.map(\.hits) + [phones.hits] + told.hits(of: index))
        report.exposures += phones.exposures
        result.contacts = contacts(from: report.exposures, side)
        let secondary = try secondary(of: result.contacts, side, timetable)
        if !secondary.exposures.isEmpty {
            result.contacts = contacts(from: report.exposures + secondary.exposures, side)
        }
        result.caseLinks = caseLinks(
            of: result.contacts, directory: inputs.directory, caseSubjects: side.subjects,
            windows: side.windows.mapValues(\.span))
        result.sharedContacts = sharedContacts(of: result.contacts)
        result.undeclared = try undeclared(
            travellers, sights, contacts: result.contacts, caseSubjects: side.subjects, scan)
        try addTasks(to: &result, scan)
        result.disagreements = side.disagreements
        result.windows = side.windowRows(policy.window, asOf: asOf.moment)
        result.counts = [
            ("cases", side.cases.count), ("cases_without_identity", told.casesWithoutIdentity),
            ("itinerary_parts", side.parts.count { $0.role == .presence }),
            ("companion_traces", side.parts.count { $0.role != .presence }),
            ("itinerary_parts_outside_window", side.partsOutsideWindow),
            ("itinerary_disagreements", side.disagreements.count),
            ("observations_screened", sights.reduce(0) { $0 + $1.hits.observations }),
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
            ("tasks", result.tasks.count),
        ]
        return result
    }

    private func contacts(from exposures: [Exposure], _ side: CaseSide) -> [Contact] {
        Assessment.contacts(
            from: exposures, directory: inputs.directory, caseSubjects: side.subjects, score: policy.score
        ) { caseID, person in
            workspace.pseudonymKey.digest([caseID, person.text], prefix: "c")
        }
    }

    /// Contacts of contacts, where the policy has them.
    private func secondary(
        of contacts: [Contact], _ side: CaseSide, _ timetable: Timetable
    ) throws -> SecondaryContacts.Found {
        guard let rule = policy.secondary else { return SecondaryContacts.Found() }
        let search = SecondaryContacts(
            rule: rule, policy: policy, directory: inputs.directory, places: inputs.places, timetable: timetable,
            vehicles: inputs.vehicles, isolations: inputs.isolations, zone: zone, asOf: asOf.moment)
        func scan(from moment: Int64) -> StoreScan {
            StoreScan(
                segments: inputs.segments, folder: workspace.path(.store),
                period: TimeSpan(min(moment, asOf.moment) - longestStay, asOf.moment), asOf: asOf.moment)
        }
        return try search.found(
            from: contacts, caseSubjects: side.subjects,
            read: { try scan(from: $2).observations(of: $0, in: $1) },
            match: { index, moment in
                try scan(from: moment).blocks(stage: "secondary contacts", reporter: reporter, initial: HitSet()) {
                    index.match($0, into: &$1)
                }
            })
    }

    /// The second look at phones; the cases' own are looked at too, for they can be contacts of other cases.
    private func carrierOutcome(
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
    private var longestStay: Int64 { 60 * 86_400 }

    private static func addFeverish(
        of block: ObservationBlock, in period: TimeSpan, registered: Set<Pseudonym>, to feverish: inout Set<Pseudonym>
    ) {
        if block.traits.isEmpty { return }
        for row in 0..<block.count
        where Traits(bits: block.traits[row]).has(.fever) && block.end[row] >= period.start {
            let code = block.personCode(of: row, registered: registered)
            if code != 0 { feverish.insert(block.subjects[Int(code) - 1]) }
        }
    }

    private func undeclared(
        _ travellers: UndeclaredScan, _ sights: [Sights], contacts: [Contact],
        caseSubjects: [String: Set<Pseudonym>], _ scan: StoreScan
    ) throws -> [UndeclaredFinding] {
        if travellers.isIdle { return [] }
        var regions = RegionSights()
        var feverish = inputs.feverish
        for part in sights {
            regions.merge(part.regions)
            feverish.formUnion(part.feverish)
        }
        let watch = travellers.watch(for: regions, directory: inputs.directory)
        var returns = ReturnSights()
        let passes = try scan.rows(of: watch.identifiers) { block in
            var seen = ReturnSights()
            travellers.observeReturns(block, of: watch, into: &seen)
            return seen
        }
        passes.forEach { returns.merge($0) }
        let close = contacts.filter { $0.tier == .close }.flatMap { contact in
            [contact.person] + contact.exposures.map(\.subject)
        }
        return travellers.findings(
            regions, returns: returns, directory: inputs.directory, declarations: inputs.declarations,
            notices: inputs.notices, categories: policy.categories, contacts: Set(close),
            fever: Set(feverish.flatMap { [$0] + inputs.directory.standsFor($0) }), caseSubjects: caseSubjects)
    }

    private func addTasks(to result: inout Result, _ scan: StoreScan) throws {
        // A confirmed case is with the doctors already: the finding stays in the list, nobody is sent.
        let causes =
            result.contacts.map(TaskCause.init)
            + result.undeclared.filter { !$0.flags.contains("IS_CASE") }.map(TaskCause.init)
        let people = Set(causes.map(\.person))
        let assignment = GridAssignment(tree: inputs.tree, places: inputs.places, zone: zone)
        // Only those whose registry entry names no grid have to be looked for in the store.
        var wanted: Set<Pseudonym> = []
        for pseudonym in people where !hasGrid(pseudonym) { wanted.formUnion(identifiers(of: pseudonym)) }
        let seen = try scan.observations(of: wanted)
        for pseudonym in people {
            let observations = hasGrid(pseudonym) ? [] : identifiers(of: pseudonym).sorted().flatMap { seen[$0] ?? [] }
            result.grids[pseudonym] = assignment.grids(for: person(pseudonym), observations: observations)
        }
        let unknown = Set(result.grids.values.flatMap(\.unknownGrids)).sorted()
        if !unknown.isEmpty {
            result.warnings.append(
                "UNKNOWN_GRIDS: \(shortList(unknown)): named by the registry, not in the grid table: "
                    + "deliver them or correct the registry")
        }
        result.tasks = TaskList(rule: policy.tasks, asOf: asOf.moment).tasks(
            causes, grids: { result.grids[$0] ?? GridChoice(choices: [], isProvisional: true) },
            taskID: { person, reason, about, gridID in
                workspace.pseudonymKey.digest([person.text, reason.rawValue, about, gridID], prefix: "t")
            })
    }

    /// The registry entry behind a pseudonym of a finding; for a plate its only owner.
    private func person(_ pseudonym: Pseudonym) -> Person? {
        let owners = inputs.directory.owners(of: pseudonym)
        return owners.count == 1 ? owners[0] : nil
    }

    private func hasGrid(_ pseudonym: Pseudonym) -> Bool {
        guard let person = person(pseudonym) else { return false }
        return ([person.homeGrid] + person.unitGrids).contains { $0.map { inputs.tree.grid($0) != nil } ?? false }
    }

    private func identifiers(of pseudonym: Pseudonym) -> [Pseudonym] {
        pseudonym.kind == .person ? person(pseudonym)?.identifiers.filter { $0.kind != .plate } ?? [] : [pseudonym]
    }
}
