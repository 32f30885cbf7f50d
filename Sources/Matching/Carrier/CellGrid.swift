import Glibc
public import Vocabulary

/// A fixed grid of squares over the globe.
///
/// Rows are counted northwards from the South Pole, each `meters` high along the meridian of the sphere
/// (``earthRadiusMeters``). A row is cut, from the antimeridian eastwards, into as many equal columns as fit with at
/// least `meters` at the latitude of its middle, so a cell is between 1 and 1 + 1/n times as wide as it is high there.
/// A southern or western edge belongs to the cell.
public struct CellGrid: Hashable, Sendable {
    /// One square.
    public struct Cell: Hashable, Comparable, Sendable {
        /// Counted from the South Pole and from the antimeridian.
        public var row: Int32, column: Int32

        /// By row, then column.
        public static func < (left: Cell, right: Cell) -> Bool {
            (left.row, left.column) < (right.row, right.column)
        }
    }

    /// Side of a square in metres.
    public let meters: Double

    /// A grid of squares.
    public init(meters: Double) { self.meters = meters }

    private var rowCount: Int { Int((.pi * earthRadiusMeters / meters).rounded(.up)) }

    /// The cell of a position.
    public func cell(of position: Position) -> Cell {
        let north = Double(Int64(position.latE7) + 900_000_000) / 1e7 * (.pi / 180) * earthRadiusMeters
        let row = min(rowCount - 1, max(0, Int(north / meters)))
        let column = Tiling.eastward(Int64(position.lonE7)) * Int64(columns(row)) / Tiling.circle
        return Cell(row: Int32(row), column: Int32(column))
    }

    /// Columns of a row.
    func columns(_ row: Int) -> Int {
        let middle = latitude(Double(row) + 0.5)
        return max(1, Int(2 * .pi * earthRadiusMeters * cos(middle * .pi / 180) / meters))
    }

    /// Latitude of so many rows from the South Pole.
    private func latitude(_ rows: Double) -> Double {
        min(90, rows * meters / earthRadiusMeters * 180 / .pi - 90)
    }

    /// Printed name: `800m:13324:24859`.
    public func name(of cell: Cell) -> String { "\(Int(meters))m:\(cell.row):\(cell.column)" }

    /// A cell and those around it.
    ///
    /// Of its row and the rows beside it, the cells whose middle lies no more than one and a
    /// half columns (the wider ones) east or west of its own. That is eight, or up to ten where columns do not line up.
    public func ring(of cell: Cell) -> [Cell] {
        var ring: [Cell] = []
        let own = columns(Int(cell.row))
        for row in max(0, Int(cell.row) - 1)...min(rowCount - 1, Int(cell.row) + 1) {
            let other = columns(row)
            // Middles as shares of a circle of 2 x own x other parts, so that whole numbers decide.
            let middle = (2 * Int(cell.column) + 1) * other
            let estimate = middle / (2 * own)
            let reach = 3 * other / (2 * min(own, other)) + 2
            for column in Set((estimate - reach...estimate + reach).map { ($0 % other + other) % other }).sorted() {
                let apart = abs((2 * column + 1) * own - middle)
                guard min(apart, 2 * own * other - apart) <= 3 * max(own, other) else { continue }
                ring.append(Cell(row: Int32(row), column: Int32(column)))
            }
        }
        return ring
    }

    /// A disk that covers a cell, or the cell with its ring.
    ///
    /// From the haversine formula: (chord)^2 <= (R dphi)^2 + (R dlambda cos)^2 with the greatest cosine of the rows,
    /// and an arc is at most 1.02 chords long where that is under half the radius.
    func cover(_ cell: Cell, withRing: Bool) -> (center: Position, meters: Double) {
        let row = Int(cell.row)
        let rows = withRing ? max(0, row - 1)...min(rowCount - 1, row + 1) : row...row
        let own = columns(row)
        let share = rows.reduce(0.0) { widest, other in
            let count = columns(other)
            return max(widest, withRing ? 1.5 / Double(min(own, count)) + 0.5 / Double(count) : 0.5 / Double(own))
        }
        let (south, north) = (latitude(Double(rows.lowerBound)), latitude(Double(rows.upperBound + 1)))
        let flattest = south <= 0 && north >= 0 ? 0 : min(abs(south), abs(north))
        let width = 2 * .pi * share * earthRadiusMeters * cos(flattest * .pi / 180)
        let height = (withRing ? 1.5 : 0.5) * meters
        let chord = (width * width + height * height).squareRoot()
        let longitude = (Double(cell.column) + 0.5) / Double(own) * 360 - 180
        return (
            Position(longitude: longitude, latitude: latitude(Double(row) + 0.5)),
            chord < earthRadiusMeters / 2 ? chord * 1.02 + 1 : .pi * earthRadiusMeters + 1
        )
    }
}
