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

    private let boxes: [PartBox]
    private let centers: [SpherePoint]
    private let reaches: [Double]
    private let layers: [CellLayer]
    /// Usually there is one, which is then not counted a reference to for every row.
    private let onlyLayer: CellLayer?

    /// What is asked of a part for every candidate, in half a cache line.
    private struct PartBox {
        let start: Int64, end: Int64
        private let south: Int32, north: Int32
        /// Middle and half width in longitude; -1 where the box goes all the way round.
        private let middle: Int32, halfWidth: Int32

        init(_ part: ProximityPart) {
            let cap = Cap(center: part.position, radiusMeters: part.reachMeters)
            (start, end) = (part.span.start, part.span.end)
            (south, north) = (cap.south, cap.north)
            middle = part.position.lonE7
            halfWidth = cap.halfWidth.map { Int32($0) } ?? -1
        }

        /// Whether an observation may meet the part: exact in time, a superset in space; without a branch.
        @inline(__always)
        func mayMeet(from: Int64, to: Int64, _ position: Position) -> Bool {
            let apart = abs(Int64(position.lonE7) &- Int64(middle))
            let around = min(apart, abs(Tiling.circle &- apart))
            return isTrue(
                bit(from <= end) & bit(to >= start) & bit(position.latE7 >= south) & bit(position.latE7 <= north)
                    & (bit(around <= Int64(halfWidth)) | bit(halfWidth < 0)))
        }

        @inline(__always)
        private func bit(_ condition: Bool) -> UInt8 { condition ? 1 : 0 }
        @inline(__always)
        private func isTrue(_ bit: UInt8) -> Bool { bit != 0 }
    }
    /// Instants that are sieved at a time.
    private static let sieved = 4096

    /// An index of parts; observations may add up to `maxExtraMeters` (their place's radius, their accuracy).
    public init(parts: [ProximityPart], maxExtraMeters: Double = 0) {
        let dilated = parts.map { part in
            var part = part
            part.reachMeters = max(0, part.reachMeters + maxExtraMeters)
            return part
        }
        self.maxExtraMeters = maxExtraMeters
        caseNumbers = parts.map(\.caseNumber)
        boxes = dilated.map(PartBox.init)
        centers = parts.map { SpherePoint($0.position) }
        reaches = parts.map(\.reachMeters)
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
        onlyLayer = layers.count == 1 ? layers[0] : nil
    }

    /// Number of parts.
    public var count: Int { boxes.count }

    /// Cells the parts fill, over all levels: what the index costs in memory, four bytes each and more.
    public var memberships: Int { layers.reduce(0) { $0 + $1.members.count } }

    /// Matches rows of a block of instants and appends what they hit.
    ///
    /// A row without a position (`noValue`) matches nothing.
    public func probe(
        start: [Int64], lon: [Int32], lat: [Int32], rows: Range<Int>, into hits: inout HitColumns
    ) {
        var marks = [UInt8](repeating: 0, count: min(rows.count, ProximityIndex.sieved))
        var marked = [Int32](repeating: 0, count: marks.count)
        var first = rows.lowerBound
        while first < rows.upperBound {
            let count = min(marks.count, rows.upperBound - first)
            for place in 0..<count { marks[place] = 0 }
            for layer in layers {
                var room = marks.mutableSpan
                layer.sieve(
                    start: start.span, lon: lon.span, lat: lat.span, rows: first..<first + count, into: &room)
            }
            // Written for every row and kept for the marked, since which are marked cannot be guessed.
            var kept = 0
            for place in 0..<count {
                marked[kept] = Int32(truncatingIfNeeded: place)
                kept &+= Int(marks[place])
            }
            for place in 0..<kept {
                let row = first + Int(marked[place])
                search(
                    row: row, from: start[row], to: start[row], lon: lon[row], lat: lat[row], extra: 0, into: &hits)
            }
            first += count
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
        let event = Event(row: row, from: from, to: to, position: Position(lonE7: lon, latE7: lat), extra: extra)
        if let onlyLayer {
            search(onlyLayer, event, into: &hits)
        } else {
            for layer in layers { search(layer, event, into: &hits) }
        }
    }

    private struct Event {
        var row: Int
        var from: Int64, to: Int64
        var position: Position
        var extra: Double
    }

    @inline(__always)
    private func search(_ layer: CellLayer, _ event: Event, into hits: inout HitColumns) {
        let shift = Int64(layer.timeShift)
        let first = max(0, (event.from &>> shift) &- layer.firstBucket)
        let last = min(layer.bucketCount &- 1, (event.to &>> shift) &- layer.firstBucket)
        guard first <= last,
            let tile = layer.tileKey(lonE7: event.position.lonE7, latE7: event.position.latE7)
        else { return }
        var bucket = first
        while bucket <= last {
            let members = layer.cell(bucket: bucket, tileKey: tile)
            if !members.isEmpty { test(layer, members, bucket, from: first, event, &hits) }
            bucket &+= 1
        }
    }

    /// Tests the parts of a cell exactly: integers decide the time, the haversine distance decides the space.
    private func test(
        _ layer: CellLayer, _ found: Range<Int>, _ bucket: Int64, from first: Int64, _ event: Event,
        _ hits: inout HitColumns
    ) {
        let (shift, firstBucket) = (Int64(layer.timeShift), layer.firstBucket)
        var point: SpherePoint?
        for slot in found {
            let part = Int(layer.members[slot])
            let box = boxes[part]
            guard box.mayMeet(from: event.from, to: event.to, event.position) else { continue }
            // An interval meets a part in several buckets; the first they share reports it.
            guard bucket == max(first, (box.start &>> shift) &- firstBucket) else { continue }
            let here = point ?? SpherePoint(event.position)
            point = here
            let distance = here.distance(to: centers[part])
            if distance <= reaches[part] + event.extra {
                hits.append(row: event.row, part: part, distanceMeters: distance)
            }
        }
    }
}
