import Files
import Ledger
public import Publishing
import Vault
import Vocabulary

/// Links between names: suggested by the program, decided by people, taken back by people.
public enum Links {
    /// All links, or those about one person; in one state only where that is named.
    public static func list(_ workspace: Workspace, about text: String?, state: String?) throws -> LinkList {
        let wanted = try state.map { word -> IdentityLink.State in
            guard let state = IdentityLink.State(rawValue: word) else {
                throw Failure(.usage, "--state: \(IdentityLink.State.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return state
        }
        let reading = try SubjectReading(workspace)
        let list = try workspace.ledger.read { ledger in
            let links =
                try text.map { text in
                    try Identity(try reading.subject(text, in: ledger), in: ledger)
                        .links
                } ?? ledger.links()
            let rows = try links.filter { wanted == nil || $0.state == wanted }.map { try LinkRow($0, in: ledger) }
            let open = rows.count { $0.state == "suggested" }
            return LinkList(rows, heading: "\(rows.count) link\(rows.count == 1 ? "" : "s"), \(open) to be decided")
        }
        try workspace.access?.shows(names(in: list))
        return list
    }

    /// Looks for links that may be: in all rows with two identifiers, or about one person, by movement too.
    ///
    /// New ones are kept as suggestions, which change no answer; gives those that nobody decided about.
    public static func suggest(_ workspace: Workspace, about text: String?, now: Int64) throws -> LinkList {
        let zone = workspace.settings.zone
        let suggestions = LinkSuggestions(key: workspace.pseudonymKey, zone: zone, now: now)
        let reading = try SubjectReading(workspace)
        let (segments, selection, identity) = try workspace.ledger.read { ledger in
            (
                try ledger.segments(), try RowSelection(workspace, ledger, asOf: now),
                try text.map {
                    try Identity(try reading.subject($0, in: ledger), in: ledger)
                }
            )
        }
        var found: [IdentityLink] = []
        if let identity {
            found = try aboutOne(workspace, identity, suggestions, now: now)
        }
        let scan = StoreScan(
            segments: segments.filter { $0.feed != .carrier }, folder: workspace.path(.store),
            period: TimeSpan(.min / 2, now), selection: selection)
        var pairs = NamePairs()
        let looks = try scan.findings(stage: "names", reporter: SilentReporter()) { NamePairsLook($0, zone: zone) }
        for part in looks.findings { pairs.merge(part) }
        if let identity {
            let phones = identity.identifiers.union(
                pairs.seen.keys.filter { identity.identifiers.contains($0.number) }.map(\.phone))
            pairs.seen = pairs.seen.filter { phones.contains($0.key.phone) }
        }
        found += try workspace.ledger.read { ledger in try suggestions.from(pairs) { try ledger.owners(of: $0) } }
        let new = try workspace.ledger.put(found)
        let ids = Set(found.map(\.linkID))
        let list = try workspace.ledger.read { ledger in
            let rows = try ledger.links().filter { ids.contains($0.linkID) && $0.state == .suggested }
                .map { try LinkRow($0, in: ledger) }
            return LinkList(
                rows, heading: "\(rows.count) suggestion\(rows.count == 1 ? "" : "s") to be decided, \(new) of them new"
            )
        }
        try workspace.access?.shows(names(in: list))
        return list
    }

    /// Phones that are always where one person's phone is.
    private static func aboutOne(
        _ workspace: Workspace, _ identity: Identity, _ suggestions: LinkSuggestions, now: Int64
    ) throws -> [IdentityLink] {
        let base = try workspace.ledger.read {
            try PersonBase($0, workspace: workspace, identity: identity, other: nil, asOf: now, since: nil)
        }
        func pings(_ rows: [Observation]) -> [(at: Int64, position: Position)] {
            rows.compactMap { row in row.feed == .carrier ? row.position.map { (row.span.start, $0) } : nil }
        }
        let own = Dictionary(grouping: base.rows.own.filter { $0.feed == .carrier }) { $0.phone ?? $0.idNumber }
        let scan = StoreScan(
            segments: base.segments.filter { $0.feed == .carrier }, folder: workspace.path(.store),
            period: TimeSpan(.min / 2, now), selection: base.selection)
        let near = try base.nearPhones().prefix(20)
        let rows = try scan.observations(of: Set(near))
        var links: [IdentityLink] = []
        for (name, mine) in own.sorted(by: { ($0.key?.high ?? 0) < ($1.key?.high ?? 0) }) {
            guard let name else { continue }
            for phone in near {
                if let link = suggestions.twoPhones(name, pings(mine), phone, pings(rows[phone] ?? [])) {
                    links.append(link)
                }
            }
        }
        return links
    }

    /// Accepts, rejects or takes back; a date that is given replaces the suggestion's until the next decision.
    ///
    /// Throws ``Outcome/usage`` for a link that is none, or that is in that state already.
    public static func decide(
        _ workspace: Workspace, _ linkID: String, _ state: String, from: String?, until: String?, by: String,
        reason: String, now: Int64
    ) throws -> LinkList {
        guard let state = IdentityLink.State(rawValue: state),
            let link = try workspace.ledger.read({ try $0.link(linkID) })
        else { throw Failure(.usage, "links: no link \(linkID): `tracegrid links list` shows their ids") }
        if state == .undone, link.state == .suggested || link.state == .undone {
            throw Failure(.usage, "links: \(linkID) is \(link.state.rawValue): there is nothing to take back")
        }
        if state == link.state { throw Failure(.usage, "links: \(linkID) is \(state.rawValue) already") }
        let zone = workspace.settings.zone
        // Not the dates of an acceptance before: taking it back takes them back too.
        let first = (from: link.suggestedFrom, until: link.suggestedUntil)
        let span =
            try from == nil && until == nil
            ? first : dates(from ?? first.from.map(zone.rfc3339), until ?? first.until.map(zone.rfc3339), zone)
        try workspace.ledger.decide(
            LinkDecision(
                linkID: linkID, state: state, at: now, by: by, reason: reason, from: span.from, until: span.until))
        return try one(workspace, linkID)
    }

    /// Links two names, or parts them, on a person's own word.
    public static func add(
        _ workspace: Workspace, _ one: String, _ other: String, apart: Bool, from: String?, until: String?, by: String,
        reason: String, now: Int64
    ) throws -> LinkList {
        let zone = workspace.settings.zone
        let reading = try SubjectReading(workspace)
        let names = try workspace.ledger.read { ledger in
            let typed = try [one, other].map { try reading.subject($0, in: ledger) }
            guard typed[0] != typed[1] else { throw Failure(.usage, "links add: both are the same name") }
            return try apart ? parted(typed[0], typed[1], in: ledger) : typed
        }
        let span = try dates(from, until, zone)
        let link = LinkSuggestions(key: workspace.pseudonymKey, zone: zone, now: now).link(
            apart ? .apart : .same, names[0], names[1], from: span.from, until: span.until, confidence: 1,
            reasons: ["said by a person"], dated: true)
        let known = try workspace.ledger.read { try $0.link(link.linkID) }
        if known?.state == .accepted { throw Failure(.usage, "links: \(link.linkID) says so already") }
        _ = try workspace.ledger.put([link])
        try workspace.ledger.decide(
            LinkDecision(
                linkID: link.linkID, state: .accepted, at: now, by: by, reason: reason, from: span.from,
                until: span.until))
        return try self.one(workspace, link.linkID)
    }

    /// Two names as a link must have them to part anything: of two identifiers of one person the owner and the other.
    private static func parted(
        _ one: Pseudonym, _ other: Pseudonym, in ledger: LedgerSnapshot
    ) throws -> [Pseudonym] {
        func owns(_ person: Pseudonym, _ name: Pseudonym) throws -> Bool {
            try ledger.owners(of: name).contains(person)
        }
        let isLinked = try ledger.links(of: one).contains {
            $0.state == .accepted && $0.kind == .same && [$0.one, $0.other].contains(other)
        }
        if isLinked { return [one, other] }
        if try owns(one, other) || owns(other, one) { return [one, other] }
        // The owner keeps the ID number: it is the phone or the plate that is parted.
        let isNumberLast = one.kind != .idNumber && other.kind == .idNumber
        let pairs = isNumberLast ? [(other, one), (one, other)] : [(one, other), (other, one)]
        for (name, rest) in pairs {
            let owners = try ledger.owners(of: name)
            if owners.count == 1, try owns(owners[0], rest) { return [owners[0], rest] }
        }
        throw Failure(
            .usage,
            "links add --apart: nothing to part: neither is the other's in the registry, no accepted link joins them")
    }

    /// The link that was decided about.
    private static func one(_ workspace: Workspace, _ linkID: String) throws -> LinkList {
        let list = try workspace.ledger.read { ledger in
            LinkList(
                try [ledger.link(linkID)].compactMap(\.self).map { try LinkRow($0, in: ledger) }, heading: "1 link")
        }
        try workspace.access?.shows(names(in: list))
        return list
    }

    /// Both names of all links, for the audit.
    private static func names(in list: LinkList) -> Set<Pseudonym> { Set(list.rows.flatMap { [$0.one, $0.other] }) }

    private static func dates(
        _ from: String?, _ until: String?, _ zone: ZoneRules
    ) throws -> (from: Int64?, until: Int64?) {
        let first = try from.map { try AsOf.start($0, zone: zone, option: "--from") }
        let last = try until.map { text -> Int64 in
            guard let moment = AsOf(text, zone: zone) else { throw Failure(.usage, "--until: \(text) is no moment") }
            return moment.moment
        }
        if let first, let last, first > last { throw Failure(.usage, "--from lies behind --until") }
        return (first, last)
    }
}

extension LinkRow {
    /// A link with its decisions.
    fileprivate init(_ link: IdentityLink, in ledger: LedgerSnapshot) throws {
        self.init(
            linkID: link.linkID, kind: link.kind.rawValue, one: link.one, other: link.other, from: link.from,
            until: link.until, confidence: link.confidence, reasons: link.reasons, state: link.state.rawValue,
            decisions: try ledger.decisions(of: link.linkID).map {
                LinkRow.Decision(
                    state: $0.state.rawValue, at: $0.at, by: $0.by, reason: $0.reason, from: $0.from, until: $0.until)
            })
    }
}
