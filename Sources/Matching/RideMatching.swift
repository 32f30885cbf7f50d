import Policy
import Vocabulary

/// Same run of a conveyance (CONTRACT 4.4).
extension CaseIndex {
    /// Adds the hits of one ride rule.
    func matchRides(_ block: ObservationBlock, rule: Int, _ settings: RideRule, into hits: inout HitSet) {
        guard !partsOnService.isEmpty else { return }
        var candidates: [UInt64: [Int32]] = [:]
        for row in 0..<block.count where block.service[row] != 0 && !block.traits.isEmpty {
            guard let mode = Traits(bits: block.traits[row]).mode, settings.modes.contains(mode) else { continue }
            let key = UInt64(block.service[row]) << 8 | UInt64(mode.rawValue)
            if candidates[key] == nil {
                candidates[key] = ridesOn(block.strings[Int(block.service[row]) - 1], mode: mode)
            }
            guard let held = candidates[key], !held.isEmpty else { continue }
            let observation = block[row]
            guard let ride = observation.ride, let subject = subject(of: row, in: block) else { continue }
            let times = !observation.traits.has(.openEnd) && !observation.traits.has(.dateOnly)
            let other = RideComparison.Boarded(
                ride: ride, span: observation.span, hasTimes: times && Self.hasTimes(observation.span, zone: zone))
            for number in others(held, than: row, in: block) {
                guard let own = boarded[number], let shared = rides.shared(own, other) else { continue }
                let counted = parts[Int(number)].countedSpan ?? shared.span
                guard let span = shared.span.intersection(counted) else { continue }
                let tier = rules[rule].tier
                guard let seats = RideComparison.seats(own.ride, ride, rule: settings, tier: tier) else { continue }
                hits.hits.append(
                    Hit(
                        rule: Int32(rule), part: number, subject: subject, feed: block.feed, tier: seats.tier,
                        observed: observation.span, span: span, isEnvironmental: false,
                        flags: shared.flags.union(seats.flags), distanceMeters: nil, accuracyCentimeters: nil,
                        place: own.ride.service, position: nil, content: content(of: row, in: block),
                        source: observation.source))
            }
        }
    }

    private func ridesOn(_ service: String, mode: RideMode) -> [Int32] {
        var found: Set<Int32> = []
        for number in SeatNotation.serviceNumbers(service) {
            found.formUnion(partsOnService[RideKey(mode: mode, number: number)] ?? [])
        }
        return found.sorted()
    }
}
