import Vocabulary

/// Codes of a table in the order of their values, kept up while the table grows.
struct TableOrder: Sendable {
    /// Codes, 1-based, by their values.
    private(set) var codes: [UInt32] = []
    /// By code, 0 first: 1-based place in ``codes``.
    private(set) var ranks: [UInt32] = [0]

    /// Takes in the entries that came since the last call.
    mutating func extend<Value>(_ values: [Value], by precedes: (Value, Value) -> Bool) {
        if values.count == codes.count { return }
        let new = (codes.count..<values.count).map { UInt32($0 + 1) }
            .sorted { precedes(values[Int($0) - 1], values[Int($1) - 1]) }
        var merged: [UInt32] = []
        merged.reserveCapacity(values.count)
        var next = 0
        for code in codes {
            while next < new.count, precedes(values[Int(new[next]) - 1], values[Int(code) - 1]) {
                merged.append(new[next])
                next += 1
            }
            merged.append(code)
        }
        merged += new[next...]
        codes = merged
        ranks = [UInt32](repeating: 0, count: codes.count + 1)
        for (place, code) in codes.enumerated() { ranks[Int(code)] = UInt32(place + 1) }
    }

    /// For each code of a sorted table its code in this one, 0 first and where this one lacks the value.
    func codes<Value>(
        of sorted: [Value], in values: [Value], by precedes: (Value, Value) -> Bool
    ) -> [UInt32] {
        var result: [UInt32] = [0]
        result.reserveCapacity(sorted.count + 1)
        var next = 0
        for value in sorted {
            while next < codes.count, precedes(values[Int(codes[next]) - 1], value) { next += 1 }
            let isThere = next < codes.count && !precedes(value, values[Int(codes[next]) - 1])
            result.append(isThere ? codes[next] : 0)
        }
        return result
    }
}

/// What the codes of a part mean, and the order of the values.
struct PartTables: Sendable {
    let subjects: [Pseudonym], strings: [String]
    let subjectOrder: TableOrder, stringOrder: TableOrder

    /// The order of strings: that of their bytes.
    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
