import Vocabulary

/// The one in-memory, time-bucketed spatial index of itinerary parts.
///
/// Only the parts are dilated (by their reach and by the largest extra an observation may bring), so an instant makes
/// one lookup of its (bucket, tile) in each level that holds parts; usually there is one level. The cell filter lets
/// every true match through, at every latitude and across the antimeridian; time is then decided by integers and
/// distance by ``Position/distance(to:)`` alone, so the result equals a comparison of all pairs.
public struct ProximityIndex: Sendable {
    /// Case number of each part, in the order given.
    public let caseNumbers: [Int32]
    /// Largest metres an observation may add to a part's reach.
    public let maxExtraMeters: Double

    private let starts: [Int64], ends: [Int64]
    private let positions: [Position]
    private let reaches: [Double]
    private let caps: [Cap]
    private let layers: [CellLayer]

    /// An index of parts; observations may add up to `maxExtraMeters` (their place's radius, their accuracy).
    public init(parts: [ProximityPart], maxExtraMeters: Double = 0) {
        let dilated = parts.map { part in
            var part = part
            part.reachMeters = max(0, part.reachMeters + maxExtraMeters)
            return part
        }
        self.maxExtraMeters = maxExtraMeters
        caseNumbers = parts.map(\.caseNumber)
        starts = parts.map(\.span.start)
        ends = parts.map(\.span.end)
        positions = parts.map(\.position)
        reaches = parts.map(\.reachMeters)
        caps = dilated.map { Cap(center: $0.position, radiusMeters: $0.reachMeters) }
        var byLevel: [Int: [Int32]] = [:]
        for (number, part) in dilated.enumerated() {
            let level = CellLayer.level(of: part)
            byLevel[level.space * CellLayer.timeShifts.count + level.time, default: []].append(Int32(number))
        }
        layers = byLevel.keys.sorted().map { level in
            CellLayer(
                spaceShift: Tiling.shifts[level / CellLayer.timeShifts.count],
                timeShift: CellLayer.timeShifts[level % CellLayer.timeShifts.count],
                parts: dilated, members: byLevel[level] ?? [])
        }
    }

    /// Number of parts.
    public var count: Int { starts.count }

    /// Cells the parts fill, over all levels: what the index costs in memory, four bytes each and more.
    public var memberships: Int { layers.reduce(0) { $0 + $1.members.count } }

    /// Matches rows of a block of instants and appends what they hit.
    ///
    /// A row without a position (`noValue`) matches nothing.
    public func probe(
        start: [Int64], lon: [Int32], lat: [Int32], rows: Range<Int>, into hits: inout HitColumns
    ) {
        for row in rows {
            search(row: row, from: start[row], to: start[row], lon: lon[row], lat: lat[row], extra: 0, into: &hits)
        }
    }

    /// Matches rows of a block of intervals and appends what they hit.
    public func probe(
        start: [Int64], end: [Int64], lon: [Int32], lat: [Int32], rows: Range<Int>, into hits: inout HitColumns
    ) {
        for row in rows {
            search(row: row, from: start[row], to: end[row], lon: lon[row], lat: lat[row], extra: 0, into: &hits)
        }
    }

    /// Matches one observation [from, to] whose own size adds `extra` metres (at most ``maxExtraMeters``).
    @inline(__always)
    func search(
        row: Int, from: Int64, to: Int64, lon: Int32, lat: Int32, extra: Double, into hits: inout HitColumns
    ) {
        guard lon != noValue, lat >= -900_000_000, lat <= 900_000_000 else { return }
        for layer in layers.indices {
            let shift = Int64(layers[layer].timeShift)
            let first = max(0, (from &>> shift) &- layers[layer].firstBucket)
            let last = min(layers[layer].bucketCount &- 1, (to &>> shift) &- layers[layer].firstBucket)
            guard first <= last, let tile = layers[layer].tileKey(lonE7: lon, latE7: lat) else { continue }
            var bucket = first
            while bucket <= last {
                let members = layers[layer].cell(bucket: bucket, tileKey: tile)
                if !members.isEmpty {
                    let cell = FoundCell(layer: layer, members: members, bucket: bucket, first: first)
                    test(cell, row: row, from: from, to: to, Position(lonE7: lon, latE7: lat), extra, &hits)
                }
                bucket &+= 1
            }
        }
    }

    private struct FoundCell {
        var layer: Int
        var members: Range<Int>
        var bucket: Int64, first: Int64
    }

    /// Tests the parts of a cell exactly: integers decide the time, the haversine distance decides the space.
    private func test(
        _ cell: FoundCell, row: Int, from: Int64, to: Int64, _ position: Position, _ extra: Double,
        _ hits: inout HitColumns
    ) {
        let shift = Int64(layers[cell.layer].timeShift)
        let firstBucket = layers[cell.layer].firstBucket
        for slot in cell.members {
            let part = Int(layers[cell.layer].members[slot])
            guard from <= ends[part], to >= starts[part] else { continue }
            // An interval meets a part in several buckets; the first they share reports it.
            guard cell.bucket == max(cell.first, (starts[part] &>> shift) &- firstBucket) else { continue }
            guard
                caps[part].mayContain(
                    lonE7: position.lonE7, latE7: position.latE7, centerLonE7: positions[part].lonE7)
            else { continue }
            let distance = position.distance(to: positions[part])
            if distance <= reaches[part] + extra {
                hits.append(row: row, part: part, distanceMeters: distance)
            }
        }
    }
}
