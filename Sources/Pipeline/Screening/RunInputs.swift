import Assessment
import FollowUp
import Ledger
import Policy
import Vault
import Vocabulary

/// Everything a screening reads from the ledger, in one snapshot.
struct RunInputs {
    var directory: PersonDirectory
    var places: [String: Place]
    var regions: [RiskRegion]
    var regionPolygons: [String: [Polygon]]
    var tree: GridTree
    /// What had to be mended in the grid table.
    var treeWarnings: [String]
    var stops: [ServiceStop]
    var vehicles: [VehicleFact]
    var cases: [IndexCase]
    var itineraries: [ItineraryPart]
    /// What had to be left out of the itineraries.
    var itineraryWarnings: [String]
    var declarations: [Declaration]
    /// Persons or identifiers with fever in a check-in of the look-back.
    var feverish: Set<Pseudonym>
    /// What alerts, clues and the roster of key persons ask for; nil where a list is made again, for which nobody asks.
    var watch: WatchInputs?
    /// When contacts were isolated.
    var isolations: Isolations
    var segments: [SegmentRecord]
    /// Observations that ended before have been purged; nil where none was.
    let purgedBefore: Int64?
    /// Which of their rows take part.
    var selection: RowSelection
    /// What somebody disputes, and what had been left out of the run before for it.
    let disputes: Disputes
    /// Input files in the order of their digests, which no order of arrival changes.
    var files: [InputFile]
    /// What grids reported about tasks up to the as-of moment.
    var reports: TaskReports
    /// When a run first reported a finding.
    var notices: [NoticeKey: Int64]
    /// What health codes follow from; nil where nobody asks for them, or the policy has none.
    var codes: CodeInputs?
    /// What rosters of blocks and the registry's comparison with movement ask for; nil as for health codes.
    var registers: RegisterInputs?
    /// Reads the ledger of a workspace for runs under some policies as of a moment, all from one snapshot.
    ///
    /// Throws ``Outcome/refused`` where the grid table is no tree.
    static func read(
        _ workspace: Workspace, policies: [Policy], asOf: AsOf, retention: RetentionRules? = nil,
        forNight: Bool = false
    ) throws -> [RunInputs] {
        let settings = workspace.settings
        do {
            return try workspace.ledger.read { ledger in
                try policies.map { policy in
                    var inputs = try RunInputs(
                        ledger, policy: policy, settings: settings, asOf: asOf,
                        retention: retention ?? settings.retention)
                    if forNight {
                        inputs.codes = try CodeInputs(
                            ledger, policy: policy, settings: settings, asOf: asOf, directory: inputs.directory,
                            disputes: inputs.disputes)
                        inputs.registers = try RegisterInputs(
                            ledger, policy: policy, settings: settings, asOf: asOf, directory: inputs.directory,
                            disputes: inputs.disputes)
                    }
                    return inputs
                }
            }
        } catch let error as FollowUpError {
            throw Failure(.refused, "grids: \(error.description)")
        }
    }

    /// Reads a ledger for a run under a policy as of a moment.
    init(
        _ ledger: LedgerSnapshot, policy: Policy, settings: Settings, asOf: AsOf, retention: RetentionRules
    ) throws {
        let zone = settings.zone
        let limits = RetentionLimits(retention, zone: zone, asOf: asOf.moment)
        disputes = try Disputes(ledger)
        selection = RowSelection(
            asOf: asOf.moment, from: limits.moment(.observations), disputed: disputes.ofObservations)
        purgedBefore = try ledger.purges().filter { $0.state != .planned }.map { purge in
            RetentionLimits(retention, zone: zone, asOf: purge.asOf).moment(.observations)
        }.max()
        let registry = RegistrySelection(limits: limits, disputes: disputes)
        let today = zone.localDay(at: asOf.moment)
        let firstDay = max(limits.firstDay(.checkins), today - Int32(policy.undeclared.lookBackDays))
        func polygons(_ records: [PolygonRecord]) -> [String: [Polygon]] {
            Dictionary(uniqueKeysWithValues: records.map { ($0.code, $0.polygons) })
        }
        (tree, treeWarnings) = try GridTree.mended(
            grids: try ledger.grids(), polygons: polygons(try ledger.polygons(of: .grid)))
        directory = PersonDirectory(persons: try ledger.persons(without: disputes.ofRegistry))
        places = Dictionary(uniqueKeysWithValues: try ledger.places().map { ($0.placeID, $0) })
        files = try ledger.files().sorted { $0.sha256 < $1.sha256 }
        cases = registry.cases(try ledger.cases())
        let told = registry.itineraries(try ledger.itineraries(), of: try ledger.cases())
        let sieve = ItinerarySieve(told, places: places, files: files, sources: settings.sources)
        (itineraries, itineraryWarnings) = (sieve.kept, sieve.warnings)
        regions = try ledger.regions()
        regionPolygons = polygons(try ledger.polygons(of: .region))
        stops = try ledger.stops()
        vehicles = try ledger.vehicles()
        declarations = registry.declarations(try ledger.declarations()).filter { $0.declaredAt <= asOf.moment }
        feverish = try Self.feverish(ledger, days: firstDay...today, without: disputes.ofRegistry)
        isolations = try Isolations(
            ledger, rule: policy.secondary, limits: limits, zone: zone, asOf: asOf.moment, without: disputes.ofRegistry)
        watch = try WatchInputs(
            ledger, policy: policy, limits: limits, zone: zone, asOf: asOf.moment, without: disputes.ofRegistry)
        reports = TaskReports(
            try ledger.feedback(
                from: limits.moment(.feedback), notAfter: asOf.moment, without: disputes.ofRegistry
            ).compactMap(TaskReport.init))
        segments = try ledger.segments()
        notices = Dictionary(
            uniqueKeysWithValues: try ledger.firstReports(from: limits.moment(.runs), before: asOf.moment)
                .map { (NoticeKey(subject: $0.subject, region: $0.region), $0.at) })
    }

    /// Persons or identifiers with fever in a check-in of some days.
    static func feverish(
        _ ledger: LedgerSnapshot, days: ClosedRange<Int32>, without disputed: Set<RowPlace>
    ) throws -> Set<Pseudonym> {
        Set(
            try ledger.checkins(days: days, without: disputed)
                .filter { $0.temperatureHundredths >= Screening.feverHundredths }
                .flatMap { [$0.idNumber, $0.phone].compactMap(\.self) })
    }
}
