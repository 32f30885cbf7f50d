/// One block's words, taken apart but not yet decoded.
struct RawBlock {
    private let words: [UInt64]
    private let rows: Int
    private let path: String
    private let number: Int
    private let limits: (subjects: Int, strings: Int)
    private var slots: [Slot?] = Array(repeating: nil, count: Column.allCases.count)

    /// Where and how a column lies in the words.
    private struct Slot {
        var first: Int, words: Int, width: Int, hasNone: Bool, least: UInt64, sum: UInt32
    }

    /// Checks the block's header.
    init(
        _ words: [UInt64], rows: Int, sum: UInt32, limits: (Int, Int), path: String, number: Int
    ) throws(StoreError) {
        self.words = words
        self.rows = rows
        self.path = path
        self.number = number
        self.limits = limits
        let fault = StoreError.damaged(path: path, column: "the block header", block: number)
        guard words.count >= 4 else { throw fault }
        let mask = UInt32(words[0] >> 32)
        let present = Column.allCases.filter { mask >> UInt32($0.rawValue) & 1 == 1 }
        let headerWords = 4 + present.count + (present.count + 1) / 2
        guard words.count >= headerWords, checksum(of: words[..<headerWords]) == sum,
            Int(words[0] & 0xffff_ffff) == rows, present.count == mask.nonzeroBitCount
        else { throw fault }
        var next = headerWords
        for (index, column) in present.enumerated() {
            let byte = UInt8(truncatingIfNeeded: words[1 + column.rawValue / 8] >> UInt64(column.rawValue % 8 * 8))
            let width = Int(byte & 0x7f)
            let size = SegmentFormat.words(rows: rows, width: width)
            guard width <= 64, next + size <= words.count else { throw fault }
            let pair = words[4 + present.count + index / 2]
            slots[column.rawValue] = Slot(
                first: next, words: size, width: width, hasNone: byte & SegmentFormat.nullable != 0,
                least: words[4 + index], sum: UInt32(truncatingIfNeeded: index % 2 == 0 ? pair : pair >> 32))
            next += size
        }
        guard next == words.count else { throw fault }
    }

    /// Distances from the least value, checked; nil where the block has no such column.
    private func values(_ column: Column) throws(StoreError) -> (values: [UInt64], slot: Slot)? {
        guard let slot = slots[column.rawValue] else { return nil }
        guard checksum(of: words[slot.first..<slot.first + slot.words]) == slot.sum else { throw fault(column) }
        return (SegmentFormat.unpack(words, from: slot.first, width: slot.width, rows: rows), slot)
    }

    private func fault(_ column: Column) -> StoreError {
        .damaged(path: path, column: "column \(column.name)", block: number)
    }

    /// A 32-bit column; empty where the block has none.
    func small(_ column: Column) throws(StoreError) -> [UInt32] {
        guard let (values, slot) = try values(column) else { return [] }
        let base = slot.least &- (slot.hasNone ? 1 : 0)
        let none = column.noneBits
        let result = values.map { value -> UInt32 in
            slot.hasNone && value == 0 ? none : UInt32(truncatingIfNeeded: base &+ value)
        }
        if let dictionary = column.dictionary {
            let limit = dictionary == .subjects ? limits.subjects : limits.strings
            guard result.allSatisfy({ $0 <= limit }) else { throw fault(column) }
        }
        return result
    }

    /// Chosen columns; start and end always.
    func columns(_ chosen: [Column]) throws(StoreError) -> RowColumns {
        var columns = RowColumns()
        columns.count = rows
        guard let (starts, slot) = try values(.start) else { throw fault(.start) }
        columns.start = starts.map { Int64(bitPattern: slot.least &+ $0) }
        columns.end = columns.start
        if let (lengths, slot) = try values(.end) {
            let base = slot.least &- (slot.hasNone ? 1 : 0)
            for row in 0..<rows where !(slot.hasNone && lengths[row] == 0) {
                let (end, overflow) = columns.start[row].addingReportingOverflow(
                    Int64(bitPattern: base &+ lengths[row]))
                guard !overflow, end >= columns.start[row] else { throw fault(.end) }
                columns.end[row] = end
            }
        }
        if chosen.contains(.digest) {
            if let (digests, slot) = try values(.digest) {
                columns.digest = digests.map { slot.least &+ $0 }
            } else {
                columns.digest = Array(repeating: 0, count: rows)
            }
        }
        for column in chosen where column != .start && column != .end && column != .digest {
            columns.small[column.rawValue] = try small(column)
        }
        return columns
    }
}
