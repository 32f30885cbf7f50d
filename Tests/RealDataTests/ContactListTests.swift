import Matching
import Policy
import TestSupport
import Testing
import Vocabulary

/// Lists of who met whom at which instant: episodes and minutes are those of a plain merge of [t, t + step).
@Suite struct ContactListTests {
    /// An instant at which `one` and `two` were in contact.
    private struct Meeting {
        var moment: Int64
        var one: String
        var two: String
        var meters = 0.0
    }

    /// A rule under which each instant stands for `step` seconds and nothing but touching instants join.
    private func policy(step: Int, reach: Double, minutes: Double = 0, hours: Double = 0) throws -> Policy {
        let text = """
            policy: contact-list
            title: Contact lists of instants
            effective_from: 2020-01-01
            source: own rule
            extends: common
            window: {anchors: [as_of], before_days: 30, after_days: none, day_is: 24h}
            rules:
              - id: near
                looks_for: proximity
                setting: sensor
                feeds: [carrier]
                slack_s: 0
                reach_m: \(reach)
                reach_for: all_parts
                accuracy: carry
                min_minutes: \(minutes)
                minutes_must_be: reached
                cumulative_hours: \(hours)
                max_gap_minutes: 0
                residual_minutes: 0
                instant_s: \(step)
                tier: close
                source: own rule
            """
        return try PolicyReader.read(text, file: "contact-list.yaml", parent: PolicyShelf.source)
    }

    private struct Episode: Hashable {
        var one: String, two: String, start: Int64, end: Int64, minutes: Double
    }

    /// The engine's episodes: `one` is the case, each at a place of its own for all the time.
    private func engine(_ meetings: [Meeting], _ policy: Policy) -> [Episode] {
        let names = Set(meetings.map(\.one)).sorted()
        let spots = Dictionary(
            uniqueKeysWithValues: names.enumerated().map {
                ($1, Position(longitude: Double($0) * 0.5 - 120, latitude: 0))
            })
        let last = (meetings.map(\.moment).max() ?? 0) + 86_400
        let index = CaseIndex(
            parts: names.map {
                ItineraryPart(caseID: $0, kind: .stay, span: TimeSpan(0, last), position: spots[$0])
            }, caseSubjects: [:], rules: policy.rules, places: [:], timetable: Timetable(stops: []),
            openEndHours: policy.openEndHours, zone: .utc)
        var block = ObservationBlock(feed: .carrier)
        for meeting in meetings {
            var row = Observation(feed: .carrier, span: TimeSpan(at: meeting.moment))
            row.phone = Pseudonym(kind: .phone, high: UInt64(meeting.two) ?? 0, low: 0)
            row.position = spots[meeting.one].map {
                Position(longitude: Double($0.lonE7) / 1e7, latitude: meeting.meters / 111_195)
            }
            block.append(row)
        }
        var hits = HitSet()
        index.match(block, into: &hits)
        return index.exposures(of: [hits]).map {
            Episode(
                one: $0.caseID, two: String($0.subject.high), start: $0.span.start, end: $0.span.end,
                minutes: $0.minutes)
        }
    }

    /// The plain merge: an instant that begins where the last one ended goes on, any other begins anew.
    private func plain(_ meetings: [Meeting], step: Int64) -> [Episode] {
        var instants: [[String]: [Int64]] = [:]
        for meeting in meetings { instants[[meeting.one, meeting.two], default: []].append(meeting.moment) }
        var episodes: [Episode] = []
        for (pair, moments) in instants {
            var start = Int64.min
            var end = Int64.min
            for moment in moments.sorted() {
                if moment != end {
                    if start < end { episodes.append(episode(pair, start, end)) }
                    start = moment
                }
                end = moment + step
            }
            episodes.append(episode(pair, start, end))
        }
        return episodes
    }

    private func episode(_ pair: [String], _ start: Int64, _ end: Int64) -> Episode {
        Episode(one: pair[0], two: pair[1], start: start, end: end, minutes: Double(end - start) / 60)
    }

    /// Pairs that meet for so many instants inside some day that begins with one of them.
    private func longPairs(_ meetings: [Meeting], step: Int64, instants needed: Int) -> Set<[String]> {
        var instants: [[String]: [Int64]] = [:]
        for meeting in meetings { instants[[meeting.one, meeting.two], default: []].append(meeting.moment) }
        return Set(
            instants.filter { _, moments in
                moments.contains { first in
                    moments.count { $0 >= first && $0 + step <= first + 86_400 } >= needed
                }
            }.keys)
    }

    private func office() throws -> [Meeting]? {
        guard let text = try SharedFile.text("sociopatterns/workplace_InVS15_tij.dat.gz") else { return nil }
        return text.split(whereSeparator: \.isNewline).map { line in
            let words = line.split(separator: " ")
            return Meeting(moment: Int64(words[0]) ?? 0, one: String(words[1]), two: String(words[2]))
        }
    }

    @Test func `an office's 20-second contacts merge as plainly as they can be merged`() throws {
        guard let meetings = try office() else { return }
        #expect(meetings.count == 78_249)
        let found = engine(meetings, try policy(step: 20, reach: 1))
        let expected = plain(meetings, step: 20)
        #expect(found.count == expected.count)
        #expect(Set(found) == Set(expected))
        #expect(found.map(\.minutes).reduce(0, +).rounded() == Double(meetings.count) / 3)
    }

    @Test func `fifteen minutes in a day are those of a plain count`() throws {
        guard let meetings = try office() else { return }
        let found = engine(meetings, try policy(step: 20, reach: 1, minutes: 15, hours: 24))
        let pairs = Set(found.map { [$0.one, $0.two] })
        #expect(pairs == longPairs(meetings, step: 20, instants: 45))
        #expect(!pairs.isEmpty)
    }

    private func town() throws -> [Meeting]? {
        guard let text = try SharedFile.text("haslemere/Kissler_DataS1.csv.gz") else { return nil }
        return text.split(whereSeparator: \.isNewline).map { line in
            let words = line.split(separator: ",")
            // 192 steps of five minutes a day, from 07:00 on.
            let step = (Int64(words[0]) ?? 1) - 1
            return Meeting(
                moment: step / 192 * 86_400 + 7 * 3600 + step % 192 * 300, one: String(words[1]),
                two: String(words[2]), meters: Double(words[3]) ?? 0)
        }
    }

    @Test(arguments: [2, 10, 50])
    func `a town's five-minute distances merge as plainly as they can be merged`(meters: Int) throws {
        guard let meetings = try town() else { return }
        #expect(meetings.count == 102_831)
        // Distances are whole metres: half a metre more keeps the position's rounding out of the question.
        let near = meetings.filter { $0.meters <= Double(meters) }
        let found = engine(meetings, try policy(step: 300, reach: Double(meters) + 0.5))
        let expected = plain(near, step: 300)
        #expect(found.count == expected.count)
        #expect(Set(found) == Set(expected))
    }
}
