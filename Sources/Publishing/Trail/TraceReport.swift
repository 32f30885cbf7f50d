public import Vocabulary

/// A contact of a traced case, with what is known about whom to call.
public struct TracedContact: Sendable {
    /// The contact with its exposures.
    public var contact: Contact
    /// Grids that follow it up, with their names.
    public var grids: [(gridID: String, name: String)]
    /// Name and phone, where they were asked for and may be known.
    public var identity: TaskIdentity?
    /// Name of the place where they were together longest, or the service they shared.
    public var place: String
    /// Whether an earlier answer of the same watch did not have it.
    public var isNew = false

    /// A contact.
    public init(
        contact: Contact, grids: [(gridID: String, name: String)], identity: TaskIdentity?, place: String
    ) {
        self.contact = contact
        self.grids = grids
        self.identity = identity
        self.place = place
    }

    /// Evidence of travelling together.
    public var bonds: [String] { contact.flags.filter { TracedContact.bondFlags.contains($0) } }
    /// Flags that are such evidence.
    static let bondFlags: Set<String> = ["SAME_ORDER", "SAME_ROOM", "SAME_PLATE", "ADJACENT_SEATS", "CONVOY"]
    /// First and last second together.
    var span: TimeSpan? {
        guard let first = contact.exposures.map(\.span.start).min(), let last = contact.exposures.map(\.span.end).max()
        else { return nil }
        return TimeSpan(first, last)
    }
}

/// One case against everything in the store, at one moment.
public struct TraceReport: Sendable {
    /// The case; its id is of no case where the itinerary was typed by hand.
    public var caseID: String, isDry: Bool
    /// The moment asked about, and the first moment whose exposures are listed.
    public var asOf: Int64, since: Int64?
    /// The rules.
    public var policy: PolicyStamp
    /// The feeds that were looked through.
    public var feeds: [FeedReach]
    /// The infectious window as it was used.
    public var window: WindowRow
    /// The itinerary as understood, with its holes, and own rows that contradict it.
    public var trail: [TrailLine], disagreements: Int
    /// By tier, companions first, then by score.
    public var contacts: [TracedContact]
    /// Contacts left out because they were exposed before ``since`` only.
    public var leftOut = 0
    /// Lines that a person should read.
    public var warnings: [String]
    /// Whether the workspace keeps identities in the clear.
    public var isEncrypted = true
    /// What of the store was read: blocks in the period, blocks and rows read.
    public var blocks = 0, blocksRead = 0, rowsRead = 0

    /// A report.
    public init(
        caseID: String, isDry: Bool, asOf: Int64, since: Int64?, policy: PolicyStamp, feeds: [FeedReach],
        window: WindowRow, trail: [TrailLine], disagreements: Int, contacts: [TracedContact], warnings: [String]
    ) {
        self.caseID = caseID
        self.isDry = isDry
        self.asOf = asOf
        self.since = since
        self.policy = policy
        self.feeds = feeds
        self.window = window
        self.trail = trail
        self.disagreements = disagreements
        self.contacts = contacts
        self.warnings = warnings
    }

    /// How many contacts there are of each tier.
    public var tiers: [(tier: Tier, people: Int)] {
        Tier.allCases.map { tier in (tier, contacts.count { $0.contact.tier == tier }) }.filter { $0.people > 0 }
    }
}

extension TraceReport {
    /// For people: header, itinerary, contacts.
    public func lines(zone: ZoneRules, width: Int, brush: Brush = .none) -> [String] {
        var lines = header(zone).flatMap { TextWrap.lines($0, width: width, indent: 0) }
        if !isEncrypted { lines.append("NOT ENCRYPTED: this workspace keeps identities in the clear; synthetic data only") }
        lines += ["", brush.paint("ITINERARY AS UNDERSTOOD", .strong)]
        lines += trail.isEmpty ? ["  nothing of it lies in the window"] : TrailTable.lines(trail, zone: zone, width: width, brush: brush)
        if disagreements > 0 {
            lines.append(
                "\(disagreements) own row\(disagreements == 1 ? "" : "s") of the case contradict\(disagreements == 1 ? "s" : "") "
                    + "what was reported: disagreements.csv of a run lists them")
        }
        lines += ["", brush.paint("CONTACTS", .strong), summary]
        if !contacts.isEmpty { lines += contactTable(zone).lines(width: width, brush: brush) }
        return lines
    }

    private func header(_ zone: ZoneRules) -> [String] {
        let what = isDry ? "Itinerary typed by hand, no case" : "Case \(caseID)"
        var lines = ["\(what), as of \(zone.wallText(asOf)), policy \(policy.id)"]
        if let span = window.window {
            let anchor = window.anchor.map { " (\($0) \(window.anchorAt.map { zone.wallText($0).prefix(10) } ?? ""), ends: \(window.endsWith))" }
            lines.append(
                "Window \(zone.wallText(span.start)) to \(zone.wallText(span.end))\(isDry ? "" : anchor ?? ""); "
                    + "\(window.reported) part\(window.reported == 1 ? "" : "s") reported, \(window.observed) seen in feeds")
        } else {
            lines.append("No infectious window: the case has no date that the policy counts from")
        }
        lines.append("Feeds: \(FeedReach.words(feeds, zone: zone))")
        if let since { lines.append("Exposures since \(zone.wallText(since)); \(leftOut) contacts of before are left out") }
        return lines
    }

    private var summary: String {
        if contacts.isEmpty { return "nobody" }
        let bound = contacts.count { !$0.bonds.isEmpty }
        let words = tiers.map { "\($0.people) \($0.tier.rawValue)" }.joined(separator: ", ")
        return "\(contacts.count): \(words); \(bound) travelling companion\(bound == 1 ? "" : "s"), first in their tier"
    }

    private func contactTable(_ zone: ZoneRules) -> TerminalTable {
        let isNamed = contacts.contains { $0.identity != nil }
        var table = TerminalTable(
            header: ["tier", "score"] + (isNamed ? ["name", "phone"] : ["who"]) + [
                "together by", "where", "first", "last", "min", "m", "grid", "id",
            ],
            sides: [.left, .right, .left] + (isNamed ? [.left] : []) + [.left, .left, .left, .left, .right, .right])
        for traced in contacts {
            let contact = traced.contact
            let who = isNamed
                ? [traced.identity?.name ?? String(contact.person.text.prefix(8)), traced.identity?.phone ?? ""] : [String(contact.person.text.prefix(10))]
            let bonds = traced.bonds.map { $0.lowercased().replacing("_", with: " ") }.joined(separator: ", ")
            let mark = traced.isNew ? "NEW " : ""
            table.append(
                [mark + contact.tier.rawValue, decimalText(contact.score, places: 1)] + who + [
                    bonds, traced.place, traced.span.map { FeedReach.clock($0.start, zone) } ?? "",
                    traced.span.map { FeedReach.clock($0.end, zone) } ?? "",
                    decimalText(contact.exposures.togetherMinutes, places: 0),
                    contact.exposures.compactMap(\.minDistanceMeters).min().map { decimalText($0, places: 0) } ?? "",
                    traced.grids.map { $0.name.isEmpty ? $0.gridID : "\($0.gridID) \($0.name)" }.joined(separator: "; "),
                    contact.contactID,
                ],
                inks: [0: Ink(tier: contact.tier.rawValue), (isNamed ? 4 : 3): traced.bonds.isEmpty ? nil : .bond]
                    .compactMapValues(\.self))
        }
        return table
    }
}

extension TraceReport {
    /// Columns of the CSV in their order.
    public static let columns = [
        "case_id", "contact_id", "person", "tier", "score", "companion", "place", "first_exposure", "last_exposure",
        "minutes", "min_distance_m", "rules", "evidence_feeds", "flags", "grid_id", "name", "phone", "as_of", "policy",
        "policy_sha256",
    ]

    /// One line per contact.
    public func csv(zone: ZoneRules) -> String {
        var csv = CSVWriter(header: Self.columns)
        for traced in contacts {
            let contact = traced.contact
            csv.append([
                caseID, contact.contactID, contact.person.text, contact.tier.rawValue,
                decimalText(contact.score, places: 1), traced.bonds.joined(separator: ";"), traced.place,
                traced.span.map { zone.rfc3339($0.start) } ?? "", traced.span.map { zone.rfc3339($0.end) } ?? "",
                decimalText(contact.exposures.togetherMinutes, places: 1),
                contact.exposures.compactMap(\.minDistanceMeters).min().map { decimalText($0, places: 1) } ?? "",
                joined(contact.exposures.map(\.rule)), joined(contact.exposures.map(\.feed.rawValue)),
                contact.flags.joined(separator: ";"), traced.grids.map(\.gridID).joined(separator: ";"),
                traced.identity?.name ?? "", traced.identity?.phone ?? "", zone.rfc3339(asOf), policy.id, policy.sha256,
            ])
        }
        return String(decoding: csv.bytes, as: UTF8.self)
    }

    /// All of it for machines.
    public func json(zone: ZoneRules) -> String {
        func time(_ moment: Int64?) -> JSONText { moment.map { .string(zone.rfc3339($0)) } ?? .null }
        return JSONText.object([
            ("case_id", .string(caseID)), ("dry", .bool(isDry)), ("as_of", time(asOf)), ("since", time(since)),
            ("policy", .string(policy.id)), ("policy_sha256", .string(policy.sha256)),
            ("feeds", FeedReach.json(feeds, zone: zone)),
            (
                "window",
                .object([
                    ("start", time(window.window?.start)), ("end", time(window.window?.end)),
                    ("anchor", .optional(window.anchor)), ("anchor_at", time(window.anchorAt)),
                    ("ends_with", .string(window.endsWith)), ("parts_reported", .integer(Int64(window.reported))),
                    ("parts_observed", .integer(Int64(window.observed))),
                ])
            ),
            ("itinerary", TrailTable.json(trail, zone: zone)), ("disagreements", .integer(Int64(disagreements))),
            ("contacts", .array(contacts.map { json($0, zone) })), ("left_out", .integer(Int64(leftOut))),
            ("warnings", .array(warnings.map { .string($0) })), ("encrypted", .bool(isEncrypted)),
            (
                "store",
                .object([
                    ("blocks", .integer(Int64(blocks))), ("blocks_read", .integer(Int64(blocksRead))),
                    ("rows_read", .integer(Int64(rowsRead))),
                ])
            ),
        ]).pretty
    }

    private func json(_ traced: TracedContact, _ zone: ZoneRules) -> JSONText {
        let contact = traced.contact
        let identity: [(String, JSONText)] =
            traced.identity.map { [("name", .string($0.name)), ("phone", .string($0.phone)), ("address", .string($0.address))] } ?? []
        return .object(
            [
                ("contact_id", .string(contact.contactID)), ("person", .string(contact.person.text)),
                ("tier", .string(contact.tier.rawValue)), ("score", .decimal(contact.score, places: 1)),
                ("companion", .array(traced.bonds.map { .string($0) })), ("place", .string(traced.place)),
                ("minutes", .decimal(contact.exposures.togetherMinutes, places: 1)),
                ("flags", .array(contact.flags.map { .string($0) })),
                (
                    "grids",
                    .array(traced.grids.map { .object([("grid_id", .string($0.gridID)), ("name", .string($0.name))]) })
                ),
            ] + identity + [
                (
                    "exposures",
                    .array(
                        contact.exposures.map { exposure in
                            .object([
                                ("rule", .string(exposure.rule)), ("tier", .string(exposure.tier.rawValue)),
                                ("feed", .string(exposure.feed.rawValue)), ("place", .string(exposure.place)),
                                ("start", .string(zone.rfc3339(exposure.span.start))),
                                ("end", .string(zone.rfc3339(exposure.span.end))),
                                ("minutes", .decimal(exposure.minutes, places: 1)),
                                (
                                    "min_distance_m",
                                    exposure.minDistanceMeters.map { .decimal($0, places: 1) } ?? .null
                                ),
                                ("via", .optional(exposure.via?.text)),
                                ("flags", .array(exposure.flags.map { .string($0) })),
                            ])
                        })
                )
            ])
    }
}
