// Contract of the unsafe code here: bytes of the mapped file are copied out within the file's length, which is
// checked before each copy.
import Files
public import Vocabulary

/// Lends the rows of one segment, block by block.
///
/// Every byte of the file is under a checksum: what belongs to all blocks is checked on opening, a block's columns
/// when the block is read.
public final class SegmentReader: Sendable {
    /// Where the segment is.
    public let path: String
    /// What the segment says of itself.
    public let info: SegmentInfo
    /// What the codes of all blocks mean; sorted.
    public let subjects: [Pseudonym], strings: [String]
    /// Least and greatest values of each block.
    public let boxes: [BlockBox]

    private let file: MappedFile
    private let places: [Place]

    /// Where a block lies.
    private struct Place {
        var offset: Int, words: Int, headerSum: UInt32
    }

    /// Opens and checks a segment.
    public init(path: String) throws(StoreError) {
        let file: MappedFile
        do throws(FileError) { file = try MappedFile(path: path) } catch { throw .file(error) }
        let index = try SegmentIndex(file, path: path)
        self.path = path
        info = index.info
        subjects = index.subjects
        strings = index.strings
        boxes = index.entries.map { BlockBox(words: $0[2...]) }
        places = index.entries.map {
            Place(offset: Int($0[0]), words: Int($0[1] & 0xffff_ffff), headerSum: UInt32($0[1] >> 32))
        }
        self.file = file
    }

    /// Rows of every block but a segment's last.
    public static let blockRows = SegmentFormat.blockRows

    /// Number of blocks.
    public var blockCount: Int { boxes.count }

    /// Numbers of the blocks whose box passes.
    public func blocks(where passes: (BlockBox) -> Bool) -> [Int] { boxes.indices.filter { passes(boxes[$0]) } }

    /// The rows of a block.
    public func block(_ number: Int) throws(StoreError) -> ObservationBlock {
        let columns = try rawBlock(number).columns(Column.allCases)
        return block(columns)
    }

    /// All rows in which one of the pseudonyms is an identifier, in the segment's order.
    ///
    /// Only blocks that contain one are decoded beyond their identifier columns.
    public func rows(of wanted: Set<Pseudonym>) throws(StoreError) -> ObservationBlock {
        var codes = Set<UInt32>()
        for (index, subject) in subjects.enumerated() where wanted.contains(subject) {
            codes.insert(UInt32(index + 1))
        }
        var found = RowColumns()
        if codes.isEmpty { return block(found) }
        for number in boxes.indices {
            let raw = try rawBlock(number)
            var hits = Set<Int>()
            for column in [Column.idNumber, .phone, .plate] {
                let values = try raw.small(column)
                for row in values.indices where codes.contains(values[row]) { hits.insert(row) }
            }
            if hits.isEmpty { continue }
            found.append(try raw.columns(Column.allCases), rows: hits.sorted())
        }
        return block(found)
    }

    /// Rows of the segment in columns, for comparison with others.
    func columns(_ number: Int) throws(StoreError) -> RowColumns { try rawBlock(number).columns(Column.allCases) }

    private func block(_ columns: RowColumns) -> ObservationBlock {
        var block = ObservationBlock(feed: info.feed)
        block.count = columns.count
        block.start = columns.start
        block.end = columns.end
        block.digest = columns.digest
        for column in Column.small { column.put(columns.small[column.rawValue], into: &block) }
        block.subjects = subjects
        block.strings = strings
        return block
    }

    private func rawBlock(_ number: Int) throws(StoreError) -> RawBlock {
        let place = places[number]
        let words = file.words(at: place.offset, count: place.words)
        return try RawBlock(
            words, rows: boxes[number].rows, sum: place.headerSum, limits: (subjects.count, strings.count), path: path,
            number: number)
    }
}

extension MappedFile {
    /// Words of the file; the caller has checked that they lie within it.
    func words(at offset: Int, count: Int) -> [UInt64] {
        precondition(offset >= 0 && count >= 0 && offset + count * 8 <= self.count, "words are in the file")
        return unsafe withBytes { bytes in
            (0..<count).map {
                unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + $0 * 8, as: UInt64.self))
            }
        }
    }
}
