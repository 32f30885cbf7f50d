import Feeds
import Files
import Foundation

/// A delivery whose stretches are read and parsed in any order, each by the thread that parses it.
///
/// This works while no quote has been met, since only inside quotes is a line end no end of a record; from the first
/// piece with a quote on, the file is left to ``DeliveryStream``.
struct DeliveryPieces {
    let file: FilePieces
    /// Where the first record begins: behind a byte order mark.
    private let start: Int

    /// Where the rest of a file begins that must be read in order.
    struct Rest {
        var offset: Int
        var line: UInt32
    }

    /// A piece that was read: what was made of its records, and where the next piece's begin.
    private struct Piece<Result: Sendable>: Sendable {
        var result: Result
        var end: Int
    }

    /// As long as a ``SplitChunk`` is.
    private static let pieceBytes = 256 << 10
    /// Looked at first to find the end of a piece's last record.
    private static let lookahead = 256
    /// A longer row is the splitter's business.
    private static let longestLookahead = RecordSplitter.defaultRowLimit + (64 << 10)
    /// Enough that no core waits long for the slowest piece of a batch.
    private static let batch = ProcessInfo.processInfo.activeProcessorCount * 16

    init(path: String, onlyPlainFile: Bool) throws {
        file = try FilePieces(path: path, onlyPlainFile: onlyPlainFile)
        var mark: [UInt8] = []
        try file.read(0..<min(3, file.size), into: &mark)
        start = mark == [0xEF, 0xBB, 0xBF] ? 3 : 0
    }

    /// Reads all pieces up to the first with a quote, and tells where that one begins; nil where there is none.
    func read<Result: DeliveryResult>(
        parser: FeedParser, transform: @escaping @Sendable (FeedParser, SplitChunk) throws -> Result,
        consume: (Result) throws -> Void, tell: (Int) -> Void
    ) throws -> Rest? {
        var rest = Rest(offset: start, line: 1)
        var next = start
        func begin() -> ParallelBatch<Piece<Result>?>? {
            let last = min(file.size, next + DeliveryPieces.batch * DeliveryPieces.pieceBytes)
            let places = Array(stride(from: next, to: last, by: DeliveryPieces.pieceBytes))
            next = last
            return places.isEmpty
                ? nil
                : ParallelBatch(places) { [self] place in
                    guard let (bytes, end) = try records(from: place, quotes: parser.quotes) else { return nil }
                    let chunk = SplitChunk(bytes: bytes, firstLine: place == start ? 1 : parser.anyLine)
                    return Piece(result: try transform(parser, chunk), end: end)
                }
        }
        var current = begin()
        while let batch = current {
            // The next batch is read while this one's results are taken.
            let following = begin()
            for piece in try batch.results() {
                let isFirst = rest.offset == start && rest.line == 1
                guard var piece, isFirst || rest.line >= parser.anyLine else {
                    _ = try? following?.results()
                    return rest
                }
                if !isFirst { piece.result.moveLines(by: rest.line - parser.anyLine) }
                rest.line += piece.result.lines
                rest.offset = piece.end
                try consume(piece.result)
            }
            tell(rest.offset)
            current = following
        }
        return nil
    }

    /// The records that begin in the piece from `place` on, and where the next piece's begin; nil where a quote stands
    /// in them, or a row is too long.
    private func records(from place: Int, quotes: Bool) throws -> (bytes: [UInt8], end: Int)? {
        let upper = min(file.size, place + DeliveryPieces.pieceBytes)
        guard let first = try firstRecord(from: place), let end = try firstRecord(from: upper) else { return nil }
        var bytes: [UInt8] = []
        try file.read(min(first, end)..<end, into: &bytes)
        return quotes && RecordStretch.hasQuote(bytes.span) ? nil : (bytes, end)
    }

    /// Where the first record begins at or after `place`; nil where the row before it is too long.
    private func firstRecord(from place: Int) throws -> Int? {
        if place == start || place == file.size { return place }
        // The byte before tells whether a record begins here.
        var bytes: [UInt8] = []
        var lookahead = DeliveryPieces.lookahead
        while true {
            let end = min(file.size, place + lookahead)
            try file.read(place - 1 + bytes.count..<end, into: &bytes)
            if let first = RecordStretch.firstStart(bytes.span, from: 1, isLast: end == file.size) {
                return place - 1 + first
            }
            if lookahead >= DeliveryPieces.longestLookahead { return nil }
            lookahead = min(DeliveryPieces.longestLookahead, lookahead * 8)
        }
    }
}
