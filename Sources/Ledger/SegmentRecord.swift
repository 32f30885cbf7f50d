public import Vocabulary

/// What the ledger knows of one segment file of the store; a segment that is not listed does not count.
public struct SegmentRecord: Hashable, Sendable {
    /// Path inside the store.
    public var name: String
    /// Feed and local day.
    public var feed: Feed, day: Int32
    /// Number of the input file that brought it, and the part where a day has several.
    public var batch: UInt32, part: Int
    /// Rows and size.
    public var rows: Int, bytes: Int
    /// First and last second of the rows.
    public var span: TimeSpan
    /// South-west and north-east corner of the rows that have a position.
    public var southWest: Position?, northEast: Position?
    /// Lower-case hexadecimal SHA-256 of the file, or empty.
    public var sha256: String

    /// A segment.
    public init(
        name: String, feed: Feed, day: Int32, batch: UInt32, part: Int, rows: Int, bytes: Int, span: TimeSpan,
        southWest: Position? = nil, northEast: Position? = nil, sha256: String = ""
    ) {
        self.name = name
        self.feed = feed
        self.day = day
        self.batch = batch
        self.part = part
        self.rows = rows
        self.bytes = bytes
        self.span = span
        self.southWest = southWest
        self.northEast = northEast
        self.sha256 = sha256
    }
}
