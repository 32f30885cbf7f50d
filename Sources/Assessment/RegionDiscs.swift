import Vocabulary

/// Places with a region code, a position and a radius, as discs of ground, in squares so that a position is compared
/// with few of them.
struct RegionDiscs: Sendable {
    private struct Disc {
        var code: String
        var center: Position
        var radiusMeters: Double
    }
    private struct Square: Hashable {
        var column: Int32, row: Int32
    }
    /// Side of a square in 1e-7 degree: about 5 km.
    private static let side: Int64 = 500_000
    /// Most squares a disc may fill before it is compared with every position.
    private static let squaresPerDisc: Int64 = 4096

    private var discs: [Disc] = []
    private var squares: [Square: [Int32]] = [:]
    /// Discs that are too large, or too near a pole or the date line, for squares.
    private var wide: [Int32] = []
    /// Ground that the discs lie in; the wide ones lie everywhere.
    private(set) var rectangles: [SpaceTimeBox] = []
    /// Latitudes that any disc in a square reaches: turns most of a country away before the look-up.
    private var south = Int64.max, north = Int64.min

    /// The discs of places; those without code, position or radius are none.
    init(places: [Place]) {
        for place in places.sorted(by: { $0.placeID < $1.placeID }) {
            guard let center = place.position, let code = place.region, !code.isEmpty, place.radiusMeters > 0 else {
                continue
            }
            add(Disc(code: code, center: center, radiusMeters: place.radiusMeters))
        }
    }

    private mutating func add(_ disc: Disc) {
        let number = Int32(discs.count)
        discs.append(disc)
        let unitMeters = earthRadiusMeters * .pi / 180 / 1e7
        // A unit more on each side, so that rounding never loses a position.
        let height = disc.radiusMeters / unitMeters + 2
        let low = Double(disc.center.latE7) - height
        let high = Double(disc.center.latE7) + height
        // Widest along the parallel that lies farthest from the equator.
        let width = height / Position.parallelLength(latitude: min(89.9, max(abs(low), abs(high)) / 1e7))
        let west = Double(disc.center.lonE7) - width
        let east = Double(disc.center.lonE7) + width
        guard low > -890_000_000, high < 890_000_000, west > -1_799_999_000, east < 1_799_999_000 else {
            addWide(number)
            return
        }
        let columns = Self.square(Int64(west.rounded(.down)))...Self.square(Int64(east.rounded(.up)))
        let rows = Self.square(Int64(low.rounded(.down)))...Self.square(Int64(high.rounded(.up)))
        guard Int64(columns.count) * Int64(rows.count) <= Self.squaresPerDisc else {
            addWide(number)
            return
        }
        rectangles.append(
            .anytime(
                west: Int32(west.rounded(.down)), east: Int32(east.rounded(.up)), south: Int32(low.rounded(.down)),
                north: Int32(high.rounded(.up))))
        south = min(south, Int64(low.rounded(.down)))
        north = max(north, Int64(high.rounded(.up)))
        for row in rows {
            for column in columns { squares[Square(column: column, row: row), default: []].append(number) }
        }
    }

    private mutating func addWide(_ number: Int32) {
        wide.append(number)
        rectangles.append(.anytime(west: .min, east: .max, south: .min, north: .max))
    }

    private static func square(_ unit: Int64) -> Int32 {
        Int32(unit >= 0 ? unit / side : -((side - 1 - unit) / side))
    }

    /// Whether there is no disc.
    var isEmpty: Bool { discs.isEmpty }

    /// Region codes of the discs that hold a position, sorted; allocates nothing where none does.
    func codes(at position: Position) -> [String] {
        var found: [String] = []
        visit(position) { disc, meters in
            if meters <= disc.radiusMeters, !found.contains(disc.code) { found.append(disc.code) }
        }
        return found.count > 1 ? found.sorted() : found
    }

    /// Whether a circle lies wholly inside a disc whose code is accepted.
    func contains(_ position: Position, radiusMeters: Double, _ accepts: (String) -> Bool) -> Bool {
        var isInside = false
        visit(position) { disc, meters in
            if meters + max(0, radiusMeters) <= disc.radiusMeters, accepts(disc.code) { isInside = true }
        }
        return isInside
    }

    private func visit(_ position: Position, _ body: (Disc, Double) -> Void) {
        for number in wide {
            let disc = discs[Int(number)]
            body(disc, position.distance(to: disc.center))
        }
        let latitude = Int64(position.latE7)
        guard latitude >= south, latitude <= north else { return }
        let square = Square(column: Self.square(Int64(position.lonE7)), row: Self.square(latitude))
        guard let near = squares[square] else { return }
        for number in near {
            let disc = discs[Int(number)]
            body(disc, position.distance(to: disc.center))
        }
    }
}
