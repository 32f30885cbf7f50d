import Files
import Ledger
import Store
import Vocabulary

/// Somebody who looks through the blocks of one segment.
protocol BlockLook: Sendable {
    /// What was found.
    associatedtype Finding: Sendable
    /// Whether a block within the bounds has to be looked at; true of the bounds of several blocks where it is of one
    /// of theirs.
    func passes(_ bounds: RowBounds) -> Bool
    /// Looks at a block that passed.
    mutating func look(at block: inout StoredBlock) throws
    /// What the blocks so far gave.
    var finding: Finding { get }
}

/// What a scan had to touch.
struct ScanCounts: Sendable {
    /// Observations up to the scan's moment, read or not.
    var observations = 0
    /// Blocks of the segments in the period, those of which anything was read, and their rows.
    var blocks = 0, blocksRead = 0, rowsRead = 0

    static func += (counts: inout Self, other: Self) {
        counts.observations += other.observations
        counts.blocks += other.blocks
        counts.blocksRead += other.blocksRead
        counts.rowsRead += other.rowsRead
    }
}

/// Looks through observations of the store on all cores, with results in a fixed order.
struct StoreScan: Sendable {
    /// A segment that was opened, and the blocks that have to be looked at.
    private struct Opened<Look: BlockLook>: Sendable {
        var segment: SegmentReader
        var look: Look
        var blocks: [(number: Int, box: BlockBox)]
    }

    /// Some blocks of a segment: the unit of work, long enough that handing it out costs nothing.
    private struct Item: Sendable {
        var opened: Int
        var blocks: ArraySlice<(number: Int, box: BlockBox)>
    }

    private static let blocksPerItem = 128
    /// Segments that are open at a time, so that memory follows the results only.
    private static let segmentsAtOnce = 16
    private let segments: [SegmentRecord]
    private let folder: String
    private let selection: RowSelection

    /// A scan of the segments whose rows reach into a period; rows that are not selected are left out.
    init(segments: [SegmentRecord], folder: String, period: TimeSpan, selection: RowSelection) {
        self.selection = selection
        self.folder = folder
        self.segments = segments.filter { $0.span.overlaps(period) && $0.span.end >= selection.from }
            .sorted {
                ($0.day, $0.feed.number, $0.batch, UInt32($0.part)) < (
                    $1.day, $1.feed.number, $1.batch, UInt32($1.part)
                )
            }
    }

    /// Has every segment looked through by a look of its own; each stretch of blocks starts from the look as it was
    /// made, and the stretches' findings come back in order.
    func findings<Look: BlockLook>(
        stage: String, reporter: any Reporter, _ make: @Sendable (SegmentReader) throws -> Look
    ) throws -> (findings: [Look.Finding], counts: ScanCounts) {
        var findings: [Look.Finding] = []
        var counts = ScanCounts()
        let total = segments.reduce(0) { $0 + $1.bytes }
        var bytes = 0
        for first in stride(from: 0, to: segments.count, by: Self.segmentsAtOnce) {
            let batch = segments[first..<min(segments.count, first + Self.segmentsAtOnce)]
            let opened = try parallelMap(Array(batch)) { try open($0, make) }
            let items = opened.indices.flatMap { number in
                let blocks = opened[number].blocks
                return stride(from: 0, to: blocks.count, by: Self.blocksPerItem).map {
                    Item(opened: number, blocks: blocks[$0..<min(blocks.count, $0 + Self.blocksPerItem)])
                }
            }
            for (finding, read) in try parallelMap(items, { try look(through: $0, of: opened[$0.opened]) }) {
                findings.append(finding)
                counts += read
            }
            counts.observations += batch.reduce(0) { $0 + $1.rows }
            counts.blocks += opened.reduce(0) { $0 + $1.segment.blockCount }
            bytes += batch.reduce(0) { $0 + $1.bytes }
            reporter.progress(stage: stage, rows: counts.observations, bytes: bytes, totalBytes: total)
        }
        reporter.stageEnded()
        return (findings, counts)
    }

    private func open<Look: BlockLook>(
        _ record: SegmentRecord, _ make: @Sendable (SegmentReader) throws -> Look
    ) throws -> Opened<Look> {
        let segment = try SegmentReader(path: folder + "/" + record.name)
        let look = try make(segment)
        let selection = selection.of(segment.info.feed)
        let blocks = try segment.boxes { box in
            let bounds = RowBounds(box)
            return !selection.isWhole(bounds) || look.passes(bounds)
        }
        return Opened(segment: segment, look: look, blocks: blocks)
    }

    private func look<Look: BlockLook>(
        through item: Item, of opened: Opened<Look>
    ) throws -> (Look.Finding, ScanCounts) {
        var look = opened.look
        var counts = ScanCounts()
        let selection = selection.of(opened.segment.info.feed)
        for (number, box) in item.blocks {
            var block = StoredBlock(opened.segment, number: number, bounds: RowBounds(box), selection: selection)
            // Other rows are no observations of this scan; nothing but reading them tells how many they are.
            if !selection.isWhole(block.bounds) { counts.observations -= box.rows - (try block.with([])).count }
            if look.passes(block.bounds) { try look.look(at: &block) }
            if block.isRead {
                counts.blocksRead += 1
                counts.rowsRead += box.rows
            }
        }
        return (look.finding, counts)
    }

    /// Runs `body` over the rows of some subjects, of one feed or of all, segment by segment; only blocks that hold one
    /// are decoded whole.
    func rows<Result: Sendable>(
        of subjects: Set<Pseudonym>, feed: Feed? = nil, _ body: @Sendable (ObservationBlock) -> Result
    ) throws -> [Result] {
        if subjects.isEmpty { return [] }
        let paths = segments.filter { feed == nil || $0.feed == feed }.map { folder + "/" + $0.name }
        return try parallelMap(paths) { path in
            let segment = try SegmentReader(path: path)
            return body(selection.of(segment.info.feed).selected(try segment.rows(of: subjects)))
        }
    }

    /// Rows that a subject of a feed has on average, from what the segments say of themselves.
    func rowsPerSubject(of feed: Feed) throws -> Double {
        let own = segments.filter { $0.feed == feed }
        let subjects = try own.map { try SegmentReader(path: folder + "/" + $0.name).subjectCount }
        return Double(own.reduce(0) { $0 + $1.rows }) / Double(max(1, subjects.max() ?? 0))
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
