import Files
import Ledger
import Store
import Vocabulary

/// Puts the segments of a day together that many deliveries, or a large one, have left in pieces.
///
/// Every piece has a table of subjects of its own, and is opened and asked by each question about the day. What is
/// asked of the store stays the same. A merged segment counts when the ledger lists it in place of its parts, in one
/// transaction; a crash before leaves a file that no list has, a crash after leaves the parts, and either is removed at
/// the next start as what never happened.
///
/// No command does this yet: `StoreRepair` can make a segment anew from one delivery, not from several.
struct StoreCompaction {
    let workspace: Workspace
    /// A feed's day with more segments than this is worth writing anew.
    var mostSegments = 8
    /// Rows of a merged segment at most; see `Compaction.runs`.
    var rowLimit = 16_000_000

    /// Merges what is worth it, and tells how many segments have become how many.
    @discardableResult
    func run(reporter: any Reporter) throws -> (before: Int, after: Int) {
        let segments = try workspace.ledger.read { try $0.segments() }
        let days = Dictionary(grouping: segments) { Day(feed: $0.feed, day: $0.day) }
            .filter { $0.value.count > mostSegments }
        var counts = (before: 0, after: 0)
        for (_, segments) in days.sorted(by: { $0.key < $1.key }) {
            let infos = try segments.map { try SegmentReader(path: workspace.path(.store, $0.name)).info }
            for run in Compaction.runs(of: infos, rowLimit: rowLimit) {
                try merge(run, of: infos)
                counts.before += run.count
                counts.after += 1
            }
        }
        if counts.before > 0 {
            reporter.note("put \(counts.before) segments of the store together to \(counts.after)")
        }
        return counts
    }

    /// The new segment is called by the last batch of its parts: deliveries that come later are compared with it.
    private func merge(_ run: [SegmentInfo], of all: [SegmentInfo]) throws {
        guard let batch = run.last?.batch else { return }
        let part = (all.filter { $0.batch == batch }.map(\.part).max() ?? 0) + 1
        let names = run.map(\.fileName)
        let merged = try Compaction.merge(names, in: workspace.path(.store), batch: batch, part: part)
        guard merged.rows == run.reduce(0, { $0 + $1.rows }) else {
            try FileSystem.remove(workspace.path(.store, merged.fileName))
            throw Failure(
                .failed, "\(merged.fileName): rows got lost on the way: please report this as a bug of tracegrid")
        }
        try workspace.ledger.replaceSegments(names, by: SegmentRecord(merged))
        for name in names { try FileSystem.remove(workspace.path(.store, name)) }
    }

    /// What segments are put together by.
    private struct Day: Hashable, Comparable {
        let feed: Feed, day: Int32

        static func < (left: Day, right: Day) -> Bool { (left.feed.number, left.day) < (right.feed.number, right.day) }
    }
}
