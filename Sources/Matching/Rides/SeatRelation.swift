import Policy
import Vocabulary

/// How the seats of a case and of somebody else on one run stand to each other, as far as it is known.
struct SeatRelation: Equatable, Sendable {
    /// Whether the coaches are one.
    enum Coach: Equatable, Sendable {
        case same(String), apart, unknown
        /// Neither ride names a coach, in a mode that may have none.
        case unnumbered
    }
    var coach: Coach
    /// Whether the coaches are of two coupled sets.
    var setsApart: Bool
    /// Rows and bays between the seats; nil where they are not known.
    var rowsApart: Int?, baysApart: Int?
    /// What told the bays; nil where the seats themselves did.
    var layout: String?
    /// Whether the cabins differ; nil where they are not known.
    var cabinsApart: Bool?
    /// Who is of the crew.
    var ownIsCrew: Bool, otherIsCrew: Bool
    /// Whether one of them stood.
    var isStanding: Bool
    /// Whether both name a seat.
    var knowsSeats: Bool
    /// Class of the case's coach; nil where it is not known.
    var seatClass: Seat.Class?
    var isSealed: RideRule.Certainty, hasHEPA: RideRule.Certainty

    /// What of it goes to the evidence.
    var nearness: SeatNearness? {
        switch coach {
        case .same(let name):
            return SeatNearness(coach: name, rowsApart: rowsApart, baysApart: baysApart, layout: layout)
        case .unnumbered where rowsApart != nil || baysApart != nil:
            return SeatNearness(rowsApart: rowsApart, baysApart: baysApart, layout: layout)
        case .unnumbered, .unknown, .apart: return nil
        }
    }
}

/// Compares seats.
struct SeatComparison: Sendable {
    let settings: RideSettings

    /// How two seats on one run stand to each other; `traits` are those of the case's coach.
    func relation(_ own: Seat, _ other: Seat, mode: RideMode, _ traits: VehicleTraits) -> SeatRelation {
        let coach = coach(own, other, mode)
        let seatClass = seatClass(own, other, coach, traits.layout)
        var relation = SeatRelation(
            coach: coach, setsApart: setsApart(own, other, traits.coachesPerSet), ownIsCrew: own.role == .crew,
            otherIsCrew: other.role == .crew, isStanding: own.role == .standing || other.role == .standing,
            knowsSeats: !own.spots.isEmpty && !other.spots.isEmpty, seatClass: seatClass, isSealed: traits.isSealed,
            hasHEPA: traits.hasHEPA)
        let numbering = SeatNumbering(
            mode: mode, seatClass: seatClass, layout: traits.layout, settings: settings)
        // In coaches that may differ, seats that are far by number are far in any case.
        relation.rowsApart = gap(own.spots, other.spots, numbering.row)
        let bays = gap(own.spots, other.spots, numbering.bay)
        relation.baysApart = bays
        let isByNumber = (own.spots + other.spots).contains { $0.unit == .seat }
        relation.layout = bays != nil && isByNumber ? numbering.layoutWord : nil
        if mode == .ship {
            relation.cabinsApart = ShipCabin(own).isApart(from: ShipCabin(other))
        } else if let left = own.seatClass, let right = other.seatClass {
            relation.cabinsApart = left != right
        }
        return relation
    }

    private func coach(_ own: Seat, _ other: Seat, _ mode: RideMode) -> SeatRelation.Coach {
        if own.coaches.isEmpty, other.coaches.isEmpty {
            return mode == .rail || mode == .metro ? .unknown : .unnumbered
        }
        if own.coaches.isEmpty || other.coaches.isEmpty { return .unknown }
        // Several coaches (`7-8`) are each of them.
        return own.coaches.first { other.coaches.contains($0) }.map { .same($0) } ?? .apart
    }

    private func setsApart(_ own: Seat, _ other: Seat, _ perSet: Int?) -> Bool {
        guard let perSet, !own.coaches.isEmpty, !other.coaches.isEmpty else { return false }
        func sets(_ seat: Seat) -> [Int?] {
            seat.coaches.map { name in Seat.number(ofCoach: name).map { max(0, $0 - 1) / perSet } }
        }
        let (left, right) = (sets(own), sets(other))
        if left.contains(nil) || right.contains(nil) { return false }
        return !left.contains { right.contains($0) }
    }

    /// The class that the case's ticket names, else the other's of the same coach, else the layout's, else what the
    /// form of the seats tells.
    private func seatClass(
        _ own: Seat, _ other: Seat, _ coach: SeatRelation.Coach, _ layout: CoachLayout?
    ) -> Seat.Class? {
        var seats = [own]
        switch coach {
        case .same: seats.append(other)
        case .unknown, .apart, .unnumbered: break
        }
        var told = seats.map(\.seatClass) + [layout?.seatClass]
        told += seats.map { $0.spots.contains { $0.berth == .middle } ? .hardSleeper : nil }
        told += seats.map { $0.spots.contains { $0.berth != nil } ? .sleeper : nil }
        told += seats.map { $0.spots.contains { $0.letter != 0 } ? .seat : nil }
        let first = told.lazy.compactMap(\.self).first
        guard first == .sleeper else { return first }
        return told.lazy.compactMap(\.self).first { $0 == .hardSleeper || $0 == .softSleeper } ?? .sleeper
    }

    /// The least difference of two places that count in one unit; nil where a place tells no number.
    private func gap(
        _ left: [Seat.Spot], _ right: [Seat.Spot], _ number: (Seat.Spot) -> SeatNumbering.Number?
    ) -> Int? {
        var least: Int?
        for one in left {
            guard let first = number(one) else { return nil }
            for two in right {
                guard let second = number(two), first.isRow == second.isRow else { return nil }
                let gap = max(
                    0, first.range.lowerBound - second.range.upperBound,
                    second.range.lowerBound - first.range.upperBound)
                least = min(least ?? gap, gap)
            }
        }
        return least
    }
}

/// Which row and which bay a place is in.
struct SeatNumbering {
    /// The number of a row or a bay, or several.
    struct Number: Equatable {
        var range: ClosedRange<Int>
        /// Rows and bays are never compared with each other.
        var isRow: Bool
    }
    var mode: RideMode
    var seatClass: Seat.Class?
    var layout: CoachLayout?
    var settings: RideSettings

    func row(_ spot: Seat.Spot) -> Number? {
        switch spot.unit {
        case .row: return Number(range: spot.first...spot.last, isRow: true)
        case .compartment: return nil
        case .seat:
            if mode == .flight { return Number(range: spot.first...spot.first, isRow: true) }
            guard let abreast = layout?.abreast ?? settings.seatsAbreast[mode], spot.berth == nil else { return nil }
            let row = (spot.first - 1) / abreast + 1
            return Number(range: row...row, isRow: true)
        }
    }

    /// What tells the bays of bare numbers: the layout where it has bays, else the class.
    var layoutWord: String? { layout.flatMap { $0.bays.isEmpty ? nil : $0.word } ?? seatClass?.rawValue }

    /// A bay, a compartment, or of seats in rows the row itself.
    func bay(_ spot: Seat.Spot) -> Number? {
        func bay(_ number: Int) -> Number { Number(range: number...number, isRow: false) }
        switch spot.unit {
        case .row: return Number(range: spot.first...spot.last, isRow: true)
        case .compartment: return bay(spot.first)
        case .seat:
            if let layout, !layout.bays.isEmpty { return layout.bay(of: spot.first).map(bay) }
            switch seatClass {
            case .hardSleeper: return bay(spot.first)
            case .softSleeper:
                let countsCompartments = spot.berth != nil && settings.softSleeperNumbers == .compartments
                return bay(countsCompartments ? spot.first : (spot.first + 3) / 4)
            default: return nil
            }
        }
    }
}
