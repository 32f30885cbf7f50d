import Matching
@testable import Policy
import Testing
import Vocabulary

/// Whom a row with an ID number and a phone is about.
@Suite struct SubjectTests {
    private let card = Pseudonym(kind: .idNumber, high: 1, low: 0)
    private let phone = Pseudonym(kind: .phone, high: 2, low: 0)
    private let plate = Pseudonym(kind: .plate, high: 3, low: 0)

    private func subjects(
        _ idNumber: Pseudonym?, _ phone: Pseudonym?, own: Set<Pseudonym> = [], registered: Set<Pseudonym>
    ) -> [Pseudonym] {
        let rule = Rule(
            id: "venue", setting: "venue", tier: .close, source: "", minMinutes: 0, cumulativeHours: 0,
            maxGapSeconds: 0, residualSeconds: 0,
            kind: .place(PlaceRule(feeds: [.checkpoint], kinds: [], scope: .place, slackSeconds: 0)))
        let index = CaseIndex(
            parts: [ItineraryPart(caseID: "C", kind: .stay, span: TimeSpan(0, 100), place: "P")],
            caseSubjects: ["C": own], rules: [rule], places: [:], timetable: Timetable(stops: []), openEndHours: [:],
            zone: .china, registered: registered)
        var row = Observation(feed: .checkpoint, span: TimeSpan(at: 50))
        (row.idNumber, row.phone, row.plate, row.place) = (idNumber, phone, plate, "P")
        var block = ObservationBlock(feed: .checkpoint)
        block.append(row)
        var hits = HitSet()
        index.match(block, into: &hits)
        return index.exposures(of: [hits]).map(\.subject)
    }

    @Test func `the first identifier that the registry knows is the subject`() {
        #expect(subjects(card, phone, registered: [phone]) == [phone])
        #expect(subjects(card, phone, registered: [card, phone]) == [card])
        #expect(subjects(card, phone, registered: []) == [card])
        #expect(subjects(nil, phone, registered: []) == [phone])
        #expect(subjects(nil, nil, registered: [card]) == [plate])
    }

    @Test func `a row with the case's phone is the case's own unless its ID number is another person's`() {
        #expect(subjects(card, phone, own: [phone], registered: [phone]).isEmpty)
        #expect(subjects(card, phone, own: [phone], registered: []).isEmpty)
        #expect(subjects(card, phone, own: [phone], registered: [card, phone]) == [card])
        #expect(subjects(card, phone, own: [card], registered: [phone]).isEmpty)
        #expect(subjects(nil, nil, own: [plate], registered: []).isEmpty)
        #expect(subjects(card, nil, own: [plate], registered: []) == [card])
    }
}
