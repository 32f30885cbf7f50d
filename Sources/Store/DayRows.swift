import Vocabulary

/// The rows of one day of a part in the order of a segment, without repeats.
struct DayRows: Sendable {
    let day: Int32
    let order: RowOrder
    /// Row numbers in order.
    private(set) var rows: [UInt32] = []
    private(set) var duplicates: Int
    /// The hours and where their rows begin, as they were sorted.
    private var hours: [(hour: Int64, first: Int)] = []

    /// A day of its sorted hours, the earliest first.
    init(day: Int32, order: RowOrder, hours sorted: [(hour: Int64, sort: HourSort)]) {
        self.day = day
        self.order = order
        duplicates = sorted.reduce(0) { $0 + $1.sort.duplicates }
        rows.reserveCapacity(sorted.reduce(0) { $0 + $1.sort.rows.count })
        for (hour, sort) in sorted {
            hours.append((hour, rows.count))
            rows += sort.rows
        }
    }

    /// Drops the rows that older segments of the feed and day have already.
    mutating func dropRows(of paths: [String], tables: PartTables) throws(StoreError) {
        if paths.isEmpty { return }
        guard let span = span else { return }
        var keys = [[UInt64]](repeating: [], count: hours.count)
        var isOld = [Bool](repeating: false, count: rows.count)
        for path in paths {
            let reader = try SegmentReader(path: path)
            let maps = CodeMaps(
                subjects: tables.subjectOrder.codes(of: try reader.subjects, in: tables.subjects, by: <),
                strings: tables.stringOrder.codes(of: try reader.strings, in: tables.strings, by: PartTables.precedes))
            for (number, box) in try reader.boxes.enumerated()
            where box.minStart <= span.upperBound && box.maxStart >= span.lowerBound {
                let (old, isKnown) = maps.recoded(try reader.columns(number, .observed))
                mark(old, isKnown, within: span, by: &keys, in: &isOld)
            }
        }
        let kept = rows.indices.filter { !isOld[$0] }
        duplicates += rows.count - kept.count
        if kept.count < rows.count { rows = kept.map { rows[$0] } }
        hours = []
    }

    /// The first and the last start.
    private var span: ClosedRange<Int64>? {
        guard let lastHour = hours.last?.first, !rows.isEmpty else { return nil }
        let firstHour = rows[..<(hours.count > 1 ? hours[1].first : rows.count)]
        guard let first = firstHour.lazy.map({ order.rows.start[Int($0)] }).min(),
            let last = rows[lastHour...].lazy.map({ order.rows.start[Int($0)] }).max()
        else { return nil }
        return first...last
    }

    /// Marks the rows that say the same as one of an older segment.
    ///
    /// Old rows that start outside of `span` are passed over. `keys` has the keys of each hour that was asked for.
    private func mark(
        _ old: RowColumns, _ isKnown: [Bool], within span: ClosedRange<Int64>, by keys: inout [[UInt64]],
        in isOld: inout [Bool]
    ) {
        let oldKeys = order.keys(of: old, 0..<old.count)
        var index = 0
        for row in 0..<old.count where isKnown[row] && span.contains(old.start[row]) {
            let number = ClusterKey.hour(of: old.start[row], on: day)
            // Old rows come in the order of their starts.
            while index < hours.count, hours[index].hour < number { index += 1 }
            guard index < hours.count else { return }
            guard hours[index].hour == number else { continue }
            let first = hours[index].first
            let end = index + 1 < hours.count ? hours[index + 1].first : rows.count
            if keys[index].isEmpty { keys[index] = order.keys(of: Array(rows[first..<end])) }
            let key = oldKeys[row]
            var place = DayRows.lowerBound(key, keys[index])
            while place < keys[index].count, keys[index][place] == key {
                if order.isSameObservation(Int(rows[first + place]), old, row) { isOld[first + place] = true }
                place += 1
            }
        }
    }

    private static func lowerBound(_ key: UInt64, _ keys: [UInt64]) -> Int {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// What the codes of an older segment are in the tables of a part.
private struct CodeMaps {
    let subjects: [UInt32], strings: [UInt32]

    /// Rows in the codes of the part, and whether all their values are known there.
    func recoded(_ old: RowColumns) -> (RowColumns, [Bool]) {
        var columns = old
        var isKnown = [Bool](repeating: true, count: old.count)
        for column in Column.small {
            guard let dictionary = column.dictionary else { continue }
            let map = dictionary == .subjects ? subjects : strings
            columns.small[column.rawValue] = old.small[column.rawValue].enumerated().map { row, code in
                if code != 0, map[Int(code)] == 0 { isKnown[row] = false }
                return map[Int(code)]
            }
        }
        return (columns, isKnown)
    }
}
