import Assessment
import Files
import Ledger
import Matching
import Policy
import Publishing
import Vault
import Vocabulary

/// One person, by any identifier, over all feeds.
///
/// Only the person's own blocks are read, by the person index, and those that its stays reach; nothing is written.
public enum PersonQuestion {
    /// Answers.
    ///
    /// Throws ``Outcome/usage`` where nobody is known by the word, ``Outcome/notPermitted`` where names are asked for
    /// without the identity key.
    public static func run(
        _ workspace: Workspace, _ request: PersonRequest, now: Int64
    ) throws -> PersonAnswer {
        let zone = workspace.settings.zone
        let asOf = try AsOf.moment(request.asOf, or: now, zone: zone)
        let since = try request.since.map { try AsOf.start($0, zone: zone) }
        let reading = try SubjectReading(workspace)
        let base = try workspace.ledger.read { ledger in
            let asked = try reading.subject(request.subject, asPlate: request.isVehicle, in: ledger)
            let other = try request.other.map { try Identity(try reading.subject($0, in: ledger), in: ledger) }
            return try PersonBase(
                ledger, workspace: workspace, identity: try Identity(asked, in: ledger), other: other,
                asOf: asOf.moment, since: since)
        }
        let report = try base.report(request)
        try workspace.access?.shows(base.named(in: report))
        return PersonAnswer(report: report, zone: zone)
    }
}

/// What one answer stands on: the person's names, what the ledger knows, and the person's rows.
struct PersonBase {
    let workspace: Workspace
    let identity: Identity, other: Identity?
    let asOf: Int64, since: Int64?
    let segments: [SegmentRecord]
    /// Which of their rows take part.
    let selection: RowSelection
    let rows: PersonRows
    /// The registry's entries of everybody whom the person's rows name.
    let directory: PersonDirectory
    let ground: TrailGround
    let regions: [RiskRegion], regionPolygons: [String: [Polygon]]
    let declarations: [Declaration]
    let notices: [NoticeKey: Int64]
    let timetable: Timetable, vehicles: [VehicleFact]
    let cases: [PersonReport.CaseLink], casesAsOf: Int64?
    let grids: [(gridID: String, name: String)]

    init(
        _ ledger: LedgerSnapshot, workspace: Workspace, identity: Identity, other: Identity?, asOf: Int64, since: Int64?
    ) throws {
        self.workspace = workspace
        self.identity = identity
        self.other = other
        self.asOf = asOf
        self.since = since
        segments = try ledger.segments()
        let period = TimeSpan(min(since ?? .min / 2, asOf), asOf)
        selection = try RowSelection(workspace, ledger, asOf: asOf)
        let scan = StoreScan(
            segments: segments, folder: workspace.path(.store), period: period, selection: selection)
        // A stay that goes on is known up to the moment asked about.
        let found = try scan.rows(of: identity.identifiers) { block in
            (0..<block.count).map { row in
                var row = block[row]
                row.span.end = min(row.span.end, asOf)
                return row
            }
        }.joined()
        rows = try PersonRows(found.filter { $0.span.end >= period.start }, of: identity, ledger: ledger)
        let named = Set(found.flatMap { [$0.idNumber, $0.phone, $0.plate].compactMap(\.self) })
            .union(identity.names.map(\.name))
        var people: Set<Pseudonym> = []
        for name in named { people.formUnion(name.kind == .person ? [name] : try ledger.owners(of: name)) }
        let registry = RegistrySelection(limits: workspace.limits(asOf: asOf), disputes: try Disputes(ledger))
        let disputed = registry.disputes.ofRegistry
        directory = PersonDirectory(
            persons: disputed.isEmpty
                ? try people.sorted().compactMap { try ledger.person($0) }
                : try ledger.persons(without: disputed).filter { people.contains($0.pseudonym) })
        let files = try ledger.files()
        ground = TrailGround(
            places: Dictionary(uniqueKeysWithValues: try ledger.places().map { ($0.placeID, $0) }),
            fileNames: Dictionary(uniqueKeysWithValues: files.map { ($0.number, "\($0.sha256.prefix(12))-\($0.name)") })
        )
        regions = try ledger.regions()
        regionPolygons = Dictionary(
            uniqueKeysWithValues: try ledger.polygons(of: .region).map { ($0.code, $0.polygons) })
        // A vehicle has declared nothing; its owners may have.
        let owners =
            identity.subject.kind == .plate ? directory.owners(of: identity.subject).flatMap(\.identifiers) : []
        declarations = registry.declarations(
            try ledger.declarations(by: identity.identifiers.union(owners).sorted())
        ).filter { $0.declaredAt <= asOf }
        notices = Dictionary(
            try ledger.firstReports(before: asOf).map { (NoticeKey(subject: $0.subject, region: $0.region), $0.at) },
            uniquingKeysWith: min)
        let rides = rows.own.compactMap(\.ride)
        vehicles = try ledger.vehicles()
        timetable = Timetable(
            stops: try ledger.stops(of: rides.map { ($0.mode, $0.service) }),
            aliases: rides.map { ($0.mode, $0.service) })
        let run = try ledger.latestCompleteRun(notAfter: asOf)
        casesAsOf = run?.key.asOf
        let selves = Set([identity.subject]).union(identity.people).union(identity.identifiers)
        let own = registry.cases(try ledger.cases()).filter { indexCase in
            indexCase.confirmed <= asOf && indexCase.idNumber.map(identity.identifiers.contains) ?? false
        }.map {
            PersonReport.CaseLink(caseID: $0.caseID, tier: "is the case", score: 0, contactID: "", runID: "")
        }
        cases =
            own
            + (try run.map { run in
                try ledger.contacts(of: selves, in: run.runID).map {
                    PersonReport.CaseLink(
                        caseID: $0.caseID, tier: $0.tier.rawValue, score: $0.score, contactID: $0.contactID,
                        runID: run.runID)
                }
            } ?? [])
        let gridIDs = identity.person.map { [$0.homeGrid].compactMap(\.self) + $0.unitGrids } ?? []
        grids = try gridIDs.map { ($0, try ledger.grid($0)?.name ?? "") }
    }

    /// Everybody whom an answer is about or names.
    func named(in report: PersonReport) -> Set<Pseudonym> {
        var named = identity.identifiers.union(identity.people).union(identity.owners).union([identity.subject])
        if let other { named.formUnion(other.identifiers.union(other.people).union([other.subject])) }
        named.formUnion(report.companions.map(\.who))
        named.formUnion(report.drivers.map(\.who))
        return named
    }

    private var zone: ZoneRules { workspace.settings.zone }

    /// Tells who was in a risk region.
    private var undeclared: UndeclaredScan {
        let timetable = timetable
        return UndeclaredScan(
            regions: regions, regionPolygons: regionPolygons, places: ground.places,
            homeRegions: workspace.settings.homeRegions, rule: workspace.policy.undeclared, asOf: asOf,
            registered: directory.registered, stops: { timetable.stops(mode: $0, service: $1, serviceDate: $2) })
    }

    /// What the person did, ready to be compared with others.
    private func travel(_ scan: UndeclaredScan) -> CoTravel {
        let trail = PersonTrail(
            ground: ground, carrier: workspace.policy.carrier.forTrails, openEndHours: workspace.policy.openEndHours,
            regions: scan
        ).lines(of: rows)
        let first = (rows.own + rows.vehicles).map(\.span.start).min() ?? asOf
        return CoTravel(
            identity: identity, rows: rows, trail: trail, ground: ground, policy: workspace.policy, zone: zone,
            period: TimeSpan(min(first, asOf), asOf), timetable: timetable, vehicles: vehicles)
    }

    /// Phones that were near the person's stays, those longest near first.
    func nearPhones() throws -> [Pseudonym] {
        let travel = travel(undeclared)
        let near = try travel.near(storeScan(travel.period) { $0 == .carrier }, only: nil)
        return near.sorted { left, right in
            let (one, two) = (left.value.reduce(0) { $0 + $1.minutes }, right.value.reduce(0) { $0 + $1.minutes })
            return one == two ? left.key < right.key : one > two
        }.map(\.key)
    }

    /// The whole answer.
    func report(_ request: PersonRequest) throws -> PersonReport {
        let scan = undeclared
        let travel = travel(scan)
        let (trail, period) = (travel.trail, travel.period)
        let history = CompanionHistory(zone: zone)
        var companions: [CompanionRow] = []
        var meetings: PersonReport.Meetings?
        if let other {
            let shared = try travel.shared(with: other, storeScan(period) { _ in true })
            meetings = PersonReport.Meetings(other: other.subject, history: history.row(other.subject, shared))
        } else {
            companions = history.ranked(try everybody(travel, period).map { history.row($0.key, $0.value) })
        }
        let listed = Array(companions.prefix(max(0, request.top)))
        var report = PersonReport(
            subject: identity.subject, grids: grids, identity: nil, names: names, owners: identity.owners, asOf: asOf,
            since: since, feeds: FeedReach.all(segments, asOf: asOf), trail: trail, othersRows: rows.others.count,
            regions: presences(scan), cases: cases, casesAsOf: casesAsOf, companions: listed,
            companionsInAll: companions.count, meetings: meetings)
        report.suggestions = identity.links.count { $0.state == .suggested }
        report.isEncrypted = workspace.settings.isEncrypted
        if identity.subject.kind == .plate { report.drivers = drivers }
        if request.identifies { try identify(&report) }
        return report
    }

    private func storeScan(_ period: TimeSpan, _ feed: (Feed) -> Bool) -> StoreScan {
        StoreScan(
            segments: segments.filter { feed($0.feed) }, folder: workspace.path(.store), period: period,
            selection: selection)
    }

    /// Evidence by person: the owner of an identifier that one person owns, else the identifier.
    private func everybody(
        _ travel: CoTravel, _ period: TimeSpan
    ) throws -> [Pseudonym: [CompanionRow.Evidence]] {
        let shared = try travel.shared(
            storeScan(period) { $0 != .carrier }, phones: storeScan(period) { $0 == .carrier })
        var people: [Pseudonym: [CompanionRow.Evidence]] = [:]
        try workspace.ledger.read { ledger in
            for (name, evidence) in shared where !identity.identifiers.contains(name) {
                let owners = name.kind == .plate ? [] : try ledger.owners(of: name)
                let who = owners.count == 1 ? owners[0] : name
                if !identity.people.contains(who) { people[who, default: []] += evidence }
            }
        }
        return people
    }
}
