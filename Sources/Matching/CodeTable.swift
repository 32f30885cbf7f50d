/// Values by number, in the order in which they were first seen; 0 stands for none.
struct CodeTable<Value: Hashable & Sendable>: Sendable {
    private(set) var values: [Value] = []
    private var codes: [Value: UInt32] = [:]

    /// The number of a value, from 1 on.
    mutating func code(_ value: Value) -> UInt32 {
        if let code = codes[value] { return code }
        values.append(value)
        codes[value] = UInt32(values.count)
        return UInt32(values.count)
    }

    /// The value of a number; nil for 0.
    subscript(code: UInt32) -> Value? { code == 0 ? nil : values[Int(code) - 1] }

    /// For each number of another table, 0 included, the number here.
    mutating func codes(of other: CodeTable) -> [UInt32] { [0] + other.values.map { code($0) } }
}

/// A text as it is written: texts that are canonically equal but other bytes are two.
struct Spelling: Hashable, Sendable {
    var text: String

    static func == (left: Spelling, right: Spelling) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    /// By the canonical text, which equal bytes share.
    func hash(into hasher: inout Hasher) { text.hash(into: &hasher) }
}
