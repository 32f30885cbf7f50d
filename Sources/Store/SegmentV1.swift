import Files
import Vocabulary

/// A segment of format version 1, read whole so that it can be given the present format.
///
/// Nothing writes it any more.
///
///     header   magic "TGSEGMNT" | version u32, feed u32 | day i64
///     block*   rows u32, mask u32 (bit = Column) | widths 23 x u8 + 1 zero | min i64 per column of the mask
///              | crc u32 per column of the mask, padded | packed values per column of the mask, padded
///     subjects 16 bytes each (high, low), sorted
///     strings  length varint and UTF-8 each, sorted; LZ4 block where that is shorter; padded
///     footer   header crc, batch, part, rows, blocks, subjects, subjects crc, strings, raw bytes, stored bytes,
///              strings crc as u64 | per block: offset u64 | words u32, header crc u32 | box 7 words
///     trailer  footer offset u64 | footer bytes u32, footer crc u32 | magic "TGSEGEND"
struct SegmentV1 {
    /// What the segment says of itself.
    let info: SegmentInfo
    private let subjects: [Pseudonym], strings: [String]
    private let blocks: [RowColumns]

    private static let footerWords = 11
    private static let entryWords = 9

    /// Reads and checks all of a segment.
    init(_ bytes: borrowing Span<UInt8>, path: String) throws(StoreError) {
        func damaged(_ part: String) -> StoreError { .damaged(path: path, column: part, block: nil) }
        let total = bytes.count / 8
        guard bytes.count % 8 == 0, total >= 6 + SegmentV1.footerWords else { throw .notASegment(path: path) }
        let trailer = bytes.words(at: (total - 3) * 8, count: 3)
        let footerWords = Int(trailer[1] & 0xffff_ffff) / 8
        let footerAt = total - 3 - footerWords
        guard trailer[2] == SegmentFormat.endMagic, footerAt >= 3, trailer[1] & 7 == 0,
            trailer[0] == UInt64(footerAt * 8)
        else { throw .notASegment(path: path) }
        let footer = bytes.words(at: footerAt * 8, count: footerWords)
        let footerSum = UInt32(trailer[1] >> 32)
        guard footerWords >= SegmentV1.footerWords, crc(bytes, footerAt, footerWords) == footerSum else {
            throw damaged("the footer")
        }
        guard UInt64(crc(bytes, 0, 3)) == footer[0],
            let feed = Feed(number: UInt8(truncatingIfNeeded: bytes.word(at: 8) >> 32))
        else { throw damaged("the header") }
        let numbers = footer[..<SegmentV1.footerWords].compactMap { Int(exactly: $0) }
        guard numbers.count == SegmentV1.footerWords, numbers.allSatisfy({ $0 < 1 << 48 }),
            footerWords == SegmentV1.footerWords + numbers[4] * SegmentV1.entryWords
        else { throw damaged("the footer") }
        var next = 3
        var box = BlockBox.none
        var blocks: [RowColumns] = []
        for number in 0..<numbers[4] {
            let entry = SegmentV1.footerWords + number * SegmentV1.entryWords
            let words = Int(footer[entry + 1] & 0xffff_ffff)
            let own = BlockBox(bytes, at: (footerAt + entry + 2) * 8)
            guard footer[entry] == UInt64(next * 8), next + words <= footerAt, own.rows <= SegmentFormat.blockRows
            else { throw damaged("the footer") }
            let raw = try BlockV1(
                bytes.words(at: next * 8, count: words), rows: own.rows, sum: UInt32(footer[entry + 1] >> 32),
                limits: (numbers[5], numbers[7]), path: path, number: number)
            blocks.append(try raw.columns())
            box = box.union(own)
            next += words
        }
        let stringsAt = next + numbers[5] * 2
        guard box.rows == numbers[3], stringsAt + (numbers[9] + 7) / 8 == footerAt, numbers[9] <= numbers[8] else {
            throw damaged("the footer")
        }
        guard UInt64(crc(bytes, next, numbers[5] * 2)) == footer[6] else { throw damaged("the subjects") }
        subjects = (0..<numbers[5]).map {
            Pseudonym(high: bytes.word(at: (next + $0 * 2) * 8), low: bytes.word(at: (next + $0 * 2 + 1) * 8))
        }
        let stored = (0..<numbers[9]).map { bytes[stringsAt * 8 + $0] }
        guard UInt64(crc(bytes, stringsAt, footerAt - stringsAt)) == footer[10],
            let strings = StringTable.strings(stored, count: numbers[7], raw: numbers[8])
        else { throw damaged("the strings") }
        self.strings = strings
        self.blocks = blocks
        let day = Int32(truncatingIfNeeded: bytes.word(at: 16))
        info = SegmentInfo(
            fileName: SegmentInfo.fileName(feed: feed, day: day, batch: numbers[1], part: numbers[2]), feed: feed,
            day: day, batch: numbers[1], part: numbers[2], rows: box.rows, bytes: bytes.count,
            firstStart: box.minStart, lastEnd: box.maxEnd, minLon: box.minLon, maxLon: box.maxLon,
            minLat: box.minLat, maxLat: box.maxLat, checksum: footerSum)
    }

    /// The same rows, in the same blocks, as words of the present format.
    func converted() -> [UInt64] {
        var encoder = BlockEncoder(subjects: subjects.count)
        let encoded = blocks.map { encoder.encode($0) }
        return SegmentEncoder(
            feed: info.feed, day: info.day, batch: info.batch, part: info.part, subjects: subjects, strings: strings
        ).encode(encoded).words.flatMap(\.self)
    }
}

/// One block of a segment of version 1, taken apart but not yet decoded.
private struct BlockV1 {
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
        guard words.count >= 4, rows > 0 else { throw fault }
        let mask = UInt32(words[0] >> 32)
        let present = Column.allCases.filter { mask >> UInt32($0.rawValue) & 1 == 1 }
        let headerWords = 4 + present.count + (present.count + 1) / 2
        guard words.count >= headerWords, checksum(bytes(of: words[..<headerWords]).span) == sum,
            Int(words[0] & 0xffff_ffff) == rows, present.count == mask.nonzeroBitCount
        else { throw fault }
        var next = headerWords
        for (index, column) in present.enumerated() {
            let byte = UInt8(truncatingIfNeeded: words[1 + column.rawValue / 8] >> UInt64(column.rawValue % 8 * 8))
            let width = Int(byte & 0x7f)
            let size = BitRun.words(rows, width: width)
            guard width <= 64, next + size <= words.count else { throw fault }
            let pair = words[4 + present.count + index / 2]
            slots[column.rawValue] = Slot(
                first: next, words: size, width: width, hasNone: byte & 0x80 != 0, least: words[4 + index],
                sum: UInt32(truncatingIfNeeded: index % 2 == 0 ? pair : pair >> 32))
            next += size
        }
        guard next == words.count else { throw fault }
    }

    /// The values of a column, checked and with its `none` for absent ones; nil where the block has no such column.
    private func values(_ column: Column) throws(StoreError) -> [Int64]? {
        guard let slot = slots[column.rawValue] else { return nil }
        let own = words[slot.first..<slot.first + slot.words]
        guard checksum(bytes(of: own).span) == slot.sum else { throw fault(column) }
        let packed = Array(own)
        return (0..<rows).map { row in
            let code = BitRun.value(packed, at: row, width: slot.width)
            if slot.hasNone, code == 0 { return column.none ?? 0 }
            return Int64(bitPattern: slot.least &+ code &- (slot.hasNone ? 1 : 0))
        }
    }

    private func fault(_ column: Column) -> StoreError {
        .damaged(path: path, column: "column \(column.name)", block: number)
    }

    /// All columns.
    func columns() throws(StoreError) -> RowColumns {
        var columns = RowColumns()
        columns.count = rows
        guard let start = try values(.start) else { throw fault(.start) }
        columns.start = start
        columns.end = start
        if let lengths = try values(.end) {
            for row in 0..<rows {
                let (end, overflow) = start[row].addingReportingOverflow(lengths[row])
                guard !overflow, lengths[row] >= 0 else { throw fault(.end) }
                columns.end[row] = end
            }
        }
        columns.digest = try values(.digest)?.map { UInt64(bitPattern: $0) } ?? Array(repeating: 0, count: rows)
        for column in Column.small {
            guard let values = try values(column) else { continue }
            let bits = values.map { UInt32(truncatingIfNeeded: $0) }
            let limit = column.dictionary == .subjects ? limits.subjects : limits.strings
            if column.dictionary != nil, !bits.allSatisfy({ $0 <= limit }) { throw fault(column) }
            columns.small[column.rawValue] = bits
        }
        return columns
    }
}

/// CRC-32 of words of a segment.
private func crc(_ bytes: borrowing Span<UInt8>, _ first: Int, _ count: Int) -> UInt32 {
    checksum(bytes.extracting(first * 8..<(first + count) * 8))
}
