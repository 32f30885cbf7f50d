import Ledger
import Store
import Vocabulary

extension SegmentWriter {
    /// A writer of one delivery's segments into a folder.
    ///
    /// Its rows are compared with the segments of the deliveries before it only, so that the same delivery gives the
    /// same bytes whenever it is read.
    convenience init(
        of number: UInt32, feed: Feed, in folder: String, workspace: Workspace, identities: IdentityTable
    ) throws {
        let before = try workspace.ledger.read { try $0.segments(feed: feed) }.filter { $0.batch < number }
        let paths = Dictionary(grouping: before, by: \.day).mapValues { $0.map { workspace.path(.store, $0.name) } }
        try self.init(
            folder: folder, feed: feed, batch: Int(number), zone: workspace.settings.zone,
            subjects: { identities.pseudonyms() }, existing: { _, day in paths[day] ?? [] })
    }
}

extension SegmentRecord {
    /// The ledger's view of a segment of the store.
    init(_ info: SegmentInfo) {
        self.init(
            name: info.fileName, feed: info.feed, day: info.day, batch: UInt32(info.batch), part: info.part,
            rows: info.rows, bytes: info.bytes, span: TimeSpan(info.firstStart, info.lastEnd))
        if info.minLon != noValue {
            southWest = Position(lonE7: info.minLon, latE7: info.minLat)
            northEast = Position(lonE7: info.maxLon, latE7: info.maxLat)
        }
    }
}
