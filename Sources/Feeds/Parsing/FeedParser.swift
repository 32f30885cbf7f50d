public import Vocabulary

/// Turns chunks of one file into observations, registry rows and rejects; any number of threads may share it.
public struct FeedParser: Sendable {
    let plan: FeedPlan
    private let mapping: FeedMapping
    private let latest: Int64
    private let fileNumber: UInt32
    let digestKey: (UInt64, UInt64)
    let rowLimit: Int

    /// A parser of one file.
    ///
    /// - Parameters:
    ///   - layout: what ``FeedLayout/detect(head:fileName:mapping:)`` found.
    ///   - now: the clock, UTC seconds; times after the next day are rejected where they cannot be.
    ///   - fileNumber: the file's number in the ledger.
    ///   - digestKey: the key of the rows' digests.
    ///   - rowLimit: as given to the ``RecordSplitter``.
    public init(
        layout: FeedLayout, mapping: FeedMapping, now: Int64, fileNumber: UInt32, digestKey: (UInt64, UInt64),
        rowLimit: Int = RecordSplitter.defaultRowLimit
    ) throws(FeedError) {
        plan = try FeedPlan(layout: layout, mapping: mapping)
        self.mapping = mapping
        latest = now + 86_400
        self.fileNumber = fileNumber
        self.digestKey = digestKey
        self.rowLimit = rowLimit
    }

    /// The feed.
    public var feed: Feed { plan.feed }

    /// The name of a canonical column as the file has it; itself where the feed has no such column.
    public func name(of column: String) -> String { Column(name: column).map { plan.name(of: $0) } ?? column }

    /// Columns of the file that nothing is read from, in the file's order.
    public var unknownColumns: [String] { plan.unknown }

    /// Reads one chunk of a ``RecordSplitter``, with the row it rejected.
    public func parse(_ chunk: SplitChunk) -> ParsedChunk {
        var result = parse(chunk.bytes.span, firstLine: chunk.firstLine)
        if let reject = chunk.reject {
            result.rejects.append(reject)
            result.rows += 1
        }
        return result
    }

    /// Reads whole records; the first byte stands on `firstLine`.
    public func parse(_ bytes: borrowing Span<UInt8>, firstLine: UInt32) -> ParsedChunk {
        var reader = ChunkReader(
            plan: plan, mapping: mapping, digestKey: digestKey, latest: latest, rowLimit: rowLimit)
        if plan.format == .csv {
            reader.readCSV(bytes, firstLine: firstLine)
        } else {
            reader.readJSONLines(bytes, firstLine: firstLine)
        }
        return reader.finished(fileNumber: fileNumber)
    }
}
