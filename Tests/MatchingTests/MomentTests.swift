import Matching
@testable import Policy
import Testing
import Vocabulary

/// Moments among the times that a case left behind; a difference that random worlds found.
@Suite struct MomentTests {
    @Test func `a moment together stays one inside the time that another part of the case left behind`() {
        let rule = Rule(
            id: "venue", setting: "venue", tier: .close, source: "", minMinutes: 1, cumulativeHours: 1,
            maxGapSeconds: 0, residualSeconds: 600,
            kind: .place(PlaceRule(feeds: [.visit], kinds: [], scope: .place, slackSeconds: 0)))
        let index = CaseIndex(
            parts: [
                ItineraryPart(caseID: "C", kind: .stay, span: TimeSpan(0, 600), place: "P"),
                ItineraryPart(caseID: "C", kind: .point, span: TimeSpan(at: 900), place: "P"),
            ], caseSubjects: [:], rules: [rule], places: [:], timetable: Timetable(stops: []), openEndHours: [:],
            zone: .china)
        var block = ObservationBlock(feed: .visit)
        for span in [TimeSpan(0, 300), TimeSpan(at: 900), TimeSpan(at: 1000)] {
            var row = Observation(feed: .visit, span: span)
            row.phone = Pseudonym(kind: .phone, high: 1, low: 0)
            row.place = "P"
            block.append(row)
        }
        var hits = HitSet()
        index.match(block, into: &hits)
        #expect(index.exposures(of: [hits]).map(\.tier) == [.close, .close, .environment])
    }
}
