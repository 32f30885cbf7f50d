/// A span of time over a rectangle of ground; everything is closed.
public struct SpaceTimeBox: Hashable, Sendable {
    /// When.
    public var span: TimeSpan
    /// Longitudes and latitudes in 1e-7 degree; a box across the antimeridian is two boxes.
    public var west: Int32, east: Int32, south: Int32, north: Int32

    /// A box from its sides.
    public init(span: TimeSpan, west: Int32, east: Int32, south: Int32, north: Int32) {
        self.span = span
        (self.west, self.east, self.south, self.north) = (west, east, south, north)
    }

    /// A rectangle of ground at any time.
    public static func anytime(west: Int32, east: Int32, south: Int32, north: Int32) -> SpaceTimeBox {
        SpaceTimeBox(span: TimeSpan(.min / 2, .max / 2), west: west, east: east, south: south, north: north)
    }

    /// Whether the boxes share a point.
    @inlinable
    public func meets(_ other: SpaceTimeBox) -> Bool {
        span.start <= other.span.end && other.span.start <= span.end && south <= other.north && other.south <= north
            && west <= other.east && other.west <= east
    }

    /// The smallest box around both.
    public func union(_ other: SpaceTimeBox) -> SpaceTimeBox {
        SpaceTimeBox(
            span: TimeSpan(min(span.start, other.span.start), max(span.end, other.span.end)),
            west: min(west, other.west), east: max(east, other.east), south: min(south, other.south),
            north: max(north, other.north))
    }
}
