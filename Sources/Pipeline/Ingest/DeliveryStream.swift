import Feeds
import Files
import Foundation

/// A delivery that is read from its start to its end and cut into chunks at record borders.
struct DeliveryStream {
    private enum Source {
        case text(TextSource)
        case file(FilePieces, next: Int)
    }
    private var source: Source
    private var splitter: RecordSplitter
    private var waiting: [SplitChunk]
    private var buffer: [UInt8] = []
    private var hasEnded = false

    private static let readBytes = 1 << 20
    /// Chunks parsed at a time: a few per core, so that no core waits long for the slowest.
    private static let batch = ProcessInfo.processInfo.activeProcessorCount * 4

    /// A stream whose first bytes have been read.
    init(layout: FeedLayout, head: [UInt8], source: TextSource) {
        self.source = .text(source)
        splitter = RecordSplitter(layout: layout)
        waiting = splitter.push(head)
    }

    /// The rest of a plain file from a record's start on.
    init(layout: FeedLayout, file: FilePieces, from offset: Int, firstLine: UInt32) {
        source = .file(file, next: offset)
        splitter = RecordSplitter(layout: layout, firstLine: firstLine)
        waiting = []
    }

    /// Bytes taken from the file so far, as stored.
    var bytesRead: Int {
        switch source {
        case .text(let text): text.bytes.rawBytesRead
        case .file(_, let next): next
        }
    }

    /// Some chunks: at least so many unless the input ends before; none at its end.
    mutating func next(atLeast count: Int) throws -> [SplitChunk] {
        while waiting.count < count, !hasEnded {
            buffer.removeAll(keepingCapacity: true)
            switch source {
            case .text(let text): _ = try text.read(into: &buffer, atMost: DeliveryStream.readBytes)
            case .file(let file, let next):
                let range = next..<min(file.size, next + DeliveryStream.readBytes)
                try file.read(range, into: &buffer)
                source = .file(file, next: next + buffer.count)
            }
            hasEnded = buffer.isEmpty
            waiting += hasEnded ? splitter.finish() : splitter.push(buffer)
        }
        defer { waiting = [] }
        return waiting
    }

    /// Reads to the end: chunks are parsed while the next are read and what was parsed before is taken.
    mutating func read<Result: DeliveryResult>(
        parser: FeedParser, transform: @escaping @Sendable (FeedParser, SplitChunk) throws -> Result,
        consume: (Result) throws -> Void, tell: (Int) -> Void
    ) throws {
        func begin(_ chunks: [SplitChunk]) -> ParallelBatch<Result>? {
            chunks.isEmpty ? nil : ParallelBatch(chunks) { try transform(parser, $0) }
        }
        var current = begin(try next(atLeast: DeliveryStream.batch))
        while let batch = current {
            current = begin(try next(atLeast: DeliveryStream.batch))
            for result in try batch.results() { try consume(result) }
            tell(bytesRead)
        }
    }
}
