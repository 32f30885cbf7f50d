/// The layout of a segment file, version 2; `docs/store.md` draws and explains it.
///
/// All numbers are little-endian; every section is a whole number of 8-byte words.
///
///     header    magic "TGSEGMNT" | version u32, feed u32 | day i64
///     observed  a unit per block: what was observed
///     sources   a unit per block: file, line and digest of the rows
///     subjects  16 bytes each (high, low), sorted
///     people    a page per 128 subjects: the blocks of each, see `PersonIndex`
///     strings   length varint and UTF-8 each, sorted; LZ4 block where that is shorter; padded
///     boxes     per block 11 words, see `SegmentIndex.Entry`
///     footer    `Footer` words | per 16 blocks: sum u64, box 7 words | per 128 subjects: first subject 2 words,
///               subjects sum u32, people sum u32, offset of the people page u64
///     trailer   footer offset u64 | footer bytes u32, footer sum u32 | magic "TGSEGEND"
///
///     unit      rows u32, mask u32 (bit = Column) | 3 words per column of the mask, see `ColumnFrame` | packed values
///               per column of the mask, see `BitLanes`
///
/// All sums are ``BlockSum``s. The footer's covers the header's and, by the tables, those of all other parts; what
/// belongs to a block is checked when it is read.
enum SegmentFormat {
    static let version: UInt32 = 2
    static let magic = word("TGSEGMNT")
    static let endMagic = word("TGSEGEND")
    /// Words of the header and the trailer.
    static let headerWords = 3
    static let trailerWords = 3
    /// Words of a block's entry, and of a group's.
    static let entryWords = 11
    static let groupWords = 8
    /// Words of a subject page's entry.
    static let pageWords = 4
    /// Rows of a full block; blocks of a full group; subjects of a full page.
    static let blockRows = 1024
    static let groupBlocks = 16
    static let pageSubjects = 128

    private static func word(_ text: StaticString) -> UInt64 {
        "\(text)".utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Bits needed for a value.
    static func width(_ value: UInt64) -> Int { 64 - value.leadingZeroBitCount }

    /// How many pieces of a size it takes.
    static func pieces(_ count: Int, of size: Int) -> Int { (count + size - 1) / size }

    /// The numbers at the head of the footer, in this order.
    enum Footer: Int, CaseIterable {
        case headerSum, batch, part, rows, blocks, subjects, strings, stringBytes, storedStringBytes, stringsSum
        /// Offsets in words; the observed units follow the header.
        case sourcesAt, subjectsAt, peopleAt, stringsAt, boxesAt
    }
}
