public import Vocabulary

/// Turns chunks of one file into observations, registry rows and rejects; any number of threads may share it.
public struct FeedParser: Sendable {
    let plan: FeedPlan
    private let mapping: FeedMapping
    private let latest: Int64
    private let fileNumber: UInt32
    let digestKey: (UInt64, UInt64), digestVeils: [(UInt64, UInt64)]
    let rowLimit: Int
    private let scanLevel: Int32

    /// A parser of one file.
    ///
    /// - Parameters:
    ///   - layout: what ``FeedLayout/detect(head:fileName:mapping:)`` found.
    ///   - now: the clock, UTC seconds; times after the next day are rejected where they cannot be.
    ///   - fileNumber: the file's number in the ledger.
    ///   - digestKey: the key of the rows' digests.
    ///   - digestVeils: keys of what is laid over them, see ``RowVeils``.
    ///   - rowLimit: as given to the ``RecordSplitter``.
    ///   - scanLevel: most that vector instructions may do (0: every row is read by all the rules, 1: AVX2,
    ///   2: AVX-512);
    ///     the rows are the same.
    public init(
        layout: FeedLayout, mapping: FeedMapping, now: Int64, fileNumber: UInt32, digestKey: (UInt64, UInt64),
        digestVeils: [(UInt64, UInt64)] = [], rowLimit: Int = RecordSplitter.defaultRowLimit, scanLevel: Int32 = 2
    ) throws(FeedError) {
        plan = try FeedPlan(layout: layout, mapping: mapping)
        self.mapping = mapping
        latest = now + 86_400
        self.fileNumber = fileNumber
        self.digestKey = digestKey
        self.digestVeils = digestVeils
        self.rowLimit = rowLimit
        self.scanLevel = min(scanLevel, PingScanner.machineLevel)
    }

    /// The feed.
    public var feed: Feed { plan.feed }

    /// The name of a canonical column as the file has it; itself where the feed has no such column.
    public func name(of column: String) -> String { Column(name: column).map { plan.name(of: $0) } ?? column }

    /// Whether rows read the same wherever they stand: any stretch of whole records may be read by itself.
    public var isPlaceless: Bool {
        !plan.madeUp.contains { if case .line = $0 { true } else { false } }
    }

    /// Whether a quote means anything in the file.
    public var quotes: Bool { plan.format == .csv }

    /// A first line that is not the header's, for stretches whose place is not known yet.
    public var anyLine: UInt32 { (plan.headerLine ?? 0) + 1 }

    /// Columns of the file that nothing is read from, in the file's order.
    public var unknownColumns: [String] { plan.unknown }

    /// Reads one chunk of a ``RecordSplitter``, with the row it rejected.
    ///
    /// - Parameter numbersApart: Whether the phones of plain rows are left as numbers in ``ParsedChunk/mobiles``, for
    ///   who has codes of his own.
    public func parse(_ chunk: SplitChunk, numbersApart: Bool = false) -> ParsedChunk {
        var pings = PingColumns()
        return parse(chunk, keepingPings: false, numbersApart: numbersApart, &pings)
    }

    /// Like ``parse(_:)``, but plain position rows go to `pings`, in order and without line or digest; the result has
    /// the other rows, and counts all.
    public func parse(_ chunk: SplitChunk, plainInto pings: inout PingColumns) -> ParsedChunk {
        parse(chunk, keepingPings: true, numbersApart: false, &pings)
    }

    private func parse(
        _ chunk: SplitChunk, keepingPings: Bool, numbersApart: Bool, _ pings: inout PingColumns
    ) -> ParsedChunk {
        var result = parse(
            chunk.bytes.span, firstLine: chunk.firstLine, keepingPings: keepingPings, numbersApart: numbersApart, &pings
        )
        if let reject = chunk.reject {
            result.rejects.append(reject)
            result.rows += 1
            result.lines += 1
        }
        return result
    }

    /// Reads whole records; the first byte stands on `firstLine`.
    public func parse(_ bytes: borrowing Span<UInt8>, firstLine: UInt32) -> ParsedChunk {
        var pings = PingColumns()
        return parse(bytes, firstLine: firstLine, keepingPings: false, numbersApart: false, &pings)
    }

    private func parse(
        _ bytes: borrowing Span<UInt8>, firstLine: UInt32, keepingPings: Bool, numbersApart: Bool,
        _ pings: inout PingColumns
    ) -> ParsedChunk {
        var reader = ChunkReader(
            plan: plan, mapping: mapping, digestKey: digestKey, digestVeils: digestVeils, latest: latest,
            rowLimit: rowLimit, scanLevel: scanLevel)
        reader.keepsPings = keepingPings
        reader.numbersApart = numbersApart
        swap(&reader.pings, &pings)
        if plan.format == .csv {
            reader.readCSV(bytes, firstLine: firstLine)
        } else {
            reader.readJSONLines(bytes, firstLine: firstLine)
        }
        swap(&reader.pings, &pings)
        return reader.finished(fileNumber: fileNumber, firstLine: firstLine)
    }
}
