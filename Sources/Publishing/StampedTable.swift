import Vocabulary

/// A CSV file of a run whose rows bear the policy they were made by.
public struct StampedTable: Sendable {
    /// Columns before those of the policy.
    public let columns: [String]

    /// A table of columns.
    public init(_ columns: [String]) { self.columns = columns }

    /// The file's bytes, rows in the order given.
    public func bytes(_ rows: [[String]], policy: PolicyStamp, byteOrderMark: Bool = false) -> [UInt8] {
        var csv = CSVWriter(header: columns + PolicyStamp.columns, byteOrderMark: byteOrderMark)
        for row in rows { csv.append(row + policy.cells) }
        return csv.bytes
    }

    /// `task_rates.csv`: how far each grid with all below it has come.
    public static let taskRates = StampedTable([
        "grid_id", "level", "name", "parent_id", "new", "issued", "answered", "done", "refuted", "overdue", "escalated",
        "response", "completion",
    ])
    /// `feedback.csv`: each report, and what became of it.
    public static let feedback = StampedTable([
        "task_id", "grid_id", "at", "outcome", "refer_to", "effect", "nearest_task_id",
    ])
    /// `handovers.csv`: tasks that went from one grid to another.
    public static let handOvers = StampedTable([
        "task_id", "grid_id", "to_task_id", "to_grid_id", "why",
    ])
    /// `grids/<grid_id>/escalated.csv`: tasks below that are long overdue; no names.
    public static let escalated = StampedTable([
        "task_id", "grid_id", "reason", "required_action", "state", "due", "overdue_hours",
    ])
    /// `registers.csv`: how each block with all below it stands; a small count is empty.
    public static let registers = StampedTable(
        ["grid_id", "level", "name", "parent_id"] + RosterLine.Class.allCases.map(\.rawValue))
    /// `epicontacts/linelist.csv` and `epicontacts/contacts.csv`: what `make_epicontacts` of R's epicontacts reads.
    public static let lineList = StampedTable([
        "id", "kind", "onset", "sampled", "confirmed", "isolated", "tier", "score", "grid_id",
    ])
    /// Who met whom, by ids of the line list.
    public static let contactList = StampedTable([
        "from", "to", "case_id", "tier", "rules", "first_exposure", "last_exposure", "exposures", "minutes",
    ])
}
