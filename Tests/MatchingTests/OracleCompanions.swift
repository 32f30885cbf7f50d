@testable import Policy
import Vocabulary

/// Companions.
extension Oracle {
    /// Everything that is enough to call a subject a companion of a case, as matches.
    func companions(
        _ subject: Pseudonym, _ caseID: String, _ rule: Rule, _ settings: CompanionRule, _ rows: [Observation]
    ) -> [Match] {
        let theirs = rows.filter { self.subject($0) == subject && !isOwn($0, caseID) }
        let mine = parts.filter { $0.caseID == caseID }
        var found: [Match] = []
        var seats: [(run: String, match: Match)] = []
        var passes: [Match] = []
        for row in theirs {
            for part in mine {
                if settings.sameOrder, let match = sameOrder(row, part, rule),
                    people(of: row.order, caseID, rule, rows) < settings.orderPeople
                {
                    found.append(match)
                }
                if settings.sameRoom, let match = sameRoom(row, part, rule) { found.append(match) }
                if settings.samePlate, let match = samePlate(row, part, rule, settings) { found.append(match) }
                if settings.adjacentSeats > 0, let match = sideBySide(row, part, rule, settings), let ride = part.ride {
                    let name = Oracle.numbers(ride.service).sorted()[0]
                    let day = ride.serviceDate ?? zone.localDay(at: part.span.start)
                    seats.append(("\(ride.mode) \(name) \(day)", match))
                }
                if settings.convoyPlaces > 0, let match = pass(row, part, rule, settings) { passes.append(match) }
            }
        }
        if Set(seats.map(\.run)).count >= settings.adjacentSeats { found += seats.map(\.match) }
        let hours = Int64(settings.convoyHours * 3600)
        for pass in passes {
            let time = pass.span.start
            let isEnough = passes.contains { first in
                let from = first.span.start
                guard from <= time, time <= from + hours else { return false }
                let inside = passes.filter { $0.span.start >= from && $0.span.start <= from + hours }
                return Set(inside.map(\.place)).count >= settings.convoyPlaces
            }
            if isEnough { found.append(pass) }
        }
        return found
    }

    /// Subjects beside the case that hold tickets of an order on a run of the case.
    func people(of order: String?, _ caseID: String, _ rule: Rule, _ rows: [Observation]) -> Int {
        let holders = rows.filter { row in
            row.order == order && !isOwn(row, caseID)
                && parts.contains { $0.caseID == caseID && sameOrder(row, $0, rule) != nil }
        }
        return Set(holders.compactMap(subject)).count
    }

    func sameOrder(_ row: Observation, _ part: ItineraryPart, _ rule: Rule) -> Match? {
        guard part.role == .presence || part.role == .ticket, row.feed == .travel, let order = row.order,
            part.ride?.order == order
        else { return nil }
        return aboard(row, part, rule, "SAME_ORDER")
    }

    func sideBySide(_ row: Observation, _ part: ItineraryPart, _ rule: Rule, _ settings: CompanionRule) -> Match? {
        guard part.role == .presence, row.feed == .travel, let one = Self.single[part.ride?.seat ?? ""],
            let two = Self.single[row.seat ?? ""], let mode = part.ride?.mode
        else { return nil }
        let coaches = [part.ride?.carriage, row.carriage].map { $0.map { OracleSeats.coaches[$0] ?? [] } ?? [] }
        if coaches.allSatisfy(\.isEmpty) {
            if mode == .rail || mode == .metro { return nil }
        } else if Set(coaches[0]).isDisjoint(with: coaches[1]) {
            return nil
        }
        if one.letter.isEmpty, two.letter.isEmpty {
            guard mode != .flight, abs(one.number - two.number) == 1 else { return nil }
        } else {
            guard one.number == two.number else { return nil }
            var pairs = ["AB", "BC", "上下"]
            if mode == .rail { pairs.append("DF") }
            if settings.acrossAisle { pairs.append("CD") }
            guard pairs.contains(one.letter + two.letter) || pairs.contains(two.letter + one.letter) else { return nil }
        }
        return aboard(row, part, rule, "ADJACENT_SEATS")
    }

    /// Texts of ``OracleSeats`` and ``RandomWorld`` that name one seat.
    static let single: [String: (number: Int, letter: String)] = [
        "2A": (2, "A"), "2B": (2, "B"), "2C": (2, "C"), "5F": (5, "F"), "12C": (12, "C"), "12D": (12, "D"),
        "12F": (12, "F"), "1": (1, ""), "4": (4, ""), "5": (5, ""), "8": (8, ""), "9": (9, ""), "19": (19, ""),
        "20": (20, ""), "118": (118, ""), "5下": (5, "下"), "5上": (5, "上"), "8上": (8, "上"), "2中": (2, "中"),
        "软卧8下": (8, "下"), "软卧9": (9, ""), "硬卧3": (3, ""), "硬座20": (20, ""), "经济舱30A": (30, "A"),
        "卧铺6下": (6, "下"), "203": (203, ""), "三等舱203": (203, ""),
    ]

    func aboard(_ row: Observation, _ part: ItineraryPart, _ rule: Rule, _ flag: String) -> Match? {
        guard var match = sameRun(row, part, rule) else { return nil }
        match.flags.insert(flag)
        return match
    }

    func sameRoom(_ row: Observation, _ part: ItineraryPart, _ rule: Rule) -> Match? {
        guard part.role == .presence, part.kind != .ride, row.feed == .hotel, let place = row.place,
            part.place == place, let room = row.room.flatMap({ Self.rooms[$0] }),
            part.room.flatMap({ Self.rooms[$0] })?.room == room.room
        else { return nil }
        var (span, flags) = observed(row, rule)
        let start = max(span.start, part.span.start)
        let end = min(span.end, part.span.end)
        let isMoment = span.start == span.end || part.span.start == part.span.end
        guard start < end || (start == end && isMoment) else { return nil }
        flags.insert("SAME_ROOM")
        return companion(row, part, rule, TimeSpan(start, end), flags)
    }

    func samePlate(_ row: Observation, _ part: ItineraryPart, _ rule: Rule, _ settings: CompanionRule) -> Match? {
        guard part.role == .presence, row.feed == .parking || row.feed == .checkpoint, let plate = row.plate,
            part.plate == plate
        else { return nil }
        var from = part.span.start
        var to = part.span.end
        if let counted = part.countedSpan {
            from = max(from, counted.start)
            to = min(to, counted.end)
        }
        guard from <= to else { return nil }
        var (span, flags) = observed(row, rule)
        let slack = from == to || span.start == span.end ? settings.plateSeconds : 0
        guard span.start <= to + slack, span.end >= from - slack else { return nil }
        if from == to { (from, to) = (from - slack, to + slack) }
        flags.insert("SAME_PLATE")
        return companion(row, part, rule, TimeSpan(clamp(span.start, from, to), clamp(span.end, from, to)), flags)
    }

    func pass(_ row: Observation, _ part: ItineraryPart, _ rule: Rule, _ settings: CompanionRule) -> Match? {
        guard settings.convoyFeeds.contains(row.feed), let place = row.place, part.place == place else { return nil }
        guard part.role == .passage || (part.role == .vehiclePassage && settings.convoyVehicles) else { return nil }
        if case .observed(let feed) = part.origin, !settings.convoyFeeds.contains(feed) { return nil }
        guard abs(part.span.start - row.span.start) <= settings.convoySeconds else { return nil }
        let flags: Set<String> = part.role == .passage ? ["CONVOY"] : ["CONVOY", "CASE_PLATE_ONLY"]
        return companion(row, part, rule, TimeSpan(at: row.span.start), flags)
    }

    func companion(
        _ row: Observation, _ part: ItineraryPart, _ rule: Rule, _ span: TimeSpan, _ flags: Set<String>
    ) -> Match {
        Match(
            part: part, observation: row, observed: observed(row, rule).0, span: span, environmental: false,
            tier: rule.tier,
            flags: flags, distance: nil, place: row.place ?? "")
    }
}
