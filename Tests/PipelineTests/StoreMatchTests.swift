import Matching
import Pipeline
import Store
import TestSupport
import Testing
import Vocabulary

/// What `match` answers, from segments: equal to a comparison of all rows with all parts.
@Suite struct StoreMatchTests {
    private struct Key: Hashable {
        var caseNumber: Int32
        var person: Pseudonym
    }

    @Test(arguments: [1, 30, 400])
    func `meetings over days, deliveries and many cases are those of a comparison of all pairs`(cases: Int) throws {
        let scratch = try ScratchFolder()
        let people = Sight.people(80)
        var random = SeededGenerator(seed: UInt64(cases))
        // Two deliveries, each over 48 hours of three local days, so that there are six segments of several blocks.
        let deliveries = (0..<2).map { _ in
            (0..<6000).map { _ in
                Sight(
                    phone: Int.random(in: 0..<80, using: &random),
                    moment: Sight.morning + Int64.random(in: 0..<172_800, using: &random),
                    position: Sight.near(&random, 60_000))
            }
        }
        let parts = (0..<cases * 3).map { number -> ProximityPart in
            let start = Sight.morning + Int64.random(in: 0..<172_800, using: &random)
            return ProximityPart(
                span: TimeSpan(start, start + 4000), position: Sight.near(&random, 60_000),
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
        let store = try Sight.segments(of: deliveries, people, in: scratch.path("s"))
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
        let sight = Sight(phone: 0, moment: Sight.morning, position: Position(lonE7: 1_188_700_000, latE7: 289_400_000))
        let store = try Sight.segments(of: [[sight]], Sight.people(1), in: scratch.path("s"))
        #expect(try StoreMatch([]).meetings(in: store).meetings.isEmpty)
        let part = ProximityPart(
            span: TimeSpan(at: Sight.morning), position: sight.position, reachMeters: 0, caseNumber: 0)
        #expect(try StoreMatch([part]).meetings(in: store).meetings.map(\.events) == [1])
    }
}
