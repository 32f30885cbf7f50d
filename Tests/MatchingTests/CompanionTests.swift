import Matching
@testable import Policy
import Testing
import Vocabulary

/// Travelling companions in drawn scenes (CONTRACT 4.5, DOMAIN 0.1 and 7).
@Suite struct CompanionTests {
    private let noon: Int64 = 1_580_529_600
    private let settings = CompanionRule(
        sameOrder: true, orderPeople: 4, sameRoom: true, samePlate: true, plateSeconds: 300, adjacentSeats: 2,
        acrossAisle: true, convoyPlaces: 3, convoySeconds: 120, convoyHours: 24,
        convoyFeeds: [.checkpoint, .parking], convoyVehicles: true)

    private func person(_ number: UInt64) -> Pseudonym { Pseudonym(kind: .idNumber, high: number, low: 0) }
    private func plate(_ number: UInt64) -> Pseudonym { Pseudonym(kind: .plate, high: number, low: 0) }

    private func ride(
        _ service: String, day: Int32 = 18_293, from: String = "A", to: String = "C", seat: String? = nil,
        order: String? = nil
    ) -> Ride {
        Ride(
            mode: .rail, service: service, serviceDate: day, carriage: seat == nil ? nil : "5", seat: seat,
            fromPlace: from, toPlace: to, order: order)
    }

    private func part(_ ride: Ride, hour: Int64 = 0, line: UInt32 = 1) -> ItineraryPart {
        ItineraryPart(
            caseID: "C", kind: .ride, span: TimeSpan(noon + hour * 3600, noon + hour * 3600 + 3600), ride: ride,
            source: RowSource(file: 1, line: line, digest: 0))
    }

    private func ticket(_ ride: Ride, of number: UInt64 = 7, hour: Int64 = 0) -> Observation {
        var row = Observation(feed: .travel, span: TimeSpan(noon + hour * 3600, noon + hour * 3600 + 3600))
        row.idNumber = person(number)
        row.traits.mode = ride.mode
        (row.service, row.serviceDate, row.carriage, row.seat) =
            (ride.service, ride.serviceDate, ride.carriage, ride.seat)
        (row.fromPlace, row.toPlace, row.order) = (ride.fromPlace, ride.toPlace, ride.order)
        return row
    }

    private func passage(
        _ place: String, minute: Int64, role: ItineraryPart.Role = .passage
    ) -> ItineraryPart {
        var part = ItineraryPart(
            caseID: "C", kind: .point, span: TimeSpan(at: noon + minute * 60), place: place,
            origin: .observed(.checkpoint))
        part.role = role
        return part
    }

    private func check(_ place: String, minute: Int64, of number: UInt64 = 7) -> Observation {
        var row = Observation(feed: .checkpoint, span: TimeSpan(at: noon + minute * 60 + 30))
        row.idNumber = person(number)
        row.place = place
        return row
    }

    private func report(
        _ parts: [ItineraryPart], _ rows: [Observation], rule settings: CompanionRule? = nil
    ) -> ExposureReport {
        let rule = Rule(
            id: "companion", setting: "companions", tier: .close, source: "", minMinutes: 0, cumulativeHours: 0,
            maxGapSeconds: 0, residualSeconds: 0, kind: .companion(settings ?? self.settings))
        let index = CaseIndex(
            parts: parts, caseSubjects: ["C": [person(1), plate(1)]], rules: [rule], places: [:],
            timetable: Timetable(stops: []), openEndHours: [:], zone: .china)
        var hits = HitSet()
        for feed in Feed.allCases {
            var block = ObservationBlock(feed: feed)
            for row in rows where row.feed == feed { block.append(row) }
            index.match(block, into: &hits)
        }
        return index.report(of: [hits])
    }

    private func flags(_ parts: [ItineraryPart], _ rows: [Observation], rule: CompanionRule? = nil) -> [[String]] {
        report(parts, rows, rule: rule).exposures.map(\.flags)
    }

    @Test func `order mates twenty rows apart are close contacts`() {
        let found = report(
            [part(ride("G1", seat: "2A", order: "O"))], [ticket(ride("G1", seat: "22F", order: "O"))])
        #expect(found.exposures.map(\.flags) == [["SAME_ORDER"]])
        #expect(found.exposures.map(\.tier) == [.close])
        #expect(flags([part(ride("G1", seat: "2A", order: "O"))], [ticket(ride("G1", order: "P"))]).isEmpty)
    }

    @Test func `an order links no two runs and no two stretches of one`() {
        let own = part(ride("G1", order: "O"))
        #expect(flags([own], [ticket(ride("G2", order: "O"))]).isEmpty)
        #expect(flags([own], [ticket(ride("G1", day: 18_294, order: "O"), hour: 24)]).isEmpty)
        #expect(flags([own], [ticket(ride("G1", from: "C", to: "D", order: "O"), hour: 1)]).isEmpty)
        // Out and back together, in one order: two shared rides.
        let both = report(
            [own, part(ride("G2", from: "C", to: "A", order: "O"), hour: 5)],
            [ticket(ride("G1", order: "O")), ticket(ride("G2", from: "C", to: "A", order: "O"), hour: 5)])
        #expect(both.exposures.map(\.place) == ["G1", "G2"])
    }

    @Test func `the order of the case's own ticket counts for a ride that was only reported`() {
        var own = part(ride("G1"))
        var ticketPart = part(ride("G1", order: "O"))
        (ticketPart.role, ticketPart.origin) = (.ticket, .observed(.travel))
        #expect(flags([own, ticketPart], [ticket(ride("G1", order: "O"))]) == [["SAME_ORDER"]])
        own.ride?.order = "O"
        #expect(report([own, ticketPart], [ticket(ride("G1", order: "O"))]).exposures.count == 1)
    }

    @Test func `a code that too many people bear is no order`() {
        let own = [part(ride("G1", order: "0"))]
        let three = (7...9).map { ticket(ride("G1", order: "0"), of: $0) }
        #expect(report(own, three).exposures.count == 3)
        let four = report(own, three + [ticket(ride("G1", order: "0"), of: 10)])
        #expect(four.exposures.isEmpty)
        #expect(four.crowdedOrders == 1)
    }

    @Test func `seats side by side count on the second run`() {
        let out = part(ride("G1", seat: "12A"))
        let back = part(ride("G2", seat: "3D"), hour: 5)
        let beside = ticket(ride("G1", seat: "12B"))
        #expect(flags([out, back], [beside]).isEmpty)
        #expect(report([out, back], [beside]).companionHitsBelowCount == 1)
        // The same run bought in two tickets is one run.
        let again = part(ride("G1", from: "A", to: "B", seat: "12A"), line: 2)
        #expect(flags([out, again], [beside]).isEmpty)
        let twice = [beside, ticket(ride("G2", seat: "3C"), hour: 5)]
        #expect(flags([out, back], twice) == [["ADJACENT_SEATS"], ["ADJACENT_SEATS"]])
        var strict = settings
        strict.acrossAisle = false
        #expect(flags([out, back], twice, rule: strict).isEmpty)
    }

    @Test func `who has the room after the case has not shared it`() {
        let stay = ItineraryPart(
            caseID: "C", kind: .stay, span: TimeSpan(noon, noon + 3600), place: "H", room: "0301")
        func guest(_ from: Int64, _ to: Int64, _ room: String) -> Observation {
            var row = Observation(feed: .hotel, span: TimeSpan(noon + from, noon + to))
            (row.idNumber, row.place, row.room) = (person(7), "H", room)
            return row
        }
        #expect(flags([stay], [guest(0, 600, "301号房")]) == [["SAME_ROOM"]])
        #expect(flags([stay], [guest(3600, 7200, "301")]).isEmpty)
        #expect(flags([stay], [guest(0, 600, "302")]).isEmpty)
    }

    @Test func `people checked in one car minutes apart share it, and its own row is the case's`() {
        var own = ItineraryPart(
            caseID: "C", kind: .point, span: TimeSpan(at: noon), place: "K1", plate: plate(1),
            origin: .observed(.checkpoint))
        own.role = .presence
        var row = check("K1", minute: 4)
        row.plate = plate(1)
        #expect(flags([own], [row]) == [["SAME_PLATE"]])
        row.span = TimeSpan(at: noon + 301)
        #expect(flags([own], [row]).isEmpty)
        var car = row
        (car.idNumber, car.span) = (nil, TimeSpan(at: noon))
        #expect(flags([own], [car]).isEmpty)
    }

    @Test func `three places within two minutes of each other are a convoy and two are not`() {
        let road = [passage("K1", minute: 0), passage("K2", minute: 40), passage("K3", minute: 90)]
        let behind = [check("K1", minute: 1), check("K2", minute: 41), check("K3", minute: 91)]
        #expect(flags(road, behind) == [["CONVOY"], ["CONVOY"], ["CONVOY"]])
        #expect(flags(road, Array(behind.dropLast())).isEmpty)
        #expect(flags(road, behind.dropLast() + [check("K3", minute: 92)]).isEmpty)
        // The same gate day after day is one place.
        let gate = (0..<5).map { passage("K1", minute: $0 * 1440) }
        #expect(flags(gate, (0..<5).map { check("K1", minute: $0 * 1440) }).isEmpty)
    }

    @Test func `a convoy lies inside the rule's hours`() {
        let trip = [passage("K1", minute: 0), passage("K2", minute: 720), passage("K3", minute: 1440)]
        func others(_ last: Int64) -> [Observation] {
            [check("K1", minute: 0), check("K2", minute: 720), check("K3", minute: last)]
        }
        #expect(flags(trip, others(1440)).count == 3)
        let later = trip.dropLast() + [passage("K3", minute: 1441)]
        #expect(flags(Array(later), others(1441)).isEmpty)
    }

    @Test func `a car registered to the case makes a convoy only where the rule says so, and it is told`() {
        let road = ["K1", "K2", "K3"].enumerated().map {
            passage($1, minute: Int64($0) * 30, role: .vehiclePassage)
        }
        let behind = ["K1", "K2", "K3"].enumerated().map { check($1, minute: Int64($0) * 30) }
        #expect(flags(road, behind).first == ["CASE_PLATE_ONLY", "CONVOY"])
        var strict = settings
        strict.convoyVehicles = false
        #expect(flags(road, behind, rule: strict).isEmpty)
    }

    @Test func `traces of a case are no presence for other rules`() {
        let place = Rule(
            id: "gate", setting: "gate", tier: .general, source: "", minMinutes: 0, cumulativeHours: 0,
            maxGapSeconds: 0, residualSeconds: 0,
            kind: .place(PlaceRule(feeds: [.checkpoint], kinds: [], scope: .place, slackSeconds: 60)))
        let train = Rule(
            id: "rail", setting: "train", tier: .general, source: "", minMinutes: 0, cumulativeHours: 0,
            maxGapSeconds: 0, residualSeconds: 0,
            kind: .ride(RideRule(modes: [.rail], scope: .vehicle, rowsEachSide: 0, unknownSeatTier: nil)))
        var own = part(ride("G1", order: "O"))
        own.role = .ticket
        let index = CaseIndex(
            parts: [passage("K1", minute: 0), own], caseSubjects: [:], rules: [place, train], places: [:],
            timetable: Timetable(stops: []), openEndHours: [:], zone: .china)
        var hits = HitSet()
        for row in [check("K1", minute: 0), ticket(ride("G1", order: "O"))] {
            var block = ObservationBlock(feed: row.feed)
            block.append(row)
            index.match(block, into: &hits)
        }
        #expect(hits.count == 0)
    }
}
