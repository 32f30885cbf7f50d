/// Rows of a block near cases, each case once a row: filled by ``NearParts``, and kept by a caller for many blocks.
public struct NearRows: Sendable {
    /// Row, case number, and haversine of the nearest part (``Vocabulary/SpherePoint/haversine(to:)``), row by row.
    public private(set) var rows: [Int32] = [], cases: [Int32] = [], haversines: [Double] = []

    /// Rows near stays, stay by stay.
    private var found: [(row: Int32, stay: Int32, haversine: Double)] = []
    /// Where the stays of each row go when they are put row by row.
    private var places: [Int32] = []
    private var ordered: [(row: Int32, stay: Int32, haversine: Double)] = []
    /// By case: the row it was last met in, counted over all blocks, and where that stands.
    private var lastRow: [Int64] = [], lastPlace: [Int32] = []
    private var rowsBefore: Int64 = 1, rowCount = 0

    /// Nothing found yet.
    public init() {}

    /// Number of rows and cases found in the last block.
    public var count: Int { rows.count }

    mutating func begin(cases: Int, rows: Int) {
        rowsBefore += Int64(rowCount)
        rowCount = rows
        if lastRow.count < cases {
            lastRow = Array(repeating: 0, count: cases)
            lastPlace = Array(repeating: 0, count: cases)
        }
        found.removeAll(keepingCapacity: true)
        self.rows.removeAll(keepingCapacity: true)
        self.cases.removeAll(keepingCapacity: true)
        haversines.removeAll(keepingCapacity: true)
    }

    mutating func add(row: Int32, stay: Int32, haversine: Double) { found.append((row, stay, haversine)) }

    /// Puts what was added row by row, and leaves of each row and case the nearest.
    mutating func end(casesOf: (Int32) -> ArraySlice<Int32>) {
        if found.isEmpty { return }
        places = Array(repeating: 0, count: rowCount + 1)
        for hit in found { places[Int(hit.row) + 1] += 1 }
        for row in 0..<rowCount { places[row + 1] += places[row] }
        if ordered.count < found.count {
            ordered = Array(repeating: (0, 0, 0), count: 2 * found.count)
        }
        for hit in found {
            ordered[Int(places[Int(hit.row)])] = hit
            places[Int(hit.row)] += 1
        }
        for hit in ordered[..<found.count] {
            let row = rowsBefore + Int64(hit.row)
            for number in casesOf(hit.stay) {
                if lastRow[Int(number)] == row {
                    let place = Int(lastPlace[Int(number)])
                    haversines[place] = min(haversines[place], hit.haversine)
                } else {
                    lastRow[Int(number)] = row
                    lastPlace[Int(number)] = Int32(rows.count)
                    rows.append(hit.row)
                    cases.append(number)
                    haversines.append(hit.haversine)
                }
            }
        }
    }
}
