import Feeds

/// Rejected rows by reason, with the first line of each.
struct RejectCounts: Sendable {
    private(set) var byReason: [RejectReason: (count: Int, firstLine: UInt32, column: String)] = [:]

    /// All rejected rows.
    var total: Int { byReason.values.reduce(0) { $0 + $1.count } }

    /// Counts a row.
    mutating func add(_ reason: RejectReason, line: UInt32, column: String = "") {
        var entry = byReason[reason] ?? (0, line, column)
        entry.count += 1
        if line < entry.firstLine { (entry.firstLine, entry.column) = (line, column) }
        byReason[reason] = entry
    }

    /// Counts rows.
    mutating func add(_ rows: [RejectedRow]) {
        for row in rows { add(row.reason, line: row.line, column: row.column) }
    }

    /// Adds another count.
    mutating func merge(_ other: RejectCounts) {
        for (reason, entry) in other.byReason {
            var mine = byReason[reason] ?? (0, entry.firstLine, entry.column)
            mine.count += entry.count
            if entry.firstLine < mine.firstLine { (mine.firstLine, mine.column) = (entry.firstLine, entry.column) }
            byReason[reason] = mine
        }
    }

    /// Counts all lines from another first line on: `count` further down.
    mutating func moveLines(by count: UInt32) {
        for reason in byReason.keys { byReason[reason]?.firstLine += count }
    }

    /// `bad_time 3 (first line 17, column time), null_island 1 (first line 20)`, the most frequent first.
    var text: String {
        byReason.sorted { ($1.value.count, $0.key.rawValue) < ($0.value.count, $1.key.rawValue) }
            .map { reason, entry in
                let column = entry.column.isEmpty ? "" : ", column \(entry.column)"
                return "\(reason.rawValue) \(entry.count) (first line \(entry.firstLine)\(column))"
            }
            .joined(separator: ", ")
    }
}

extension RejectCounts {
    /// Rows by reason code.
    var counts: [String: Int] {
        Dictionary(uniqueKeysWithValues: byReason.map { ($0.key.rawValue, $0.value.count) })
    }
}
