import Matching
import Pipeline
import Store
import TestSupport
import Testing
import Vocabulary

/// Meetings brought up to date equal a full match after every step, and the changes are the difference of two.
@Suite struct KeptMeetingsTests {
    private struct Key: Hashable {
        var caseID: String
        var person: Pseudonym
    }

    private static let people = Sight.people(60)

    /// A case with some stays within two days.
    private func itinerary(_ caseID: String, _ random: inout SeededGenerator) -> KeptMeetings.Itinerary {
        KeptMeetings.Itinerary(
            caseID: caseID,
            parts: (0..<Int.random(in: 0...4, using: &random)).map { _ in
                let start = Sight.morning + Int64.random(in: 0..<172_800, using: &random)
                return ProximityPart(
                    span: TimeSpan(start, start + 5000), position: Sight.near(&random, 40_000),
                    reachMeters: Double.random(in: 20...400, using: &random), caseNumber: 7)
            })
    }

    /// A delivery: sights of one day or of two.
    private func delivery(_ random: inout SeededGenerator) -> [Sight] {
        let first = Int64.random(in: 0...1, using: &random) * 86_400
        return (0..<1500).map { _ in
            Sight(
                phone: Int.random(in: 0..<60, using: &random),
                moment: Sight.morning + Int64.random(in: first..<172_800, using: &random),
                position: Sight.near(&random, 40_000))
        }
    }

    /// A full match, by case and person.
    private func whole(
        _ cases: [KeptMeetings.Itinerary], _ store: [SegmentReader]
    ) throws -> [Key: StoreMeeting] {
        let parts = cases.enumerated().flatMap { number, itinerary in
            itinerary.parts.map {
                ProximityPart(
                    span: $0.span, position: $0.position, reachMeters: $0.reachMeters, caseNumber: Int32(number))
            }
        }
        var found: [Key: StoreMeeting] = [:]
        for meeting in try StoreMatch(parts).meetings(in: store).meetings {
            var plain = meeting
            plain.caseNumber = 0
            found[Key(caseID: cases[Int(meeting.caseNumber)].caseID, person: meeting.person)] = plain
        }
        return found
    }

    @Test(arguments: 1...6)
    func `corrections, new cases, new days, late rows and what goes give the differences of full matches`(
        seed: UInt64
    ) throws {
        let scratch = try ScratchFolder()
        var random = SeededGenerator(seed: seed)
        var cases = (0..<8).map { itinerary("C\($0)", &random) }
        var deliveries = 1
        var store = try Sight.segments(of: [delivery(&random)], Self.people, in: scratch.path("s"))
        var kept = KeptMeetings()
        var before: [Key: StoreMeeting] = [:]
        var kinds: Set<String> = []
        for step in 0..<24 {
            if step > 0 {
                switch Int.random(in: 0..<6, using: &random) {
                case 0, 1:
                    let number = Int.random(in: cases.indices, using: &random)
                    cases[number] = itinerary(cases[number].caseID, &random)
                case 2: cases.append(itinerary("N\(step)", &random))
                case 3 where cases.count > 2: cases.remove(at: Int.random(in: cases.indices, using: &random))
                case 4 where store.count > 2: store.remove(at: Int.random(in: store.indices, using: &random))
                default:
                    deliveries += 1
                    store += try Sight.segments(
                        of: [delivery(&random)], Self.people, from: deliveries, in: scratch.path("s"))
                }
            }
            cases.shuffle(using: &random)
            store.shuffle(using: &random)
            let (changes, _) = try kept.update(cases, in: store)
            let after = try whole(cases, store)
            for itinerary in cases {
                let own = after.filter { $0.key.caseID == itinerary.caseID }.map(\.value)
                #expect(kept.meetings(of: itinerary.caseID) == own.sorted { $0.person < $1.person })
            }
            let expected = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
                .sorted { ($0.caseID, $0.person) < ($1.caseID, $1.person) }
            #expect(changes.map { Key(caseID: $0.caseID, person: $0.person) } == expected)
            for change in changes {
                let key = Key(caseID: change.caseID, person: change.person)
                #expect(change.before == before[key] && change.after == after[key])
                kinds.insert(change.before == nil ? "new" : change.after == nil ? "gone" : "other")
            }
            before = after
        }
        #expect(kinds == ["new", "gone", "other"])
    }

    @Test func `a correction and a new day touch their own share, and nothing new touches nothing`() throws {
        let scratch = try ScratchFolder()
        var random = SeededGenerator(seed: 9)
        var cases = (0..<20).map { itinerary("C\($0)", &random) }
        var store = try Sight.segments(
            of: (0..<4).map { _ in delivery(&random) }, Self.people, in: scratch.path("s"))
        var kept = KeptMeetings()
        let all = try kept.update(cases, in: store).touched
        #expect(all.rows == 6000)
        let nothing = try kept.update(cases, in: store)
        #expect(nothing.changes.isEmpty && nothing.touched.rows == 0)
        cases[3] = itinerary("C3", &random)
        let alone = try StoreMatch(cases[3].parts).meetings(in: store).touched
        let corrected = try kept.update(cases, in: store)
        #expect(corrected.touched.blocksDecoded == alone.blocksDecoded && corrected.touched.hits == alone.hits)
        #expect(corrected.changes.allSatisfy { $0.caseID == "C3" })
        store += try Sight.segments(of: [delivery(&random)], Self.people, from: 5, in: scratch.path("s"))
        #expect(try kept.update(cases, in: store).touched.rows == 1500)
    }
}
