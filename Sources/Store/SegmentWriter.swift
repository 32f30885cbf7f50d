import Dispatch
import Files
import Synchronization
public import Vocabulary

/// Collects the accepted rows of one delivery and writes them as segments, one per event day.
///
/// The same rows give the same bytes, however they are ordered and blocked, as long as they fit the row budget.
public final class SegmentWriter {
    /// What a finished batch came to.
    public struct Outcome: Hashable, Sendable {
        /// The segments written, by day and part.
        public var segments: [SegmentInfo]
        /// Rows left out because an equal observation was there already.
        public var duplicates: Int
        /// Rows written by number of the input file.
        public var accepted: [UInt32: Int]
    }

    private let folder: String
    private let feed: Feed
    private let batch: Int
    private let zone: ZoneRules
    private let existing: (Feed, Int32) -> [String]
    private let rowBudget: Int

    private var days: [Int32: RowColumns] = [:]
    private var tables = TableBuilder()
    private var buffered = 0
    private var part = 0
    private var outcome = Outcome(segments: [], duplicates: 0, accepted: [:])

    /// A writer of one batch.
    ///
    /// - Parameters:
    ///   - folder: The store's folder; made where it is missing.
    ///   - batch: The delivery's number in the ledger.
    ///   - existing: Paths of the live segments of a feed and day, whose observations are not taken twice.
    ///   - rowBudget: Rows held in memory before they are written as a part (4 million carrier rows take about 250 MB).
    public init(
        folder: String, feed: Feed, batch: Int, zone: ZoneRules, rowBudget: Int = 4_000_000,
        existing: @escaping (Feed, Int32) -> [String] = { _, _ in [] }
    ) throws(StoreError) {
        precondition(feed.isObservation, "the store keeps observations only")
        self.folder = folder
        self.feed = feed
        self.batch = batch
        self.zone = zone
        self.rowBudget = rowBudget
        self.existing = existing
        do throws(FileError) { try FileSystem.makeFolder(folder) } catch { throw .file(error) }
    }

    /// Takes the rows of a block; over the budget all held rows are written as a part.
    public func add(_ block: ObservationBlock) throws(StoreError) {
        precondition(block.feed == feed, "a writer holds one feed")
        let columns = tables.columns(block)
        var rowsOfDay: [Int32: [Int]] = [:]
        var day = Int32.min
        var rows: [Int] = []
        for row in 0..<block.count {
            let own = zone.localDay(at: block.start[row])
            if own != day {
                if !rows.isEmpty { rowsOfDay[day, default: []] += rows }
                rows.removeAll(keepingCapacity: true)
                day = own
            }
            rows.append(row)
        }
        if !rows.isEmpty { rowsOfDay[day, default: []] += rows }
        for (day, rows) in rowsOfDay { days[day, default: RowColumns()].append(columns, rows: rows) }
        buffered += block.count
        if buffered > rowBudget { try writePart() }
    }

    /// Writes what is left and tells what came of the batch; the writer is empty afterwards.
    public func finish() throws(StoreError) -> Outcome {
        try writePart()
        outcome.segments.sort { ($0.day, $0.part) < ($1.day, $1.part) }
        return outcome
    }

    /// Removes every segment this writer has written.
    public func abort() throws(StoreError) {
        for segment in outcome.segments {
            do throws(FileError) { try FileSystem.remove("\(folder)/\(segment.fileName)") } catch { throw .file(error) }
        }
        outcome = Outcome(segments: [], duplicates: 0, accepted: [:])
        days = [:]
        tables = TableBuilder()
        buffered = 0
    }

    /// Sorts and writes the held rows of all days, a day per thread, and empties the writer.
    private func writePart() throws(StoreError) {
        let held = days.sorted { $0.key < $1.key }
        days = [:]
        let jobs = held.map { day, rows in
            DayJob(
                rows: rows, tables: tables, feed: feed, day: day, batch: batch, part: part, folder: folder,
                older: existing(feed, day)
                    + outcome.segments.filter { $0.day == day }.map { "\(folder)/\($0.fileName)" })
        }
        tables = TableBuilder()
        buffered = 0
        let results = Mutex([Result<DayOutcome, StoreError>?](repeating: nil, count: jobs.count))
        DispatchQueue.concurrentPerform(iterations: jobs.count) { index in
            let result = jobs[index].run()
            results.withLock { $0[index] = result }
        }
        var failure: StoreError?
        for result in results.withLock({ $0 }) {
            switch result {
            case .success(let day):
                outcome.duplicates += day.duplicates
                for (file, rows) in day.accepted { outcome.accepted[file, default: 0] += rows }
                if let segment = day.segment { outcome.segments.append(segment) }
            case .failure(let error): failure = failure ?? error
            case nil: break
            }
        }
        part += 1
        if let failure { throw failure }
    }
}

private struct DayOutcome: Sendable {
    var segment: SegmentInfo?
    var duplicates: Int
    var accepted: [UInt32: Int] = [:]
}

/// The writing of one day's part.
private struct DayJob: Sendable {
    let rows: RowColumns, tables: TableBuilder
    let feed: Feed, day: Int32, batch: Int, part: Int
    let folder: String
    let older: [String]

    func run() -> Result<DayOutcome, StoreError> {
        do throws(StoreError) { return .success(try write()) } catch { return .failure(error) }
    }

    private func write() throws(StoreError) -> DayOutcome {
        var sorted = SortedPart(rows, tables: tables)
        let before = sorted.order.count
        for path in older { try sorted.dropRows(of: try SegmentReader(path: path)) }
        if sorted.order.count < before { sorted = sorted.trimmed() }
        var outcome = DayOutcome(segment: nil, duplicates: sorted.duplicates)
        if sorted.order.isEmpty { return outcome }
        for row in sorted.order { outcome.accepted[sorted.rows.bits(.file, Int(row)), default: 0] += 1 }
        let blocks = stride(from: 0, to: sorted.order.count, by: SegmentFormat.blockRows).map { first in
            var rows = RowColumns()
            let last = min(sorted.order.count, first + SegmentFormat.blockRows)
            rows.append(sorted.rows, rows: sorted.order[first..<last].map { Int($0) })
            return BlockEncoder(rows: rows).encode()
        }
        let (words, info) = SegmentEncoder(
            feed: feed, day: day, batch: batch, part: part, subjects: sorted.subjects, strings: sorted.strings
        ).encode(blocks)
        do throws(FileError) {
            try AtomicFile.write(bytes(of: words[...]), to: "\(folder)/\(info.fileName)")
        } catch { throw .file(error) }
        outcome.segment = info
        return outcome
    }
}
