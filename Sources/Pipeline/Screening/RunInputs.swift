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
    /// When contacts were isolated.
    var isolations: Isolations
    var segments: [SegmentRecord]
    /// Input files in the order of their digests, which no order of arrival changes.
    var files: [InputFile]
    /// When a run first reported a finding.
    var notices: [NoticeKey: Int64]
    /// Seconds after which rows of a feed are known; none where they count from their own time on.
    var delays: [Feed: Int64] = [:]

    /// Reads the ledger of a workspace for runs under some policies as of a moment, all from one snapshot.
    ///
    /// Throws ``Outcome/refused`` where the grid table is no tree.
    static func read(_ workspace: Workspace, policies: [Policy], asOf: AsOf) throws -> [RunInputs] {
        do {
            return try workspace.ledger.read { ledger in
                try policies.map { try RunInputs(ledger, policy: $0, settings: workspace.settings, asOf: asOf) }
            }
        } catch let error as FollowUpError {
            throw Failure(.refused, "grids: \(error.description)")
        }
    }

    /// Reads a ledger for a run under a policy as of a moment.
    init(_ ledger: LedgerSnapshot, policy: Policy, settings: Settings, asOf: AsOf) throws {
        let zone = settings.zone
        func polygons(_ records: [PolygonRecord]) -> [String: [Polygon]] {
            Dictionary(uniqueKeysWithValues: records.map { ($0.code, $0.polygons) })
        }
        (tree, treeWarnings) = try GridTree.mended(
            grids: try ledger.grids(), polygons: polygons(try ledger.polygons(of: .grid)))
        directory = PersonDirectory(persons: try ledger.persons())
        places = Dictionary(uniqueKeysWithValues: try ledger.places().map { ($0.placeID, $0) })
        files = try ledger.files().sorted { $0.sha256 < $1.sha256 }
        let sieve = ItinerarySieve(try ledger.itineraries(), places: places, files: files, sources: settings.sources)
        (itineraries, itineraryWarnings) = (sieve.kept, sieve.warnings)
        regions = try ledger.regions()
        regionPolygons = polygons(try ledger.polygons(of: .region))
        stops = try ledger.stops()
        vehicles = try ledger.vehicles()
        cases = try ledger.cases()
        declarations = try ledger.declarations().filter { $0.declaredAt <= asOf.moment }
        feverish = try Self.feverish(ledger, lookBackDays: policy.undeclared.lookBackDays, zone: zone, at: asOf.moment)
        isolations = try Isolations(ledger, rule: policy.secondary, zone: zone, asOf: asOf.moment)
        segments = try ledger.segments()
        notices = Dictionary(
            uniqueKeysWithValues: try ledger.firstReports(before: asOf.moment)
                .map { (NoticeKey(subject: $0.subject, region: $0.region), $0.at) })
    }

    /// Persons or identifiers with fever in a check-in of the days before a moment.
    static func feverish(
        _ ledger: LedgerSnapshot, lookBackDays: Int, zone: ZoneRules, at moment: Int64
    ) throws -> Set<Pseudonym> {
        let last = zone.localDay(at: moment)
        return Set(
            try ledger.checkins(days: (last - Int32(lookBackDays))...last)
                .filter { $0.temperatureHundredths >= Screening.feverHundredths }
                .flatMap { [$0.idNumber, $0.phone].compactMap(\.self) })
    }
}
