import Files
import Synchronization
public import Vocabulary

/// Lends the rows of one segment, block by block and column by column, out of a mapped file.
///
/// Every byte of the file is under a checksum. Opening checks the footer only; boxes, tables and a block's columns are
/// checked whenever they are read, so that opening costs nothing and a question touches only what it needs.
public final class SegmentReader: Sendable {
    /// Where the segment is.
    public let path: String
    /// What the segment says of itself.
    public let info: SegmentInfo

    private let bytes: SegmentBytes
    private let index: SegmentIndex
    private let tables = Mutex(Tables())

    /// Tables once they are asked for.
    private struct Tables {
        var subjects: [Pseudonym]?, strings: [String]?
    }

    /// Opens a segment of any version; one of version 1 is converted in memory.
    public init(path: String) throws(StoreError) {
        let file: MappedFile
        do throws(FileError) { file = try MappedFile(path: path) } catch { throw .file(error) }
        let version = try file.withSpan { (span) throws(StoreError) in try SegmentIndex.version(span, path: path) }
        self.path = path
        switch version {
        case 1:
            let old = try file.withSpan { (span) throws(StoreError) in try SegmentV1(span, path: path) }
            let held = Store.bytes(of: old.converted()[...])
            index = try SegmentIndex(held.span, path: path)
            info = old.info
            bytes = .held(held)
        case SegmentFormat.version:
            index = try file.withSpan { (span) throws(StoreError) in try SegmentIndex(span, path: path) }
            info = index.info
            bytes = .mapped(file)
        // A flipped bit in the version cannot be told from a newer program's file before the layout is known.
        default: throw .version(path: path, found: version)
        }
    }

    /// Rows of every block but a segment's last.
    public static let blockRows = SegmentFormat.blockRows

    /// Number of blocks.
    public var blockCount: Int { index.blocks }

    /// Number of subjects.
    public var subjectCount: Int { index.subjects }

    /// What the codes of all blocks mean; sorted.
    ///
    /// Read once and shared by all blocks.
    public var subjects: [Pseudonym] {
        get throws(StoreError) {
            if let known = tables.withLock(\.subjects) { return known }
            let read = try bytes.withSpan { (span) throws(StoreError) in try index.allSubjects(span) }
            tables.withLock { $0.subjects = read }
            return read
        }
    }

    /// What the codes of all blocks mean; sorted by bytes.
    ///
    /// Read once and shared by all blocks.
    public var strings: [String] {
        get throws(StoreError) {
            if let known = tables.withLock(\.strings) { return known }
            let read = try bytes.withSpan { (span) throws(StoreError) in try index.allStrings(span) }
            tables.withLock { $0.strings = read }
            return read
        }
    }

    /// Least and greatest values of each block.
    public var boxes: [BlockBox] {
        get throws(StoreError) {
            try bytes.withSpan { (span) throws(StoreError) in
                var boxes: [BlockBox] = []
                boxes.reserveCapacity(blockCount)
                for group in index.groups {
                    try index.checkGroup(group, span)
                    for block in index.blocks(ofGroup: group) { boxes.append(index.box(block, span)) }
                }
                return boxes
            }
        }
    }

    /// Numbers of the blocks whose box passes.
    ///
    /// A box around several blocks must pass where one of theirs does: groups of
    /// blocks whose common box fails are not looked into.
    public func blocks(where passes: (BlockBox) -> Bool) throws(StoreError) -> [Int] {
        try boxes(where: passes).map(\.number)
    }

    /// The same, with the boxes.
    public func boxes(
        where passes: (BlockBox) -> Bool
    ) throws(StoreError) -> [(number: Int, box: BlockBox)] {
        try bytes.withSpan { (span) throws(StoreError) in
            var found: [(number: Int, box: BlockBox)] = []
            for group in index.groups where passes(index.box(ofGroup: group, span)) {
                try index.checkGroup(group, span)
                for block in index.blocks(ofGroup: group) {
                    let box = index.box(block, span)
                    if passes(box) { found.append((block, box)) }
                }
            }
            return found
        }
    }

    /// The rows of a block, with the columns that are asked for; a table that none of them needs is empty.
    public func block(_ number: Int, columns: ColumnSet = .all) throws(StoreError) -> ObservationBlock {
        var block = ObservationBlock(feed: info.feed)
        try add(columns, of: number, to: &block)
        return block
    }

    /// Puts further columns to a block that ``block(_:columns:)`` gave.
    public func add(_ columns: ColumnSet, of number: Int, to block: inout ObservationBlock) throws(StoreError) {
        try bytes.withSpan { (span) throws(StoreError) in try decoding(number).read(columns, span, into: &block) }
        if !columns.isDisjoint(with: .identifiers) { block.subjects = try subjects }
        if !columns.isDisjoint(with: .coded) { block.strings = try strings }
    }

    /// Numbers of the blocks in which a subject is an identifier, ascending; from the person index.
    public func blocks(of subject: Pseudonym) throws(StoreError) -> [Int] {
        try bytes.withSpan { (span) throws(StoreError) in
            guard let code = try index.code(of: subject, span) else { return [] }
            return try index.blocks(ofCode: code, span)
        }
    }

    /// All rows in which one of the pseudonyms is an identifier, in the segment's order, with tables of their own.
    ///
    /// A few subjects are found by the person index; of many, all blocks' identifiers are looked at. Further columns
    /// are decoded only of blocks that hold a row.
    public func rows(
        of wanted: Set<Pseudonym>, columns: ColumnSet = .all
    ) throws(StoreError) -> ObservationBlock {
        let search = try SubjectSearch(wanted, in: self)
        var found = RowColumns()
        for number in search.blocks {
            try bytes.withSpan { (span) throws(StoreError) in
                try decoding(number).append(rowsOf: search, columns, span, to: &found)
            }
        }
        let subjects = try table(of: &found)
        return found.block(feed: info.feed, subjects: subjects, strings: try strings)
    }

    /// Rows of a block in columns; where they stood only if that is asked for.
    func columns(_ number: Int, _ columns: ColumnSet = .all) throws(StoreError) -> RowColumns {
        var block = ObservationBlock(feed: info.feed)
        try bytes.withSpan { (span) throws(StoreError) in try decoding(number).read(columns, span, into: &block) }
        return RowColumns(block)
    }

    /// Gives the rows' subjects a table of their own, without reading the segment's where they are few.
    private func table(of rows: inout RowColumns) throws(StoreError) -> [Pseudonym] {
        var codes = Set<UInt32>()
        for column in Column.identifiers { codes.formUnion(rows.small[column.rawValue]) }
        codes.remove(0)
        let sorted = codes.sorted()
        var own: [UInt32: UInt32] = [0: 0]
        for (place, code) in sorted.enumerated() { own[code] = UInt32(place + 1) }
        for column in Column.identifiers {
            for row in rows.small[column.rawValue].indices {
                rows.small[column.rawValue][row] = own[rows.small[column.rawValue][row]] ?? 0
            }
        }
        if sorted.count > index.subjects / 64 {
            let all = try subjects
            return sorted.map { all[Int($0) - 1] }
        }
        return try bytes.withSpan { (span) throws(StoreError) in
            var table: [Pseudonym] = []
            for code in sorted { table.append(try index.checkedSubject(Int(code), span)) }
            return table
        }
    }

    /// Codes and blocks of subjects, by the person index.
    func lookUp(_ subject: Pseudonym) throws(StoreError) -> (code: UInt32, blocks: [Int])? {
        try bytes.withSpan { (span) throws(StoreError) in
            guard let code = try index.code(of: subject, span) else { return nil }
            return (UInt32(code), try index.blocks(ofCode: code, span))
        }
    }

    /// Bytes of each section, for what is said about sizes.
    var sections: [String: Int] { index.sections }

    /// Reads and checks every byte.
    public func verify() throws(StoreError) {
        _ = try (boxes, subjects, strings)
        try bytes.withSpan { (span) throws(StoreError) in try index.checkPeople(span) }
        for number in 0..<blockCount { _ = try block(number) }
    }

    /// The columns of a block as they lie in the file.
    func packedColumns(_ number: Int) throws(StoreError) -> [PackedColumn] {
        try bytes.withSpan { (span) throws(StoreError) in
            try index.unit(number, isSource: false, span).columns + index.unit(number, isSource: true, span).columns
        }
    }

    private func decoding(_ number: Int) -> BlockDecoding {
        BlockDecoding(index: index, number: number, path: path)
    }
}
