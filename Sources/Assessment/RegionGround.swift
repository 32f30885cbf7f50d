import Vocabulary

/// Region polygons in a coarse raster, so that a position is compared with few of them.
struct RegionGround: Sendable {
    /// Squares on each side of the raster: 4096 short lists; rejects most of a province in one look-up.
    private static let side = 64
    private(set) var codes: [String] = []
    private var areas: [PolygonArea] = []
    private var squares: [[Int32]] = []
    private var west = Int64(0), south = Int64(0), east = Int64(-1), north = Int64(-1)
    private var width = Int64(1), height = Int64(1)

    init(polygons: [String: [Polygon]]) {
        for code in polygons.keys.sorted() {
            let area = PolygonArea(polygons[code] ?? [])
            if area.isEmpty || code.isEmpty { continue }
            codes.append(code)
            areas.append(area)
        }
        guard let minWest = areas.map(\.west).min(), let maxEast = areas.map(\.east).max(),
            let minSouth = areas.map(\.south).min(), let maxNorth = areas.map(\.north).max()
        else { return }
        (west, east, south, north) = (Int64(minWest), Int64(maxEast), Int64(minSouth), Int64(maxNorth))
        width = (east - west) / Int64(Self.side) + 1
        height = (north - south) / Int64(Self.side) + 1
        squares = Array(repeating: [], count: Self.side * Self.side)
        for (index, area) in areas.enumerated() {
            let columns = Int((Int64(area.west) - west) / width)...Int((Int64(area.east) - west) / width)
            let rows = Int((Int64(area.south) - south) / height)...Int((Int64(area.north) - south) / height)
            for row in rows { for column in columns { squares[row * Self.side + column].append(Int32(index)) } }
        }
    }

    /// Whether there is no polygon.
    var isEmpty: Bool { areas.isEmpty }

    /// The rectangle of each area.
    var rectangles: [SpaceTimeBox] {
        areas.map { .anytime(west: $0.west, east: $0.east, south: $0.south, north: $0.north) }
    }

    private func candidates(_ position: Position) -> [Int32] {
        let x = Int64(position.lonE7)
        let y = Int64(position.latE7)
        guard x >= west, x <= east, y >= south, y <= north else { return [] }
        return squares[Int((y - south) / height) * Self.side + Int((x - west) / width)]
    }

    /// Index of the only area that holds a position: -1 where none does, -2 where several do.
    ///
    /// Allocates nothing.
    func onlyArea(at position: Position) -> Int {
        let x = Int64(position.lonE7)
        let y = Int64(position.latE7)
        guard x >= west, x <= east, y >= south, y <= north else { return -1 }
        let square = Int((y - south) / height) * Self.side + Int((x - west) / width)
        var found = -1
        for slot in squares[square].indices {
            let area = Int(squares[square][slot])
            if !areas[area].contains(position) { continue }
            if found >= 0 { return -2 }
            found = area
        }
        return found
    }

    /// Codes of the regions that hold a position, sorted.
    func codes(at position: Position) -> [String] {
        candidates(position).filter { areas[Int($0)].contains(position) }.map { codes[Int($0)] }
    }

    /// Whether a circle lies wholly inside none of the areas whose code is accepted.
    func crosses(_ position: Position, radiusMeters: Double, _ accepts: (String) -> Bool) -> Bool {
        !candidates(position).contains {
            accepts(codes[Int($0)]) && areas[Int($0)].contains(position, radiusMeters: radiusMeters)
        }
    }
}
