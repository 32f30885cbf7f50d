/// A run of whole records, ready to be parsed on any thread.
public struct SplitChunk: Sendable {
    /// The records' bytes with their line ends.
    public var bytes: [UInt8]
    /// Physical line of the first byte, 1-based.
    public var firstLine: UInt32
    /// A row that was never held whole, met after these bytes: ``RejectReason/rowTooLong``.
    public var reject: RejectedRow?

    /// A run of records.
    public init(bytes: [UInt8], firstLine: UInt32, reject: RejectedRow? = nil) {
        self.bytes = bytes
        self.firstLine = firstLine
        self.reject = reject
    }
}

/// Cuts a stream of bytes into chunks that end where records end (see `RecordEnd` for the rule).
///
/// Sequential and cheap: where a stretch holds no quote, only the last line end of a chunk is looked for. Memory
/// stays flat whatever the input: a row longer than the limit is not held but skipped and reported.
public struct RecordSplitter: Sendable {
    private let delimiter: UInt8
    private let quoting: Bool
    private let target: Int
    private let limit: Int

    private var pending: [UInt8] = []
    /// Line of the first pending byte.
    private var line: UInt32
    private var atStart: Bool
    /// The row that is being skipped because it is too long.
    private var skipped: RejectedRow?
    /// The last skipped row ended in CR: an LF that follows belongs to it.
    private var dropsLineFeed = false

    /// A splitter for files of one layout.
    ///
    /// - Parameters:
    ///   - chunkBytes: chunks are about this long (longer only where one record is).
    ///   - rowLimit: rows of more bytes are rejected.
    ///   - firstLine: the line that the first byte stands on.
    public init(
        layout: FeedLayout, chunkBytes: Int = 256 << 10, rowLimit: Int = RecordSplitter.defaultRowLimit,
        firstLine: UInt32 = 1
    ) {
        line = firstLine
        atStart = firstLine == 1
        delimiter = layout.delimiter
        quoting = layout.format == .csv
        target = max(1, chunkBytes)
        limit = rowLimit
    }

    /// Longest row that is read, in bytes.
    public static let defaultRowLimit = 1 << 20

    /// Takes the next bytes and returns the chunks that are complete.
    public mutating func push(_ bytes: [UInt8]) -> [SplitChunk] {
        if skipped == nil, !dropsLineFeed {
            pending.append(contentsOf: bytes)
            return pending.count >= target + 3 ? cut(isLast: false) : []
        }
        var from = 0
        var chunks: [SplitChunk] = []
        if let row = skipped {
            while from < bytes.count, !RecordEnd.isLineEnd(bytes[from]) { from += 1 }
            if from == bytes.count { return [] }
            dropsLineFeed = bytes[from] == Byte.carriageReturn
            from += 1
            chunks.append(ended(row))
        }
        if dropsLineFeed, from < bytes.count {
            if bytes[from] == Byte.lineFeed { from += 1 }
            dropsLineFeed = false
        }
        pending.append(contentsOf: bytes[from...])
        return pending.count >= target + 3 ? chunks + cut(isLast: false) : chunks
    }

    /// Bytes held back until the record they belong to is complete.
    public var heldBytes: Int { pending.count }

    /// Ends the stream and returns what is left.
    public mutating func finish() -> [SplitChunk] {
        if let row = skipped { return [ended(row)] }
        return cut(isLast: true)
    }

    private mutating func ended(_ row: RejectedRow) -> SplitChunk {
        skipped = nil
        defer { line += 1 }
        return SplitChunk(bytes: [], firstLine: line, reject: row)
    }

    private mutating func cut(isLast: Bool) -> [SplitChunk] {
        var chunks: [SplitChunk] = []
        var start = 0
        if atStart, pending.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        atStart = false
        while start < pending.count, isLast || pending.count - start >= target {
            guard let next = chunkEnd(from: start, isLast: isLast) else {
                if pending.count - start > limit + 1 {
                    chunks.append(contentsOf: beginSkipping(from: start))
                    start = pending.count
                }
                break
            }
            chunks.append(SplitChunk(bytes: Array(pending[start..<next.end]), firstLine: line))
            line += UInt32(next.lines)
            start = next.end
        }
        pending.removeFirst(start)
        return chunks
    }

    /// Holds no more of the row that starts here than the quarantine keeps.
    private mutating func beginSkipping(from start: Int) -> [SplitChunk] {
        let kept = pending[start..<(start + min(limit, RejectedRow.keptBytes))]
        let row = RejectedRow(line: line, column: "", reason: .rowTooLong, raw: Array(kept))
        if pending.last == Byte.carriageReturn {
            dropsLineFeed = true
            return [ended(row)]
        }
        skipped = row
        return []
    }

    /// The lines up to the last record border of the next chunk; nil where the first record is unfinished.
    private func chunkEnd(from start: Int, isLast: Bool) -> LineCount? {
        let bytes = pending.span
        if let end = lastLineEnd(bytes, start..<min(start + target, bytes.count), isLast: isLast) {
            let lines = LineCount(bytes, start..<end)
            if !quoting || !lines.hasQuote { return lines }
        }
        var end = start
        while end < bytes.count, end - start < target {
            let found = RecordEnd.find(
                bytes, from: end, delimiter: delimiter, quoting: quoting, limit: limit, isLast: isLast)
            switch found {
            case .record(_, let next), .brokenQuote(_, let next), .tooLong(_, let next): end = next
            case .unfinished: return end > start ? LineCount(bytes, start..<end) : nil
            }
        }
        return LineCount(bytes, start..<end)
    }

    private func lastLineEnd(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, isLast: Bool) -> Int? {
        if isLast, range.upperBound == bytes.count { return bytes.count }
        var position = range.upperBound - 1
        while position >= range.lowerBound {
            if RecordEnd.isLineEnd(bytes[position]) {
                if let next = RecordEnd.afterLineEnd(bytes, position, isLast: isLast) { return next }
            }
            position -= 1
        }
        return nil
    }
}
