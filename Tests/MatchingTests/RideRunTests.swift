import Matching
@testable import Policy
import Testing
import Vocabulary

/// Which rides are on one run: segments, numbers, dates over midnight and New Year (DOMAIN 4.4, 7).
@Suite struct RideRunTests {
    private func train(
        _ service: String, _ from: String? = nil, _ to: String? = nil, day: Int32? = RideScene.day
    ) -> Ride { RideScene.ride(.rail, service, "11", "27", from: from, to: to, day: day) }

    private func run(_ service: String, _ places: String, from: Int64 = 9, hours: Int64 = 1) -> [ServiceStop] {
        places.enumerated().map { number, place in
            ServiceStop(
                mode: .rail, service: service, serviceDate: nil, sequence: number + 1, placeID: String(place),
                arrive: (from + Int64(number) * hours) * 3600 % 86_400,
                depart: (from + Int64(number) * hours) * 3600 % 86_400)
        }
    }

    @Test func `who rode from A to C never met who rode from D to F`() throws {
        let scene = RideScene(stops: run("K350", "ABCDEF"))
        #expect(try scene.verdict(train("K350", "A", "C"), train("K350", "D", "F")).isEmpty)
        #expect(try scene.verdict(train("K350", "D", "F"), train("K350", "A", "C")).isEmpty)
        #expect(try scene.verdict(train("K350", "A", "D"), train("K350", "D", "F")).isEmpty)
        #expect(try scene.verdict(train("K350", "A", "E"), train("K350", "D", "F")) == ["rail.sealed close"])
        // By times alone, and by neither.
        let (early, late) = (TimeSpan(0, 7200).shifted(RideScene.start), TimeSpan(7300, 9000).shifted(RideScene.start))
        #expect(try RideScene().verdict(train("K350"), train("K350"), span: early, otherSpan: late).isEmpty)
        let wholeDay = TimeSpan(
            ZoneRules.china.startOfDay(RideScene.day), ZoneRules.china.startOfDay(RideScene.day) + 86_399)
        let undecided = try RideScene().verdict(train("K350"), train("K350"), span: early, otherSpan: wholeDay)
        #expect(undecided == ["rail.sealed close SEGMENT_UNKNOWN"])
    }

    @Test func `numbers are compared whole, without leading zeros or case`() throws {
        #expect(try RideScene().verdict(train("G12"), train("G0012")) == ["rail.sealed close"])
        #expect(try RideScene().verdict(train("g12"), train("G12")) == ["rail.sealed close"])
        for other in ["G123", "G1", "G120", "D12", "12"] {
            #expect(try RideScene().verdict(train("G12"), train(other)).isEmpty, "\(other)")
        }
    }

    @Test func `a train that changes its number on the way, one stop list for each`() throws {
        // K350 runs from A to C, from where it is K347 on to E.
        var scene = RideScene(stops: run("K350", "ABC") + run("K347", "CDE", from: 11))
        #expect(try scene.verdict(train("K350", "A", "C"), train("K347", "A", "C")).isEmpty)
        scene.aliases = [(.rail, "K350/K347")]
        #expect(try scene.verdict(train("K350", "A", "C"), train("K347", "C", "E")).isEmpty)
        #expect(try scene.verdict(train("K350", "A", "B"), train("K347", "D", "E")).isEmpty)
        #expect(try scene.verdict(train("K350/K347", "B", "D"), train("K347", "C", "E")) == ["rail.sealed close"])
        #expect(try scene.verdict(train("K350", "B", "D"), train("K350", "A", "C")) == ["rail.sealed close"])
        let shared = try scene.exposures(train("K350/K347", "B", "D"), train("K347", "C", "E"))["rail.sealed"]
        let noon = ZoneRules.china.startOfDay(RideScene.day) + 11 * 3600
        #expect(shared?.span == TimeSpan(noon, noon + 3600))
        // A number that the lists do not join stays another train.
        #expect(try scene.verdict(train("K350", "A", "C"), train("K348", "A", "C")).isEmpty)
    }

    @Test func `lists are joined whatever order they come in, and over midnight`() throws {
        let night = run("Z1", "ABC", from: 20, hours: 2) + run("Z4", "CDE", from: 24, hours: 2)
        for stops in [night, night.reversed()] {
            let scene = RideScene(stops: stops, aliases: [(.rail, "Z4/Z1")])
            let found = try scene.exposures(train("Z1", "B", "E"), train("Z4", "A", "D"))["rail.sealed"]
            let midnight = ZoneRules.china.startOfDay(RideScene.day + 1)
            #expect(found?.span == TimeSpan(midnight - 7200, midnight + 7200))
        }
    }

    @Test func `code shares: numbers that a ticket names together are one flight`() throws {
        func flight(_ service: String) -> Ride { RideScene.ride(.flight, service, nil, "12F") }
        #expect(try RideScene().verdict(flight("MU5101/CZ3201"), flight("CZ3201")) == ["air.rows close"])
        #expect(try RideScene().verdict(flight("CZ3201"), flight("MU5101/CZ3201")) == ["air.rows close"])
        #expect(try RideScene().verdict(flight("MU5101"), flight("CZ3201")).isEmpty)
        let named = RideScene(aliases: [(.flight, "MU5101/CZ3201")])
        #expect(try named.verdict(flight("MU5101"), flight("CZ3201")) == ["air.rows close"])
    }

    /// Leaves A at 22:00 on 31 December, calls at B at 00:30 and reaches C at 03:00 on 1 January.
    @Test func `over midnight and New Year the origin's date and the boarding date are one run`() throws {
        let december = CivilDate(year: 2020, month: 12, day: 31).dayNumber
        let midnight = ZoneRules.china.startOfDay(december + 1)
        let stops = [("A", 22 * 3600), ("B", 1800), ("C", 3 * 3600)].enumerated().map { number, stop in
            ServiceStop(
                mode: .rail, service: "K350", serviceDate: nil, sequence: number, placeID: stop.0,
                arrive: Int64(stop.1), depart: Int64(stop.1))
        }
        let scene = RideScene(stops: stops)
        let own = train("K350", "A", "C", day: december)
        let span = TimeSpan(midnight - 7200, midnight + 10_800)
        let boarded = TimeSpan(midnight + 1800, midnight + 10_800)
        func verdict(_ other: Ride, _ otherSpan: TimeSpan) throws -> [String] {
            try scene.verdict(own, other, span: span, otherSpan: otherSpan)
        }
        // The origin's date, and the date of one's own boarding.
        #expect(try verdict(train("K350", "B", "C", day: december), boarded) == ["rail.sealed close"])
        #expect(
            try verdict(train("K350", "B", "C", day: december + 1), boarded) == [
                "rail.sealed close SERVICE_DATE_DIFFERS"
            ])
        // The next night's run has the same stops and the next date.
        let nextNight = boarded.shifted(86_400)
        #expect(try verdict(train("K350", "B", "C", day: december + 1), nextNight).isEmpty)
        #expect(try verdict(train("K350", "B", "C", day: december + 2), nextNight).isEmpty)
        // 31 December is not 31 January, nor the same day a year later.
        #expect(try verdict(train("K350", "B", "C", day: december + 31), boarded.shifted(31 * 86_400)).isEmpty)
        #expect(try verdict(train("K350", "B", "C", day: december - 365), boarded.shifted(-365 * 86_400)).isEmpty)
        // Delays beyond the policy's minutes are another run.
        #expect(try verdict(train("K350", "B", "C", day: december + 1), boarded.shifted(10_801)).isEmpty)
    }
}

extension TimeSpan {
    func shifted(_ seconds: Int64) -> TimeSpan { TimeSpan(start + seconds, end + seconds) }
}
