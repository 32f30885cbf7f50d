public import Vocabulary

/// An override of a health code as a run found it.
public struct ExceptionRow: Sendable {
    /// Its number, whose code, and how it stands.
    public var number: Int64, person: Pseudonym, standing: String
    /// What the rules give now, what they gave when it was proposed, and what is given in its place.
    public var ruled: CodeStanding?, proposedOver: CodeColour, to: CodeColour
    /// Why, and the local days on which it holds, as day numbers.
    public var reason: String, firstDay: Int32, lastDay: Int32
    /// Who did what, and when (UTC).
    public var proposed: (by: String, at: Int64), approved: (by: String, at: Int64)?, ended: (by: String, at: Int64)?
    /// Words that qualify it.
    public var flags: [String]

    /// A row.
    public init(
        number: Int64, person: Pseudonym, standing: String, ruled: CodeStanding?, proposedOver: CodeColour,
        to: CodeColour, reason: String, firstDay: Int32, lastDay: Int32, proposed: (by: String, at: Int64),
        approved: (by: String, at: Int64)?, ended: (by: String, at: Int64)?, flags: [String]
    ) {
        self.number = number
        self.person = person
        self.standing = standing
        self.ruled = ruled
        self.proposedOver = proposedOver
        self.to = to
        self.reason = reason
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.proposed = proposed
        self.approved = approved
        self.ended = ended
        self.flags = flags
    }
}

/// `exceptions.csv`: every override that is known, by number, whether or not it holds.
public enum ExceptionsFile {
    /// Columns in their order.
    public static let columns =
        [
            "override_id", "person", "standing", "code_by_rule", "cause", "proposed_over", "to", "reason", "first_day",
            "last_day", "proposed_by", "proposed_at", "approved_by", "approved_at", "ended_by", "ended_at", "flags",
        ] + PolicyStamp.columns

    /// The file's bytes.
    public static func bytes(
        _ rows: [ExceptionRow], policy: PolicyStamp, zone: ZoneRules, byteOrderMark: Bool = false
    ) -> [UInt8] {
        var csv = CSVWriter(header: columns, byteOrderMark: byteOrderMark)
        for row in rows {
            let acts = [row.proposed, row.approved, row.ended].flatMap { act in
                [act?.by ?? "", act.map { zone.rfc3339($0.at) } ?? ""]
            }
            let what = [
                "\(row.number)", row.person.text, row.standing, row.ruled?.colour.rawValue ?? "",
                row.ruled?.cause.rawValue ?? "", row.proposedOver.rawValue, row.to.rawValue, row.reason,
                CodesFile.day(row.firstDay), CodesFile.day(row.lastDay),
            ]
            csv.append(what + acts + [row.flags.joined(separator: ";")] + policy.cells)
        }
        return csv.bytes
    }
}
