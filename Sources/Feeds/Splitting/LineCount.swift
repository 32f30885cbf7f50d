/// What is in a stretch of bytes that matters for splitting.
struct LineCount {
    /// Line ends: CRLF, LF and lone CR each count once.
    var lines = 0
    var hasQuote = false

    /// Counts `range`, which must not part a CRLF.
    init(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
        var position = range.lowerBound
        var quotes: UInt64 = 0
        // Whether the byte before `position` was a CR: its LF is then no line end of its own.
        var carry: UInt64 = 0
        while position + 8 <= range.upperBound {
            let word = loadWord(bytes, position)
            quotes |= zeroBytes(word ^ repeated(Byte.quote))
            let feeds = zeroBytes(word ^ repeated(Byte.lineFeed))
            let returns = zeroBytes(word ^ repeated(Byte.carriageReturn))
            let pairs = feeds & (returns << 8 | carry)
            lines += feeds.nonzeroBitCount + returns.nonzeroBitCount - pairs.nonzeroBitCount
            carry = returns >> 56
            position += 8
        }
        while position < range.upperBound {
            let byte = bytes[position]
            if byte == Byte.quote { quotes = 1 }
            if byte == Byte.carriageReturn || (byte == Byte.lineFeed && carry == 0) { lines += 1 }
            carry = byte == Byte.carriageReturn ? 0x80 : 0
            position += 1
        }
        hasQuote = quotes != 0
    }
}
