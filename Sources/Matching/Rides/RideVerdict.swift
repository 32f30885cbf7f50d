import Policy
import Vocabulary

/// What a ride rule says of two people on one run.
struct RideVerdict: Equatable, Sendable {
    var tier: Tier
    var flags: EvidenceFlags
}

extension RideRule {
    /// The verdict on seats that stand so to each other; nil where the rule gives nothing.
    func verdict(on seats: SeatRelation, tier: Tier, settings: RideSettings) -> RideVerdict? {
        guard sealed.contains(seats.isSealed), hepa.contains(seats.hasHEPA),
            classes.isEmpty || classes.contains(seats.seatClass)
        else { return nil }
        if seats.setsApart, settings.coupledSets == .apart { return nil }
        guard var verdict = near(seats, tier: tier) else { return nil }
        // Only where what is unknown decided whether the rule holds.
        if (seats.isSealed == .unknown && sealed.count < 3) || (seats.hasHEPA == .unknown && hepa.count < 3) {
            verdict.flags.insert(.vehicleUnknown)
        }
        return verdict
    }

    private func near(_ seats: SeatRelation, tier: Tier) -> RideVerdict? {
        if scope == .vehicle { return RideVerdict(tier: tier, flags: []) }
        if seats.ownIsCrew || seats.otherIsCrew { return nearCrew(seats, tier: tier) }
        if scope == .cabin { return inCabin(seats, tier: tier) }
        var flags: EvidenceFlags = seats.isStanding ? .standing : []
        var isUnknown = false
        switch seats.coach {
        case .apart: return nil
        case .unknown: isUnknown = true
        case .unnumbered: isUnknown = scope == .coach
        case .same: break
        }
        if isUnknown { flags.insert(.coachUnknown) }
        // Who stands may stand anywhere in the coach.
        if scope == .coach || seats.isStanding { return verdict(isUnknown, tier, flags) }
        let apart = scope == .rows ? seats.rowsApart : seats.baysApart
        let limit = scope == .rows ? rowsEachSide : scope == .bay ? baysEachSide : 0
        if let apart {
            return apart <= limit ? verdict(isUnknown, tier, flags) : nil
        }
        if isUnknown || !seats.knowsSeats || scope == .rows {
            if !seats.knowsSeats || !isUnknown { flags.insert(.seatUnknown) }
            return verdict(true, tier, flags)
        }
        return unknownLayoutTier.map { RideVerdict(tier: $0, flags: flags.union(.bayUnknown)) }
    }

    private func verdict(_ isUnknown: Bool, _ tier: Tier, _ flags: EvidenceFlags) -> RideVerdict? {
        if !isUnknown { return RideVerdict(tier: tier, flags: flags) }
        return unknownSeatTier.map { RideVerdict(tier: $0, flags: flags) }
    }

    private func nearCrew(_ seats: SeatRelation, tier: Tier) -> RideVerdict? {
        if crew == .none { return nil }
        if crew == .vehicle, seats.otherIsCrew { return RideVerdict(tier: tier, flags: .crew) }
        switch seats.coach {
        case .same: return RideVerdict(tier: tier, flags: .crew)
        case .apart: return nil
        case .unknown, .unnumbered: return unknownSeatTier.map { RideVerdict(tier: $0, flags: [.crew, .coachUnknown]) }
        }
    }

    private func inCabin(_ seats: SeatRelation, tier: Tier) -> RideVerdict? {
        switch seats.cabinsApart {
        case true: nil
        case false: RideVerdict(tier: tier, flags: [])
        case nil: unknownSeatTier.map { RideVerdict(tier: $0, flags: .seatUnknown) }
        }
    }
}
