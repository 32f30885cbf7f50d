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
    public func lines(
        zone: ZoneRules, width: Int, brush: Brush = .none, language: Language = .english
    ) -> [String] {
        var lines = header(zone, language).flatMap { TextWrap.lines($0, width: width, indent: 0) }
        if !isEncrypted { lines.append(AnswerWord.notEncrypted.text(language)) }
        lines += ["", brush.paint(TrailWord.itinerary.text(language), .strong)]
        lines +=
            trail.isEmpty
            ? [TrailWord.nothingInWindow.text(language)]
            : TrailTable.lines(trail, zone: zone, width: width, brush: brush, language: language)
        if disagreements > 0 {
            lines.append(
                (disagreements == 1 ? TrailWord.contradictOne : .contradictMany).text(language, "\(disagreements)"))
        }
        lines += ["", brush.paint(TrailWord.contacts.text(language), .strong), summary(language)]
        if !contacts.isEmpty { lines += contactTable(zone, width, language).lines(width: width, brush: brush) }
        return lines
    }

    private func header(_ zone: ZoneRules, _ language: Language) -> [String] {
        func word(_ word: TrailWord, _ values: String...) -> String { word.phrase(values).text(language) }
        let what = isDry ? word(.typed) : word(.caseOf, caseID)
        var lines = [word(.header, what, zone.wallText(asOf), policy.id)]
        if let span = window.window {
            let anchor = window.anchor.map {
                word(
                    .anchored, Term.anchor.name($0, language),
                    window.anchorAt.map { String(zone.wallText($0).prefix(10)) } ?? "",
                    Term.windowEnd.name(window.endsWith, language))
            }
            lines.append(
                word(
                    .window, zone.wallText(span.start), zone.wallText(span.end), isDry ? "" : anchor ?? "",
                    word(window.reported == 1 ? .partsOne : .parts, "\(window.reported)"), "\(window.observed)"))
        } else {
            lines.append(word(.noWindow))
        }
        lines.append(word(.feeds, FeedReach.words(feeds, zone: zone, language)))
        if let since { lines.append(word(.sinceLeft, zone.wallText(since), "\(leftOut)")) }
        return lines
    }

    private func summary(_ language: Language) -> String {
        if contacts.isEmpty { return TrailWord.nobody.text(language) }
        let bound = contacts.count { !$0.bonds.isEmpty }
        let words = tiers.map {
            AnswerWord.countOf.text(language, "\($0.people)", Term.tier.name($0.tier.rawValue, language))
        }.joined(separator: AnswerWord.list.text(language))
        return (bound == 1 ? TrailWord.summaryOne : .summary).text(language, "\(contacts.count)", words, "\(bound)")
    }

    /// The contacts; a narrow terminal gets neither ids nor scores, which are for other commands and for files.
    private func contactTable(_ zone: ZoneRules, _ width: Int, _ language: Language) -> TerminalTable {
        let isNamed = contacts.contains { $0.identity != nil }
        let isBound = contacts.contains { !$0.bonds.isEmpty }
        let columns: [(name: String, side: TerminalTable.Side)] =
            [("tier", .left), ("score", .right)] + (isNamed ? [("name", .left), ("phone", .left)] : [("who", .left)])
            + (isBound ? [("together by", .left)] : [])
            + [
                ("where", .left), ("when", .left), ("min", .right), ("m", .right), ("grid", .left), ("id", .left),
            ]
        let left = columns.indices.filter { place in
            !(width < 118 && columns[place].name == "id")
                && !(width < 96 && ["score", "m", "grid"].contains(columns[place].name))
        }
        let shown = left.map { columns[$0] }
        var table = TerminalTable(
            header: shown.map(\.name), sides: shown.map(\.side),
            whole: Set(["tier", "name", "phone", "id"]).union(width < 96 ? [] : ["when"]), language: language)
        for traced in contacts {
            let contact = traced.contact
            let name = String(contact.person.text.prefix(10))
            let who =
                isNamed ? [String((traced.identity?.name ?? name).prefix(20)), traced.identity?.phone ?? ""] : [name]
            let bonds = traced.bonds.map {
                language == .english ? $0.lowercased().replacing("_", with: " ") : Term.bond.name($0, language)
            }.joined(separator: TrailLine.comma(language))
            let tier = Term.tier.name(contact.tier.rawValue, language)
            let nearest = contact.exposures.compactMap(\.minDistanceMeters).min()
            let cells =
                [
                    traced.isNew ? TrailWord.newContact.text(language, tier) : tier,
                    decimalText(contact.score, places: 1),
                ] + who
                + (isBound ? [bonds] : []) + [
                    Term.setting.name(traced.place, language),
                    traced.span.map {
                        TrailWord.spanTo.text(
                            language, FeedReach.clock($0.start, zone),
                            String(TrailTable.end(of: $0, zone).drop { $0 == " " }))
                    } ?? "",
                    decimalText(contact.exposures.togetherMinutes, places: 0),
                    nearest.map { decimalText($0, places: 0) } ?? "",
                    traced.grids.map { $0.name.isEmpty ? Term.word.name($0.gridID, language) : $0.name }.joined(
                        separator: "; "),
                    contact.contactID,
                ]
            var inks: [Int: Ink] = [:]
            inks[0] = Ink(tier: contact.tier.rawValue)
            if !traced.bonds.isEmpty, let bound = shown.firstIndex(where: { $0.name == "together by" }) {
                inks[bound] = .bond
            }
            table.append(left.map { cells[$0] }, inks: inks)
        }
        return table
    }
}
