@testable import Policy
import Vocabulary

/// Rides of random worlds: seats of every notation, facts about vehicles, rules of every scope.
extension RandomWorld {
    mutating func rideRule() -> RideRule {
        var rule = RideRule(modes: pick([[.rail, .flight], [.rail], RideMode.allCases]), scope: .coach)
        rule.scope = pick(RideRule.Scope.allCases)
        if chance(40) { rule.sealed = pick([[.yes, .unknown], [.no], [.yes], [.no, .unknown]]) }
        if chance(20) { rule.hepa = pick([[.yes, .unknown], [.no]]) }
        if chance(40) {
            rule.classes = pick([
                [.softSleeper], [.hardSeat, .hardSleeper, nil], [.seat, .sleeper, nil], [.hardSeat, .firstClass],
            ])
        }
        rule.rowsEachSide = Int(number(in: 0...3))
        rule.baysEachSide = Int(number(in: 0...1))
        rule.unknownSeatTier = chance(70) ? .general : nil
        rule.unknownLayoutTier = chance(70) ? pick([.close, .general]) : nil
        rule.crew = pick(RideRule.Crew.allCases)
        return rule
    }

    mutating func makeVehicles() {
        if chance(50) { rideSettings.sealedPrefixes = [.rail: pick([["G"], ["K", "T"], ["*"]])] }
        if chance(50) { rideSettings.hepaPrefixes = [.flight: ["*"]] }
        if chance(50) { rideSettings.seatsAbreast = [.coach: 4, .rail: 5] }
        rideSettings.flightSuffix = pick(RideSettings.Suffix.allCases)
        rideSettings.coupledSets = pick(RideSettings.CoupledSets.allCases)
        rideSettings.softSleeperNumbers = pick(RideSettings.SleeperNumbers.allCases)
        rideSettings.delaySeconds = pick([10_800, 600])
        if chance(50) { rideSettings.sameDepartureSeconds = [.coach: 600, .ship: 0, .metro: 60, .rail: 7200] }
        for _ in 0..<Int(number(in: 0...5)) {
            var fact = VehicleFact(mode: pick([.rail, .rail, .rail, .flight, .ship, .coach]))
            fact.service =
                fact.mode == .flight ? pick(["MU1", "MU1*", "M*", ""]) : pick(["G1", "G1/G4", "G1*", "G*", "", "G2"])
            fact.serviceDate = chance(30) ? day + Int32(pick([0, 0, 1] as [Int64])) : nil
            fact.coach = chance(40) ? pick(["5", "7", "7-8", "+1"]) : ""
            if chance(40) {
                fact.layout = pick([
                    "hard_seat_112", "hard_seat_116", "hard_seat_118", "hard_seat_122", "hard_seat_128", "hard_seat",
                    "hard_sleeper", "soft_sleeper", "sleeper", "abreast_2", "first_class",
                ])
            }
            if chance(15) { fact.seats = pick(["1-4;5-8;9-28", "1-100"]) }
            if chance(40) { fact.isSealed = chance(50) }
            if chance(20) { fact.hasHEPA = chance(50) }
            if chance(20) { fact.coachesPerSet = pick([4, 8]) }
            vehicles.append(fact)
        }
    }

    mutating func ride() -> Ride {
        let ends = pick([("A", "C"), ("B", "D"), ("A", "B"), ("C", "D"), ("A", "X"), ("X", "A"), ("D", "A")])
        let date = day + Int32(pick([0, 0, 0, 1, -1] as [Int64]))
        let mode: RideMode = pick([.rail, .rail, .rail, .rail, .flight, .coach, .ship, .metro])
        var services =
            mode == .flight ? ["MU1", "MU1", "MU1D", "MU1/CZ3", "MU12"] : ["G1", "G1", "G1", "G1/G4", "G2", "G12"]
        if mode == .coach { services = ["浙Z0A123", "浙Z·0A123", "浙z-0A123", "浙ZA123", "G1", "G1"] }
        let seats = OracleSeats.seats.keys.sorted()
        let coaches = ["5", "5", "7", "7"] + OracleSeats.coaches.keys.sorted()
        // Few worlds mix all notations, or no two seats would ever be comparable.
        let seat = chance(80) ? pick(seatPool.isEmpty ? seats : seatPool) : nil
        return Ride(
            mode: mode, service: pick(services), serviceDate: chance(80) ? date : nil,
            carriage: chance(75) ? pick(coaches) : nil, seat: seat, fromPlace: ends.0, toPlace: ends.1,
            order: chance(40) ? pick(["O1", "O2"]) : nil,
            soldOnly: chance(20))
    }

    /// Somebody's ride and its time: in a world of rides mostly on the common one, often at the times of its stops.
    mutating func boarding(_ span: TimeSpan) -> (Ride, TimeSpan) {
        var ride = ride()
        guard let common = commonRide else { return (ride, span) }
        guard chance(85) else { return (ride, span) }
        ride.mode = common.mode
        if chance(85) { ride.service = common.service }
        if chance(70) { ride.carriage = common.carriage }
        if chance(80) { ride.serviceDate = day }
        guard chance(80) else { return (ride, span) }
        let first = number(in: 0...2)
        let last = min(3, first + number(in: 1...3))
        // Before the date's own midnight, and dated stops, the base is where the run sets out.
        let origin = stops.first?.serviceDate == nil ? ZoneRules.china.startOfDay(day) + 3600 : start
        let places = ["A", "B", "C", "D"]
        (ride.fromPlace, ride.toPlace) = (places[Int(first)], places[Int(last)])
        if chance(15) { ride.serviceDate = day + 1 }
        let late = pick([0, 0, 60, 600, 601] as [Int64])
        return (ride, TimeSpan(origin + first * 1800 + late, origin + last * 1800 + late))
    }

    mutating func pickSeatPool() {
        seatPool = pick([
            [], ["2A", "5F", "12C", "12A/15B", "13排", "无座", "乘务"],
            ["1", "4", "5", "8", "9", "19", "20", "27/28", "118", "无座"],
            ["5下", "8上", "2中", "2间上", "软卧8下", "软卧9", "硬卧3", "卧铺6下"], ["乘务", "无座", "19", "软卧9", "一等座", "经济舱30A"],
            ["203", "三等舱203", "2间上", "19"],
        ])
    }
}
