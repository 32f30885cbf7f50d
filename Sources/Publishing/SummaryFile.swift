public import Vocabulary

/// Tasks of one reason in a grid and all grids below it, counted.
public struct SummaryRow: Sendable {
    /// The reason.
    public var reason: TaskReason
    /// Tasks by change; what is missing is none.
    public var counts: [Change: Int]

    /// A row.
    public init(reason: TaskReason, counts: [Change: Int]) {
        self.reason = reason
        self.counts = counts
    }
}

/// `grids/<grid_id>/summary.csv`: the roll-up of one grid, counts only, one line for each reason and one for all.
public enum SummaryFile {
    /// Columns in their order; `open` is new + changed + unchanged.
    public static let columns = [
        "grid_id", "level", "name", "reason", "new", "changed", "unchanged", "withdrawn", "open",
    ]

    /// The file's bytes; reasons in the order of ``TaskReason``, rows of one reason added up.
    public static func bytes(
        gridID: String, level: String, name: String, rows: [SummaryRow], byteOrderMark: Bool = false
    ) -> [UInt8] {
        var csv = CSVWriter(header: columns, byteOrderMark: byteOrderMark)
        var total: [Change: Int] = [:]
        for reason in TaskReason.allCases {
            let counts = rows.filter { $0.reason == reason }
                .reduce(into: [Change: Int]()) { $0.merge($1.counts, uniquingKeysWith: +) }
            if counts.isEmpty { continue }
            total.merge(counts, uniquingKeysWith: +)
            csv.append([gridID, level, name, reason.rawValue] + cells(counts))
        }
        csv.append([gridID, level, name, "all"] + cells(total))
        return csv.bytes
    }

    private static func cells(_ counts: [Change: Int]) -> [String] {
        let (new, changed, same) = (counts[.new] ?? 0, counts[.changed] ?? 0, counts[.unchanged] ?? 0)
        return [new, changed, same, counts[.withdrawn] ?? 0, new + changed + same].map(String.init)
    }
}
