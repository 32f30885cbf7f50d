import Matching
import Policy
import Testing
import Vocabulary

/// What the random worlds mix: a comparison that nothing ever reaches would prove nothing.
@Suite struct RandomWorldCoverageTests {
    @Test func `random worlds reach every scope, crew and flag of rides`() {
        var flags: [String: Int] = [:]
        var scopes: [RideRule.Scope: Int] = [:]
        var bays: [Int: Int] = [:]
        for seed in 0..<UInt64(9000) {
            let world = RandomWorld(seed: seed)
            var kinds: [String: RideRule] = [:]
            for case (let id, .ride(let ride)) in world.rules.map({ ($0.id, $0.kind) }) { kinds[id] = ride }
            for exposure in world.oracle.exposures(of: world.observations) {
                guard let ride = kinds[exposure.rule] else { continue }
                for flag in exposure.flags { flags[flag, default: 0] += 1 }
                // Decided by the seats themselves, not by what was missing.
                let missing = ["BAY_UNKNOWN", "COACH_UNKNOWN", "SEAT_UNKNOWN"]
                if !exposure.flags.contains(where: missing.contains) { scopes[ride.scope, default: 0] += 1 }
                if let apart = exposure.nearness?.baysApart { bays[apart, default: 0] += 1 }
            }
        }
        for flag in [
            "BAY_UNKNOWN", "COACH_UNKNOWN", "CREW", "SEAT_UNKNOWN", "SEGMENT_UNKNOWN", "SERVICE_DATE_DIFFERS",
            "STANDING",
            "SUFFIX_DIFFERS", "UNVERIFIED_BOARDING", "VEHICLE_UNKNOWN",
        ] { #expect(flags[flag, default: 0] >= 5, "\(flag)") }
        for scope in RideRule.Scope.allCases { #expect(scopes[scope, default: 0] >= 10, "\(scope)") }
        for apart in 0...2 { #expect(bays[apart, default: 0] >= 20, "\(apart) bays") }
    }

    @Test func `random worlds hold vehicles of one number that differ, plates of many writings and ships' cabins`() {
        var seen: [String: Int] = [:]
        for seed in 0..<UInt64(6000) {
            let world = RandomWorld(seed: seed)
            let oracle = world.oracle
            for part in oracle.parts {
                guard let mine = part.ride else { continue }
                for row in world.observations {
                    guard let theirs = row.ride, theirs.mode == mine.mode,
                        !Set(Oracle.numbers(mine.service)).isDisjoint(with: Oracle.numbers(theirs.service))
                    else { continue }
                    if part.span.overlaps(row.span),
                        oracle.isOtherVehicle(mine, part.span, theirs, row.span, true)
                    {
                        seen[mine.fromPlace == theirs.fromPlace ? "departure" : "way back", default: 0] += 1
                    }
                    if mine.service != theirs.service, mine.mode == .coach { seen["plate", default: 0] += 1 }
                    if mine.mode == .ship, let apart = cabins(mine, theirs) { seen["cabin \(apart)", default: 0] += 1 }
                }
            }
        }
        for what in ["departure", "way back", "plate", "cabin true", "cabin false"] {
            #expect(seen[what, default: 0] >= 50, "\(what): \(seen)")
        }
    }

    private func cabins(_ mine: Ride, _ theirs: Ride) -> Bool? {
        func traveller(_ ride: Ride) -> OracleShips.Traveller {
            (
                ride, ride.seat.flatMap { OracleSeats.seats[$0] } ?? OracleSeats.Meaning(),
                ride.carriage.flatMap { OracleSeats.coaches[$0] } ?? []
            )
        }
        return OracleShips.areApart(traveller(mine), traveller(theirs))
    }
}
