import Feeds
import Files
import Foundation
import Vocabulary

/// One feed file on its way from bytes to parsed rows.
///
/// Parsing runs on all cores while the caller takes what has been parsed, chunk by chunk in the file's order.
struct Delivery {
    /// What a caller knows about the file beforehand.
    struct Request {
        var path: String
        /// The name rows are reported under; the feed may be told from it.
        var name: String
        var mapping: FeedMapping
        var encoding: String?
        var now: Int64
        var fileNumber: UInt32
        var digestKey: (UInt64, UInt64), digestVeils: [(UInt64, UInt64)] = []
        /// Whether a link in the file's place is refused: others may write into the inbox at any moment.
        var onlyPlainFile = false
    }

    /// Feed, format and header.
    let layout: FeedLayout
    /// The parser of its rows.
    let parser: FeedParser
    /// The sheet of a workbook that is read; nil for text.
    let sheet: SheetTable?
    private let request: Request
    private let source: TextSource
    private let head: [UInt8]

    /// Enough for most headers, and for sniffing; a longer first line is read to its end, up to the longest row.
    private static let headBytes = 64 << 10
    private static let longestHead = RecordSplitter.defaultRowLimit + headBytes

    /// Opens a file and finds out what it is.
    init(_ request: Request) throws {
        self.request = request
        let opened = try TextSource(
            path: request.path, encoding: try request.encoding.map(Delivery.encoding),
            onlyPlainFile: request.onlyPlainFile)
        sheet = opened.isWorkbook ? try SheetTable(request) : nil
        source = sheet.map { TextSource(text: $0.text, of: opened) } ?? opened
        var head: [UInt8] = []
        var isCut = true
        while head.count < (isCut ? Delivery.longestHead : Delivery.headBytes) {
            let start = head.count
            if try source.read(into: &head, atMost: Delivery.headBytes) == 0 { break }
            isCut = isCut && !head[start...].contains { $0 == 0x0A || $0 == 0x0D }
        }
        self.head = head
        layout = try FeedLayout.detect(head: head, fileName: request.name, mapping: request.mapping)
        parser = try FeedParser(
            layout: layout, mapping: request.mapping, now: request.now, fileNumber: request.fileNumber,
            digestKey: request.digestKey, digestVeils: request.digestVeils)
    }

    private static func encoding(_ text: String) throws -> TextEncoding {
        guard let encoding = TextEncoding(name: text) else {
            throw Failure(.refused, "encoding \(text) is not known: write utf-8, utf-16 or gb18030 in the mapping")
        }
        return encoding
    }

    /// The rows that start on some physical lines; reading ends with the last of them.
    ///
    /// For a delivery that has not been read yet.
    func records(at lines: Set<UInt32>) throws -> [UInt32: FeedRecord] {
        var stream = DeliveryStream(layout: layout, head: head, source: source)
        var found: [UInt32: FeedRecord] = [:]
        var isPast = false
        while found.count < lines.count, !isPast {
            let chunks = try stream.next(atLeast: 1)
            if chunks.isEmpty { break }
            for chunk in chunks {
                for record in parser.records(at: lines, in: chunk) { found[record.line] = record }
                isPast = isPast || chunk.firstLine > lines.max() ?? 0
            }
        }
        return found
    }

    /// Reads to the end, handing on what `transform` makes of each chunk, in order and with true line numbers.
    ///
    /// `transform` runs on many threads at once, also beside `consume`, which runs on this one.
    func read<Result: DeliveryResult>(
        stage: String, reporter: any Reporter, transform: @escaping @Sendable (FeedParser, SplitChunk) throws -> Result,
        consume: (Result) throws -> Void
    ) throws {
        var rows = 0
        func take(_ result: Result) throws {
            rows += result.rows
            try consume(result)
        }
        func tell(_ bytes: Int) {
            reporter.progress(stage: stage, rows: rows, bytes: bytes, totalBytes: source.bytes.rawSize)
        }
        var stream = DeliveryStream(layout: layout, head: head, source: source)
        if let pieces = try pieces() {
            let rest = try pieces.read(parser: parser, transform: transform, consume: take, tell: tell)
            guard let rest else { return reporter.stageEnded() }
            stream = DeliveryStream(layout: layout, file: pieces.file, from: rest.offset, firstLine: rest.line)
        }
        try stream.read(parser: parser, transform: transform, consume: take, tell: tell)
        reporter.stageEnded()
    }

    /// Reads to the end, handing on parsed chunks.
    func read(stage: String, reporter: any Reporter, consume: (ParsedChunk) throws -> Void) throws {
        try read(stage: stage, reporter: reporter, transform: { $0.parse($1) }, consume: consume)
    }

    /// The file as pieces that can be read in any order; nil where it must be read from its start.
    private func pieces() throws -> DeliveryPieces? {
        guard !source.isWorkbook, source.bytes.isRegular, request.path != "-", source.bytes.compression == .plain,
            source.encoding == .utf8 || source.encoding == .utf8bom,
            parser.feed.isObservation, parser.isPlaceless
        else { return nil }
        return try DeliveryPieces(path: request.path, onlyPlainFile: request.onlyPlainFile)
    }
}

/// What is made of one chunk.
protocol DeliveryResult: Sendable {
    /// Rows read.
    var rows: Int { get }
    /// Physical lines taken.
    var lines: UInt32 { get }
    /// Counts all line numbers from another first line on.
    mutating func moveLines(by count: UInt32)
}

extension ParsedChunk: DeliveryResult {}
