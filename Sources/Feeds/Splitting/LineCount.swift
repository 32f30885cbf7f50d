/// What is in a stretch of bytes that matters for splitting.
struct LineCount {
    /// Line ends: CRLF, LF and lone CR each count once.
    var lines = 0
    var hasQuote = false
    /// Where the stretch ends.
    var end = 0

    /// Counts `range`, which must not part a CRLF.
    init(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
        var position = range.lowerBound
        var quotes: UInt64 = 0
        // Whether the byte before `position` was a CR: its LF is then no line end of its own.
        var carry: UInt64 = 0
        while position + 8 <= range.upperBound {
            // Counts in eight lanes of a byte; after 31 words a lane may hold 248 and is emptied.
            var lanes: UInt64 = 0
            let stop = min(position + 31 * 8, range.upperBound - 7)
            while position < stop {
                let word = loadWord(bytes, position)
                quotes |= someZero(word ^ repeated(Byte.quote))
                var ends = zeroBytes(word ^ repeated(Byte.lineFeed))
                if someZero(word ^ repeated(Byte.carriageReturn)) | carry != 0 {
                    // A CR always counts, an LF where no CR stands before it.
                    let returns = zeroBytes(word ^ repeated(Byte.carriageReturn))
                    ends = (ends & ~(returns << 8 | carry)) | returns
                    carry = returns >> 56
                }
                lanes &+= ends >> 7
                position += 8
            }
            lines += LineCount.sum(lanes)
        }
        while position < range.upperBound {
            let byte = bytes[position]
            if byte == Byte.quote { quotes = 1 }
            if byte == Byte.carriageReturn || (byte == Byte.lineFeed && carry == 0) { lines += 1 }
            carry = byte == Byte.carriageReturn ? 0x80 : 0
            position += 1
        }
        hasQuote = quotes != 0
        end = range.upperBound
    }

    private static func sum(_ lanes: UInt64) -> Int {
        let pairs = (lanes & 0x00FF_00FF_00FF_00FF) + (lanes >> 8 & 0x00FF_00FF_00FF_00FF)
        return Int((pairs &* 0x0001_0001_0001_0001) >> 48)
    }
}
