import Vocabulary

/// All space and time that parts of cases reach, in boxes: what turns whole blocks of the store away.
///
/// A box is the ``Cap`` that the proximity index itself holds a position to, in the part's own widened span; so a row
/// that any part matches lies in one of the boxes, to the last unit, at every latitude and across the antimeridian.
struct Reachable: Sendable {
    /// Largest metres that an observation adds to the reach, ascending, and the boxes for each.
    private let extras: [Double]
    private let trees: [SpaceTimeTree]

    /// The reach of parts for observations that add up to each of some metres.
    init(parts: [ProximityPart], extras: [Double]) {
        self.extras = extras
        trees = extras.map { extra in
            SpaceTimeTree(parts.flatMap { Reachable.boxes(of: $0, extra: extra) })
        }
    }

    /// The boxes for observations that add so many metres.
    private func tree(extra: Double) -> SpaceTimeTree? {
        trees.isEmpty ? nil : trees[extras.firstIndex { $0 >= extra } ?? extras.count - 1]
    }

    /// Whether a row in the box that adds up to so many metres can match a part.
    func meets(_ box: SpaceTimeBox, extra: Double) -> Bool { tree(extra: extra)?.meets(box) ?? false }

    /// When a row at a position that adds up to so many metres can match a part.
    func spans(at position: Position, extra: Double) -> [TimeSpan] {
        var spans: [TimeSpan] = []
        let (lon, lat) = (position.lonE7, position.latE7)
        let box = SpaceTimeBox.anytime(west: lon, east: lon, south: lat, north: lat)
        tree(extra: extra)?.visit(box) { spans.append($0.span) }
        return spans
    }

    static func boxes(of part: ProximityPart, extra: Double) -> [SpaceTimeBox] {
        let cap = Cap(center: part.position, radiusMeters: max(0, part.reachMeters + extra))
        return cap.longitudes(center: part.position.lonE7).map {
            SpaceTimeBox(
                span: part.span, west: $0.lowerBound, east: $0.upperBound, south: cap.south, north: cap.north)
        }
    }
}

extension Cap {
    /// The longitudes that the box holds: two ranges where it touches the antimeridian.
    func longitudes(center: Int32) -> [ClosedRange<Int32>] {
        let half = Tiling.circle / 2
        guard let halfWidth else { return [.min ... .max] }
        let west = Int64(center) - halfWidth
        let east = Int64(center) + halfWidth
        if west <= -half { return [.min...Int32(east), Int32(west + Tiling.circle) ... .max] }
        if east >= half { return [Int32(west) ... .max, .min...Int32(east - Tiling.circle)] }
        return [Int32(west)...Int32(east)]
    }
}
