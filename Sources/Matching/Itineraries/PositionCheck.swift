public import Vocabulary

/// Holds the positions of itineraries and places against places that are known (DOMAIN 4.3).
///
/// A fault is only found where something known speaks for it: the place that the row names, the ground of its grid, the
/// neighbourhood of all places, or China. Otherwise a position is taken as it is.
public struct PositionCheck: Sendable {
    /// Metres beyond all radii from which a named place is too far, and up to which it fits.
    ///
    /// The shifts of GCJ-02 and BD-09 are 265 m to 1.4 km in China (DOMAIN 4.3); geocoders differ by some tens of
    /// metres.
    static let farMeters = 200.0, nearMeters = 100.0
    /// Metres beyond the outermost known places that are still their neighbourhood.
    static let neighbourhoodMeters = 50_000.0
    /// Metres up to which two positions agree in their shift.
    static let agreeMeters = 50.0
    /// Distinct positions that a file must have before all of it is doubted.
    static let fewestPositions = 3

    private let places: [String: Place]
    private let ground: KnownGround

    /// A check against known places.
    public init(places: [String: Place]) {
        self.places = places
        ground = KnownGround(places: places.values.sorted { $0.placeID < $1.placeID })
    }

    /// What is wrong with the position of a part.
    public func fault(of part: ItineraryPart, readings: [DatumReading]) -> PositionFault? {
        guard part.kind != .ride, let position = part.position else { return nil }
        let named = part.place.flatMap { places[$0] }
        if isSwapped(position, named: named?.position) { return .swapped }
        guard let named, let center = named.position else { return nil }
        let radii = named.radiusMeters + part.radiusMeters
        guard position.distance(to: center) > Self.farMeters + radii else { return nil }
        let fitting = readings.first { $0.reread(position).distance(to: center) <= Self.nearMeters + radii }
        return fitting.map { .shifted(datum: $0.name) }
    }

    /// The reading by which most positions of a file come to lie at known places where most lay far from all.
    ///
    /// A position that names a known place is held against that, any other against the nearest.
    public func shift(of parts: [ItineraryPart], readings: [DatumReading]) -> DatumReading? {
        var seen: Set<Position> = []
        let located = parts.filter { part in
            guard part.kind != .ride, let position = part.position else { return false }
            return seen.insert(position).inserted
        }
        guard located.count >= Self.fewestPositions else { return nil }
        func count(within meters: Double, _ read: (Position) -> Position) -> Int {
            located.count { part in part.position.map { isKnown(read($0), of: part, within: meters) } ?? false }
        }
        guard count(within: Self.farMeters, { $0 }) * 2 < located.count else { return nil }
        return readings.first { count(within: Self.nearMeters, $0.reread) * 2 > located.count }
    }

    /// Two parts without a known place that lie far from all places, and at two of them, apart from each other, once
    /// they are read in another datum, as do most parts so far; what is left of the shift is the same for both.
    ///
    /// Two are too few to refuse a file for: of pairs laid at random beside 1 to 20 random places on a square kilometre
    /// up to 3 in 1000 do so by chance.
    public func shiftedPair(of parts: [ItineraryPart], readings: [DatumReading]) -> (ItineraryPart, ItineraryPart)? {
        let far = parts.filter { part in
            guard part.kind != .ride, let position = part.position else { return false }
            return part.place.flatMap { places[$0]?.position } == nil
                && !ground.hasPlace(within: Self.farMeters, of: position)
        }
        if far.count < 2 { return nil }
        for reading in readings {
            let fitting = far.compactMap { part -> Fit? in
                guard let position = part.position.map(reading.reread),
                    let center = ground.nearest(within: Self.nearMeters, of: position)
                else { return nil }
                return Fit(part: part, position: position, center: center)
            }
            guard fitting.count * 2 > far.count else { continue }
            for (number, one) in fitting.enumerated() {
                if let other = fitting[(number + 1)...].first(where: one.agrees) { return (one.part, other.part) }
            }
        }
        return nil
    }

    /// A position that comes to lie at a place once it is reread.
    private struct Fit {
        var part: ItineraryPart, position: Position, center: Position

        /// Whether another lies at another place, and what is left between them is the same on both sides.
        func agrees(with other: Fit) -> Bool {
            guard center.distance(to: other.center) > PositionCheck.farMeters else { return false }
            let moved = Position(
                lonE7: other.position.lonE7 + (center.lonE7 - position.lonE7),
                latE7: other.position.latE7 + (center.latE7 - position.latE7))
            return moved.distance(to: other.center) <= PositionCheck.agreeMeters
        }
    }

    /// What is wrong with the position of a place, given its grid's ground and the same place as delivered before.
    ///
    /// `undeclared` says that the source names no datum: only then may the place as delivered before speak against it,
    /// which else was perhaps the mistake that this row mends.
    public func fault(
        of place: Place, grid: [Polygon], known: Place?, readings: [DatumReading], undeclared: Bool
    ) -> PositionFault? {
        guard let position = place.position else { return nil }
        let area = PolygonArea(grid)
        let isOutside =
            !area.isEmpty && !area.contains(position)
            && grid.allSatisfy { $0.borderDistance(from: position) > Self.nearMeters }
        if isOutside, let swapped = position.swapped, area.contains(swapped) { return .swapped }
        if isSwapped(position, named: nil) { return .swapped }
        if isOutside, let fitting = readings.first(where: { area.contains($0.reread(position)) }) {
            return .shifted(datum: fitting.name)
        }
        guard undeclared, let before = known?.position, position.distance(to: before) > Self.farMeters else {
            return nil
        }
        return readings.first { $0.reread(position).distance(to: before) <= Self.nearMeters }
            .map { .shifted(datum: $0.name) }
    }

    /// Whether a position lies at a known place or within so many metres of one's edge.
    public func isAtPlace(_ position: Position, within meters: Double) -> Bool {
        ground.hasPlace(within: meters, of: position)
    }

    private func isSwapped(_ position: Position, named: Position?) -> Bool {
        guard let swapped = position.swapped else { return false }
        if let named {
            return position.distance(to: named) > Self.neighbourhoodMeters
                && swapped.distance(to: named) <= Self.neighbourhoodMeters
        }
        if KnownGround.isInChina(swapped), !KnownGround.isInChina(position) { return true }
        return ground.isNear(swapped, margin: Self.neighbourhoodMeters)
            && !ground.isNear(position, margin: Self.neighbourhoodMeters)
    }

    private func isKnown(_ position: Position, of part: ItineraryPart, within meters: Double) -> Bool {
        guard let named = part.place.flatMap({ places[$0] }), let center = named.position else {
            return ground.hasPlace(within: meters, of: position)
        }
        return position.distance(to: center) <= meters + named.radiusMeters + part.radiusMeters
    }
}
