/// What bounds the rows of a block, or of several blocks: by it rows are passed over without being read.
public struct RowBounds: Hashable, Sendable {
    /// Earliest and latest start, and latest end; UTC seconds.
    public var minStart: Int64, maxStart: Int64, maxEnd: Int64
    /// Positions, 1e-7 degree; ``noValue`` in all four where no row has one.
    public var west: Int32, east: Int32, south: Int32, north: Int32
    /// Whether some row has no position, and is found by its place if at all.
    public var hasUnplaced: Bool
    /// Largest radius of uncertainty in centimetres; nil where nobody has looked.
    public var maxAccuracyCentimeters: Int32?

    /// Bounds from their parts.
    public init(
        minStart: Int64, maxStart: Int64, maxEnd: Int64, west: Int32, east: Int32, south: Int32, north: Int32,
        hasUnplaced: Bool, maxAccuracyCentimeters: Int32? = nil
    ) {
        self.minStart = minStart
        self.maxStart = maxStart
        self.maxEnd = maxEnd
        (self.west, self.east, self.south, self.north) = (west, east, south, north)
        self.hasUnplaced = hasUnplaced
        self.maxAccuracyCentimeters = maxAccuracyCentimeters
    }

    /// The bounds of rows in memory; nil where there are none.
    public init?(of block: ObservationBlock) {
        guard let first = block.start.min(), let last = block.start.max(), let end = block.end.max() else { return nil }
        self.init(
            minStart: first, maxStart: last, maxEnd: end, west: noValue, east: noValue, south: noValue, north: noValue,
            hasUnplaced: false, maxAccuracyCentimeters: block.accuracy.max() ?? noValue)
        for row in 0..<block.count {
            guard !block.lon.isEmpty, !block.lat.isEmpty, block.lon[row] != noValue, block.lat[row] != noValue else {
                hasUnplaced = true
                continue
            }
            let (lon, lat) = (block.lon[row], block.lat[row])
            if west == noValue { (west, east, south, north) = (lon, lon, lat, lat) }
            (west, east) = (min(west, lon), max(east, lon))
            (south, north) = (min(south, lat), max(north, lat))
        }
    }

    /// Whether some row has a position.
    public var hasPlaced: Bool { west != noValue }

    /// The box of the rows that have a position, each lasting up to `tail` seconds from its start if not longer.
    public func box(tail: Int64 = 0) -> SpaceTimeBox {
        // Longitudes beyond the antimeridian count round the globe, so no box of them holds them.
        let isWithin = west >= -1_800_000_000 && east <= 1_800_000_000
        return SpaceTimeBox(
            span: TimeSpan(minStart, max(maxEnd, maxStart + tail)), west: isWithin ? west : .min,
            east: isWithin ? east : .max, south: south, north: north)
    }
}
