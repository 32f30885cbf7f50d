public import Vocabulary

/// A link between two names, as it is listed.
public struct LinkRow: Sendable {
    /// A decision about it.
    public struct Decision: Sendable {
        /// What was decided, when, by whom, and why.
        public var state: String, at: Int64, by: String, reason: String
        /// When the link holds from then on; nil where open.
        public var from: Int64?, until: Int64?

        /// A decision.
        public init(state: String, at: Int64, by: String, reason: String, from: Int64?, until: Int64?) {
            self.state = state
            self.at = at
            self.by = by
            self.reason = reason
            self.from = from
            self.until = until
        }
    }
    /// Id, `same` or `apart`, the two names, and when it holds.
    public var linkID: String, kind: String, one: Pseudonym, other: Pseudonym, from: Int64?, until: Int64?
    /// 0 to 1, and what speaks for it.
    public var confidence: Double, reasons: [String]
    /// `suggested`, `accepted`, `rejected` or `undone`, and how it came to that.
    public var state: String, decisions: [Decision]

    /// A link.
    public init(
        linkID: String, kind: String, one: Pseudonym, other: Pseudonym, from: Int64?, until: Int64?,
        confidence: Double, reasons: [String], state: String, decisions: [Decision]
    ) {
        self.linkID = linkID
        self.kind = kind
        self.one = one
        self.other = other
        self.from = from
        self.until = until
        self.confidence = confidence
        self.reasons = reasons
        self.state = state
        self.decisions = decisions
    }
}

/// Links as a table, for machines too.
public struct LinkList: Sendable {
    /// In the order given.
    public var rows: [LinkRow]
    /// A line above them.
    public var heading: String

    /// A list.
    public init(_ rows: [LinkRow], heading: String) {
        self.rows = rows
        self.heading = heading
    }

    /// For people: one line each, with what speaks for it and what was decided below.
    public func lines(zone: ZoneRules, width: Int, brush: Brush = .none) -> [String] {
        var lines = [heading]
        for row in rows {
            let ink: Ink? = row.state == "suggested" ? .caution : row.state == "accepted" ? .bond : .quiet
            lines.append("")
            lines.append(
                "\(row.linkID)  \(brush.paint(row.state, ink))  \(row.kind == "same" ? "one person" : "not one person")  "
                    + "confidence \(decimalText(row.confidence, places: 2))")
            lines.append("  \(row.one.text) (\(row.one.kind.name)) and \(row.other.text) (\(row.other.kind.name))")
            if row.from != nil || row.until != nil {
                lines.append(
                    "  \(row.from.map { "from \(zone.wallText($0))" } ?? "always") \(row.until.map { "until \(zone.wallText($0))" } ?? "on")"
                )
            }
            for reason in row.reasons { lines += TextWrap.lines("- \(reason)", width: width, indent: 2) }
            for decision in row.decisions {
                lines += TextWrap.lines(
                    "\(decision.state) \(zone.wallText(decision.at)) by \(decision.by): \(decision.reason)",
                    width: width,
                    indent: 2)
            }
        }
        return lines
    }

    /// Columns of the CSV in their order.
    public static let columns = [
        "link_id", "kind", "state", "one", "other", "from", "until", "confidence", "reasons", "decided_at",
        "decided_by", "decided_why",
    ]

    /// One line per link, with its last decision.
    public func csv(zone: ZoneRules) -> String {
        var csv = CSVWriter(header: Self.columns)
        for row in rows {
            csv.append([
                row.linkID, row.kind, row.state, row.one.text, row.other.text, row.from.map(zone.rfc3339) ?? "",
                row.until.map(zone.rfc3339) ?? "", decimalText(row.confidence, places: 3),
                row.reasons.joined(separator: "; "), row.decisions.last.map { zone.rfc3339($0.at) } ?? "",
                row.decisions.last?.by ?? "", row.decisions.last?.reason ?? "",
            ])
        }
        return String(decoding: csv.bytes, as: UTF8.self)
    }

    /// All of it for machines.
    public func json(zone: ZoneRules) -> String {
        func time(_ moment: Int64?) -> JSONText { moment.map { .string(zone.rfc3339($0)) } ?? .null }
        return JSONText.object([
            (
                "links",
                .array(
                    rows.map { row in
                        .object([
                            ("link_id", .string(row.linkID)), ("kind", .string(row.kind)),
                            ("state", .string(row.state)), ("one", .string(row.one.text)),
                            ("other", .string(row.other.text)), ("from", time(row.from)), ("until", time(row.until)),
                            ("confidence", .decimal(row.confidence, places: 3)),
                            ("reasons", .array(row.reasons.map { .string($0) })),
                            (
                                "decisions",
                                .array(
                                    row.decisions.map {
                                        .object([
                                            ("state", .string($0.state)), ("at", time($0.at)),
                                            ("by", .string($0.by)), ("reason", .string($0.reason)),
                                            ("from", time($0.from)), ("until", time($0.until)),
                                        ])
                                    })
                            ),
                        ])
                    })
            )
        ]).pretty
    }
}
