import Files
public import Vocabulary

/// Collects the accepted rows of one delivery and writes them as segments, one per event day.
///
/// The same rows give the same bytes, however they are ordered and blocked, as long as they fit the row budget; over
/// it, each run of as many rows as the budget has becomes a part with segments of its own.
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
    private let sharedSubjects: (() -> [Pseudonym])?
    private let rowBudget: Int

    private var rows = RowColumns()
    private var tables = TableBuilder()
    private var subjectOrder = TableOrder()
    private var part = 0
    private var outcome = Outcome(segments: [], duplicates: 0, accepted: [:])
    private let disk: SegmentQueue

    /// A writer of one batch.
    ///
    /// - Parameters:
    ///   - folder: The store's folder; made where it is missing.
    ///   - batch: The delivery's number in the ledger.
    ///   - subjects: What the subject codes of blocks without a table of their own mean; entries are only ever added.
    ///     Asked for when a part is written.
    ///   - existing: Paths of the live segments of a feed and day, whose observations are not taken twice.
    ///   - rowBudget: Rows held in memory before they are written as a part (4 million carrier rows take about 250 MB).
    public init(
        folder: String, feed: Feed, batch: Int, zone: ZoneRules, rowBudget: Int = 4_000_000,
        subjects: (() -> [Pseudonym])? = nil, existing: @escaping (Feed, Int32) -> [String] = { _, _ in [] }
    ) throws(StoreError) {
        precondition(feed.isObservation, "the store keeps observations only")
        self.folder = folder
        self.feed = feed
        self.batch = batch
        self.zone = zone
        self.rowBudget = rowBudget
        sharedSubjects = subjects
        self.existing = existing
        disk = SegmentQueue(folder: folder)
        do throws(FileError) { try FileSystem.makeFolder(folder) } catch { throw .file(error) }
    }

    /// Takes the rows of a block; whenever the budget is full, the held rows are written as a part.
    public func add(_ block: ObservationBlock) throws(StoreError) {
        precondition(block.feed == feed, "a writer holds one feed")
        precondition(sharedSubjects == nil || block.subjects.isEmpty, "subjects are coded by one table or by many")
        var columns = tables.columns(block)
        var first = 0
        while rows.count + columns.count - first > rowBudget {
            let last = first + rowBudget - rows.count
            rows.append(columns, rows: first..<last)
            first = last
            try writePart()
            // Strings and subjects of a block's own have begun a new table.
            columns = tables.columns(block)
        }
        // A large delivery gets all its room at once: growing step by step costs more than the rows.
        if rows.count > rowBudget / 16 { rows.reserve(rowBudget) }
        rows.append(columns, rows: first..<columns.count)
    }

    /// Writes what is left and tells what came of the batch; the writer is empty afterwards.
    public func finish() throws(StoreError) -> Outcome {
        try writePart()
        try disk.wait()
        outcome.segments = disk.written.sorted { ($0.day, $0.part) < ($1.day, $1.part) }
        return outcome
    }

    /// Removes every segment this writer has written.
    public func abort() throws(StoreError) {
        try disk.removeAll()
        outcome = Outcome(segments: [], duplicates: 0, accepted: [:])
        rows = RowColumns()
        tables = TableBuilder()
    }

    /// Sorts and encodes the held rows on all cores, hands the segments to the disk, and empties the writer.
    private func writePart() throws(StoreError) {
        if rows.count == 0 { return }
        let subjects = sharedSubjects?() ?? tables.subjects
        if sharedSubjects == nil { subjectOrder = TableOrder() }
        subjectOrder.extend(subjects, by: <)
        var stringOrder = TableOrder()
        stringOrder.extend(tables.strings, by: PartTables.precedes)
        let tables = PartTables(
            subjects: subjects, strings: self.tables.strings, subjectOrder: subjectOrder, stringOrder: stringOrder)
        // Older parts of the batch are compared with, too, so they must be there.
        try disk.wait()
        let uniform = rows.uniform()
        let days = PartSort(rows, tables: tables, zone: zone).days()
        let older = days.map { existing(feed, $0.day) + disk.paths(of: $0.day) }
        let kept = try parallelMap(Array(days.indices)) { (index) throws(StoreError) in
            var day = days[index]
            try day.dropRows(of: older[index], tables: tables)
            return day
        }
        for day in kept {
            outcome.duplicates += day.duplicates
            if day.rows.isEmpty { continue }
            let encoded = DayEncoding(day, tables: tables, uniform: uniform)
            for (file, rows) in encoded.accepted { outcome.accepted[file, default: 0] += rows }
            disk.write(
                SegmentEncoder(
                    feed: feed, day: day.day, batch: batch, part: part, subjects: encoded.subjects,
                    strings: encoded.strings),
                encoded.blocks)
        }
        rows.removeAll()
        self.tables = TableBuilder()
        part += 1
    }
}
