import Files
import Matching
import Store
import Vocabulary

/// Whose phones were near a person's stays: one pass over the blocks that the stays reach, never over pairs of people.
///
/// Positions are taken as delivered, those of towers left out. A phone is near a stay while its positions in the stay's
/// time lie within the stay's reach and follow one another within the gap.
struct CoLocation: Sendable {
    /// A stay that phones are compared with.
    struct Stay: Sendable {
        var span: TimeSpan
        var position: Position
        /// Metres around it that count.
        var reach: Double
    }
    /// Time near one stay without a break.
    struct Run: Hashable, Sendable {
        var stay: Int32
        var span: TimeSpan
        var positions: Int32
        var meters: Float
        var source: RowSource
    }

    /// Metres beyond the stay's own radius, which itself counts up to ``mostRadius``.
    static let nearMeters = 50.0
    static let mostRadius = 100.0
    let stays: [Stay]
    let gapSeconds: Int64
    private let index: ProximityIndex
    private let ground: SpaceTimeTree

    init(stays: [Stay], gapSeconds: Int64) {
        self.stays = stays
        self.gapSeconds = gapSeconds
        index = ProximityIndex(
            parts: stays.enumerated().map {
                ProximityPart(
                    span: $1.span, position: $1.position, reachMeters: $1.reach, caseNumber: Int32($0))
            })
        ground = SpaceTimeTree(stays.flatMap(Self.boxes))
    }

    /// Boxes around all that is within reach, a thousandth and a metre wider; two across the antimeridian.
    private static func boxes(_ stay: Stay) -> [SpaceTimeBox] {
        let degrees = (stay.reach * 1.001 + 1) / 111_195
        let north = Int64((degrees * 1e7).rounded(.up))
        let parallel = Position.parallelLength(latitude: min(89.9, abs(stay.position.latitude) + degrees))
        let east = Int64((degrees * 1e7 / max(0.001, parallel)).rounded(.up))
        let half: Int64 = 1_800_000_000
        let (left, right) = (Int64(stay.position.lonE7) - east, Int64(stay.position.lonE7) + east)
        func box(_ west: Int64, _ east: Int64) -> SpaceTimeBox {
            SpaceTimeBox(
                span: stay.span, west: Int32(clamping: west), east: Int32(clamping: east),
                south: Int32(clamping: Int64(stay.position.latE7) - north),
                north: Int32(clamping: Int64(stay.position.latE7) + north))
        }
        if left < -half { return [box(-half, right), box(left + 2 * half, half)] }
        if right > half { return [box(left, half), box(-half, right - 2 * half)] }
        return [box(left, right)]
    }

    /// Runs by phone, own identifiers left out.
    func runs(_ scan: StoreScan, but own: Set<Pseudonym>) throws -> [Pseudonym: [Run]] {
        if stays.isEmpty { return [:] }
        let looks = try scan.findings(stage: "looking around", reporter: SilentReporter()) { CoLocationLook($0, self) }
        var runs: [Pseudonym: [Run]] = [:]
        for found in looks.findings.joined() where !own.contains(found.phone) {
            runs[found.phone, default: []].append(found.run)
        }
        return runs.mapValues(joined)
    }

    /// Runs of one phone from several blocks as whole runs.
    func joined(_ runs: [Run]) -> [Run] {
        let sorted = runs.sorted { ($0.stay, $0.span, $0.source) < ($1.stay, $1.span, $1.source) }
        var whole: [Run] = []
        for run in sorted {
            guard let last = whole.last, last.stay == run.stay, run.span.start - last.span.end <= gapSeconds else {
                whole.append(run)
                continue
            }
            whole[whole.count - 1].span.end = max(last.span.end, run.span.end)
            whole[whole.count - 1].positions += run.positions
            whole[whole.count - 1].meters = min(last.meters, run.meters)
        }
        return whole
    }

    fileprivate func probe(_ block: ObservationBlock, into hits: inout HitColumns) {
        guard !block.lon.isEmpty, !block.lat.isEmpty else { return }
        index.probe(start: block.start, lon: block.lon, lat: block.lat, rows: 0..<block.count, into: &hits)
    }

    fileprivate func meets(_ bounds: RowBounds) -> Bool { bounds.hasPlaced && ground.meets(bounds.box()) }
}

/// Looks for phones near some stays.
struct CoLocationLook: BlockLook {
    /// A phone and a run of it.
    struct Found: Sendable {
        var phone: Pseudonym
        var run: CoLocation.Run
    }
    /// A position near a stay: the order of the numbers is the order of work.
    private struct Near {
        var key: UInt64
        var moment: Int64
        var meters: Float
        var source: RowSource
    }
    private let around: CoLocation
    private let isCarrier: Bool
    private var near: [Near] = []
    private var subjects: [Pseudonym] = []

    init(_ segment: SegmentReader, _ around: CoLocation) { self.init(around, isCarrier: segment.info.feed == .carrier) }

    init(_ around: CoLocation, isCarrier: Bool = true) {
        self.around = around
        self.isCarrier = isCarrier
    }

    func passes(_ bounds: RowBounds) -> Bool { isCarrier && around.meets(bounds) }

    mutating func look(at block: inout StoredBlock) throws {
        var hits = HitColumns()
        around.probe(try block.with(.position), into: &hits)
        if hits.count > 0 { add(hits, of: try block.with([.position, .identifiers, .source])) }
    }

    /// Adds the rows of a whole block.
    mutating func add(_ rows: ObservationBlock) {
        var hits = HitColumns()
        around.probe(rows, into: &hits)
        if hits.count > 0 { add(hits, of: rows) }
    }

    private mutating func add(_ hits: HitColumns, of rows: ObservationBlock) {
        subjects = rows.subjects
        if rows.phone.isEmpty { return }
        for hit in 0..<hits.count {
            let row = Int(hits.row[hit])
            if rows.phone[row] == 0 { continue }
            near.append(
                Near(
                    key: UInt64(rows.phone[row]) << 32 | UInt64(UInt32(bitPattern: hits.part[hit])),
                    moment: rows.start[row], meters: Float(hits.distanceMeters[hit]),
                    source: RowSource(
                        file: rows.file.isEmpty ? 0 : rows.file[row], line: rows.line.isEmpty ? 0 : rows.line[row],
                        digest: 0)))
        }
    }

    /// Runs of the blocks so far; those of a stay that goes on in other blocks are joined later.
    var finding: [Found] {
        var found: [Found] = []
        for position in near.sorted(by: { ($0.key, $0.moment, $0.source) < ($1.key, $1.moment, $1.source) }) {
            let phone = subjects[Int(position.key >> 32) - 1]
            let stay = Int32(bitPattern: UInt32(truncatingIfNeeded: position.key))
            if let last = found.last, last.phone == phone, last.run.stay == stay,
                position.moment - last.run.span.end <= around.gapSeconds
            {
                found[found.count - 1].run.span.end = position.moment
                found[found.count - 1].run.positions += 1
                found[found.count - 1].run.meters = min(last.run.meters, position.meters)
            } else {
                found.append(
                    Found(
                        phone: phone,
                        run: CoLocation.Run(
                            stay: stay, span: TimeSpan(at: position.moment), positions: 1, meters: position.meters,
                            source: position.source)))
            }
        }
        return found
    }
}
