import Feeds
import Ledger
import Matching
import Store
import Vocabulary

/// Whether a day's positions fit the known places better when they are read in another datum.
///
/// People are often at known places, whatever else they do. A reading in another datum moves all positions by some
/// hundred metres; only the right one puts many of them onto places.
struct DatumSample: Sendable {
    private let check: PositionCheck
    private let sources: [FeedSource]

    /// Blocks of a day that are looked at, positions of each, and metres from a place's edge within which one is at it.
    private static let blocks = 8, positions = 512, meters = 30.0

    init(places: [String: Place], sources: [FeedSource]) {
        // A tower's reach is no place to be at.
        check = PositionCheck(places: places.filter { $0.value.kind != "cell" && $0.value.radiusMeters <= 200 })
        self.sources = sources
    }

    /// The better datum and how many metres it moves the positions; nil where the present one fits as well.
    ///
    /// Better means more positions at places, by more than half and by more than four standard deviations of the count.
    func shift(
        of segments: [SegmentRecord], folder: String, files: [UInt32: InputFile]
    ) throws -> (name: String, meters: Double)? {
        guard let largest = segments.max(by: { ($0.rows, $1.name) < ($1.rows, $0.name) }) else { return nil }
        let readings = files[largest.batch].map { $0.otherReadings(sources) } ?? Datum.wgs84.otherReadings
        let sample = try sample(SegmentReader(path: folder + "/" + largest.name))
        func count(_ read: (Position) -> Position) -> Int {
            sample.count { check.isAtPlace(read($0), within: Self.meters) }
        }
        let present = count { $0 }
        let others = readings.map { (reading: $0, count: count($0.reread)) }
        guard let best = others.max(by: { ($0.count, $1.reading.name) < ($1.count, $0.reading.name) }),
            best.count >= 10,
            Double(best.count) > 1.5 * Double(present),
            Double(best.count - present) > 4 * Double(best.count + present).squareRoot()
        else { return nil }
        let moved = sample.prefix(64).map { best.reading.reread($0).distance(to: $0) }
        return (best.reading.name, moved.reduce(0, +) / Double(max(1, moved.count)))
    }

    private func sample(_ segment: SegmentReader) throws -> [Position] {
        let step = max(1, segment.blockCount / Self.blocks)
        var positions: [Position] = []
        for number in stride(from: 0, to: segment.blockCount, by: step) {
            let block = try segment.block(number, columns: .position)
            if block.lon.isEmpty || block.lat.isEmpty { continue }
            for row in stride(from: 0, to: block.count, by: max(1, block.count / Self.positions))
            where block.lon[row] != noValue && block.lat[row] != noValue {
                positions.append(Position(lonE7: block.lon[row], latE7: block.lat[row]))
            }
        }
        return positions
    }
}
