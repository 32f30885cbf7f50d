import Vocabulary

/// The rows of one day, coded by sorted dictionaries of their own, in the order of a segment and without repeats.
struct SortedPart: Sendable {
    private(set) var rows: RowColumns
    private(set) var order: [Int32] = []
    private(set) var subjects: [Pseudonym], strings: [String]
    private(set) var duplicates = 0
    private var keys: [UInt64] = []
    private let baseHour: Int64

    private struct Keyed {
        var key: UInt64, row: Int32
    }

    /// Sorts rows and drops all but the earliest of equal observations.
    init(_ source: RowColumns, tables: TableBuilder) {
        rows = source
        baseHour = floorHour(source.start.min() ?? 0)
        (subjects, strings) = ([], [])
        let subjectOrder = used(.subjects, count: tables.subjects.count).sorted {
            tables.subjects[$0] < tables.subjects[$1]
        }
        subjects = subjectOrder.map { tables.subjects[$0] }
        recode(.subjects, ranks: subjectOrder, count: tables.subjects.count)
        let stringOrder = used(.strings, count: tables.strings.count).sorted {
            tables.strings[$0].utf8.lexicographicallyPrecedes(tables.strings[$1].utf8)
        }
        strings = stringOrder.map { tables.strings[$0] }
        recode(.strings, ranks: stringOrder, count: tables.strings.count)
        sort()
    }

    /// Indexes of the table entries that the rows use.
    private func used(_ dictionary: Column.Dictionary, count: Int) -> [Int] {
        var isUsed = [Bool](repeating: false, count: count + 1)
        for column in Column.small where column.dictionary == dictionary {
            for code in rows.small[column.rawValue] { isUsed[Int(code)] = true }
        }
        return (0..<count).filter { isUsed[$0 + 1] }
    }

    /// Replaces codes by the ranks of their table entries.
    private mutating func recode(_ dictionary: Column.Dictionary, ranks: [Int], count: Int) {
        var codes = [UInt32](repeating: 0, count: count + 1)
        for (rank, index) in ranks.enumerated() { codes[index + 1] = UInt32(rank + 1) }
        for column in Column.small where column.dictionary == dictionary {
            rows.small[column.rawValue] = rows.small[column.rawValue].map { codes[Int($0)] }
        }
    }

    private mutating func sort() {
        let rows = self.rows
        var keyed = (0..<rows.count).map { Keyed(key: rows.key($0, baseHour: baseHour), row: Int32($0)) }
        keyed.sort { left, right in
            left.key != right.key ? left.key < right.key : rows.precedes(Int(left.row), Int(right.row))
        }
        order.reserveCapacity(keyed.count)
        keys.reserveCapacity(keyed.count)
        var previous = -1
        for entry in keyed {
            let row = Int(entry.row)
            if previous >= 0, rows.isSameObservation(previous, rows, row) {
                duplicates += 1
                continue
            }
            previous = row
            order.append(entry.row)
            keys.append(entry.key)
        }
    }

    /// Drops the rows that an older segment of the feed and day has already.
    mutating func dropRows(of reader: SegmentReader) throws(StoreError) {
        if order.isEmpty { return }
        let subjectMap = SortedPart.map(try reader.subjects, subjects) { $0 < $1 }
        let stringMap = SortedPart.map(try reader.strings, strings) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var isOld = [Bool](repeating: false, count: order.count)
        let hours = baseHour...(baseHour + 255)
        for (number, box) in try reader.boxes.enumerated() {
            if floorHour(box.maxStart) < hours.lowerBound || floorHour(box.minStart) > hours.upperBound { continue }
            let old = try reader.columns(number)
            let (recoded, isKnown) = SortedPart.recoded(old, subjectMap, stringMap)
            for row in 0..<recoded.count where isKnown[row] && hours.contains(floorHour(recoded.start[row])) {
                let key = recoded.key(row, baseHour: baseHour)
                var place = lowerBound(key)
                while place < keys.count, keys[place] == key {
                    if rows.isSameObservation(Int(order[place]), recoded, row) { isOld[place] = true }
                    place += 1
                }
            }
        }
        let kept = order.indices.filter { !isOld[$0] }
        duplicates += order.count - kept.count
        order = kept.map { order[$0] }
        keys = kept.map { keys[$0] }
    }

    private func lowerBound(_ key: UInt64) -> Int {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// For each code of one sorted table its code in another, 0 where the other lacks the value.
    private static func map<Value: Equatable>(
        _ from: [Value], _ to: [Value], precedes: (Value, Value) -> Bool
    ) -> [UInt32] {
        var codes: [UInt32] = [0]
        codes.reserveCapacity(from.count + 1)
        var next = 0
        for value in from {
            while next < to.count, precedes(to[next], value) { next += 1 }
            codes.append(next < to.count && !precedes(value, to[next]) ? UInt32(next + 1) : 0)
        }
        return codes
    }

    /// Rows in the codes of other tables, and whether all their values are known there.
    private static func recoded(
        _ old: RowColumns, _ subjectMap: [UInt32], _ stringMap: [UInt32]
    ) -> (RowColumns, [Bool]) {
        var columns = old
        var isKnown = [Bool](repeating: true, count: old.count)
        for column in Column.small {
            guard let dictionary = column.dictionary else { continue }
            let map = dictionary == .subjects ? subjectMap : stringMap
            for row in columns.small[column.rawValue].indices {
                let code = columns.small[column.rawValue][row]
                if code == 0 { continue }
                columns.small[column.rawValue][row] = map[Int(code)]
                if map[Int(code)] == 0 { isKnown[row] = false }
            }
        }
        return (columns, isKnown)
    }

    /// Only the dictionary entries that a kept row uses, so that dropped repeats leave no trace in the segment.
    func trimmed() -> SortedPart {
        var tables = TableBuilder()
        for subject in subjects { _ = tables.code(subject) }
        for string in strings { _ = tables.code(string) }
        var kept = RowColumns()
        kept.append(rows, rows: order.map { Int($0) })
        var part = SortedPart(kept, tables: tables)
        part.duplicates = duplicates
        return part
    }
}
