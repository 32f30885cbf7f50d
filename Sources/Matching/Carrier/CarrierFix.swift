public import Vocabulary

/// One ping as cleaning sees it: a moment, and where the phone was.
public struct CarrierFix: Hashable, Sendable {
    /// Second, UTC.
    public var time: Int64
    /// Where: the ping's own position, or its tower's.
    public var position: Position
    /// Place id of the tower, where the ping has no position of its own, and how far it reaches.
    public var cell: String?, radiusMeters: Double
    /// Radius of uncertainty.
    public var accuracyCentimeters: Int32?
    /// Its row.
    public var source: RowSource

    /// A fix at a position.
    public init(
        time: Int64, position: Position, cell: String? = nil, radiusMeters: Double = 0,
        accuracyCentimeters: Int32? = nil, source: RowSource = RowSource(file: 0, line: 0, digest: 0)
    ) {
        self.time = time
        self.position = position
        self.cell = cell
        self.radiusMeters = radiusMeters
        self.accuracyCentimeters = accuracyCentimeters
        self.source = source
    }

    /// A ping as a fix; nil where nobody knows where it was, or where it is no moment (a date without time of day).
    public init?(_ ping: Observation, places: [String: Place]) {
        guard ping.span.seconds == 0 else { return nil }
        self.init(
            time: ping.span.start, position: Position(lonE7: 0, latE7: 0),
            accuracyCentimeters: ping.accuracyCentimeters, source: ping.source)
        if let own = ping.position {
            position = own
        } else if let place = ping.place.flatMap({ places[$0] }), let known = place.position {
            position = known
            cell = place.placeID
            radiusMeters = place.radiusMeters
        } else {
            return nil
        }
    }

    /// In the order in which cleaning reads them: total over all that a fix says, the row apart.
    static func precedes(_ left: CarrierFix, _ right: CarrierFix) -> Bool {
        if left.time != right.time { return left.time < right.time }
        if left.cell != right.cell { return left.cell ?? "" < right.cell ?? "" }
        let (here, there) = (left.position, right.position)
        if here != there { return (here.latE7, here.lonE7) < (there.latE7, there.lonE7) }
        if left.accuracyCentimeters != right.accuracyCentimeters {
            return left.accuracyCentimeters ?? -1 < right.accuracyCentimeters ?? -1
        }
        return left.source < right.source
    }

    /// Whether two fixes say the same, whatever rows they stand in.
    func isSame(as other: CarrierFix) -> Bool {
        time == other.time && cell == other.cell && position == other.position
            && accuracyCentimeters == other.accuracyCentimeters
    }

    /// Metres to another fix where both may be one place: two positions, or two towers that reach equally far.
    ///
    /// Nil where they cannot: a tower and a position are different kinds of knowledge.
    func metersApart(_ other: CarrierFix) -> Double? {
        if (cell == nil) != (other.cell == nil) || radiusMeters != other.radiusMeters { return nil }
        return position == other.position ? 0 : position.distance(to: other.position)
    }
}
