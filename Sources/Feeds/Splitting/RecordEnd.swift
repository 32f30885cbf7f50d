/// Where a record ends, by the one rule that splitter and parser share.
///
/// RFC 4180 with every line end (CRLF, LF, lone CR). A quote opens only at the start of a field; inside, two quotes
/// are one; a quote that closes must be followed by a delimiter, a line end or the end of the input. A record whose
/// quotes break this rule, never close, or reach past the limit is given up **at its first line end**, so that the
/// lines after it are read as rows again and nothing is swallowed.
enum RecordEnd: Equatable {
    /// A record: its content ends before `end`, the next begins at `next`.
    case record(end: Int, next: Int)
    /// Broken quotes: the record's first line ends before `end`.
    case brokenQuote(end: Int, next: Int)
    /// The record's first line is longer than the limit and ends before `end`.
    case tooLong(end: Int, next: Int)
    /// The bytes end before that can be told.
    case unfinished

    /// Finds the end of the record that starts at `start`.
    ///
    /// It is never ``unfinished`` where `isLast` says that the input ends with these bytes; `quoting` says whether
    /// quotes mean anything (CSV) or not (JSONL).
    static func find(
        _ bytes: borrowing Span<UInt8>, from start: Int, delimiter: UInt8, quoting: Bool, limit: Int, isLast: Bool
    ) -> RecordEnd {
        switch walk(bytes, from: start, delimiter: delimiter, quoting: quoting, limit: limit) {
        case .lineEnd(let end):
            guard let next = afterLineEnd(bytes, end, isLast: isLast) else { return .unfinished }
            return .record(end: end, next: next)
        case .outside:
            return isLast ? .record(end: bytes.count, next: bytes.count) : .unfinished
        case .inside where !isLast:
            return .unfinished
        case .inside, .broken, .pastLimit:
            var end = start
            while end < bytes.count, !isLineEnd(bytes[end]) { end += 1 }
            guard let next = afterLineEnd(bytes, end, isLast: isLast) else { return .unfinished }
            return end - start > limit ? .tooLong(end: end, next: next) : .brokenQuote(end: end, next: next)
        }
    }

    private enum Walk {
        /// A line end outside quotes.
        case lineEnd(Int)
        /// The bytes end outside or inside quotes.
        case outside, inside
        /// Something else than an end of field follows a closing quote.
        case broken
        case pastLimit
    }

    private static func walk(
        _ bytes: borrowing Span<UInt8>, from start: Int, delimiter: UInt8, quoting: Bool, limit: Int
    ) -> Walk {
        let stop = min(bytes.count, start + limit + 1)
        var position = start
        var fieldStart = true
        while position < stop {
            let byte = bytes[position]
            if isLineEnd(byte) { return .lineEnd(position) }
            position += 1
            if quoting, fieldStart, byte == Byte.quote {
                while position < stop, bytes[position] != Byte.quote || isDoubled(bytes, position) {
                    position += bytes[position] == Byte.quote ? 2 : 1
                }
                if position >= stop { return stop == bytes.count ? .inside : .pastLimit }
                position += 1
                if position < bytes.count, bytes[position] != delimiter, !isLineEnd(bytes[position]) { return .broken }
                fieldStart = false
            } else {
                fieldStart = byte == delimiter
            }
        }
        return stop == bytes.count ? .outside : .pastLimit
    }

    private static func isDoubled(_ bytes: borrowing Span<UInt8>, _ position: Int) -> Bool {
        position + 1 < bytes.count && bytes[position + 1] == Byte.quote
    }

    @inline(__always)
    static func isLineEnd(_ byte: UInt8) -> Bool { byte == Byte.lineFeed || byte == Byte.carriageReturn }

    /// Where the next line begins; nil while a CR at the end may still be half of a CRLF.
    static func afterLineEnd(_ bytes: borrowing Span<UInt8>, _ end: Int, isLast: Bool) -> Int? {
        if end >= bytes.count { return isLast ? bytes.count : nil }
        if bytes[end] == Byte.lineFeed { return end + 1 }
        if end + 1 >= bytes.count { return isLast ? end + 1 : nil }
        return bytes[end + 1] == Byte.lineFeed ? end + 2 : end + 1
    }
}
