/// What one pass over a row found.
struct RowCut {
    /// Where the row's content ends.
    var end: Int
    var fields = 0
    /// A field begins with a quote; nothing else is known then.
    var isQuoted = false
    var hasNUL = false
    /// Some byte at or near the row is not ASCII.
    var isForeign = false

    /// Cuts the row that begins at `start`, and sets where its first `room` fields begin and end.
    @inline(__always)
    init(
        _ bytes: borrowing Span<UInt8>, from start: Int, delimiter: UInt8, room: Int, starts startsArray: inout [Int],
        ends endsArray: inout [Int]
    ) {
        end = bytes.count
        var starts = startsArray.mutableSpan
        var ends = endsArray.mutableSpan
        let delimiters = repeated(delimiter)
        var seen: UInt64 = 0
        var fieldStart = start
        var position = start
        if start < bytes.count, bytes[start] == Byte.quote {
            isQuoted = true
            return
        }
        scan: while position < bytes.count {
            let word: UInt64
            if position + 8 <= bytes.count {
                word = loadWord(bytes, position)
            } else {
                // The last bytes, filled up with a byte that means nothing.
                var last: UInt64 = 0x6161_6161_6161_6161
                for offset in (position..<bytes.count).reversed() { last = last << 8 | UInt64(bytes[offset]) }
                word = last
            }
            seen |= word
            // Delimiters, and all below '#': line ends, quotes, NUL (and spaces, passed over).
            var hits = zeroBytes(word ^ delimiters) | bytesBelow(0x23, word)
            while hits != 0 {
                let at = position + hits.trailingZeroBitCount >> 3
                hits &= hits &- 1
                if at >= bytes.count { break }
                let byte = bytes[at]
                if byte == delimiter {
                    if fields < room {
                        starts[fields] = fieldStart
                        ends[fields] = at
                    }
                    fields += 1
                    fieldStart = at + 1
                    if fieldStart < bytes.count, bytes[fieldStart] == Byte.quote {
                        isQuoted = true
                        return
                    }
                } else if byte == Byte.lineFeed || byte == Byte.carriageReturn {
                    end = at
                    break scan
                } else if byte == Byte.nul {
                    hasNUL = true
                }
            }
            position += 8
        }
        if fields < room {
            starts[fields] = fieldStart
            ends[fields] = end
        }
        fields += 1
        isForeign = seen & 0x8080_8080_8080_8080 != 0
    }
}
