public import Vocabulary

/// Itinerary parts held against whole blocks of positions: for a store, whose blocks are narrow in space and time.
///
/// Only a few parts reach into a block; each is compared with all rows at once by four bounds. Where many do, the cells
/// of ``ProximityIndex`` decide. Equal stays of many cases are one stay. Distances decide as they do there, to the bit.
public struct NearParts: Sendable {
    /// A stay, and the cases that were there.
    private struct Stay {
        var span: TimeSpan
        var center: SpherePoint
        var reachMeters: Double
        /// Haversines up to which a position is surely in reach, and from which it surely is not.
        var within: Double, beyond: Double
        var cases: Range<Int>
    }
    private let stays: [Stay]
    /// Numbers of cases, stay by stay.
    private let cases: [Int32]
    private let tree: SpaceTimeTree
    private let staysOfBox: [SpaceTimeBox: [Int32]]
    private let index: ProximityIndex
    /// Number of cases.
    public let caseCount: Int

    /// Stays in a block up to which comparing every row with each is faster than looking its cell up.
    private static let few = 40
    /// Far more than rounding can do to a haversine, as a share of it.
    private static let doubt = 1e-9

    /// The parts of cases numbered from 0.
    public init(_ parts: [ProximityPart]) {
        let order = parts.indices.sorted { NearParts.precedes(parts[$0], parts[$1]) }
        var stays: [Stay] = []
        var distinct: [ProximityPart] = []
        var cases: [Int32] = []
        var byBox: [SpaceTimeBox: [Int32]] = [:]
        for number in order {
            let part = parts[number]
            if let last = distinct.last, !NearParts.precedes(last, part) {
                if cases.last != part.caseNumber { cases.append(part.caseNumber) }
                stays[stays.count - 1].cases = stays[stays.count - 1].cases.lowerBound..<cases.count
                continue
            }
            cases.append(part.caseNumber)
            distinct.append(part)
            let reach = max(0, part.reachMeters)
            let edge = SpherePoint.haversine(meters: reach)
            for box in Reachable.boxes(of: part, extra: 0) { byBox[box, default: []].append(Int32(stays.count)) }
            stays.append(
                Stay(
                    span: part.span, center: SpherePoint(part.position), reachMeters: part.reachMeters,
                    within: part.reachMeters < 0 ? -1 : edge * (1 - Self.doubt),
                    beyond: edge * (1 + Self.doubt) + 1e-30,
                    cases: cases.count - 1..<cases.count))
        }
        self.stays = stays
        self.cases = cases
        staysOfBox = byBox
        tree = SpaceTimeTree(Array(byBox.keys))
        index = ProximityIndex(parts: distinct)
        caseCount = Int((parts.map(\.caseNumber).max() ?? -1) + 1)
    }

    /// By all but the case, so that equal stays stand together; then by case.
    private static func precedes(_ left: ProximityPart, _ right: ProximityPart) -> Bool {
        if left.span != right.span { return left.span < right.span }
        if left.position.lonE7 != right.position.lonE7 { return left.position.lonE7 < right.position.lonE7 }
        if left.position.latE7 != right.position.latE7 { return left.position.latE7 < right.position.latE7 }
        return left.reachMeters < right.reachMeters
    }

    /// Whether any part reaches into a box.
    public func meets(_ box: SpaceTimeBox) -> Bool { tree.meets(box) }

    /// Finds the rows near cases in columns of equal length whose rows lie in a box, row by row; each case once a row,
    /// at its nearest part.
    public func probe(
        start: [Int64], end: [Int64], lon: [Int32], lat: [Int32], within box: SpaceTimeBox, into found: inout NearRows
    ) {
        found.begin(cases: caseCount, rows: start.count)
        var boxes: [SpaceTimeBox] = []
        tree.visit(box) { boxes.append($0) }
        // Rows of some length, and blocks longer than a comparison of 32 bits sees, go by the cells.
        let isNarrow = box.span.seconds < Int64(Int32.max) && start == end
        if isNarrow, boxes.count <= Self.few {
            let times = start.map { Int32(truncatingIfNeeded: $0 &- box.span.start) }
            var marks = [UInt8](repeating: 0, count: start.count)
            for near in boxes {
                let window = RowWindow(near, base: box.span.start, last: box.span.end)
                guard window.mark(times: times, lon: lon, lat: lat, into: &marks) else { continue }
                for stay in staysOfBox[near] ?? [] { test(stay, marks, lon, lat, &found) }
            }
        } else {
            var hits = HitColumns()
            index.probe(start: start, end: end, lon: lon, lat: lat, rows: start.indices, into: &hits)
            for hit in 0..<hits.count {
                let row = Int(hits.row[hit])
                let here = SpherePoint(Position(lonE7: lon[row], latE7: lat[row]))
                let stay = hits.part[hit]
                found.add(row: hits.row[hit], stay: stay, haversine: here.haversine(to: stays[Int(stay)].center))
            }
        }
        found.end { cases[stays[Int($0)].cases] }
    }

    private func test(
        _ number: Int32, _ marks: [UInt8], _ lon: [Int32], _ lat: [Int32], _ found: inout NearRows
    ) {
        let stay = stays[Int(number)]
        for row in marks.indices where marks[row] != 0 {
            guard lon[row] != noValue, lat[row] >= -900_000_000, lat[row] <= 900_000_000 else { continue }
            let haversine = SpherePoint(Position(lonE7: lon[row], latE7: lat[row])).haversine(to: stay.center)
            if haversine > stay.beyond { continue }
            if haversine > stay.within, SpherePoint.distance(haversine: haversine) > stay.reachMeters { continue }
            found.add(row: Int32(truncatingIfNeeded: row), stay: number, haversine: haversine)
        }
    }
}
