/// The least and greatest values in one block of a segment.
public struct BlockBox: Hashable, Sendable {
    /// Rows in the block.
    public var rows: Int
    /// Starts and ends, UTC seconds.
    public var minStart: Int64, maxStart: Int64, minEnd: Int64, maxEnd: Int64
    /// Positions; ``noValue`` in all four where no row has one.
    public var minLon: Int32, maxLon: Int32, minLat: Int32, maxLat: Int32
    /// Whether some row has no position (and is found by its place).
    public var hasUnplaced: Bool
    /// Largest radius of uncertainty in centimetres, ``noValue`` where no row has one; nil where the segment does not
    /// tell.
    public var maxAccuracy: Int32? = nil
}
