import Vocabulary

/// The total order of the rows of a part: no order of arrival and no numbering of a table reaches a segment.
///
/// A class, so that a comparison does not count references to all columns.
final class RowOrder: Sendable {
    let rows: RowColumns
    /// By code, 0 first: what stands for the value in comparisons.
    let subjectRanks: [UInt32], stringRanks: [UInt32]
    /// The columns that some row has, in the order of their comparison.
    private let present: [(column: Column, values: [UInt32], ranks: [UInt32]?)]

    init(_ rows: RowColumns, subjectRanks: [UInt32], stringRanks: [UInt32]) {
        self.rows = rows
        self.subjectRanks = subjectRanks
        self.stringRanks = stringRanks
        present = Column.small.filter { !rows.small[$0.rawValue].isEmpty }.map { column in
            let ranks: [UInt32]? =
                switch column.dictionary {
                case .subjects: subjectRanks
                case .strings: stringRanks
                case nil: nil
                }
            return (column, rows.small[column.rawValue], ranks)
        }
    }

    /// The order of rows with equal keys: all that was observed, then where the row stood.
    func precedes(_ row: Int, _ other: Int) -> Bool {
        if rows.start[row] != rows.start[other] { return rows.start[row] < rows.start[other] }
        if rows.end[row] != rows.end[other] { return rows.end[row] < rows.end[other] }
        for index in present.indices {
            let left = present[index].values[row]
            let right = present[index].values[other]
            if left == right { continue }
            guard let ranks = present[index].ranks else { return left < right }
            // Codes of one table: equal ranks are equal codes.
            return ranks[Int(left)] < ranks[Int(right)]
        }
        return rows.digest[row] < rows.digest[other]
    }

    /// Whether two rows say the same, wherever they stood.
    func isSameObservation(_ row: Int, _ other: Int) -> Bool {
        guard rows.start[row] == rows.start[other], rows.end[row] == rows.end[other] else { return false }
        for index in present.indices where !present[index].column.isSource {
            if present[index].values[row] != present[index].values[other] { return false }
        }
        return true
    }

    /// Whether a row says the same as one of other columns whose codes are those of this table.
    func isSameObservation(_ row: Int, _ other: RowColumns, _ otherRow: Int) -> Bool {
        guard rows.start[row] == other.start[otherRow], rows.end[row] == other.end[otherRow] else { return false }
        return Column.small.allSatisfy { $0.isSource || rows.bits($0, row) == other.bits($0, otherRow) }
    }

    /// The keys of a range of rows within their hours; of columns whose codes are those of this table.
    func keys(of columns: RowColumns, _ range: Range<Int>) -> [UInt64] {
        let lon = columns.small[Column.lon.rawValue]
        let lat = columns.small[Column.lat.rawValue]
        if columns.small[Column.place.rawValue].isEmpty, !lon.isEmpty, !lat.isEmpty {
            return RowKernels.clusterKeys(start: columns.start, lon: lon, lat: lat, range)
        }
        return range.map { row in
            ClusterKey.key(
                start: columns.start[row], lon: columns.bits(.lon, row), lat: columns.bits(.lat, row),
                place: stringRanks[Int(columns.bits(.place, row))])
        }
    }

    /// The keys of chosen rows of this table.
    func keys(of numbers: [UInt32]) -> [UInt64] {
        var chosen = RowColumns()
        chosen.count = numbers.count
        chosen.start = RowKernels.gather(rows.start, numbers)
        for column in [Column.lon, .lat, .place] where !rows.small[column.rawValue].isEmpty {
            chosen.small[column.rawValue] = RowKernels.gather(rows.small[column.rawValue], numbers)
        }
        return keys(of: chosen, 0..<numbers.count)
    }
}
