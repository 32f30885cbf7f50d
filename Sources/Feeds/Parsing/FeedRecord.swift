import Vocabulary

/// One row of a file, found again by the line on which it starts.
public struct FeedRecord: Sendable {
    /// A field of the row as the file has it.
    public struct Cell: Hashable, Sendable {
        /// Column or key of the file.
        public var name: String
        /// Canonical column that is read from it; nil where nothing is.
        public var column: String?
        /// The text, unquoted.
        public var text: String
    }

    /// Physical line on which the row starts, 1-based.
    public var line: UInt32
    /// The row's bytes without line end.
    public var raw: [UInt8]
    /// Keyed digest of ``raw``, as rows carry it.
    public var digest: UInt64
    /// Its fields in the file's order; none where the row cannot be cut into fields.
    public var cells: [Cell]
    /// What the row says: one row, accepted or rejected.
    public var parsed: ParsedChunk
}

extension FeedParser {
    /// The rows of a chunk that start on some physical lines, by line; header and blank lines are no rows.
    public func records(at lines: Set<UInt32>, in chunk: SplitChunk) -> [FeedRecord] {
        let bytes = chunk.bytes.span
        let last = chunk.firstLine + UInt32(LineCount(bytes, 0..<bytes.count).lines)
        guard lines.contains(where: { (chunk.firstLine...last).contains($0) }) else { return [] }
        var found: [FeedRecord] = []
        var line = chunk.firstLine
        var position = 0
        while position < bytes.count {
            let record = RecordEnd.find(
                bytes, from: position, delimiter: plan.delimiter, quoting: plan.format == .csv, limit: rowLimit,
                isLast: true)
            guard case .record(let end, let next) = record.orFirstLine else { break }
            if lines.contains(line), end > position, line != plan.headerLine {
                found.append(self.record(Array(chunk.bytes[position..<end]), line: line))
            }
            line += UInt32(max(1, LineCount(bytes, position..<next).lines))
            position = next
        }
        return found
    }

    private func record(_ raw: [UInt8], line: UInt32) -> FeedRecord {
        let bytes = raw.span
        return FeedRecord(
            line: line, raw: raw,
            digest: RowDigest(key: digestKey, veils: digestVeils).digest(bytes, 0..<bytes.count), cells: cells(raw),
            parsed: parse(bytes, firstLine: line))
    }

    private func cells(_ raw: [UInt8]) -> [FeedRecord.Cell] {
        if plan.format == .csv {
            return zip(plan.names.indices, HeaderRow.cells(raw, delimiter: plan.delimiter)).map { field, text in
                FeedRecord.Cell(
                    name: plan.names[field], column: column(ofField: field), text: String(decoding: text, as: UTF8.self)
                )
            }
        }
        var cells: [FeedRecord.Cell] = []
        var scanner = JSONScanner(position: 0, end: raw.count)
        try? scanner.object(raw.span) { (bytes, key, scanner) throws(RejectReason) in
            var text: [UInt8] = []
            _ = try scanner.value(bytes, into: &text)
            let name = String(decoding: key, as: UTF8.self)
            cells.append(
                FeedRecord.Cell(
                    name: name, column: plan.names.firstIndex(of: name).flatMap { column(ofField: $0) },
                    text: String(decoding: text, as: UTF8.self)))
        }
        return cells
    }

    private func column(ofField field: Int) -> String? {
        feed.columns.first { plan.source[$0.index] == field }?.name
    }
}

extension RecordEnd {
    /// A record that was given up, as the line it was given up at.
    fileprivate var orFirstLine: RecordEnd {
        switch self {
        case .record, .unfinished: self
        case .brokenQuote(let end, let next), .tooLong(let end, let next): .record(end: end, next: next)
        }
    }
}
