import Vocabulary

/// Known places by latitude, and the box around them.
struct KnownGround: Sendable {
    /// From the south.
    private let places: [(position: Position, radius: Double)]
    private let west: Int32, east: Int32
    /// The widest of the radii.
    private let widest: Double
    private static let metersPerUnit = earthRadiusMeters * .pi / 180 / 1e7

    /// Mainland China's box, islands included: 73.5-135.1 east, 3.8-53.6 north.
    static func isInChina(_ position: Position) -> Bool {
        (735_000_000...1_351_000_000).contains(position.lonE7) && (38_000_000...536_000_000).contains(position.latE7)
    }

    /// The ground of places; those without a position are nowhere.
    init(places all: [Place]) {
        places = all.compactMap { place in place.position.map { ($0, place.radiusMeters) } }
            .sorted { ($0.position.latE7, $0.position.lonE7) < ($1.position.latE7, $1.position.lonE7) }
        west = places.map(\.position.lonE7).min() ?? 0
        east = places.map(\.position.lonE7).max() ?? 0
        widest = places.map(\.radius).max() ?? 0
    }

    /// Whether a position lies in the box of all places or so many metres around it.
    func isNear(_ position: Position, margin: Double) -> Bool {
        guard let south = places.first?.position.latE7, let north = places.last?.position.latE7 else { return false }
        let units = margin / Self.metersPerUnit
        let across = units / max(0.01, Position.parallelLength(latitude: position.latitude))
        return Double(position.latE7) >= Double(south) - units && Double(position.latE7) <= Double(north) + units
            && Double(position.lonE7) >= Double(west) - across && Double(position.lonE7) <= Double(east) + across
    }

    /// Whether some place lies within so many metres beyond its radius.
    func hasPlace(within meters: Double, of position: Position) -> Bool {
        band(meters, around: position).contains { $0.position.distance(to: position) <= meters + $0.radius }
    }

    /// The centre of the nearest place that lies within so many metres beyond its radius.
    func nearest(within meters: Double, of position: Position) -> Position? {
        band(meters, around: position).map {
            (center: $0.position, away: $0.position.distance(to: position), $0.radius)
        }
        .filter { $0.away <= meters + $0.2 }.min { $0.away < $1.away }?.center
    }

    /// The places whose latitude lets them be so near.
    private func band(_ meters: Double, around position: Position) -> ArraySlice<(position: Position, radius: Double)> {
        let units = (meters + widest) / Self.metersPerUnit + 1
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if Double(places[middle].position.latE7) < Double(position.latE7) - units {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return places[low...].prefix { Double($0.position.latE7) <= Double(position.latE7) + units }
    }
}
