import Feeds
import Files
import Foundation
import Vocabulary

/// One feed file on its way from bytes to parsed rows.
///
/// Reading and cutting are sequential, parsing runs on all cores, and chunks are handed on in the file's order.
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
        var digestKey: (UInt64, UInt64)
    }

    /// Feed, format and header.
    let layout: FeedLayout
    /// The parser of its rows.
    let parser: FeedParser
    private let request: Request
    private let source: TextSource
    private let head: [UInt8]

    /// Enough for most headers, and for sniffing; a longer first line is read to its end, up to the longest row.
    private static let headBytes = 64 << 10
    private static let longestHead = RecordSplitter.defaultRowLimit + headBytes
    /// Chunks parsed at a time: a few per core, so that no core waits long for the slowest.
    private static let batch = ProcessInfo.processInfo.activeProcessorCount * 4
    private static let readBytes = 1 << 20

    /// Opens a file and finds out what it is.
    init(_ request: Request) throws {
        self.request = request
        source = try TextSource(path: request.path, encoding: try request.encoding.map(Delivery.encoding))
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
            digestKey: request.digestKey)
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
        var splitter = RecordSplitter(layout: layout)
        var found: [UInt32: FeedRecord] = [:]
        var isPast = false
        func look(_ chunks: [SplitChunk]) {
            for chunk in chunks {
                for record in parser.records(at: lines, in: chunk) { found[record.line] = record }
                isPast = isPast || chunk.firstLine > lines.max() ?? 0
            }
        }
        look(splitter.push(head))
        var buffer: [UInt8] = []
        while found.count < lines.count, !isPast {
            buffer.removeAll(keepingCapacity: true)
            if try source.read(into: &buffer, atMost: Delivery.readBytes) == 0 {
                look(splitter.finish())
                break
            }
            look(splitter.push(buffer))
        }
        return found
    }

    /// Reads to the end, handing on what `transform` makes of each chunk, in order.
    ///
    /// `transform` runs on many threads at once; `consume` on this one.
    func read<Result: Sendable>(
        stage: String, reporter: any Reporter, transform: @Sendable (ParsedChunk) throws -> Result,
        consume: (Result) throws -> Void
    ) throws {
        var splitter = RecordSplitter(layout: layout)
        var waiting: [SplitChunk] = splitter.push(head)
        var buffer: [UInt8] = []
        var rows = 0
        func drain(all: Bool) throws {
            while waiting.count >= Delivery.batch || (all && !waiting.isEmpty) {
                let chunks = Array(waiting.prefix(Delivery.batch))
                waiting.removeFirst(chunks.count)
                let results = try parallelMap(chunks) { [parser] chunk in
                    let parsed = parser.parse(chunk)
                    return (parsed.rows, try transform(parsed))
                }
                for (count, result) in results {
                    rows += count
                    try consume(result)
                }
                reporter.progress(
                    stage: stage, rows: rows, bytes: source.bytes.rawBytesRead, totalBytes: source.bytes.rawSize)
            }
        }
        while true {
            buffer.removeAll(keepingCapacity: true)
            if try source.read(into: &buffer, atMost: Delivery.readBytes) == 0 { break }
            waiting += splitter.push(buffer)
            try drain(all: false)
        }
        waiting += splitter.finish()
        try drain(all: true)
        reporter.stageEnded()
    }
}
