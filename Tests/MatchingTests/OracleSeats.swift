import Policy
import Vocabulary

/// Seats, from a table of what texts mean and from the layouts counted by hand; shares nothing with the engine.
struct OracleSeats {
    var vehicles: [VehicleFact]
    var settings: RideSettings

    /// What a seat text means.
    struct Meaning {
        var role = "passenger"
        var seatClass: String?
        /// Rows that the text names, bare seat numbers, compartments, and berths by number.
        var rows: [Int] = [], numbers: [Int] = [], compartments: [Int] = [], berths: [Int] = []
        /// Whether a berth is a middle one.
        var hasMiddle = false
        var letters = false

        var places: Int { rows.count + numbers.count + compartments.count + berths.count }
    }

    static let coaches: [String: [String]] = [
        "5": ["5"], "7": ["7"], "7-8": ["7", "8"], "5/9": ["5", "9"], "+1": ["+1"], "16": ["16"], "1": ["1"],
        "D": ["D"], "二等舱": [], "二等舱203": ["203"], "2层": [],
    ]
    static let seats: [String: Meaning] = [
        "2A": Meaning(rows: [2], letters: true), "2B": Meaning(rows: [2], letters: true),
        "2C": Meaning(rows: [2], letters: true), "12D": Meaning(rows: [12], letters: true),
        "12F": Meaning(rows: [12], letters: true), "5F": Meaning(rows: [5], letters: true),
        "12C": Meaning(rows: [12], letters: true), "12A/15B": Meaning(rows: [12, 15], letters: true),
        "13排": Meaning(rows: [13]), "1": Meaning(numbers: [1]), "4": Meaning(numbers: [4]), "5": Meaning(numbers: [5]),
        "8": Meaning(numbers: [8]), "9": Meaning(numbers: [9]), "19": Meaning(numbers: [19]),
        "20": Meaning(numbers: [20]), "27/28": Meaning(numbers: [27, 28]), "118": Meaning(numbers: [118]),
        "5下": Meaning(berths: [5]), "8上": Meaning(berths: [8]), "2中": Meaning(berths: [2], hasMiddle: true),
        "2间上": Meaning(compartments: [2]), "软卧8下": Meaning(seatClass: "soft_sleeper", berths: [8]),
        "软卧9": Meaning(seatClass: "soft_sleeper", numbers: [9]),
        "硬卧3": Meaning(seatClass: "hard_sleeper", numbers: [3]),
        "硬座20": Meaning(seatClass: "hard_seat", numbers: [20]), "一等座": Meaning(seatClass: "first_class"),
        "经济舱30A": Meaning(seatClass: "economy_class", rows: [30], letters: true),
        "卧铺6下": Meaning(seatClass: "sleeper", berths: [6]), "无座": Meaning(role: "standing"),
        "乘务": Meaning(role: "crew"), "203": Meaning(numbers: [203]), "三等舱203": Meaning(numbers: [203]),
    ]

    // MARK: Facts

    /// What the weightiest of the facts say about one coach, or the vehicle; nil where they say nothing or disagree.
    private func fact<Value: Equatable>(
        _ mode: RideMode, _ numbers: Set<String>, _ date: Int32?, _ coach: String?, _ value: (VehicleFact) -> Value?
    ) -> (said: Bool, value: Value?) {
        for service in [["whole"], ["G1*", "MU1*"], ["G*", "M*"], [""]] {
            for wantsCoach in [true, false] {
                for wantsDate in [true, false] {
                    let found = vehicles.filter { fact in
                        guard fact.mode == mode, wantsCoach == !fact.coach.isEmpty,
                            wantsDate == (fact.serviceDate != nil)
                        else { return false }
                        if wantsDate, fact.serviceDate != date { return false }
                        if wantsCoach, !(Self.coaches[fact.coach] ?? []).contains(coach ?? "none") { return false }
                        if service == ["whole"] {
                            return Oracle.numbers(fact.service).contains { numbers.contains($0) }
                        }
                        guard service.contains(fact.service) else { return false }
                        let prefix = fact.service.replacing("*", with: "")
                        return numbers.contains { $0.starts(with: prefix) }
                            || prefix.isEmpty
                    }.compactMap(value)
                    if let first = found.first {
                        return (true, found.contains { $0 != first } ? nil : first)
                    }
                }
            }
        }
        return (false, nil)
    }

    private func certainty(
        _ mode: RideMode, _ numbers: Set<String>, _ date: Int32?, _ coaches: [String],
        _ prefixes: [RideMode: [String]], _ value: (VehicleFact) -> Bool?
    ) -> String {
        func one(_ coach: String?) -> String {
            let said = fact(mode, numbers, date, coach, value)
            if said.said { return said.value.map { $0 ? "yes" : "no" } ?? "unknown" }
            let begins = (prefixes[mode] ?? []).contains { prefix in
                prefix == "*" || numbers.contains { $0.starts(with: prefix) }
            }
            return begins ? "yes" : "unknown"
        }
        let answers = coaches.isEmpty ? [one(nil)] : coaches.map { one($0) }
        return answers.allSatisfy { $0 == answers[0] } ? answers[0] : "unknown"
    }

    /// Layout word and own seat map of the coaches, where they have one.
    private func layout(
        _ mode: RideMode, _ numbers: Set<String>, _ date: Int32?, _ coaches: [String]
    ) -> (word: String?, seats: String?) {
        func one(_ coach: String?) -> [String]? {
            fact(mode, numbers, date, coach) { fact in
                fact.layout == nil && fact.seats == nil ? nil : [fact.layout ?? "", fact.seats ?? ""]
            }.value
        }
        let answers = coaches.isEmpty ? [one(nil)] : coaches.map { one($0) }
        guard answers.allSatisfy({ $0 == answers[0] }), let words = answers[0] else { return (nil, nil) }
        return (words[0].isEmpty ? nil : words[0], words[1].isEmpty ? nil : words[1])
    }

    // MARK: Bays

    /// Bay of a hard seat, counted by hand: see the drawings in DOMAIN 4.4.
    private func hardSeatBay(_ seat: Int, _ word: String) -> Int? {
        switch word {
        case "hard_seat_118", "hard_seat_128":
            return seat <= (word == "hard_seat_118" ? 118 : 128) ? seat / 10 : nil
        case "hard_seat_112", "hard_seat_122":
            if seat > (word == "hard_seat_112" ? 112 : 122) { return nil }
            return seat < 5 ? 0 : (seat - 4) / 10 + 1
        case "hard_seat_116": return seat <= 116 ? (seat + 2) / 10 : nil
        default: return nil
        }
    }

    private func mapBay(_ seat: Int, _ seats: String) -> Int? {
        for (index, bay) in seats.split(separator: ";").enumerated() {
            let ends = bay.split(separator: "-").compactMap { Int($0) }
            if seat >= ends[0], seat <= ends[ends.count - 1] { return index }
        }
        return nil
    }

    /// Bays by kind, `r` for rows and `b` for bays, of all places; nil where one is not known.
    private func bays(
        _ seat: Meaning, _ seatClass: String, _ layout: (word: String?, seats: String?)
    ) -> [(kind: String, number: Int)]? {
        var result = seat.rows.map { (kind: "r", number: $0) } + seat.compartments.map { (kind: "b", number: $0) }
        for (number, isBerth) in seat.numbers.map({ ($0, false) }) + seat.berths.map({ ($0, true) }) {
            var bay: Int?
            if let seats = layout.seats {
                // Bays are counted from one.
                bay = mapBay(number, seats).map { $0 + 1 }
            } else if let word = layout.word, word.starts(with: "hard_seat_") {
                bay = hardSeatBay(number, word).map { $0 + 1 }
            } else if seatClass == "hard_sleeper" {
                bay = number
            } else if seatClass == "soft_sleeper" {
                let isCompartment = isBerth && settings.softSleeperNumbers == .compartments
                bay =
                    isCompartment
                    ? number
                    : [1...4, 5...8, 9...12, 13...16].firstIndex { $0.contains(number) }.map { $0 + 1 } ?? (number + 3)
                        / 4
            }
            guard let bay else { return nil }
            result.append((kind: "b", number: bay))
        }
        return result
    }

    private func rows(_ seat: Meaning, _ mode: RideMode, _ layout: (word: String?, seats: String?)) -> [Int]? {
        if !seat.compartments.isEmpty { return nil }
        var result = seat.rows
        for (number, isBerth) in seat.numbers.map({ ($0, false) }) + seat.berths.map({ ($0, true) }) {
            if mode == .flight {
                result.append(number)
                continue
            }
            var abreast = settings.seatsAbreast[mode]
            if let word = layout.word, word.starts(with: "abreast_") { abreast = Int(word.suffix(1)) }
            guard let abreast, !isBerth else { return nil }
            var row = 1
            while row * abreast < number { row += 1 }
            result.append(row)
        }
        return result
    }

    // MARK: Verdict

    struct Verdict {
        var tier: Tier
        var flags: Set<String> = []
        var nearness: SeatNearness?
    }

    func verdict(_ mine: Ride, _ theirs: Ride, date: Int32?, rule: Rule, _ ride: RideRule) -> Verdict? {
        let myCoaches = mine.carriage.map { Self.coaches[$0] ?? [] } ?? []
        let theirCoaches = theirs.carriage.map { Self.coaches[$0] ?? [] } ?? []
        let mySeat = mine.seat.flatMap { Self.seats[$0] } ?? Meaning()
        let theirSeat = theirs.seat.flatMap { Self.seats[$0] } ?? Meaning()
        let numbers = Set(Oracle.numbers(mine.service + "/" + theirs.service))
        let mode = mine.mode
        let asked = myCoaches.isEmpty ? theirCoaches : myCoaches

        let common = myCoaches.first { theirCoaches.contains($0) }
        var coach = "same"
        if myCoaches.isEmpty && theirCoaches.isEmpty {
            coach = mode == .rail || mode == .metro ? "unknown" : "unnumbered"
        } else if myCoaches.isEmpty || theirCoaches.isEmpty {
            coach = "unknown"
        } else if common == nil {
            coach = "apart"
        }

        let layout = layout(mode, numbers, date, asked)
        let seatClass = seatClass(mySeat, coach == "same" ? theirSeat : nil, layout.word)
        var near = SeatNearness(coach: common)
        near.rowsApart = least(rows(mySeat, mode, layout), rows(theirSeat, mode, layout))
        near.baysApart = leastBay(bays(mySeat, seatClass, layout), bays(theirSeat, seatClass, layout))
        if near.baysApart != nil, !(mySeat.numbers + mySeat.berths + theirSeat.numbers + theirSeat.berths).isEmpty {
            near.layout =
                layout.seats.map { _ in "seat_map" } ?? layout.word.flatMap { $0.hasPrefix("hard_seat_") ? $0 : nil }
                ?? (seatClass == "unknown" ? nil : seatClass)
        }
        var verdict = Verdict(tier: rule.tier)
        if coach == "same" || (coach == "unnumbered" && (near.rowsApart != nil || near.baysApart != nil)) {
            verdict.nearness = near
        }

        let sealed = certainty(mode, numbers, date, asked, settings.sealedPrefixes, \.isSealed)
        let hepa = certainty(mode, numbers, date, asked, settings.hepaPrefixes, \.hasHEPA)
        guard ride.sealed.map(\.rawValue).contains(sealed), ride.hepa.map(\.rawValue).contains(hepa) else { return nil }
        if !ride.classes.isEmpty {
            guard ride.classes.contains(where: { ($0?.rawValue ?? "unknown") == seatClass }) else { return nil }
        }
        if sealed == "unknown" && ride.sealed.count < 3 { verdict.flags.insert("VEHICLE_UNKNOWN") }
        if hepa == "unknown" && ride.hepa.count < 3 { verdict.flags.insert("VEHICLE_UNKNOWN") }
        if settings.coupledSets == .apart, let size = fact(mode, numbers, date, nil, \.coachesPerSet).value,
            areInOtherSets(myCoaches, theirCoaches, size)
        {
            return nil
        }
        if ride.scope == .vehicle { return verdict }

        func unknown(_ flags: String...) -> Verdict? {
            guard let tier = ride.unknownSeatTier else { return nil }
            verdict.tier = tier
            verdict.flags.formUnion(flags)
            return verdict
        }
        if mySeat.role == "crew" || theirSeat.role == "crew" {
            if ride.crew == .none { return nil }
            verdict.flags.insert("CREW")
            if ride.crew == .vehicle && theirSeat.role == "crew" || coach == "same" { return verdict }
            return coach == "apart" ? nil : unknown("COACH_UNKNOWN")
        }
        if ride.scope == .cabin {
            var apart: Bool?
            if mode == .ship {
                apart = OracleShips.areApart((mine, mySeat, myCoaches), (theirs, theirSeat, theirCoaches))
            } else if let one = mySeat.seatClass, let two = theirSeat.seatClass {
                apart = one != two
            }
            guard let apart else { return unknown("SEAT_UNKNOWN") }
            return apart ? nil : verdict
        }
        if coach == "apart" { return nil }
        let stands = mySeat.role == "standing" || theirSeat.role == "standing"
        if stands { verdict.flags.insert("STANDING") }
        let noCoach = coach == "unknown" || (coach == "unnumbered" && ride.scope == .coach)
        if ride.scope == .coach || stands { return noCoach ? unknown("COACH_UNKNOWN") : verdict }
        let knowsSeats = mySeat.places > 0 && theirSeat.places > 0
        if let apart = ride.scope == .rows ? near.rowsApart : near.baysApart {
            let limit = [RideRule.Scope.rows: ride.rowsEachSide, .bay: ride.baysEachSide][ride.scope] ?? 0
            if apart > limit { return nil }
            return noCoach ? unknown("COACH_UNKNOWN") : verdict
        }
        if noCoach { return knowsSeats ? unknown("COACH_UNKNOWN") : unknown("COACH_UNKNOWN", "SEAT_UNKNOWN") }
        if !knowsSeats || ride.scope == .rows { return unknown("SEAT_UNKNOWN") }
        guard let tier = ride.unknownLayoutTier else { return nil }
        verdict.tier = tier
        verdict.flags.insert("BAY_UNKNOWN")
        return verdict
    }

    private func seatClass(_ mine: Meaning, _ theirs: Meaning?, _ word: String?) -> String {
        var told: [String] = []
        if let one = mine.seatClass { told.append(one) }
        if let one = theirs?.seatClass { told.append(one) }
        if let word, word.starts(with: "hard_seat") {
            told.append("hard_seat")
        } else if let word, !word.starts(with: "abreast") {
            told.append(word)
        }
        if mine.hasMiddle || theirs?.hasMiddle == true { told.append("hard_sleeper") }
        // The table has no compartment with a berth but 2间上.
        func isBerth(_ seat: Meaning) -> Bool { !seat.berths.isEmpty || !seat.compartments.isEmpty }
        if isBerth(mine) || theirs.map(isBerth) == true { told.append("sleeper") }
        if mine.letters || theirs?.letters == true { told.append("seat") }
        if told.first == "sleeper" { return told.first { $0 == "hard_sleeper" || $0 == "soft_sleeper" } ?? "sleeper" }
        return told.first ?? "unknown"
    }

    private func least(_ mine: [Int]?, _ theirs: [Int]?) -> Int? {
        guard let mine, let theirs else { return nil }
        return mine.flatMap { one in theirs.map { abs(one - $0) } }.min()
    }

    private func leastBay(_ mine: [(kind: String, number: Int)]?, _ theirs: [(kind: String, number: Int)]?) -> Int? {
        guard let mine, let theirs, Set((mine + theirs).map(\.kind)).count == 1 else { return nil }
        return least(mine.map(\.number), theirs.map(\.number))
    }

    private func areInOtherSets(_ mine: [String], _ theirs: [String], _ size: Int) -> Bool {
        let numbers = [mine, theirs].map { $0.map { $0.starts(with: "+") || $0 == "D" ? nil : Int($0) } }
        if mine.isEmpty || theirs.isEmpty || numbers.joined().contains(nil) { return false }
        let sets = numbers.map { Set($0.compactMap { $0 }.map { ($0 + size - 1) / size }) }
        return sets[0].isDisjoint(with: sets[1])
    }
}
