import Matching
@testable import Policy
import Testing
import Vocabulary

@Suite struct ItineraryTests {
    private let china = ZoneRules.china
    private func window(_ indexCase: IndexCase, kind: WindowRule.DayKind = .calendar) -> TimeSpan? {
        let rule = WindowRule(anchors: [.onset, .sampled, .confirmed], beforeDays: 2, dayKind: kind)
        return InfectiousWindow(of: indexCase, rule: rule, zone: china, asOf: 1_580_600_000)?.span
    }

    @Test func `the window starts at local midnight two dates before onset and ends with isolation`() {
        // 2020-01-01 10:00 in China; two dates earlier lies in the old year.
        let indexCase = IndexCase(caseID: "C", onset: 1_577_844_000, confirmed: 1_578_000_000, isolated: 1_578_100_000)
        #expect(window(indexCase) == TimeSpan(1_577_635_200, 1_578_100_000))
        #expect(window(indexCase, kind: .hours) == TimeSpan(1_577_844_000 - 172_800, 1_578_100_000))
    }

    @Test func `an open window ends at the as-of moment, and one that ends before it starts is none`() {
        #expect(window(IndexCase(caseID: "C", confirmed: 1_580_500_000))?.end == 1_580_600_000)
        #expect(window(IndexCase(caseID: "C", confirmed: 1_580_500_000, isolated: 1_570_000_000)) == nil)
        let rule = WindowRule(anchors: [.onset], beforeDays: 2, dayKind: .calendar)
        #expect(
            InfectiousWindow(
                of: IndexCase(caseID: "C", confirmed: 1_580_500_000), rule: rule, zone: china, asOf: 1_580_600_000)
                == nil)
    }

    @Test func `a window with a last day ends so many dates or hours after the anchor that was found`() {
        func end(_ kind: WindowRule.DayKind, onset: Int64?, isolated: Int64? = nil) -> Int64? {
            let rule = WindowRule(
                anchors: [.onset, .sampled, .confirmed], beforeDays: 2, dayKind: kind,
                afterDays: [.onset: 13, .sampled: 10, .confirmed: 10])
            let indexCase = IndexCase(
                caseID: "C", onset: onset, sampled: 1_577_844_000, confirmed: 1_578_000_000, isolated: isolated)
            return InfectiousWindow(of: indexCase, rule: rule, zone: china, asOf: 1_600_000_000)?.span.end
        }
        // 2020-01-01 10:00 in China: 13 dates later is 14 January, whose last second counts.
        #expect(end(.calendar, onset: 1_577_844_000) == 1_579_017_599)
        #expect(end(.hours, onset: 1_577_844_000) == 1_578_967_200)
        // Without symptoms 10 days after the sample; isolation before that ends it.
        #expect(end(.calendar, onset: nil) == 1_578_758_399)
        #expect(end(.hours, onset: nil, isolated: 1_578_100_000) == 1_578_100_000)
        #expect(end(.hours, onset: nil, isolated: 1_590_000_000) == 1_578_708_000)
    }

    @Test func `a window can be told from the as-of moment`() {
        let rule = WindowRule(anchors: [.asOf], beforeDays: 14, dayKind: .hours)
        let indexCase = IndexCase(caseID: "C", onset: 5, confirmed: 1_570_000_000)
        let window = InfectiousWindow(of: indexCase, rule: rule, zone: china, asOf: 1_580_600_000)
        #expect(window?.span == TimeSpan(1_580_600_000 - 14 * 86_400, 1_580_600_000))
    }

    @Test func `stays are cut to the window and rides know how much of them counts`() {
        let span = TimeSpan(0, 1000)
        let ride = Ride(mode: .rail, service: "G1", serviceDate: 0)
        let parts = [
            ItineraryPart(caseID: "C", kind: .stay, span: span),
            ItineraryPart(caseID: "C", kind: .ride, span: span, ride: ride),
            ItineraryPart(caseID: "C", kind: .point, span: TimeSpan(at: 10)),
        ]
        let cut = InfectiousWindow(span: TimeSpan(500, 2000)).clip(parts)
        #expect(cut.map(\.span) == [TimeSpan(500, 1000), span])
        #expect(cut.map(\.countedSpan) == [nil, TimeSpan(500, 2000)])
        let again = InfectiousWindow(span: TimeSpan(600, 700)).clip(cut)
        #expect(again.map(\.countedSpan) == [nil, TimeSpan(600, 700)])
    }

    @Test func `own pings fill what was not reported, and contradictions are told`() {
        let me = Pseudonym(kind: .phone, high: 1, low: 0)
        let home = Position(longitude: 118.87, latitude: 28.94)
        let away = Position(longitude: 118.88, latitude: 28.94)
        let reported = ItineraryPart(
            caseID: "C", kind: .stay, span: TimeSpan(1000, 2000), position: home, radiusMeters: 50,
            source: RowSource(file: 1, line: 7, digest: 0))
        let pings = [(500, home), (1500, home), (1600, away), (2500, away), (2500, away)].enumerated().map {
            number, ping in
            var row = Observation(feed: .carrier, span: TimeSpan(at: Int64(ping.0)))
            row.phone = me
            row.position = ping.1
            row.source = RowSource(file: 2, line: UInt32(number + 1), digest: 0)
            return row
        }
        var drive = Observation(feed: .parking, span: TimeSpan(100, 200))
        drive.plate = Pseudonym(kind: .plate, high: 1, low: 0)
        drive.place = "P"
        let (parts, disagreements) = ItineraryExtension(places: [:], openEndHours: [:]).extend(
            caseID: "C", window: InfectiousWindow(span: TimeSpan(0, 10_000)), reported: [reported],
            observations: pings + [drive])
        #expect(parts.map(\.span) == [TimeSpan(at: 500), TimeSpan(1000, 2000), TimeSpan(at: 2500)])
        #expect(parts.map(\.origin) == [.observed(.carrier), .reported, .observed(.carrier)])
        #expect(disagreements.count == 1)
        #expect(disagreements.first?.observed.line == 3)
        #expect(disagreements.first?.reported.line == 7)
    }

    @Test func `a case's own pings never give more than a companion in space and time`() {
        let rule = Rule(
            id: "near", setting: "venue", tier: .general, source: "", minMinutes: 0, cumulativeHours: 0,
            maxGapSeconds: 0, residualSeconds: 0,
            kind: .proximity(
                ProximityRule(
                    feeds: [.visit], slackSeconds: 300, reachMeters: 50, accuracy: .carry, maxAccuracyMeters: 0)))
        let home = Position(longitude: 118.87, latitude: 28.94)
        let places = [
            "T": Place(placeID: "T", kind: "tower", name: "", position: home, radiusMeters: 300),
            "V": Place(placeID: "V", kind: "cafe", name: "", position: home, radiusMeters: 20),
        ]
        func met(_ edit: (inout Observation) -> Void) -> Exposure? {
            var own = Observation(feed: .carrier, span: TimeSpan(at: 1000))
            own.phone = Pseudonym(kind: .phone, high: 1, low: 0)
            edit(&own)
            let parts = ItineraryExtension(places: places, openEndHours: [:]).extend(
                caseID: "C", window: InfectiousWindow(span: TimeSpan(0, 5000)), reported: [], observations: [own]
            ).parts
            let index = CaseIndex(
                parts: parts, caseSubjects: [:], rules: [rule], places: places, timetable: Timetable(stops: []),
                openEndHours: [:], zone: china)
            var block = ObservationBlock(feed: .visit)
            var visit = Observation(feed: .visit, span: TimeSpan(900, 1100))
            visit.phone = Pseudonym(kind: .phone, high: 2, low: 0)
            visit.place = "V"
            block.append(visit)
            var hits = HitSet()
            index.match(block, into: &hits)
            return index.exposures(of: [hits]).first
        }
        let ping = met { $0.position = home }
        #expect(ping?.tier == .companionSpacetime)
        #expect(ping?.flags == ["CARRIER_ONLY"])
        let cell = met { $0.place = "T" }
        #expect(cell?.tier == .companionSpacetime)
        #expect(cell?.flags == ["CELL_ONLY"])
    }

    @Test func `an own hotel stay goes on around a reported one`() {
        var hotel = Observation(feed: .hotel, span: TimeSpan(0, 10_000))
        hotel.idNumber = Pseudonym(kind: .idNumber, high: 1, low: 0)
        hotel.place = "H"
        let cafe = ItineraryPart(caseID: "C", kind: .stay, span: TimeSpan(2000, 3000), place: "K")
        let parts = ItineraryExtension(places: [:], openEndHours: [:]).extend(
            caseID: "C", window: InfectiousWindow(span: TimeSpan(0, 5000)), reported: [cafe], observations: [hotel]
        ).parts
        #expect(parts.map(\.span) == [TimeSpan(0, 1999), TimeSpan(2000, 3000), TimeSpan(3001, 5000)])
        #expect(parts.map(\.place) == ["H", "K", "H"])
    }

    @Test func `an own ride counts for the time that no reported part speaks of`() {
        var ticket = Observation(feed: .travel, span: TimeSpan(1000, 3000))
        ticket.idNumber = Pseudonym(kind: .idNumber, high: 1, low: 0)
        ticket.service = "G1"
        ticket.traits.mode = .rail
        func extended(_ reported: ItineraryPart, until end: Int64 = 9000) -> [String] {
            let (parts, disagreements) = ItineraryExtension(places: [:], openEndHours: [:]).extend(
                caseID: "C", window: InfectiousWindow(span: TimeSpan(0, end)), reported: [reported],
                observations: [ticket])
            let rides = parts.filter { $0.origin != .reported }
            #expect(rides.allSatisfy { $0.span == ticket.span })
            return rides.compactMap(\.countedSpan).map { "\($0.start)-\($0.end)" } + ["told \(disagreements.count)"]
        }
        func stay(_ from: Int64, _ to: Int64) -> ItineraryPart {
            ItineraryPart(caseID: "C", kind: .stay, span: TimeSpan(from, to), place: "K")
        }
        #expect(extended(stay(3000, 4000)) == ["1000-2999", "told 0"])
        #expect(extended(stay(1500, 2000)) == ["1000-1499", "2001-3000", "told 1"])
        #expect(extended(stay(1500, 2000), until: 1700) == ["1000-1499", "told 1"])
        #expect(extended(stay(500, 3000)) == ["told 1"])
        let told = ItineraryPart(
            caseID: "C", kind: .ride, span: TimeSpan(1100, 2900),
            ride: Ride(mode: .rail, service: "G1", serviceDate: nil))
        #expect(extended(told) == ["told 0"])
    }

    @Test func `an own stay far from the reported one is told, a near one is not`() {
        let home = Position(longitude: 118.87, latitude: 28.94)
        let places = [
            "near": Place(
                placeID: "near", kind: "clinic", name: "", position: Position(longitude: 118.871, latitude: 28.94)),
            "far": Place(
                placeID: "far", kind: "hotel", name: "", position: Position(longitude: 118.88, latitude: 28.94)),
        ]
        let reported = ItineraryPart(
            caseID: "C", kind: .stay, span: TimeSpan(1000, 2000), position: home, radiusMeters: 50)
        func told(_ feed: Feed, _ place: String, _ span: TimeSpan) -> [ItineraryExtension.Disagreement.Kind] {
            var own = Observation(feed: feed, span: span)
            own.idNumber = Pseudonym(kind: .idNumber, high: 1, low: 0)
            own.place = place
            return ItineraryExtension(places: places, openEndHours: [:]).extend(
                caseID: "C", window: InfectiousWindow(span: TimeSpan(0, 9000)), reported: [reported],
                observations: [own]
            ).disagreements.map(\.kind)
        }
        #expect(told(.visit, "near", TimeSpan(1200, 1300)).isEmpty)
        #expect(told(.visit, "far", TimeSpan(1200, 1300)) == [.elsewhere])
        #expect(told(.hotel, "far", TimeSpan(500, 5000)) == [.elsewhere])
        #expect(told(.hotel, "far", TimeSpan(2000, 5000)).isEmpty)
    }

    private func passage(
        _ time: Int64, _ direction: Direction, _ place: String = "A", _ who: UInt64 = 1
    ) -> GatePairing.Passage {
        GatePairing.Passage(
            subject: Pseudonym(kind: .phone, high: who, low: 0), place: place, time: time, direction: direction)
    }

    @Test func `a way in and the next way out make a stay, and missed ones are returned`() {
        let rows = [
            passage(500, .outward), passage(100, .inward), passage(200, .inward), passage(900, .outward),
            passage(900, .outward), passage(950, .pass), passage(1000, .inward), passage(99_999, .outward),
        ]
        let outcome = GatePairing().pair(rows)
        #expect(outcome.stays.map(\.span) == [TimeSpan(200, 500)])
        #expect(outcome.unpairedEntries.map(\.time) == [100, 1000])
        #expect(outcome.unpairedExits.map(\.time) == [900, 99_999])
        #expect(outcome.others.map(\.time) == [950])
        #expect(outcome.repeated == 1)
    }

    @Test func `a metro ride leaves at another gate only where the system is one`() {
        let rows = [passage(100, .inward, "A"), passage(700, .outward, "B"), passage(300, .inward, "A", 2)]
        #expect(GatePairing().pair(rows).stays.isEmpty)
        let metro = GatePairing(reach: .anywhere, longestStaySeconds: 4 * 3600).pair(rows)
        #expect(metro.stays.map(\.span) == [TimeSpan(100, 700)])
        #expect(metro.unpairedEntries.count == 1)
    }
}
