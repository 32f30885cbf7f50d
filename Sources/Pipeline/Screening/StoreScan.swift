import Files
import Ledger
import Store
import Vocabulary

/// Streams observations of the store through a function, on all cores, with results in a fixed order.
struct StoreScan: Sendable {
    /// A stretch of blocks of one segment: the unit of work.
    private struct Item: Sendable {
        var path: String
        var feed: Feed
        var blocks: Range<Int>
        var rows: Int
        /// Its share of the segment's file.
        var bytes: Int
    }

    /// About a quarter of a million rows: long enough that opening a segment costs nothing.
    private static let blocksPerItem = 256
    private let items: [Item]
    private let asOf: Int64

    /// A scan of the segments whose rows reach into a period; rows that start after `asOf` are left out.
    init(segments: [SegmentRecord], folder: String, period: TimeSpan, asOf: Int64) {
        self.asOf = asOf
        items = segments.filter { $0.span.overlaps(period) }
            .sorted {
                ($0.day, $0.feed.number, $0.batch, UInt32($0.part)) < (
                    $1.day, $1.feed.number, $1.batch, UInt32($1.part)
                )
            }
            .flatMap { segment -> [Item] in
                let blocks = (segment.rows + SegmentReader.blockRows - 1) / SegmentReader.blockRows
                return stride(from: 0, to: blocks, by: StoreScan.blocksPerItem).map { first in
                    let range = first..<min(blocks, first + StoreScan.blocksPerItem)
                    let rows =
                        min(segment.rows, range.upperBound * SegmentReader.blockRows) - first * SegmentReader.blockRows
                    return Item(
                        path: folder + "/" + segment.name, feed: segment.feed, blocks: range, rows: rows,
                        bytes: Int(Double(segment.bytes) * Double(rows) / Double(max(1, segment.rows))))
                }
            }
    }

    /// Runs `body` over every block; each item starts from `initial`, and items' results come back in order.
    func blocks<Result: Sendable>(
        stage: String, reporter: any Reporter, initial: Result,
        _ body: @Sendable (ObservationBlock, inout Result) -> Void
    ) throws -> [Result] {
        var results: [Result] = []
        let total = items.reduce(0) { $0 + $1.bytes }
        var rows = 0
        var bytes = 0
        var next = 0
        while next < items.count {
            // Batches, so that progress can be told and memory follows the results only.
            let batch = Array(items[next..<min(items.count, next + 16)])
            next += batch.count
            results += try parallelMap(batch) { item in
                let segment = try SegmentReader(path: item.path)
                var result = initial
                for index in item.blocks {
                    let block = try segment.block(index)
                    body(block.rows(startingUpTo: asOf), &result)
                }
                return result
            }
            rows += batch.reduce(0) { $0 + $1.rows }
            bytes += batch.reduce(0) { $0 + $1.bytes }
            reporter.progress(stage: stage, rows: rows, bytes: bytes, totalBytes: total)
        }
        reporter.stageEnded()
        return results
    }

    /// Runs `body` over the rows of some subjects, of one feed or of all, segment by segment; only blocks that hold one
    /// are decoded whole.
    func rows<Result: Sendable>(
        of subjects: Set<Pseudonym>, feed: Feed? = nil, _ body: @Sendable (ObservationBlock) -> Result
    ) throws -> [Result] {
        if subjects.isEmpty { return [] }
        let paths = items.filter { $0.blocks.lowerBound == 0 && (feed == nil || $0.feed == feed) }.map(\.path)
        return try parallelMap(paths) { path in
            body(try SegmentReader(path: path).rows(of: subjects).rows(startingUpTo: asOf))
        }
    }

    /// All observations of some subjects, by subject, in the order of segments; of some feeds only where they are
    /// named.
    func observations(
        of subjects: Set<Pseudonym>, in feeds: Set<Feed>? = nil
    ) throws -> [Pseudonym: [Observation]] {
        var result: [Pseudonym: [Observation]] = [:]
        let rows = try rows(of: subjects) { block in
            feeds?.contains(block.feed) == false ? [] : (0..<block.count).map { block[$0] }
        }
        for observation in rows.joined() {
            for subject in [observation.idNumber, observation.phone, observation.plate].compactMap(\.self)
            where subjects.contains(subject) {
                result[subject, default: []].append(observation)
            }
        }
        return result
    }
}

extension ObservationBlock {
    /// The block without the rows that start later than `moment`.
    fileprivate func rows(startingUpTo moment: Int64) -> ObservationBlock {
        guard let last = start.max(), last > moment else { return self }
        var kept = ObservationBlock(feed: feed)
        for row in 0..<count where start[row] <= moment { kept.append(self[row]) }
        return kept
    }
}
