/// The layout of a segment file, version 1.
///
/// All numbers are little-endian; every section is a whole number of
/// 8-byte words, so that a column is read as words.
///
///     header   magic "TGSEGMNT" | version u32, feed u32 | day i64
///     block*   rows u32, mask u32 (bit = Column) | widths 23 x u8 + 1 zero | min i64 per column of the mask
///              | crc u32 per column of the mask, padded | packed values per column of the mask, padded
///     subjects 16 bytes each (high, low), sorted
///     strings  length varint and UTF-8 each, sorted; LZ4 block where that is shorter; padded
///     footer   header crc, batch, part, rows, blocks, subjects, subjects crc, strings, raw bytes, stored bytes,
///              strings crc as u64 | per block: 9 words, see `blockWords`
///     trailer  footer offset u64 | footer bytes u32, footer crc u32 | magic "TGSEGEND"
///
/// A value is stored as its distance from the column's least value in the block; where some rows have none, those are
/// 0 and the others one more (bit 7 of the width tells). A column that no row of the block has is not in the mask.
enum SegmentFormat {
    static let version: UInt32 = 1
    static let magic = word("TGSEGMNT")
    static let endMagic = word("TGSEGEND")
    /// Words of the header and the trailer.
    static let headerWords = 3
    static let trailerWords = 3
    /// Words of the footer before the blocks' entries, and of one entry.
    static let footerWords = 11
    static let blockWords = 9
    /// Rows of a full block.
    static let blockRows = 1024
    /// The width bit that tells "0 is none".
    static let nullable: UInt8 = 0x80

    private static func word(_ text: StaticString) -> UInt64 {
        "\(text)".utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Bits needed for a value.
    static func width(_ value: UInt64) -> Int { 64 - value.leadingZeroBitCount }

    /// Words of packed values.
    static func words(rows: Int, width: Int) -> Int { (rows * width + 63) / 64 }

    /// Appends values of a bit width, lowest bits first.
    static func pack(_ values: [UInt64], width: Int, into words: inout [UInt64]) {
        if width == 0 { return }
        var pending: UInt64 = 0
        var filled = 0
        for value in values {
            pending |= value << UInt64(filled)
            filled += width
            if filled >= 64 {
                words.append(pending)
                filled -= 64
                let taken = width - filled
                pending = taken == 64 ? 0 : value >> UInt64(taken)
            }
        }
        if filled > 0 { words.append(pending) }
    }

    /// Values of a bit width out of words that begin at `first`; the caller has checked that they are there.
    static func unpack(_ words: [UInt64], from first: Int, width: Int, rows: Int) -> [UInt64] {
        if width == 0 { return Array(repeating: 0, count: rows) }
        let mask = width == 64 ? UInt64.max : (1 << UInt64(width)) - 1
        return Array(capacity: rows) { (output: inout OutputSpan<UInt64>) in
            var word = first
            var offset = 0
            for _ in 0..<rows {
                var value = words[word] >> UInt64(offset)
                offset += width
                if offset >= 64 {
                    offset -= 64
                    word += 1
                    if offset > 0 { value |= words[word] << UInt64(width - offset) }
                }
                output.append(value & mask)
            }
        }
    }
}
