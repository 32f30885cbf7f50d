// Contract of the unsafe code here: LZ4 is given arrays with their own counts for the call only.
import CLZ4
import Files
import Vocabulary

/// One block's words, and what the footer says of them.
struct EncodedBlock: Sendable {
    var words: [UInt64]
    /// Checksum of the block's header.
    var headerSum: UInt32
    var box: BlockBox
}

/// Turns the rows of one block, in the order and the codes of the segment, into words; any thread may do so.
struct BlockEncoder {
    let rows: RowColumns

    /// The block.
    func encode() -> EncodedBlock {
        var words: [UInt64] = []
        let headerWords = append(to: &words)
        return EncodedBlock(words: words, headerSum: checksum(of: words[..<headerWords]), box: box())
    }

    /// Appends the block and gives the words of its header.
    private func append(to words: inout [UInt64]) -> Int {
        var mask: UInt32 = 0
        var widths = [UInt8](repeating: 0, count: 24)
        var minima: [UInt64] = []
        var packed: [[UInt64]] = []
        for column in Column.allCases {
            guard let frame = frame(column) else { continue }
            mask |= 1 << UInt32(column.rawValue)
            widths[column.rawValue] = UInt8(frame.width) | (frame.hasNone ? SegmentFormat.nullable : 0)
            minima.append(frame.least)
            var bits: [UInt64] = []
            SegmentFormat.pack(frame.values, width: frame.width, into: &bits)
            packed.append(bits)
        }
        words.append(UInt64(rows.count) | UInt64(mask) << 32)
        for third in 0..<3 {
            words.append(widths[third * 8..<third * 8 + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) })
        }
        words += minima
        let sums = packed.map { UInt64(checksum(of: $0[...])) } + [0]
        for pair in stride(from: 0, to: packed.count, by: 2) { words.append(sums[pair] | sums[pair + 1] << 32) }
        let headerWords = words.count
        for bits in packed { words += bits }
        return headerWords
    }

    private struct Frame {
        var least: UInt64, width: Int, hasNone: Bool, values: [UInt64]
    }

    /// A block's column as distances from its least value; nil where no row has a value.
    private func frame(_ column: Column) -> Frame? {
        if column == .digest { return wideFrame() }
        var values =
            switch column {
            case .start: rows.start
            case .end: (0..<rows.count).map { rows.end[$0] - rows.start[$0] }
            default:
                rows.small[column.rawValue].map { column.isSigned ? Int64(Int32(bitPattern: $0)) : Int64($0) }
            }
        var least = Int64.max
        var most = Int64.min
        var hasNone = false
        for value in values {
            if value == column.none {
                hasNone = true
            } else {
                least = min(least, value)
                most = max(most, value)
            }
        }
        if least > most { return nil }
        let shift: Int64 = hasNone ? 1 : 0
        for index in values.indices {
            values[index] = hasNone && values[index] == column.none ? 0 : values[index] - least + shift
        }
        return Frame(
            least: UInt64(bitPattern: least), width: SegmentFormat.width(UInt64(most - least + shift)),
            hasNone: hasNone, values: values.map { UInt64($0) })
    }

    /// Digests fill 64 bits, so no value is left to mean "none"; 0 stands for itself.
    private func wideFrame() -> Frame? {
        let values = rows.digest
        guard let least = values.min(), let most = values.max(), most > 0 else { return nil }
        return Frame(
            least: least, width: SegmentFormat.width(most - least), hasNone: false, values: values.map { $0 - least })
    }

    private func box() -> BlockBox {
        var box = BlockBox.none
        box.rows = rows.count
        for row in 0..<rows.count {
            box.minStart = min(box.minStart, rows.start[row])
            box.maxStart = max(box.maxStart, rows.start[row])
            box.minEnd = min(box.minEnd, rows.end[row])
            box.maxEnd = max(box.maxEnd, rows.end[row])
            box.add(lon: Int32(bitPattern: rows.bits(.lon, row)), lat: Int32(bitPattern: rows.bits(.lat, row)))
        }
        return box
    }
}

/// Puts encoded blocks and tables together to a segment; see ``SegmentFormat``.
struct SegmentEncoder {
    let feed: Feed, day: Int32, batch: Int, part: Int
    let subjects: [Pseudonym]
    let strings: [String]

    /// The file's words, and what the ledger keeps of it.
    func encode(_ blocks: [EncodedBlock]) -> (words: [UInt64], info: SegmentInfo) {
        var words = [
            SegmentFormat.magic, UInt64(SegmentFormat.version) | UInt64(feed.number) << 32,
            UInt64(bitPattern: Int64(day)),
        ]
        let headerSum = checksum(of: words[...])
        words.reserveCapacity(blocks.reduce(0) { $0 + $1.words.count } + subjects.count * 2 + blocks.count * 9 + 100)
        var entries: [UInt64] = []
        for block in blocks {
            entries += [UInt64(words.count * 8), UInt64(block.words.count) | UInt64(block.headerSum) << 32]
            entries += block.box.words
            words += block.words
        }
        let box = blocks.reduce(BlockBox.none) { $0.union($1.box) }
        let subjectsAt = words.count
        for subject in subjects {
            words.append(subject.high)
            words.append(subject.low)
        }
        let subjectsSum = checksum(of: words[subjectsAt...])
        let stringsAt = words.count
        let (raw, stored) = appendStrings(to: &words)
        let footerAt = words.count
        words += [
            UInt64(headerSum), UInt64(batch), UInt64(part), UInt64(box.rows), UInt64(blocks.count),
            UInt64(subjects.count), UInt64(subjectsSum), UInt64(strings.count), UInt64(raw), UInt64(stored),
            UInt64(checksum(of: words[stringsAt..<footerAt])),
        ]
        words += entries
        let footerSum = checksum(of: words[footerAt...])
        words += [
            UInt64(footerAt * 8), UInt64((words.count - footerAt) * 8) | UInt64(footerSum) << 32,
            SegmentFormat.endMagic,
        ]
        let info = SegmentInfo(
            fileName: SegmentInfo.fileName(feed: feed, day: day, batch: batch, part: part), feed: feed, day: day,
            batch: batch, part: part, rows: box.rows, bytes: words.count * 8, firstStart: box.minStart,
            lastEnd: box.maxEnd, minLon: box.minLon, maxLon: box.maxLon, minLat: box.minLat, maxLat: box.maxLat,
            checksum: footerSum)
        return (words, info)
    }

    /// Appends the string table, by LZ4 where that is shorter, and gives its raw and stored length in bytes.
    private func appendStrings(to words: inout [UInt64]) -> (raw: Int, stored: Int) {
        var bytes: [UInt8] = []
        for string in strings {
            let utf8 = Array(string.utf8)
            var length = utf8.count
            while length > 127 {
                bytes.append(UInt8(length & 127 | 128))
                length >>= 7
            }
            bytes.append(UInt8(length))
            bytes += utf8
        }
        let raw = bytes.count
        var packed = [CChar](repeating: 0, count: raw)
        if raw > 64 {
            let source = bytes.map { CChar(bitPattern: $0) }
            let made = unsafe LZ4_compress_default(source, &packed, Int32(raw), Int32(raw - 1))
            if made > 0 { bytes = packed[..<Int(made)].map { UInt8(bitPattern: $0) } }
        }
        for first in stride(from: 0, to: bytes.count, by: 8) {
            words.append(bytes[first..<min(bytes.count, first + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) })
        }
        return (raw, bytes.count)
    }
}

/// CRC-32 of words in their little-endian bytes.
func checksum(of words: ArraySlice<UInt64>) -> UInt32 { checksum(bytes(of: words).span) }

/// Words as little-endian bytes.
func bytes(of words: ArraySlice<UInt64>) -> [UInt8] {
    Array(capacity: words.count * 8) { (output: inout OutputSpan<UInt8>) in
        for word in words {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                output.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
    }
}

extension BlockBox {
    /// The box of no rows.
    static let none = BlockBox(
        rows: 0, minStart: .max, maxStart: .min, minEnd: .max, maxEnd: .min, minLon: noValue, maxLon: noValue,
        minLat: noValue, maxLat: noValue, hasUnplaced: false)

    /// Widens the box by a row's position.
    mutating func add(lon: Int32, lat: Int32) {
        guard lon != noValue, lat != noValue else {
            hasUnplaced = true
            return
        }
        minLon = minLon == noValue ? lon : min(minLon, lon)
        maxLon = maxLon == noValue ? lon : max(maxLon, lon)
        minLat = minLat == noValue ? lat : min(minLat, lat)
        maxLat = maxLat == noValue ? lat : max(maxLat, lat)
    }

    /// The box around both.
    func union(_ other: BlockBox) -> BlockBox {
        var box = self
        box.rows += other.rows
        box.minStart = min(minStart, other.minStart)
        box.maxStart = max(maxStart, other.maxStart)
        box.minEnd = min(minEnd, other.minEnd)
        box.maxEnd = max(maxEnd, other.maxEnd)
        if other.minLon != noValue {
            box.add(lon: other.minLon, lat: other.minLat)
            box.add(lon: other.maxLon, lat: other.maxLat)
        }
        box.hasUnplaced = hasUnplaced || other.hasUnplaced
        return box
    }

    /// The box as the last seven words of a block's entry in the footer.
    var words: [UInt64] {
        func pair(_ low: Int32, _ high: Int32) -> UInt64 {
            UInt64(UInt32(bitPattern: low)) | UInt64(UInt32(bitPattern: high)) << 32
        }
        return [
            UInt64(rows) | (hasUnplaced ? 1 << 32 : 0), UInt64(bitPattern: minStart), UInt64(bitPattern: maxStart),
            UInt64(bitPattern: minEnd), UInt64(bitPattern: maxEnd), pair(minLon, maxLon), pair(minLat, maxLat),
        ]
    }

    /// The box of such words.
    init(words: ArraySlice<UInt64>) {
        let w = Array(words)
        func low(_ word: UInt64) -> Int32 { Int32(truncatingIfNeeded: word) }
        self.init(
            rows: Int(w[0] & 0xffff_ffff), minStart: Int64(bitPattern: w[1]), maxStart: Int64(bitPattern: w[2]),
            minEnd: Int64(bitPattern: w[3]), maxEnd: Int64(bitPattern: w[4]), minLon: low(w[5]),
            maxLon: low(w[5] >> 32), minLat: low(w[6]), maxLat: low(w[6] >> 32), hasUnplaced: w[0] >> 32 & 1 == 1)
    }
}
