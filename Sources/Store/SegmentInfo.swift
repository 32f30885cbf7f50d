public import Vocabulary

/// What the ledger needs to know of one segment.
public struct SegmentInfo: Hashable, Sendable {
    /// Name of its file within the store's folder.
    public var fileName: String
    /// Feed, event day (local day number), batch (number of the delivery in the ledger) and part of the batch.
    public var feed: Feed, day: Int32, batch: Int, part: Int
    /// Number of observations, and size of the file.
    public var rows: Int, bytes: Int
    /// First start and last end, UTC seconds.
    public var firstStart: Int64, lastEnd: Int64
    /// What the positions span; ``noValue`` where no row has one.
    public var minLon: Int32, maxLon: Int32, minLat: Int32, maxLat: Int32
    /// Sum of the footer, which holds the sums of all other parts.
    public var checksum: UInt32

    /// The file name of a segment.
    static func fileName(feed: Feed, day: Int32, batch: Int, part: Int) -> String {
        "\(feed.rawValue)-\(CivilDate(dayNumber: day).text)-\(zeroPadded(batch, 6))-\(part).seg"
    }
}
