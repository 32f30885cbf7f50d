/// Cuts away what spreadsheets and hands leave around a value.
enum CellText {
    /// `range` without surrounding spaces (ASCII, tab, U+00A0, U+3000, U+FEFF).
    @inline(__always)
    static func trimmed(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        if range.isEmpty { return range }
        let first = bytes[range.lowerBound]
        let last = bytes[range.upperBound - 1]
        if first > Byte.space, first < 0x80, last > Byte.space, last < 0x80 { return range }
        return trimmedSlowly(bytes, range)
    }

    private static func trimmedSlowly(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            let width = spaceWidth(bytes, at: low, before: high)
            if width == 0 { break }
            low += width
        }
        while low < high {
            if isSpace(bytes[high - 1]) {
                high -= 1
            } else if high - low >= 2, spaceWidth(bytes, at: high - 2, before: high) == 2 {
                high -= 2
            } else if high - low >= 3, spaceWidth(bytes, at: high - 3, before: high) == 3 {
                high -= 3
            } else {
                break
            }
        }
        return low..<high
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == Byte.space || byte == Byte.tab }

    private static func spaceWidth(_ bytes: borrowing Span<UInt8>, at position: Int, before end: Int) -> Int {
        let byte = bytes[position]
        if isSpace(byte) { return 1 }
        if byte == 0xC2, position + 1 < end, bytes[position + 1] == 0xA0 { return 2 }
        guard position + 2 < end else { return 0 }
        if byte == 0xE3, bytes[position + 1] == 0x80, bytes[position + 2] == 0x80 { return 3 }
        if byte == 0xEF, bytes[position + 1] == 0xBB, bytes[position + 2] == 0xBF { return 3 }
        return 0
    }

    /// The range without `="` and `"` around it or a leading apostrophe, which Excel users write to keep numbers whole.
    static func unwrapped(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        guard let first = range.first else { return range }
        if bytes[first] == UInt8(ascii: "="), range.count >= 3, bytes[first + 1] == Byte.quote,
            bytes[range.upperBound - 1] == Byte.quote
        {
            return trimmed(bytes, (first + 2)..<max(first + 2, range.upperBound - 1))
        }
        if bytes[first] == Byte.apostrophe { return trimmed(bytes, (first + 1)..<range.upperBound) }
        return range
    }

    /// The bytes with full-width forms (U+FF01-FF5E) as ASCII, U+3000 and U+00A0 as space, other minus signs and
    /// dashes (U+2010-2015, U+2212) as `-`, and ASCII letters in upper case where `upper`.
    static func folded(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, upper: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var position = range.lowerBound
        while position < range.upperBound {
            let (byte, width) = foldedByte(bytes, position, range.upperBound)
            if width == 1 || byte == nil {
                for offset in 0..<width { result.append(bytes[position + offset]) }
            } else if let byte {
                result.append(byte)
            }
            position += width
        }
        if upper {
            for index in result.indices where (0x61...0x7A).contains(result[index]) { result[index] -= 0x20 }
        }
        return result
    }

    private static func foldedByte(_ bytes: borrowing Span<UInt8>, _ position: Int, _ end: Int) -> (UInt8?, Int) {
        let lead = bytes[position]
        if lead < 0x80 { return (lead, 1) }
        if lead == 0xC2, position + 1 < end, bytes[position + 1] == 0xA0 { return (Byte.space, 2) }
        guard lead >= 0xE0, lead < 0xF0, position + 2 < end else { return (nil, 1) }
        let scalar =
            UInt32(lead & 0x0F) << 12 | UInt32(bytes[position + 1] & 0x3F) << 6 | UInt32(bytes[position + 2] & 0x3F)
        switch scalar {
        case 0xFF01...0xFF5E: return (UInt8(scalar - 0xFEE0), 3)
        case 0x3000: return (Byte.space, 3)
        case 0x2010...0x2015, 0x2212: return (Byte.minus, 3)
        default: return (nil, 3)
        }
    }
}
