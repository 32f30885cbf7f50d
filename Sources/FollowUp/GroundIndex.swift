import Vocabulary

/// Which of many areas holds a position, with few of them looked at.
struct GroundIndex: Sendable {
    private let areas: [PolygonArea]
    /// Areas that reach into a square of a hundredth of a degree, and those that reach into very many; ascending.
    private var squares: [Int: [Int]] = [:], wide: [Int] = []
    private static let side: Int32 = 100_000
    private static let mostSquares = 10_000

    /// An index of areas; of those that hold a position the first counts.
    init(_ areas: [PolygonArea]) {
        self.areas = areas
        for (number, area) in areas.enumerated() where !area.isEmpty {
            let (west, east) = (Self.square(area.west), Self.square(area.east))
            let (south, north) = (Self.square(area.south), Self.square(area.north))
            if (east - west + 1) * (north - south + 1) > Self.mostSquares {
                wide.append(number)
                continue
            }
            for x in west...east {
                for y in south...north { squares[Self.key(x, y), default: []].append(number) }
            }
        }
    }

    /// Number of the first area that holds a position.
    func first(containing position: Position) -> Int? {
        let near = squares[Self.key(Self.square(position.lonE7), Self.square(position.latE7))] ?? []
        var (one, other) = (0, 0)
        while one < near.count || other < wide.count {
            let next: Int
            if other == wide.count || one < near.count && near[one] < wide[other] {
                next = near[one]
                one += 1
            } else {
                next = wide[other]
                other += 1
            }
            if areas[next].contains(position) { return next }
        }
        return nil
    }

    private static func square(_ value: Int32) -> Int {
        Int(value >= 0 ? value / side : (value - side + 1) / side)
    }

    private static func key(_ x: Int, _ y: Int) -> Int { x << 32 | (y & 0xFFFF_FFFF) }
}
