/// The entries of a table that the rows of one day use, numbered in the order of their values: a segment's own table.
struct DayTable: Sendable {
    /// Codes in the part's table, in the order of the day's codes 1, 2, 3 ...
    private(set) var entries: [UInt32] = []
    /// By code of the part's table, 0 first: the day's code; 0 where the day lacks it.
    private(set) var codes: [UInt32]

    init(_ dictionary: Column.Dictionary, of day: DayRows, order: TableOrder) {
        codes = [UInt32](repeating: 0, count: order.ranks.count)
        for column in Column.small where column.dictionary == dictionary {
            let values = day.order.rows.small[column.rawValue]
            if values.isEmpty { continue }
            for row in day.rows { codes[Int(values[Int(row)])] = 1 }
        }
        codes[0] = 0
        for code in order.codes where codes[Int(code)] != 0 {
            entries.append(code)
            codes[Int(code)] = UInt32(entries.count)
        }
    }
}
