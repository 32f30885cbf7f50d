/// What a probe of the proximity index found: one row per (observation row, itinerary part), in columns.
///
/// Rows of one observation stand together. A caller keeps one instance and empties it between blocks.
public struct HitColumns: Sendable {
    /// Row of the probed block.
    public internal(set) var row: [Int32] = []
    /// Number of the part in the order in which the index was built.
    public internal(set) var part: [Int32] = []
    /// Great-circle distance in metres.
    public internal(set) var distanceMeters: [Double] = []

    /// Empty columns.
    public init() {}

    /// Number of hits.
    public var count: Int { row.count }

    /// Forgets the hits and keeps the memory.
    public mutating func removeAll() {
        row.removeAll(keepingCapacity: true)
        part.removeAll(keepingCapacity: true)
        distanceMeters.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    mutating func append(row: Int, part: Int, distanceMeters: Double) {
        self.row.append(Int32(truncatingIfNeeded: row))
        self.part.append(Int32(truncatingIfNeeded: part))
        self.distanceMeters.append(distanceMeters)
    }

    /// Keeps one hit for each observation and case: the nearest part, at equal distance the one with the lower number.
    ///
    /// `caseOfPart` is ``ProximityIndex/caseNumbers`` of the index that was probed.
    public mutating func keepNearestPerCase(_ caseOfPart: [Int32]) {
        var kept = 0
        var groupStart = 0
        for next in 0..<count {
            if row[next] != row[max(next - 1, 0)] { groupStart = kept }
            let caseNumber = caseOfPart[Int(part[next])]
            var slot = groupStart
            while slot < kept, caseOfPart[Int(part[slot])] != caseNumber { slot += 1 }
            let isNew = slot == kept
            if isNew { kept += 1 }
            if isNew || (distanceMeters[next], part[next]) < (distanceMeters[slot], part[slot]) {
                row[slot] = row[next]
                part[slot] = part[next]
                distanceMeters[slot] = distanceMeters[next]
            }
        }
        row.removeLast(count - kept)
        part.removeLast(part.count - kept)
        distanceMeters.removeLast(distanceMeters.count - kept)
    }
}
