import Matching
import Testing
import Vocabulary

@testable import Policy

/// Evidence that never weighs more than the policy's caps.
@Suite struct TierCapTests {
    private func tiers(_ observation: Observation, caps: TierCaps) -> [String] {
        let place = PlaceRule(feeds: [.hotel], kinds: [], scope: .room, slackSeconds: 0, touching: .not)
        let near = ProximityRule(
            feeds: [.carrier], slackSeconds: 0, reachMeters: 50, accuracy: .carry, maxAccuracyMeters: 0)
        func rule(_ id: String, _ kind: Rule.Kind) -> Rule {
            Rule(
                id: id, setting: "", tier: .close, source: "", minMinutes: 0, cumulativeHours: 0, maxGapSeconds: 0,
                residualSeconds: 0, kind: kind)
        }
        let here = Position(longitude: 118.87, latitude: 28.94)
        var part = ItineraryPart(caseID: "C", kind: .stay, span: TimeSpan(0, 86_399), place: "H")
        part.room = "301"
        part.position = here
        let index = CaseIndex(
            parts: [part], caseSubjects: [:], rules: [rule("room", .place(place)), rule("near", .proximity(near))],
            places: ["T": Place(placeID: "T", kind: "tower", name: "", position: here, radiusMeters: 500)],
            timetable: Timetable(stops: []), openEndHours: [:], zone: .utc, caps: caps)
        var row = observation
        row.phone = Pseudonym(kind: .phone, high: 1, low: 0)
        var block = ObservationBlock(feed: row.feed)
        block.append(row)
        var hits = HitSet()
        index.match(block, into: &hits)
        return index.exposures(of: [hits]).map { "\($0.tier.rawValue) \($0.flags.joined(separator: " "))" }
    }

    private let caps = TierCaps(cellOnly: .companionSpacetime, dateOnly: .general)

    @Test func `a hotel row of dates alone is no close contact`() {
        var row = Observation(feed: .hotel, span: TimeSpan(0, 86_399))
        (row.place, row.room) = ("H", "301")
        #expect(tiers(row, caps: caps) == ["close "])
        row.traits.insert(.dateOnly)
        #expect(tiers(row, caps: caps) == ["general DATE_ONLY"])
        #expect(tiers(row, caps: TierCaps()) == ["close DATE_ONLY"])
    }

    @Test func `a tower alone is no close contact`() {
        var row = Observation(feed: .carrier, span: TimeSpan(at: 600))
        row.place = "T"
        #expect(tiers(row, caps: caps) == ["companion_spacetime CELL_ONLY"])
        #expect(tiers(row, caps: TierCaps()) == ["close CELL_ONLY"])
    }
}
