import Matching
import Pipeline
import Store
import TestSupport
import Testing
import Vocabulary

/// What `match` answers, from segments: equal to a comparison of all rows with all parts.
@Suite struct StoreMatchTests {
    private struct Sight: Hashable {
        var phone: Int, moment: Int64, position: Position
    }

    private struct Key: Hashable {
        var caseNumber: Int32
        var person: Pseudonym
    }

    private static let morning: Int64 = 1_580_515_200

    private func people(_ count: Int) -> [Pseudonym] {
        var random = SeededGenerator(seed: 3)
        return (0..<count).map { _ in Pseudonym(kind: .phone, high: random.next(), low: random.next()) }
    }

    private func near(_ random: inout SeededGenerator, _ spread: Int32) -> Position {
        Position(
            lonE7: 1_188_700_000 + Int32.random(in: -spread...spread, using: &random),
            latE7: 289_400_000 + Int32.random(in: -spread...spread, using: &random))
    }

    private func segments(of deliveries: [[Sight]], _ people: [Pseudonym], in folder: String) throws -> [SegmentReader]
    {
        var readers: [SegmentReader] = []
        for (number, sights) in deliveries.enumerated() {
            let writer = try SegmentWriter(folder: folder, feed: .carrier, batch: number + 1, zone: .china)
            var block = ObservationBlock(feed: .carrier)
            block.subjects = people
            for (line, sight) in sights.enumerated() {
                block.start.append(sight.moment)
                block.lon.append(sight.position.lonE7)
                block.lat.append(sight.position.latE7)
                block.phone.append(UInt32(sight.phone + 1))
                block.file.append(UInt32(number + 1))
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

    @Test(arguments: [1, 30, 400])
    func `meetings over days, deliveries and many cases are those of a comparison of all pairs`(cases: Int) throws {
        let scratch = try ScratchFolder()
        let people = people(80)
        var random = SeededGenerator(seed: UInt64(cases))
        // Two deliveries, each over 48 hours of three local days, so that there are six segments of several blocks.
        let deliveries = (0..<2).map { _ in
            (0..<6000).map { _ in
                Sight(
                    phone: Int.random(in: 0..<80, using: &random),
                    moment: Self.morning + Int64.random(in: 0..<172_800, using: &random),
                    position: near(&random, 60_000))
            }
        }
        let parts = (0..<cases * 3).map { number -> ProximityPart in
            let start = Self.morning + Int64.random(in: 0..<172_800, using: &random)
            return ProximityPart(
                span: TimeSpan(start, start + 4000), position: near(&random, 60_000),
                reachMeters: Double.random(in: 20...300, using: &random), caseNumber: Int32(number % cases))
        }
        var expected: [Key: StoreMeeting] = [:]
        var hits = 0
        for sight in Set(deliveries.joined()) {
            var nearest: [Int32: Double] = [:]
            for part in parts where part.span.overlaps(TimeSpan(at: sight.moment)) {
                let distance = sight.position.distance(to: part.position)
                if distance <= part.reachMeters {
                    nearest[part.caseNumber] = min(nearest[part.caseNumber] ?? .infinity, distance)
                }
            }
            for (number, meters) in nearest {
                hits += 1
                let key = Key(caseNumber: number, person: people[sight.phone])
                var meeting =
                    expected[key]
                    ?? StoreMeeting(
                        caseNumber: number, person: key.person, events: 0, first: .max, last: .min,
                        minMeters: .infinity)
                meeting.events += 1
                meeting.first = min(meeting.first, sight.moment)
                meeting.last = max(meeting.last, sight.moment)
                meeting.minMeters = min(meeting.minMeters, meters)
                expected[key] = meeting
            }
        }
        let store = try segments(of: deliveries, people, in: scratch.path("s"))
        #expect(store.count == 6)
        let (found, touched) = try StoreMatch(parts).meetings(in: store)
        let ordered = expected.values.sorted { ($0.caseNumber, $0.person) < ($1.caseNumber, $1.person) }
        #expect(found == ordered)
        #expect(touched.hits == hits && hits > cases)
        #expect(touched.rows == 12_000 && touched.rowsDecoded <= touched.rows)
    }

    @Test func `a store without segments, and parts without cases, give nothing`() throws {
        let scratch = try ScratchFolder()
        #expect(try StoreMatch([]).meetings(in: []).meetings.isEmpty)
        let sight = Sight(phone: 0, moment: Self.morning, position: Position(lonE7: 1_188_700_000, latE7: 289_400_000))
        let store = try segments(of: [[sight]], people(1), in: scratch.path("s"))
        #expect(try StoreMatch([]).meetings(in: store).meetings.isEmpty)
        let part = ProximityPart(
            span: TimeSpan(at: Self.morning), position: sight.position, reachMeters: 0, caseNumber: 0)
        #expect(try StoreMatch([part]).meetings(in: store).meetings.map(\.events) == [1])
    }
}
