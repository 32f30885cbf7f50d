import Glibc

/// Several polygons with their bounding boxes: one area of ground, quick to reject.
public struct PolygonArea: Sendable {
    fileprivate struct Part {
        var polygon: Polygon
        var west: Int32, east: Int32, south: Int32, north: Int32
    }
    private var parts: [Part] = []

    /// Westernmost and easternmost longitude and southernmost and northernmost latitude (1e-7 degree) of all parts.
    public private(set) var west = Int32.max, east = Int32.min, south = Int32.max, north = Int32.min

    /// An area of polygons; rings of fewer than three positions enclose nothing.
    public init(_ polygons: [Polygon]) {
        for polygon in polygons {
            let all = polygon.rings.joined()
            guard let first = all.first else { continue }
            var part = Part(
                polygon: polygon, west: first.lonE7, east: first.lonE7, south: first.latE7, north: first.latE7)
            for position in all {
                part.west = min(part.west, position.lonE7)
                part.east = max(part.east, position.lonE7)
                part.south = min(part.south, position.latE7)
                part.north = max(part.north, position.latE7)
            }
            parts.append(part)
            west = min(west, part.west)
            east = max(east, part.east)
            south = min(south, part.south)
            north = max(north, part.north)
        }
    }

    /// Whether no polygon was given.
    public var isEmpty: Bool { parts.isEmpty }

    /// Whether a position lies inside any of the polygons.
    public func contains(_ position: Position) -> Bool {
        parts.contains { $0.holds(position) }
    }

    /// Whether a circle of `radiusMeters` around a position lies wholly inside one of the polygons.
    ///
    /// Distances to edges are planar around the centre, which is exact to a millimetre in a kilometre for circles
    /// of a few kilometres.
    public func contains(_ position: Position, radiusMeters: Double) -> Bool {
        parts.contains { part in
            part.holds(position) && (radiusMeters <= 0 || part.polygon.borderDistance(from: position) > radiusMeters)
        }
    }
}

extension PolygonArea.Part {
    fileprivate func holds(_ position: Position) -> Bool {
        position.lonE7 >= west && position.lonE7 <= east && position.latE7 >= south && position.latE7 <= north
            && polygon.contains(position)
    }
}

extension Polygon {
    /// Metres from a position to the nearest edge of any ring, planar around the position; infinite without edges.
    public func borderDistance(from position: Position) -> Double {
        let metersPerUnit = earthRadiusMeters * .pi / 180 / 1e7
        let shrink = cos(position.latitude * .pi / 180)
        func plane(_ other: Position) -> (x: Double, y: Double) {
            (
                Double(Int64(other.lonE7) - Int64(position.lonE7)) * metersPerUnit * shrink,
                Double(Int64(other.latE7) - Int64(position.latE7)) * metersPerUnit
            )
        }
        var nearest = Double.infinity
        for ring in rings where ring.count >= 3 {
            var previous = plane(ring[ring.count - 1])
            for corner in ring {
                let current = plane(corner)
                let dx = current.x - previous.x
                let dy = current.y - previous.y
                let length = dx * dx + dy * dy
                let along = length == 0 ? 0 : max(0, min(1, -(previous.x * dx + previous.y * dy) / length))
                let x = previous.x + along * dx
                let y = previous.y + along * dy
                nearest = min(nearest, (x * x + y * y).squareRoot())
                previous = current
            }
        }
        return nearest
    }
}
