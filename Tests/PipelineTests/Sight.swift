import Store
import TestSupport
import Vocabulary

/// A position of somebody's phone.
struct Sight: Hashable {
    var phone: Int, moment: Int64, position: Position

    /// The first morning of the tests' days.
    static let morning: Int64 = 1_580_515_200

    /// Phones, by number.
    static func people(_ count: Int) -> [Pseudonym] {
        var random = SeededGenerator(seed: 3)
        return (0..<count).map { _ in Pseudonym(kind: .phone, high: random.next(), low: random.next()) }
    }

    /// A position in a square of twice so many 1e-7 degrees.
    static func near(_ random: inout SeededGenerator, _ spread: Int32) -> Position {
        Position(
            lonE7: 1_188_700_000 + Int32.random(in: -spread...spread, using: &random),
            latE7: 289_400_000 + Int32.random(in: -spread...spread, using: &random))
    }

    /// Segments of some deliveries, which are numbered from a number on.
    static func segments(
        of deliveries: [[Sight]], _ people: [Pseudonym], from first: Int = 1, in folder: String
    ) throws -> [SegmentReader] {
        var readers: [SegmentReader] = []
        for (number, sights) in deliveries.enumerated() {
            let writer = try SegmentWriter(folder: folder, feed: .carrier, batch: number + first, zone: .china)
            var block = ObservationBlock(feed: .carrier)
            block.subjects = people
            for (line, sight) in sights.enumerated() {
                block.start.append(sight.moment)
                block.lon.append(sight.position.lonE7)
                block.lat.append(sight.position.latE7)
                block.phone.append(UInt32(sight.phone + 1))
                block.file.append(UInt32(number + first))
                block.line.append(UInt32(line + 1))
                block.digest.append(UInt64(line))
            }
            block.end = block.start
            block.count = sights.count
            try writer.add(block)
            readers += try writer.finish().segments.map { try SegmentReader(path: folder + "/" + $0.fileName) }
        }
        return readers
    }
}
