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
    public var subjects: [Pseudonym] { get throws(StoreError) { allSubjects } }
    /// What the codes of all blocks mean; sorted.
    public var strings: [String] { get throws(StoreError) { allStrings } }
    /// Least and greatest values of each block.
    public var boxes: [BlockBox] { get throws(StoreError) { allBoxes } }

    private let allSubjects: [Pseudonym], allStrings: [String], allBoxes: [BlockBox]

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
        allSubjects = index.subjects
        allStrings = index.strings
        allBoxes = index.entries.map { BlockBox(words: $0[2...]) }
        places = index.entries.map {
            Place(offset: Int($0[0]), words: Int($0[1] & 0xffff_ffff), headerSum: UInt32($0[1] >> 32))
        }
        self.file = file
    }

    /// Rows of every block but a segment's last.
    public static let blockRows = SegmentFormat.blockRows

    /// Number of blocks.
    public var blockCount: Int { allBoxes.count }

    /// Numbers of the blocks whose box passes. A box around several blocks must pass where one of theirs does: groups of
    /// blocks whose common box fails are not looked into.
    public func blocks(where passes: (BlockBox) -> Bool) throws(StoreError) -> [Int] {
        allBoxes.indices.filter { passes(allBoxes[$0]) }
    }

    /// The rows of a block, with the columns that are asked for. Tables are shared by all blocks; one that no column
    /// asked for needs is empty.
    public func block(_ number: Int, columns: ColumnSet = .all) throws(StoreError) -> ObservationBlock {
        var block = block(try rawBlock(number).columns(Column.allCases.filter { columns.contains($0) }))
        if !columns.needs(.subjects) { block.subjects = [] }
        if !columns.needs(.strings) { block.strings = [] }
        return block
    }

    /// Numbers of the blocks in which a subject is an identifier, ascending.
    public func blocks(of subject: Pseudonym) throws(StoreError) -> [Int] {
        guard let index = allSubjects.firstIndex(of: subject) else { return [] }
        let code = UInt32(index + 1)
        var found: [Int] = []
        for number in allBoxes.indices {
            let raw = try rawBlock(number)
            for column in [Column.idNumber, .phone, .plate] where try raw.small(column).contains(code) {
                found.append(number)
                break
            }
        }
        return found
    }

    /// All rows in which one of the pseudonyms is an identifier, in the segment's order.
    ///
    /// Only blocks that contain one are decoded beyond their identifier columns.
    public func rows(of wanted: Set<Pseudonym>) throws(StoreError) -> ObservationBlock {
        var codes = Set<UInt32>()
        for (index, subject) in allSubjects.enumerated() where wanted.contains(subject) {
            codes.insert(UInt32(index + 1))
        }
        var found = RowColumns()
        if codes.isEmpty { return block(found) }
        for number in allBoxes.indices {
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
        block.subjects = allSubjects
        block.strings = allStrings
        return block
    }

    private func rawBlock(_ number: Int) throws(StoreError) -> RawBlock {
        let place = places[number]
        let words = file.words(at: place.offset, count: place.words)
        return try RawBlock(
            words, rows: allBoxes[number].rows, sum: place.headerSum, limits: (allSubjects.count, allStrings.count), path: path,
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
