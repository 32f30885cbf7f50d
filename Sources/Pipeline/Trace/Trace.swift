import Assessment
import Files
import FollowUp
import Ledger
import Matching
import Policy
public import Publishing
import Vocabulary

/// What is asked of `trace`.
public struct TraceRequest: Sendable {
    /// The case; nil where the itinerary is typed by hand.
    public var caseID: String?
    /// Parts typed by hand, as `2020-01-31 08:00..09:30 @ place` (``DryItinerary``).
    public var parts: [String]
    /// The moment asked about, and the first moment whose exposures are listed, as typed; nil: now, and all.
    public var asOf: String?, since: String?
    /// Whether names and phones are shown.
    public var identifies: Bool

    /// A request.
    public init(
        caseID: String?, parts: [String] = [], asOf: String? = nil, since: String? = nil, identifies: Bool = false
    ) {
        self.caseID = caseID
        self.parts = parts
        self.asOf = asOf
        self.since = since
        self.identifies = identifies
    }
}

/// One case against everything in the store, now.
///
/// It reads one snapshot of the ledger and the blocks of the store that the case's itinerary reaches; it takes no lock,
/// writes nothing, and a night may be under way.
public enum Trace {
    /// An answer, ready to be printed, drawn or written.
    public struct Answer: Sendable {
        /// What was found.
        public var report: TraceReport
        let policy: PolicyStamp
        let zone: ZoneRules
        let fileNames: [UInt32: String]
    }

    /// Traces a case, or an itinerary typed by hand.
    ///
    /// Throws ``Outcome/usage`` for a case that nobody delivered, a moment that is none or a part that cannot be read,
    /// ``Outcome/notPermitted`` where names are asked for without the identity key.
    public static func run(
        _ workspace: Workspace, _ request: TraceRequest, now: Int64, reporter: any Reporter
    ) throws -> Answer {
        let zone = workspace.settings.zone
        let asOf = try AsOf.moment(request.asOf, or: now, zone: zone)
        let since = try request.since.map { try AsOf.start($0, zone: zone) }
        var inputs = try RunInputs.read(workspace, policies: [workspace.policy], asOf: asOf)[0]
        var window: TimeSpan?
        let feeds = FeedReach.all(inputs.segments, asOf: asOf.moment)
        let caseID = request.caseID ?? DryItinerary.caseID(besides: inputs.cases)
        var doubts: [String] = []
        if request.caseID == nil {
            let dry = try DryItinerary(request.parts, of: caseID, places: inputs.places, zone: zone)
            inputs.cases.append(IndexCase(caseID: caseID, confirmed: asOf.moment))
            inputs.itineraries += dry.parts
            window = dry.span
            doubts = try dry.doubts(asOf: asOf, keptFrom: inputs.selection.from, feeds: feeds, zone: zone)
        }
        try check(caseID, inputs, asOf, zone)
        let screening = Screening(
            workspace: workspace, policy: workspace.policy, inputs: inputs, asOf: asOf, reporter: reporter)
        let number = inputs.cases.first { $0.caseID == caseID }?.idNumber
        let goesBy = try number.map { number in try workspace.ledger.read { try Identity(number, in: $0) } }
        let found = try screening.screen(
            caseID: caseID, window: window, names: goesBy.flatMap { $0.hasAcceptedLinks ? $0 : nil })
        var followed = Screening.Result()
        followed.contacts = found.contacts
        let carriers = StoreScan(
            segments: inputs.segments, folder: workspace.path(.store),
            period: TimeSpan(asOf.moment - Int64(workspace.policy.undeclared.lookBackDays) * 86_400, asOf.moment),
            selection: inputs.selection)
        try screening.addTasks(to: &followed, carriers)
        try workspace.access?.shows(
            (found.side.subjects[caseID] ?? []).union(found.contacts.map(\.person)),
            asked: request.caseID == nil ? [] : [caseID])
        let identities =
            request.identifies
            ? try TaskIdentities.opened(
                workspace, directory: inputs.directory, people: Set(found.contacts.map(\.person))) : [:]
        let fileNames = Dictionary(
            uniqueKeysWithValues: inputs.files.map { ($0.number, "\($0.sha256.prefix(12))-\($0.name)") })
        let stamp = PolicyStamp(id: workspace.policy.id, sha256: workspace.policy.sha256)
        var report = TraceReport(
            caseID: caseID, isDry: request.caseID == nil, asOf: asOf.moment, since: since, policy: stamp,
            feeds: feeds,
            window: try row(of: caseID, found.side, workspace.policy.window, asOf.moment),
            trail: trail(
                found.side, caseID, TrailGround(places: inputs.places, fileNames: fileNames)),
            disagreements: found.side.disagreements.count, contacts: [],
            warnings: doubts + found.side.warnings)
        report.isEncrypted = workspace.settings.isEncrypted
        (report.blocks, report.blocksRead, report.rowsRead) = (
            found.store.blocks, found.store.blocksRead, found.store.rowsRead
        )
        let listed = found.contacts.filter { contact in
            since.map { since in contact.exposures.contains { $0.span.end >= since } } ?? true
        }
        report.leftOut = found.contacts.count - listed.count
        report.contacts = listed.map { contact in
            TracedContact(
                contact: contact,
                grids: (followed.grids[contact.person]?.choices ?? []).map {
                    ($0.gridID, inputs.tree.grid($0.gridID)?.name ?? "")
                }, identity: identities[contact.person], place: place(of: contact, inputs.places))
        }.sorted { left, right in
            if left.contact.tier != right.contact.tier { return left.contact.tier < right.contact.tier }
            if left.bonds.isEmpty != right.bonds.isEmpty { return right.bonds.isEmpty }
            if left.contact.score != right.contact.score { return left.contact.score > right.contact.score }
            return left.contact.contactID < right.contact.contactID
        }
        return Answer(report: report, policy: stamp, zone: zone, fileNames: fileNames)
    }

    /// What changes when a file is taken in: the number the next one gets.
    public static func state(of workspace: Workspace) throws -> UInt32 {
        try workspace.ledger.read { try $0.nextFileNumber() }
    }

    private static func check(_ caseID: String, _ inputs: RunInputs, _ asOf: AsOf, _ zone: ZoneRules) throws {
        guard let known = inputs.cases.first(where: { $0.caseID == caseID }) else {
            let near = inputs.cases.map(\.caseID).filter { $0.lowercased() == caseID.lowercased() }
            throw Failure(
                .usage,
                "trace: no case \(caseID) as of \(asOf.folder): "
                    + (near.first.map { "did you mean \($0)?" }
                        ?? "deliver it in a cases file, check --as-of, or type an itinerary with --dry"))
        }
        if known.confirmed > asOf.moment {
            throw Failure(
                .usage,
                "trace: case \(caseID) was confirmed on \(zone.wallText(known.confirmed)), after \(asOf.folder): check --as-of"
            )
        }
    }

    private static func row(
        of caseID: String, _ side: CaseSide, _ rule: WindowRule, _ asOf: Int64
    ) throws -> WindowRow {
        guard let row = side.windowRows(rule, asOf: asOf).first(where: { $0.caseID == caseID }) else {
            throw Failure(.failed, "trace: case \(caseID) has no window row")
        }
        return row
    }

    /// The itinerary as it was matched, with what nothing is known of in the window.
    private static func trail(_ side: CaseSide, _ caseID: String, _ ground: TrailGround) -> [TrailLine] {
        let parts = side.parts.filter { $0.role == .presence }
        return ground.withGaps(parts.map { $0.line(ground) }, within: side.windows[caseID]?.span)
    }

    /// Where the longest exposure was: a place's name, a service.
    private static func place(of contact: Contact, _ places: [String: Place]) -> String {
        let longest = contact.exposures.max { ($0.minutes, $1.span.start) < ($1.minutes, $0.span.start) }
        let named = longest?.place.isEmpty == false ? longest : contact.exposures.first { !$0.place.isEmpty } ?? longest
        guard let named else { return "" }
        if named.place.isEmpty { return named.setting }
        let known = places[named.place].map { "\(named.place) \($0.name)" } ?? named.place
        let others = Set(contact.exposures.map(\.place)).subtracting(["", named.place]).count
        return others == 0 ? known : "\(known) +\(others)"
    }
}
