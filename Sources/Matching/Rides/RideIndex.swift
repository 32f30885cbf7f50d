import Policy
import Vocabulary

/// Rides of cases, by what they share with others.
struct RideIndex: Sendable {
    struct Key: Hashable, Sendable {
        var mode: RideMode
        var number: String
    }
    /// Numbers of the parts on a service.
    private var partsOnService: [Key: [Int32]] = [:]
    private(set) var boarded: [Int32: RideComparison.Boarded] = [:]
    let comparison: RideComparison
    let seats: SeatComparison
    let vehicles: VehicleDirectory
    let settings: RideSettings

    init(
        parts: [ItineraryPart], timetable: Timetable, vehicles: [VehicleFact], settings: RideSettings, zone: ZoneRules
    ) {
        self.settings = settings
        self.vehicles = VehicleDirectory(facts: vehicles, settings: settings)
        comparison = RideComparison(
            timetable: timetable, zone: zone, delaySeconds: settings.delaySeconds,
            sameDepartureSeconds: settings.sameDepartureSeconds)
        seats = SeatComparison(settings: settings)
        for (index, part) in parts.enumerated() {
            guard part.kind == .ride, let ride = part.ride else { continue }
            let hasTimes = RideIndex.hasTimes(part.span, zone: zone)
            boarded[Int32(index)] = boarded(ride, span: part.span, hasTimes: hasTimes)
            for key in keys(ride) { partsOnService[key, default: []].append(Int32(index)) }
        }
    }

    var isEmpty: Bool { partsOnService.isEmpty }

    /// A ride with what its texts and the timetable tell.
    func boarded(_ ride: Ride, span: TimeSpan, hasTimes: Bool) -> RideComparison.Boarded {
        RideComparison.Boarded(
            ride: ride, span: span, hasTimes: hasTimes, seat: Seat(carriage: ride.carriage, seat: ride.seat),
            numbers: comparison.timetable.numbers(mode: ride.mode, service: ride.service))
    }

    /// Parts that may be on a service: they run under one of its numbers.
    func parts(on service: String, mode: RideMode) -> [Int32] {
        var found: Set<Int32> = []
        for number in SeatNotation.serviceNumbers(service) {
            found.formUnion(partsOnService[key(mode, number)] ?? [])
        }
        return found.sorted()
    }

    /// Whether a ride's span says more than its date: it has length and is not just one whole local day.
    static func hasTimes(_ span: TimeSpan, zone: ZoneRules) -> Bool {
        guard span.seconds > 0 else { return false }
        let day = zone.localDay(at: span.start)
        let isWholeDay = span.start == zone.startOfDay(day) && span.end >= zone.startOfDay(day + 1) - 1
        return !(isWholeDay && span.end <= zone.startOfDay(day + 1))
    }

    /// What a ride is found by: every number of its run.
    func keys(_ ride: Ride) -> Set<Key> {
        Set(comparison.timetable.numbers(mode: ride.mode, service: ride.service).map { key(ride.mode, $0) })
    }

    /// What a number is found by.
    func key(_ mode: RideMode, _ number: String) -> Key {
        let isFolded = mode == .flight && settings.flightSuffix == .same
        return Key(mode: mode, number: isFolded ? SeatNotation.withoutSuffix(number) : number)
    }

    /// The run that two rides shared, and how their seats stood; nil where they shared none.
    func shared(
        _ own: RideComparison.Boarded, _ other: RideComparison.Boarded
    ) -> (run: RideComparison.Shared, seats: SeatRelation)? {
        guard var run = comparison.shared(own, other) else { return nil }
        if own.numbers.isDisjoint(with: other.numbers) { run.flags.insert(.suffixDiffers) }
        let coaches = own.seat.coaches.isEmpty ? other.seat.coaches : own.seat.coaches
        let traits = vehicles.traits(
            mode: own.ride.mode, numbers: own.numbers.union(other.numbers), serviceDate: run.serviceDate,
            coaches: coaches)
        return (run, seats.relation(own.seat, other.seat, mode: own.ride.mode, traits))
    }
}

/// Same run of a conveyance (CONTRACT 4.4).
extension CaseIndex {
    /// Adds the hits of all ride rules.
    func matchRides(_ block: ObservationBlock, into hits: inout HitSet) {
        guard !rides.isEmpty, !rideRules.isEmpty, !block.service.isEmpty else { return }
        var candidates: [UInt64: [Int32]] = [:]
        for row in 0..<block.count where block.service[row] != 0 && !block.traits.isEmpty {
            guard let mode = Traits(bits: block.traits[row]).mode else { continue }
            let key = UInt64(block.service[row]) << 8 | UInt64(mode.rawValue)
            if candidates[key] == nil {
                candidates[key] = rides.parts(on: block.strings[Int(block.service[row]) - 1], mode: mode)
            }
            guard let held = candidates[key], !held.isEmpty else { continue }
            matchRide(row, of: block, with: held, into: &hits)
        }
    }

    private func matchRide(_ row: Int, of block: ObservationBlock, with held: [Int32], into hits: inout HitSet) {
        let observation = block[row]
        guard let other = boarded(observation), let subject = subject(of: row, in: block) else { return }
        for number in others(held, than: row, in: block) {
            guard let own = rides.boarded[number], let (run, seats) = rides.shared(own, other) else { continue }
            let counted = parts[Int(number)].countedSpan ?? run.span
            guard let span = run.span.intersection(counted) else { continue }
            for (rule, settings) in rideRules where settings.modes.contains(other.ride.mode) {
                let tier = rules[Int(rule)].tier
                guard let verdict = settings.verdict(on: seats, tier: tier, settings: rides.settings) else { continue }
                hits.hits.append(
                    Hit(
                        rule: rule, part: number, subject: subject, feed: block.feed, tier: verdict.tier,
                        isEnvironmental: false, flags: run.flags.union(verdict.flags), observed: observation.span,
                        span: span, source: observation.source,
                        content: hits.tables.content(content(of: row, in: block)),
                        place: hits.tables.place(own.ride.service),
                        nearness: seats.nearness.map { hits.tables.nearnesses.code($0) } ?? 0))
            }
        }
    }

    /// An observed ride with its times; nil for an observation that is no ride.
    func boarded(_ observation: Observation) -> RideComparison.Boarded? {
        guard let ride = observation.ride else { return nil }
        let isTimed = !observation.traits.has(.openEnd) && !observation.traits.has(.dateOnly)
        return rides.boarded(
            ride, span: observation.span, hasTimes: isTimed && RideIndex.hasTimes(observation.span, zone: zone))
    }
}
