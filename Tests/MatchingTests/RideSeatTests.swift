import Matching
@testable import Policy
import Testing
import Vocabulary

/// The transport table of the shipped policy on people in seats (DOMAIN 3.1, 4.4, 7).
@Suite struct RideSeatTests {
    private static let layouts = ["hard_seat_112", "hard_seat_116", "hard_seat_118", "hard_seat_122", "hard_seat_128"]

    private func train(_ seat: String?, coach: String? = "11", _ service: String = "K350") -> Ride {
        RideScene.ride(.rail, service, coach, seat)
    }

    /// K350, January 2021, coach 11: the five infected seats, in an ordinary train of each layout.
    ///
    /// Bays by hand. 118, 128: 10-19 | 20-29. 116: 8-17 | 18-27 | 28-37. 112, 122: 5-13 | 14-23 | 24-33.
    @Test(arguments: layouts) func `K350 coach 11 by bays`(layout: String) throws {
        let bays =
            switch layout {
            case "hard_seat_116": ["13": 2, "19": 3, "20": 3, "27": 3, "28": 4]
            case "hard_seat_112", "hard_seat_122": ["13": 2, "19": 3, "20": 3, "27": 4, "28": 4]
            default: ["13": 2, "19": 2, "20": 3, "27": 3, "28": 3]
            }
        let scene = RideScene(vehicles: [
            VehicleFact(mode: .rail, service: "K350/K347", coach: "11", layout: layout, isSealed: false)
        ])
        for (own, ownBay) in bays {
            for (other, otherBay) in bays where other != own {
                let found = try scene.exposures(train(own), train(other))
                let apart = abs(ownBay - otherBay)
                #expect(found["rail.open"]?.tier == (apart <= 1 ? .close : nil), "\(own) \(other)")
                #expect(found["rail.open"]?.flags ?? [] == [])
                #expect(found["rail.vehicle"]?.tier == .general)
                #expect(found["rail.vehicle"]?.nearness == SeatNearness(coach: "11", baysApart: apart, layout: layout))
                #expect(found["rail.sealed"] == nil)
            }
        }
    }

    @Test(arguments: layouts + [nil]) func `K350 coach 11 sealed: the whole coach anyway`(layout: String?) throws {
        let facts = layout.map { [VehicleFact(mode: .rail, service: "K350", layout: $0)] } ?? []
        let scene = RideScene(vehicles: facts)
        for own in ["27", "28", "19", "20", "13"] {
            for other in ["27", "28", "19", "20", "13", "118", "1", "无座"] where other != own {
                let flags = other == "无座" ? " STANDING" : ""
                #expect(try scene.verdict(train(own), train(other)) == ["rail.sealed close" + flags])
            }
        }
        #expect(try scene.verdict(train("27"), train("27", coach: "12")) == ["rail.vehicle general"])
        #expect(try scene.verdict(train("27"), train("27", coach: "加11")) == ["rail.vehicle general"])
        #expect(try scene.verdict(train("27"), train("27", coach: "11-12")) == ["rail.sealed close"])
    }

    @Test func `an ordinary train of unknown layout: the whole coach, flagged`() throws {
        let scene = RideScene(vehicles: [VehicleFact(mode: .rail, service: "K*", isSealed: false)])
        #expect(try scene.verdict(train("1"), train("118")) == ["rail.open close BAY_UNKNOWN"])
        #expect(try scene.verdict(train("1"), train("无座")) == ["rail.open close STANDING"])
        #expect(try scene.verdict(train("1"), train("118", coach: "12")) == ["rail.vehicle general"])
        let unknown = ["rail.open general SEAT_UNKNOWN", "rail.vehicle general"]
        #expect(try scene.verdict(train("1"), train(nil)) == unknown)
    }

    @Test func `a train of which nobody knows whether it is sealed counts as sealed, flagged`() throws {
        let (own, other) = (train("1", "1148"), train("118", "1148"))
        #expect(try RideScene().verdict(own, other) == ["rail.sealed close VEHICLE_UNKNOWN"])
        // Two facts of equal weight that disagree are no knowledge; the more special one wins.
        var scene = RideScene(vehicles: [
            VehicleFact(mode: .rail, service: "11*", isSealed: true),
            VehicleFact(mode: .rail, service: "1*", isSealed: false),
        ])
        #expect(try scene.verdict(own, other) == ["rail.sealed close"])
        scene.vehicles.append(VehicleFact(mode: .rail, service: "1148", coach: "11", isSealed: false))
        #expect(try scene.verdict(own, other) == ["rail.open close BAY_UNKNOWN"])
        scene.vehicles.append(
            VehicleFact(mode: .rail, service: "1148", serviceDate: RideScene.day + 1, coach: "11", isSealed: true))
        #expect(try scene.verdict(own, other) == ["rail.open close BAY_UNKNOWN"])
        scene.vehicles.append(VehicleFact(mode: .rail, service: "1147/1148", coach: "11", isSealed: true))
        #expect(try scene.verdict(own, other) == ["rail.sealed close VEHICLE_UNKNOWN"])
    }

    @Test(arguments: [true, false])
    func `soft sleeper: berths 5 and 8 share a compartment, 8 and 9 do not`(isSealed: Bool) throws {
        let fact = VehicleFact(mode: .rail, service: "K350", coach: "9", layout: "soft_sleeper", isSealed: isSealed)
        let rule = isSealed ? "rail.sealed.soft close" : "rail.open.soft close"
        func verdict(_ own: String, _ other: String, _ numbers: RideSettings.SleeperNumbers = .berths) throws
            -> [String]
        {
            let scene = RideScene(vehicles: [fact]) { $0.rides.softSleeperNumbers = numbers }
            return try scene.verdict(train(own, coach: "9"), train(other, coach: "9"))
        }
        #expect(try verdict("5", "8") == [rule])
        #expect(try verdict("8", "9") == ["rail.vehicle general"])
        #expect(try verdict("5下", "8上") == [rule])
        #expect(try verdict("8上", "9下") == ["rail.vehicle general"])
        // Where berths are numbered by compartment, each number is its own.
        #expect(try verdict("5下", "8上", .compartments) == ["rail.vehicle general"])
        #expect(try verdict("5下", "5上", .compartments) == [rule])
        #expect(try verdict("2间上", "8下") == [rule])
    }

    @Test func `soft sleeper by the ticket's own words`() throws {
        let found = try RideScene().verdict(train("软卧33下", coach: "9"), train("36上", coach: "9"))
        #expect(found == ["rail.sealed.soft close"])
        #expect(
            try RideScene().verdict(train("软卧33下", coach: "9"), train("37上", coach: "9")) == ["rail.vehicle general"])
    }

    @Test func `hard sleeper: the number is the bay, and the next on each side counts`() throws {
        let scene = RideScene(vehicles: [
            VehicleFact(mode: .rail, service: "K350", layout: "hard_sleeper", isSealed: false)
        ])
        for (other, isNear) in [("12中", true), ("11上", true), ("13下", true), ("14下", false), ("10中", false)] {
            let found = try scene.verdict(train("12下"), train(other))
            #expect(found == (isNear ? ["rail.open close"] : ["rail.vehicle general"]), "\(other)")
        }
        // A middle berth is a hard sleeper's without any layout; upper and lower ones may be soft sleepers'.
        let open = RideScene(vehicles: [VehicleFact(mode: .rail, service: "K350", isSealed: false)])
        #expect(try open.verdict(train("12中"), train("14下")) == ["rail.vehicle general"])
        #expect(try open.verdict(train("12上"), train("14下")) == ["rail.open close BAY_UNKNOWN"])
    }

    @Test func `crew: of the whole sealed train, of the coach of an ordinary one`() throws {
        let sealed = RideScene()
        #expect(try sealed.verdict(train("27"), train("乘务", coach: nil)) == ["rail.sealed close CREW"])
        #expect(try sealed.verdict(train("27"), train("乘务", coach: "3")) == ["rail.sealed close CREW"])
        let open = RideScene(vehicles: [VehicleFact(mode: .rail, service: "K350", isSealed: false)])
        #expect(try open.verdict(train("27"), train("乘务", coach: "10-11")) == ["rail.open close CREW"])
        #expect(try open.verdict(train("27"), train("乘务", coach: "3")) == ["rail.vehicle general"])
        let unknown = ["rail.open general COACH_UNKNOWN CREW", "rail.vehicle general"]
        #expect(try open.verdict(train("27"), train("乘务", coach: nil)) == unknown)
        // A case of the crew is near those of the coaches it served.
        #expect(try sealed.verdict(train("乘务", coach: "7-8"), train("3", coach: "8")) == ["rail.sealed close CREW"])
        #expect(try sealed.verdict(train("乘务", coach: "7-8"), train("3", coach: "9")) == ["rail.vehicle general"])
    }

    @Test func `coupled sets are not connected`() throws {
        let facts = [VehicleFact(mode: .rail, service: "G*", coachesPerSet: 8)]
        let (own, other) = (train("5A", coach: "8", "G12"), train("5A", coach: "9", "G12"))
        #expect(try RideScene(vehicles: facts).verdict(own, other).isEmpty)
        #expect(try RideScene(vehicles: facts).verdict(own, train("5A", coach: "1", "G12")) == ["rail.vehicle general"])
        #expect(try RideScene().verdict(own, other) == ["rail.vehicle general"])
        let together = RideScene(vehicles: facts) { $0.rides.coupledSets = .together }
        #expect(try together.verdict(own, other) == ["rail.vehicle general"])
        // The dining car and a coach that nobody knows may be in either set.
        #expect(try RideScene(vehicles: facts).verdict(own, train(nil, coach: "餐车", "G12")) == ["rail.vehicle general"])
    }

    private func flight(_ seat: String?, _ service: String = "MU5101") -> Ride {
        RideScene.ride(.flight, service, nil, seat)
    }

    @Test func `aircraft: three rows each side, everybody in the cabin without HEPA`() throws {
        for (seat, isNear) in [
            ("15A", true), ("9K", true), ("12A", true), ("16A", false), ("8F", false), ("14排", true),
        ] {
            let found = try RideScene().verdict(flight("12F"), flight(seat))
            #expect(found == (isNear ? ["air.rows close"] : ["air.vehicle general"]), "\(seat)")
        }
        let found = try RideScene().exposures(flight("12F"), flight("15A"))
        #expect(found["air.rows"]?.nearness == SeatNearness(rowsApart: 3, baysApart: 3))
        #expect(
            try RideScene().verdict(flight("12F"), flight(nil)) == [
                "air.rows general SEAT_UNKNOWN", "air.vehicle general",
            ])
        #expect(try RideScene().verdict(flight("12F"), flight("乘务")) == ["air.rows close CREW"])
        let noHEPA = RideScene(vehicles: [VehicleFact(mode: .flight, service: "MU5101", hasHEPA: false)])
        #expect(try noHEPA.verdict(flight("12F"), flight("40A")) == ["air.nohepa close SEAT_UNKNOWN"])
        #expect(try noHEPA.verdict(flight("头等舱2F"), flight("经济舱40A")) == ["air.vehicle general"])
        #expect(try noHEPA.verdict(flight("头等舱2F"), flight("头等舱7A")) == ["air.nohepa close"])
    }

    @Test func `a flight's suffix is another flight only where the policy says so`() throws {
        #expect(try RideScene().verdict(flight("12F"), flight("12A", "MU5101D")) == ["air.rows close SUFFIX_DIFFERS"])
        #expect(try RideScene().verdict(flight("12F", "MU5101D"), flight("12A", "MU5101D")) == ["air.rows close"])
        let other = RideScene { $0.rides.flightSuffix = .other }
        #expect(try other.verdict(flight("12F"), flight("12A", "MU5101D")).isEmpty)
        #expect(try RideScene().verdict(flight("12F"), flight("12A", "MU510")).isEmpty)
        #expect(try RideScene().verdict(train("1", "G1"), train("1", "G1D")).isEmpty)
    }

    private func bus(_ seat: String?) -> Ride { RideScene.ride(.coach, "B101", nil, seat) }

    @Test func `coaches: everybody if sealed or not known, else three rows of four and the driver`() throws {
        #expect(try RideScene().verdict(bus("1"), bus("45")) == ["coach.sealed close VEHICLE_UNKNOWN"])
        #expect(try RideScene().verdict(bus(nil), bus(nil)) == ["coach.sealed close VEHICLE_UNKNOWN"])
        var scene = RideScene(vehicles: [VehicleFact(mode: .coach, service: "B101", isSealed: true)])
        #expect(try scene.verdict(bus("1"), bus("45")) == ["coach.sealed close"])
        scene.vehicles = [VehicleFact(mode: .coach, service: "B101", isSealed: false)]
        // Seat 10 is in row 3: rows up to 6 are near, which ends with seat 24.
        #expect(try scene.verdict(bus("10"), bus("24")) == ["coach.open close"])
        #expect(try scene.verdict(bus("10"), bus("25")) == ["coach.vehicle general"])
        #expect(try scene.verdict(bus("45"), bus("司机")) == ["coach.open close CREW"])
        #expect(
            try scene.verdict(bus("10"), bus(nil)) == ["coach.open general SEAT_UNKNOWN", "coach.vehicle general"])
        scene.vehicles[0].layout = "abreast_3"
        #expect(try scene.verdict(bus("10"), bus("21")) == ["coach.open close"])
        #expect(try scene.verdict(bus("10"), bus("22")) == ["coach.vehicle general"])
    }

    @Test func `ships: the cabin and its crew`() throws {
        func ship(_ cabin: String?, _ seat: String? = nil) -> Ride { RideScene.ride(.ship, "S1", cabin, seat) }
        #expect(try RideScene().verdict(ship("301"), ship("301")) == ["ship.cabin close"])
        #expect(try RideScene().verdict(ship("301"), ship("302")) == ["ship.vehicle general"])
        #expect(try RideScene().verdict(ship("3", "12间上"), ship("3", "12间下")) == ["ship.cabin close"])
        #expect(try RideScene().verdict(ship("3", "12间上"), ship("3", "13间下")) == ["ship.vehicle general"])
        #expect(try RideScene().verdict(ship("301"), ship("301", "乘务")) == ["ship.cabin close CREW"])
        let unknown = ["ship.cabin general SEAT_UNKNOWN", "ship.vehicle general"]
        #expect(try RideScene().verdict(ship("301"), ship(nil)) == unknown)
    }

    @Test(
        arguments: [
            ("二等舱", "203"), (nil, "203"), (nil, "二等舱203"), (nil, "船舱203"), ("二等舱", "203室"), ("二等舱203", "5下"),
            ("2层203", "5下"), ("203", nil), ("2层", "二等舱203"),
        ] as [(String?, String?)])
    func `a ship's cabin is its number, read from coach and seat together, however it is written`(
        coach: String?, seat: String?
    ) throws {
        func ship(_ cabin: String?, _ seat: String?) -> Ride { RideScene.ride(.ship, "S1", cabin, seat) }
        let mine = ship(coach, seat)
        #expect(try RideScene().verdict(mine, mine) == ["ship.cabin close"])
        #expect(try RideScene().verdict(mine, ship("203", "8上")) == ["ship.cabin close"])
        let next = ship(
            coach?.replacing("203", with: "204"), seat?.replacing("203", with: "204"))
        #expect(try RideScene().verdict(mine, next) == ["ship.vehicle general"])
        let unknown = ["ship.cabin general SEAT_UNKNOWN", "ship.vehicle general"]
        #expect(try RideScene().verdict(mine, ship(nil, "8上")) == unknown)
        #expect(try RideScene().verdict(ship("二等舱", nil), ship("二等舱", nil)) == unknown)
    }

    @Test func `cabins of one number on two decks or of two grades are two`() throws {
        func ship(_ cabin: String?, _ seat: String? = nil) -> Ride { RideScene.ride(.ship, "S1", cabin, seat) }
        for (own, other) in [("2层203", "3层203"), ("二等舱203", "三等舱203"), ("二等舱203", "头等舱203")] {
            #expect(try RideScene().verdict(ship(own), ship(other)) == ["ship.vehicle general"])
        }
        #expect(try RideScene().verdict(ship("头等舱", "203室"), ship("一等舱", "203室")) == ["ship.cabin close"])
        // The room of the other is not told: 3 may be what the room is in.
        let unknown = ["ship.cabin general SEAT_UNKNOWN", "ship.vehicle general"]
        #expect(try RideScene().verdict(ship("3", "12间上"), ship("3")) == unknown)
    }

    @Test func `a plate as a coach's service is one with and without its separators`() throws {
        func bus(_ plate: String) -> Ride { RideScene.ride(.coach, plate) }
        for plate in ["浙Z·12345", "浙Z•12345", "浙Z.12345", "浙Z-12345", "浙Z 12345", "浙z12345"] {
            let found = try RideScene().verdict(bus("浙Z12345"), bus(plate))
            #expect(found == ["coach.sealed close VEHICLE_UNKNOWN"], "\(plate)")
        }
        #expect(try RideScene().verdict(bus("浙Z12345"), bus("浙Z·12346")).isEmpty)
        // Zeros of a plate count.
        #expect(try RideScene().verdict(bus("浙A·D01234"), bus("浙AD01234")) == ["coach.sealed close VEHICLE_UNKNOWN"])
        #expect(try RideScene().verdict(bus("浙AD1234"), bus("浙AD01234")).isEmpty)
        // A line's number keeps its dash.
        #expect(try RideScene().verdict(bus("1-12"), bus("112")).isEmpty)
    }

    @Test(arguments: [RideMode.coach, .ship, .metro])
    func `other departures of one line, and the way back, are other vehicles`(mode: RideMode) throws {
        func met(_ other: (String, String), after seconds: Int64, own: (String, String) = ("A", "C")) throws -> Bool {
            let start = RideScene.start
            return try !RideScene().verdict(
                RideScene.ride(mode, "101", from: own.0, to: own.1),
                RideScene.ride(mode, "101", from: other.0, to: other.1), span: TimeSpan(start, start + 3600),
                otherSpan: TimeSpan(start + seconds, start + seconds + 3600)
            ).isEmpty
        }
        #expect(try met(("A", "C"), after: 600))
        #expect(try !met(("A", "C"), after: 601))
        #expect(try !met(("A", "D"), after: -1800))
        // Who boards on the way boards later.
        #expect(try met(("B", "C"), after: 1800))
        #expect(try !met(("C", "A"), after: 1800))
        #expect(try !met(("C站", "A"), after: 0))
    }

    @Test func `a policy may say none, and rides whose times or ends do not tell still match`() throws {
        let start = RideScene.start
        let own = RideScene.ride(.coach, "101", from: "A", to: "C")
        let later = TimeSpan(start + 1800, start + 9000)
        var scene = RideScene()
        #expect(try scene.verdict(own, own, otherSpan: later).isEmpty)
        scene.change = { $0.rides.sameDepartureSeconds[.coach] = nil }
        #expect(try scene.verdict(own, own, otherSpan: later) == ["coach.sealed close VEHICLE_UNKNOWN"])
        let day = TimeSpan(
            ZoneRules.china.startOfDay(RideScene.day), ZoneRules.china.startOfDay(RideScene.day) + 86_399)
        let unknown = ["coach.sealed close SEGMENT_UNKNOWN VEHICLE_UNKNOWN"]
        #expect(try RideScene().verdict(own, own, otherSpan: day) == unknown)
        let nowhere = RideScene.ride(.coach, "101")
        #expect(try RideScene().verdict(own, nowhere, otherSpan: later) == ["coach.sealed close VEHICLE_UNKNOWN"])
        // There and back are two, whatever the times.
        #expect(try RideScene().verdict(own, RideScene.ride(.coach, "101", from: "C", to: "A"), otherSpan: day).isEmpty)
    }

    @Test func `people of one metro line at one time are general contacts`() throws {
        func ride(_ line: String, _ from: String, _ to: String) -> Ride {
            RideScene.ride(.metro, line, from: from, to: to)
        }
        let span = TimeSpan(RideScene.start + 300, RideScene.start + 2000)
        let found = try RideScene().verdict(ride("2号线", "A", "D"), ride("2号线", "B", "C"), otherSpan: span)
        #expect(found == ["metro.vehicle general"])
        #expect(try RideScene().verdict(ride("2号线", "A", "D"), ride("1号线", "B", "C"), otherSpan: span).isEmpty)
    }

    @Test func `a train's departure is told by its number and date, whatever the tickets' times`() throws {
        let start = RideScene.start
        let found = try RideScene().verdict(
            RideScene.ride(.rail, "K350", "11", from: "A", to: "C"),
            RideScene.ride(.rail, "K350", "11", from: "A", to: "C"), otherSpan: TimeSpan(start + 1800, start + 7200))
        #expect(found == ["rail.sealed close"])
        // So is its direction: one of the two has its ends exchanged.
        let exchanged = try RideScene().verdict(
            RideScene.ride(.rail, "K350", "11", from: "A", to: "C"),
            RideScene.ride(.rail, "K350", "11", from: "C", to: "A"))
        #expect(exchanged == ["rail.sealed close"])
    }
}
