import Glibc
import Vocabulary

/// Ground as a page carries it: few points, small whole numbers.
///
/// A ring is one list: longitude and latitude of its first position in 1e-5 degree (about a metre), then the step to
/// each next one.
struct OverviewShapes {
    /// By place of the area: polygons of rings; empty without ground.
    let shapes: [[[[Int]]]]
    /// Metres by which lines may have moved.
    let tolerance: Double

    /// Positions that a page draws quickly, and tolerances in metres that are tried until they suffice.
    private static let mostPositions = 60_000, tolerances: [Double] = [0, 5, 10, 20, 40, 80, 160, 320]

    init(_ areas: [Overview.Area]) {
        var shapes: [[[[Int]]]] = []
        var used = 0.0
        for tolerance in Self.tolerances {
            used = tolerance
            let thinned = areas.map { area in area.polygons.map { $0.rings.map { Self.thinned($0, tolerance) } } }
            shapes = thinned.map { $0.map { $0.compactMap(Self.steps) }.filter { !$0.isEmpty } }
            if thinned.lazy.joined().joined().reduce(0, { $0 + $1.count }) <= Self.mostPositions { break }
        }
        self.shapes = shapes
        tolerance = used
    }

    /// The ring without positions that lie within a tolerance of the line between those that stay (Douglas and
    /// Peucker, The Canadian Cartographer 10, 1973).
    private static func thinned(_ ring: [Position], _ tolerance: Double) -> [Position] {
        guard tolerance > 0, ring.count > 4 else { return ring }
        let scale = 6_371_008.8 * Double.pi / 180
        let width = scale * Position.parallelLength(latitude: ring[0].latitude)
        let points = ring.map { ($0.longitude * width, $0.latitude * scale) }
        var stays = [Bool](repeating: false, count: ring.count)
        // A ring has no ends: two positions far apart are taken for them.
        let far = points.indices.max { left, right in
            distance(points[left], points[0], points[0]) < distance(points[right], points[0], points[0])
        }
        guard let far, far > 0 else { return ring }
        (stays[0], stays[far], stays[ring.count - 1]) = (true, true, true)
        var open = [(0, far), (far, ring.count - 1)]
        while let (from, to) = open.popLast() {
            guard to - from > 1 else { continue }
            let inner = (from + 1)..<to
            guard
                let widest = inner.max(by: {
                    distance(points[$0], points[from], points[to]) < distance(points[$1], points[from], points[to])
                }), distance(points[widest], points[from], points[to]) > tolerance
            else { continue }
            stays[widest] = true
            open += [(from, widest), (widest, to)]
        }
        let kept = ring.indices.filter { stays[$0] }.map { ring[$0] }
        return kept.count < 4 ? ring : kept
    }

    /// Metres from a point to the line between two others.
    private static func distance(
        _ point: (Double, Double), _ from: (Double, Double), _ to: (Double, Double)
    ) -> Double {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1)
        let length = dx * dx + dy * dy
        let along =
            length == 0 ? 0 : max(0, min(1, ((point.0 - from.0) * dx + (point.1 - from.1) * dy) / length))
        let (x, y) = (point.0 - from.0 - along * dx, point.1 - from.1 - along * dy)
        return (x * x + y * y).squareRoot()
    }

    private static func steps(_ ring: [Position]) -> [Int]? {
        if ring.count < 3 { return nil }
        var (lastX, lastY) = (0, 0)
        var numbers: [Int] = []
        for position in ring {
            let x = Int((Double(position.lonE7) / 100).rounded())
            let y = Int((Double(position.latE7) / 100).rounded())
            numbers += [x - lastX, y - lastY]
            (lastX, lastY) = (x, y)
        }
        return numbers
    }
}
