import Vocabulary

/// Where a segment may hold rows of some subjects.
struct SubjectSearch {
    /// Above so many subjects looking at every block is cheaper than going to each one's blocks.
    private static let few = 256

    /// Blocks to be looked at, ascending.
    let blocks: [Int]
    /// The one code that is searched; else by code whether it is searched.
    private let only: UInt32?
    private let isWanted: [Bool]

    init(_ wanted: Set<Pseudonym>, in reader: SegmentReader) throws(StoreError) {
        var codes: [UInt32] = []
        if wanted.count <= SubjectSearch.few {
            var numbers = Set<Int>()
            for subject in wanted {
                guard let (code, blocks) = try reader.lookUp(subject) else { continue }
                codes.append(code)
                numbers.formUnion(blocks)
            }
            blocks = numbers.sorted()
        } else {
            for (place, subject) in try reader.subjects.enumerated() where wanted.contains(subject) {
                codes.append(UInt32(place + 1))
            }
            blocks = codes.isEmpty ? [] : Array(0..<reader.blockCount)
        }
        only = codes.count == 1 ? codes[0] : nil
        var isWanted: [Bool] = []
        if codes.count > 1 {
            isWanted = Array(repeating: false, count: reader.subjectCount + 1)
            for code in codes { isWanted[Int(code)] = true }
        }
        self.isWanted = isWanted
    }

    /// The rows of a block in which a searched subject is an identifier, ascending; from its columns of identifiers.
    func rows(in columns: [[UInt32]]) -> [Int] {
        var found: [Int] = []
        for column in columns {
            if let only {
                for row in column.indices where column[row] == only { found.append(row) }
            } else {
                for row in column.indices where isWanted[Int(column[row])] { found.append(row) }
            }
        }
        // Each column gives its rows in order; a row with two searched identifiers is one row.
        return columns.count > 1 ? Set(found).sorted() : found
    }
}
