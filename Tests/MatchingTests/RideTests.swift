import Matching
@testable import Policy
import Testing
import Vocabulary

@Suite struct RideTests {
    private let start: Int64 = 1_580_513_400

    private func exposures(
        own: Ride, other: Ride, scope: RideRule.Scope = .coach, unknown: Tier? = .general, shift: Int64 = 0,
        stops: [ServiceStop] = [], timed: Bool = true, window: TimeSpan? = nil,
        length: Int64 = 7200, ownLength: Int64? = nil
    ) -> [Exposure] {
        let rule = Rule(
            id: "ride", setting: "train", tier: .close, source: "", minMinutes: 0, cumulativeHours: 0,
            maxGapSeconds: 0, residualSeconds: 0,
            kind: .ride(
                RideRule(modes: [.rail, .flight], scope: scope, rowsEachSide: 3, unknownSeatTier: unknown)))
        let span = TimeSpan(start, start + (ownLength ?? length))
        let whole = ItineraryPart(caseID: "C", kind: .ride, span: span, ride: own)
        let parts = window.map { InfectiousWindow(span: $0).clip([whole]) } ?? [whole]
        var row = Observation(feed: .travel, span: TimeSpan(start + shift, start + shift + (timed ? length : 0)))
        row.idNumber = Pseudonym(kind: .idNumber, high: 1, low: 0)
        row.traits.mode = other.mode
        if other.soldOnly { row.traits.insert(.soldOnly) }
        (row.service, row.serviceDate, row.carriage, row.seat) =
            (other.service, other.serviceDate, other.carriage, other.seat)
        (row.fromPlace, row.toPlace) = (other.fromPlace, other.toPlace)
        var block = ObservationBlock(feed: .travel)
        block.append(row)
        let index = CaseIndex(
            parts: parts, caseSubjects: [:], rules: [rule], places: [:], timetable: Timetable(stops: stops),
            openEndHours: [:], zone: .china)
        var hits = HitSet()
        index.match(block, into: &hits)
        return index.exposures(of: [hits])
    }

    private func ride(
        _ service: String, coach: String? = nil, seat: String? = nil, mode: RideMode = .rail, day: Int32? = 18_293,
        _ from: String? = nil, _ to: String? = nil, sold: Bool = false
    ) -> Ride {
        Ride(
            mode: mode, service: service, serviceDate: day, carriage: coach, seat: seat, fromPlace: from, toPlace: to,
            soldOnly: sold)
    }

    @Test(arguments: [("7", "7", true), ("7-8", "8", true), ("07", "7", true), ("7", "8", false), ("加1", "1", false)])
    func `coaches agree by number, ranges equal each of their coaches`(_ own: String, _ other: String, _ met: Bool) {
        #expect(exposures(own: ride("G1", coach: own), other: ride("G1", coach: other)).isEmpty != met)
    }

    @Test func `a train that changes its number is one train, and a number is never part of another`() {
        #expect(exposures(own: ride("T182/T183", coach: "7"), other: ride("T183", coach: "7")).count == 1)
        #expect(exposures(own: ride("T182", coach: "7"), other: ride("T183", coach: "7")).isEmpty)
        #expect(exposures(own: ride("G1", coach: "7"), other: ride("G12", coach: "7")).isEmpty)
        #expect(exposures(own: ride("G1", coach: "7"), other: ride("G1", coach: "7", mode: .flight)).isEmpty)
    }

    @Test func `seats count by rows, and an unknown one falls back as the rule says`() {
        func tier(_ own: String?, _ other: String?, unknown: Tier? = .general) -> Tier? {
            exposures(
                own: ride("MU1", seat: own, mode: .flight), other: ride("MU1", seat: other, mode: .flight),
                scope: .rows, unknown: unknown
            ).first?.tier
        }
        #expect(tier("12F", "15A") == .close)
        #expect(tier("12F", "16A") == nil)
        #expect(tier("12F", nil) == .general)
        #expect(tier("12F", nil, unknown: nil) == nil)
        let unknown = exposures(own: ride("G1", coach: "7"), other: ride("G1", sold: true))
        #expect(unknown.first?.flags == ["COACH_UNKNOWN", "UNVERIFIED_BOARDING"])
    }

    @Test func `a ticket known only as sold is flagged on either side`() {
        let (ticket, seen) = (ride("G1", coach: "7", sold: true), ride("G1", coach: "7"))
        #expect(exposures(own: ticket, other: seen).map(\.flags) == [["UNVERIFIED_BOARDING"]])
        #expect(exposures(own: seen, other: ticket).map(\.flags) == [["UNVERIFIED_BOARDING"]])
    }

    @Test func `who alights before or where the other boards has not met`() {
        let stops = ["A", "B", "C", "D"].enumerated().map { number, place in
            ServiceStop(
                mode: .rail, service: "G1", serviceDate: nil, sequence: number, placeID: place,
                arrive: Int64(number) * 3600, depart: Int64(number) * 3600 + 60)
        }
        func met(_ from: String, _ to: String) -> [Exposure] {
            exposures(
                own: ride("G1", coach: "7", "A", "C"), other: ride("G1", coach: "7", from, to), stops: stops)
        }
        #expect(met("C", "D").isEmpty)
        let shared = met("B", "D")
        #expect(shared.first?.flags == [])
        #expect(shared.first?.minutes == 59)
        // A stop nobody knows: the times decide.
        #expect(met("X", "D").count == 1)
    }

    private func run(_ service: String, _ stops: [(String, Int64)]) -> [ServiceStop] {
        stops.enumerated().map { number, stop in
            ServiceStop(
                mode: .rail, service: service, serviceDate: nil, sequence: number, placeID: stop.0, arrive: stop.1,
                depart: stop.1)
        }
    }

    @Test func `numbers that the timetable names together are one train`() {
        let stops = run("T182/T183", [("A", 0), ("B", 3600)])
        func met(_ own: String, _ other: String, _ stops: [ServiceStop]) -> Bool {
            !exposures(own: ride(own, coach: "7"), other: ride(other, coach: "7"), stops: stops).isEmpty
        }
        #expect(met("T182", "T183", stops))
        #expect(met("T183", "T182", stops))
        #expect(!met("T182", "T184", stops))
        #expect(met("T182", "T184", stops + run("T183/T184", [("B", 3600), ("C", 7200)])))
    }

    @Test(arguments: [
        ("汉口", true), ("汉口站", true), ("汉口火车站", true), ("武汉汉口", true), ("武汉汉口站", true), ("武汉", false), ("新白河", false),
        ("站", false),
    ])
    func `a station's name is known with its city in front and a word behind`(_ name: String, _ isKnown: Bool) {
        let stops = run("G1", [("汉口", 0), ("白河", 3600), ("南京", 7200)]) + run("G2", [("武汉", 0), ("新白河", 3600)])
        let met = exposures(
            own: ride("G1", coach: "7", name, "南京站"), other: ride("G1", coach: "7", "汉口", "白河"), shift: 7300,
            stops: stops)
        // Where the name is no stop the times decide, and by them the two did not meet.
        #expect(met.isEmpty != isKnown)
    }

    @Test func `times of a run that fall back have passed midnight`() {
        let day: Int32 = 18_293
        let midnight = ZoneRules.china.startOfDay(day)
        let stops = run("K1", [("A", 23 * 3600), ("B", 3600), ("C", 2 * 3600), ("D", 7 * 3600), ("E", 8 * 3600)])
        // The part lasts from 07:30 to 09:30.
        func span(_ from: String, _ to: String) -> TimeSpan? {
            let own = Ride(mode: .rail, service: "K1", serviceDate: day, fromPlace: from, toPlace: to)
            return exposures(own: own, other: own, scope: .vehicle, stops: stops).first?.span
        }
        func hours(_ from: Int64, _ to: Int64) -> TimeSpan { TimeSpan(midnight + from * 3600, midnight + to * 3600) }
        #expect(span("A", "C") == hours(23, 26))
        #expect(span("B", "C") == hours(25, 26))
        // A ticket with the date of its boarding stop: the run set out the day before.
        #expect(span("D", "E") == hours(7, 8))
    }

    @Test func `only the time of a ride inside the window counts`() {
        let (own, other) = (ride("G1", coach: "7"), ride("G1", coach: "7"))
        let last = exposures(own: own, other: other, window: TimeSpan(0, start + 600))
        #expect(last.map(\.span) == [TimeSpan(start, start + 600)])
        // On board together only after the case was isolated.
        #expect(exposures(own: own, other: other, shift: 601, window: TimeSpan(0, start + 600)).isEmpty)
    }

    @Test func `without stops who alights where and when the other boards has not met`() {
        let own = ride("G1", coach: "7", "A", "B")
        #expect(exposures(own: own, other: ride("G1", coach: "7", "B", "C"), shift: 7200).isEmpty)
        #expect(exposures(own: own, other: ride("G1", coach: "7", "X", "A"), shift: -7200).isEmpty)
        #expect(exposures(own: own, other: ride("G1", coach: "7", "B", "C"), shift: 7199).count == 1)
        #expect(exposures(own: own, other: ride("G1", coach: "7", "X", "C"), shift: 7200).count == 1)
    }

    @Test func `without stops the times decide, and without times it is flagged`() {
        let (own, other) = (ride("G1", coach: "7"), ride("G1", coach: "7"))
        #expect(exposures(own: own, other: other, shift: 7200).first?.minutes == 0)
        #expect(exposures(own: own, other: other, shift: 7201).isEmpty)
        #expect(exposures(own: own, other: other, shift: 9000, timed: false).first?.flags == ["SEGMENT_UNKNOWN"])
    }

    @Test func `rides of two dates are one run only where the stop list says so`() {
        // Runs from A at 7:30 of day 18293 to D a day and a half later.
        let stops = ["A", "B", "C", "D"].enumerated().map { number, place in
            ServiceStop(
                mode: .rail, service: "K1", serviceDate: nil, sequence: number, placeID: place,
                arrive: 27_000 + Int64(number) * 43_200, depart: 27_060 + Int64(number) * 43_200)
        }
        func met(
            _ day: Int32?, _ from: String?, _ to: String?, own: (String, String) = ("A", "B"), shift: Int64 = 0
        ) -> [Exposure] {
            exposures(
                own: ride("K1", coach: "7", own.0, own.1), other: ride("K1", coach: "7", day: day, from, to),
                shift: shift, stops: stops, length: 43_200)
        }
        // Boards half a day later, after midnight, and his ticket has that day's date.
        #expect(met(18_294, "B", "C", own: ("A", "C"), shift: 43_200).isEmpty)
        let whole = exposures(
            own: ride("K1", coach: "7", "A", "C"), other: ride("K1", coach: "7", day: 18_294, "B", "C"),
            shift: 43_200, stops: stops, length: 43_200, ownLength: 86_400)
        #expect(whole.first?.flags == ["SERVICE_DATE_DIFFERS"])
        // The next day's run is under way at the same time: its A is not this run's.
        #expect(
            exposures(
                own: ride("K1", coach: "7", "A", "D"), other: ride("K1", coach: "7", day: 18_294, "A", "B"),
                shift: 86_400, stops: stops, length: 43_200, ownLength: 129_600
            ).isEmpty)
        #expect(met(18_294, nil, nil).isEmpty)
        #expect(met(18_295, "A", "B").isEmpty)
        #expect(met(nil, "A", "B").count == 1)
    }
}
