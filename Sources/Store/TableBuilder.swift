import Vocabulary

/// Gives the codes of many blocks one numbering, in the order in which values first appear.
struct TableBuilder: Sendable {
    private(set) var subjects: [Pseudonym] = []
    private(set) var strings: [String] = []
    private var subjectCodes: [Pseudonym: UInt32] = [:]
    private var stringCodes: [String: UInt32] = [:]

    mutating func code(_ subject: Pseudonym) -> UInt32 {
        if let code = subjectCodes[subject] { return code }
        subjects.append(subject)
        let code = UInt32(subjects.count)
        subjectCodes[subject] = code
        return code
    }

    /// Strings are one where their characters are canonically equal; the store keeps bytes, so it compares these.
    mutating func code(_ string: String) -> UInt32 {
        if let code = stringCodes[string], strings[Int(code) - 1].utf8.elementsEqual(string.utf8) { return code }
        if let index = variants[Array(string.utf8)] { return index }
        strings.append(string)
        let code = UInt32(strings.count)
        if stringCodes[string] == nil { stringCodes[string] = code } else { variants[Array(string.utf8)] = code }
        return code
    }

    /// Strings that are canonically equal to an earlier one but other bytes.
    private var variants: [[UInt8]: UInt32] = [:]

    /// The rows of a block in the codes of this table; the subjects of a block without a table of its own are coded
    /// already.
    mutating func columns(_ block: ObservationBlock) -> RowColumns {
        var subjectMap = [UInt32](repeating: 0, count: block.subjects.count + 1)
        var stringMap = [UInt32](repeating: 0, count: block.strings.count + 1)
        var columns = RowColumns()
        columns.count = block.count
        columns.start = block.start
        columns.end = block.end
        columns.digest = block.digest.isEmpty ? Array(repeating: 0, count: block.count) : block.digest
        for column in Column.small {
            var bits = column.bits(block)
            precondition(bits.isEmpty || bits.count == block.count, "a column has an entry per row or none")
            switch column.dictionary {
            case .subjects where !block.subjects.isEmpty:
                for row in bits.indices where bits[row] != 0 {
                    let code = Int(bits[row])
                    if subjectMap[code] == 0 { subjectMap[code] = self.code(block.subjects[code - 1]) }
                    bits[row] = subjectMap[code]
                }
            case .strings:
                for row in bits.indices where bits[row] != 0 {
                    let code = Int(bits[row])
                    if stringMap[code] == 0 { stringMap[code] = self.code(block.strings[code - 1]) }
                    bits[row] = stringMap[code]
                }
            case .subjects, nil: break
            }
            columns.small[column.rawValue] = bits
        }
        return columns
    }
}
