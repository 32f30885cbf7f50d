public import Vocabulary

/// Somebody of the roster with what only the run knows.
public struct KeyPersonRow: Sendable {
    /// Whom it is about; nil details of one that the last run had and this one has not.
    public var person: Pseudonym, category: String, details: KeyPerson?
    /// Grids that follow the person up, tasks, and the difference from the last run.
    public var gridIDs: [String], taskIDs: [String], change: Change

    /// A row.
    public init(
        person: Pseudonym, category: String, details: KeyPerson?, gridIDs: [String], taskIDs: [String], change: Change
    ) {
        self.person = person
        self.category = category
        self.details = details
        self.gridIDs = gridIDs
        self.taskIDs = taskIDs
        self.change = change
    }
}

/// `categories.csv`: the daily roster of key persons, one per line, in the order given.
public enum CategoriesFile {
    /// Columns in their order.
    public static let columns =
        [
            "person", "category", "categories", "regions", "first_seen", "last_seen", "returned_at", "declared",
            "grid_id", "measures", "problems", "change", "task_id",
        ] + PolicyStamp.columns

    /// The file's bytes; lists in a cell are joined by `;`.
    public static func bytes(
        _ rows: [KeyPersonRow], policy: PolicyStamp, zone: ZoneRules, byteOrderMark: Bool = false
    ) -> [UInt8] {
        var csv = CSVWriter(header: columns, byteOrderMark: byteOrderMark)
        for row in rows {
            let details = row.details
            func joined(_ list: [String]?) -> String { (list ?? []).joined(separator: ";") }
            csv.append(
                [
                    row.person.text, row.category, joined(details?.categories), joined(details?.regions),
                    details?.away.map { zone.rfc3339($0.start) } ?? "",
                    details?.away.map { zone.rfc3339($0.end) } ?? "", details?.returnedAt.map(zone.rfc3339) ?? "",
                    details?.declared ?? "", joined(row.gridIDs), joined(details?.measures),
                    joined(details?.problems), row.change.rawValue, joined(row.taskIDs),
                ] + policy.cells)
        }
        return csv.bytes
    }
}
