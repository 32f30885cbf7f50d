@testable import Policy
import Testing
import Vocabulary

/// The transport table of China's notices (DOMAIN 3.1), line by line, as rules.
@Suite struct TransportTableTests {
    private func rides() throws -> [String: RideRule] {
        let policy = try PolicyReader.policy(of: try PolicyShelf.chain(of: "cn-nhc-v9"))
        var rides: [String: RideRule] = [:]
        for case (let id, .ride(let ride)) in policy.rules.map({ ($0.id, $0.kind) }) { rides[id] = ride }
        return rides
    }

    private let closed: [RideRule.Certainty] = [.yes, .unknown]
    private let notSoft: [Seat.Class?] = [
        .hardSeat, .softSeat, .secondClass, .firstClass, .businessClass, .seat, .hardSleeper, .sleeper, .economyClass,
        nil,
    ]

    @Test func `aircraft: three rows each side and crew, without HEPA the cabin`() throws {
        let rides = try rides()
        #expect(
            rides["air.rows"]
                == RideRule(
                    modes: [.flight], hepa: closed, scope: .rows, rowsEachSide: 3, unknownSeatTier: .general,
                    crew: .vehicle))
        #expect(
            rides["air.nohepa"]
                == RideRule(
                    modes: [.flight], hepa: [.no], scope: .cabin, unknownSeatTier: .close, crew: .vehicle))
        #expect(rides["air.vehicle"] == RideRule(modes: [.flight], scope: .vehicle))
    }

    @Test func `trains: the coach if sealed, else the bay and one each side, of soft sleepers the compartment`() throws
    {
        let rides = try rides()
        #expect(
            rides["rail.sealed"]
                == RideRule(
                    modes: [.rail], sealed: closed, classes: notSoft, scope: .coach, unknownSeatTier: .general,
                    crew: .vehicle))
        #expect(
            rides["rail.sealed.soft"]
                == RideRule(
                    modes: [.rail], sealed: closed, classes: [.softSleeper], scope: .compartment,
                    unknownSeatTier: .general, unknownLayoutTier: .close, crew: .vehicle))
        #expect(
            rides["rail.open"]
                == RideRule(
                    modes: [.rail], sealed: [.no], classes: notSoft, scope: .bay, baysEachSide: 1,
                    unknownSeatTier: .general, unknownLayoutTier: .close, crew: .area))
        #expect(
            rides["rail.open.soft"]
                == RideRule(
                    modes: [.rail], sealed: [.no], classes: [.softSleeper], scope: .compartment,
                    unknownSeatTier: .general, unknownLayoutTier: .close, crew: .area))
        #expect(rides["rail.vehicle"] == RideRule(modes: [.rail], scope: .vehicle))
        // No class of coach is left out, and none is in both rules.
        #expect(Set(notSoft + [.softSleeper]) == Set(Seat.Class.allCases.map { $0 } + [nil]))
    }

    @Test func `coaches: all if sealed, else three rows each side and crew; ships: the cabin and its crew`() throws {
        let rides = try rides()
        #expect(rides["coach.sealed"] == RideRule(modes: [.coach], sealed: closed, scope: .vehicle))
        #expect(
            rides["coach.open"]
                == RideRule(
                    modes: [.coach], sealed: [.no], scope: .rows, rowsEachSide: 3, unknownSeatTier: .general,
                    crew: .vehicle))
        #expect(rides["coach.vehicle"] == RideRule(modes: [.coach], sealed: [.no], scope: .vehicle))
        #expect(
            rides["ship.cabin"]
                == RideRule(modes: [.ship], scope: .cabin, unknownSeatTier: .general, crew: .area))
        #expect(rides["ship.vehicle"] == RideRule(modes: [.ship], scope: .vehicle))
        // The table has no line for the metro; of joint exposure there the general contact's definition speaks.
        #expect(rides["metro.vehicle"] == RideRule(modes: [.metro], scope: .vehicle))
    }

    @Test func `what numbers tell where nothing is delivered is written down`() throws {
        var expected = RideSettings()
        expected.sealedPrefixes = [.rail: ["G", "D", "C", "S", "Z", "T", "K", "Y"]]
        expected.hepaPrefixes = [.flight: ["*"]]
        expected.flightSuffix = .same
        expected.delaySeconds = 10_800
        expected.sameDepartureSeconds = [.coach: 600, .ship: 600, .metro: 600]
        expected.coupledSets = .apart
        expected.softSleeperNumbers = .berths
        expected.seatsAbreast = [.coach: 4]
        for name in PolicyShelf.names {
            #expect(try PolicyReader.policy(of: try PolicyShelf.chain(of: name)).rides == expected)
        }
    }

    @Test func `two rows by the other authorities`() throws {
        for (name, tier) in [("cdc-2020-10", Tier?.none), ("who-2022", .general)] {
            let policy = try PolicyReader.policy(of: try PolicyShelf.chain(of: name))
            let rule = try #require(policy.rules.first { $0.id == "air.rows" })
            #expect(
                rule.kind
                    == .ride(
                        RideRule(modes: [.flight], scope: .rows, rowsEachSide: 2, unknownSeatTier: tier, crew: .none)))
        }
    }
}
