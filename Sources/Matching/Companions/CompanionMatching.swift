import Policy
import Vocabulary

/// Travelling companions (CONTRACT 4.5).
extension CaseIndex {
    /// Adds the hits of one companion rule; ``CompanionCount`` says later which of them are enough.
    func matchCompanions(_ block: ObservationBlock, rule: Int, _ settings: CompanionRule, into hits: inout HitSet) {
        switch block.feed {
        case .travel:
            if settings.sameOrder { matchOrders(block, rule, into: &hits) }
            if settings.adjacentSeats > 0 { matchSeats(block, rule, settings, into: &hits) }
        case .hotel:
            if settings.sameRoom { matchRooms(block, rule, into: &hits) }
        case .parking, .checkpoint:
            if settings.samePlate { matchPlates(block, rule, settings, into: &hits) }
        default: break
        }
        if settings.convoyPlaces > 0, settings.convoyFeeds.contains(block.feed) {
            matchConvoys(block, rule, settings, into: &hits)
        }
    }

    /// Tickets of one order on one run; a way out and a way back in one order are two runs.
    private func matchOrders(_ block: ObservationBlock, _ rule: Int, into hits: inout HitSet) {
        guard !block.order.isEmpty, !companions.orders.isEmpty else { return }
        let held = block.strings.map { companions.orders[$0] ?? [] }
        for row in 0..<block.count where block.order[row] != 0 {
            let order = Int(block.order[row]) - 1
            guard !held[order].isEmpty, let ticket = boarded(block[row]) else { continue }
            let keys = rides.keys(ticket.ride)
            for number in others(held[order], than: row, in: block) {
                guard let own = companions.boarded[number], !rides.keys(own.ride).isDisjoint(with: keys) else {
                    continue
                }
                addRide(
                    block, row, rule, number, ticket, .order(block.strings[order]), .sameOrder, into: &hits)
            }
        }
    }

    /// Seats side by side on one run.
    private func matchSeats(
        _ block: ObservationBlock, _ rule: Int, _ settings: CompanionRule, into hits: inout HitSet
    ) {
        guard !block.service.isEmpty, !block.seat.isEmpty, !companions.seats.isEmpty else { return }
        var candidates: [UInt64: [Int32]] = [:]
        for row in 0..<block.count where block.service[row] != 0 && block.seat[row] != 0 && !block.traits.isEmpty {
            guard let mode = Traits(bits: block.traits[row]).mode else { continue }
            let key = UInt64(block.service[row]) << 8 | UInt64(mode.rawValue)
            let held = candidates[key] ?? seated(on: block.strings[Int(block.service[row]) - 1], mode: mode)
            candidates[key] = held
            guard !held.isEmpty, let ticket = boarded(block[row]) else { continue }
            for number in others(held, than: row, in: block) {
                guard let own = companions.boarded[number], let run = companions.runs[number],
                    SeatNeighbours.sitSideBySide(own, ticket, acrossAisle: settings.acrossAisle)
                else { continue }
                addRide(block, row, rule, number, ticket, .seats(run: run), .adjacentSeats, into: &hits)
            }
        }
    }

    private func seated(on service: String, mode: RideMode) -> [Int32] {
        var found: Set<Int32> = []
        for number in SeatNotation.serviceNumbers(service) {
            found.formUnion(companions.seats[rides.key(mode, number)] ?? [])
        }
        return found.sorted()
    }

    /// One room while both had it; who moves in when the other moves out has not shared it.
    private func matchRooms(_ block: ObservationBlock, _ rule: Int, into hits: inout HitSet) {
        guard !block.place.isEmpty, !block.room.isEmpty, !companions.rooms.isEmpty else { return }
        let rooms = block.strings.map { RoomNumber($0) }
        for row in 0..<block.count where block.place[row] != 0 && block.room[row] != 0 {
            guard let room = rooms[Int(block.room[row]) - 1] else { continue }
            let key = CompanionIndex.Room(place: block.strings[Int(block.place[row]) - 1], room: room)
            guard let held = companions.rooms[key] else { continue }
            let (span, isOpen) = span(of: row, in: block)
            for number in others(held, than: row, in: block) {
                let own = parts[Int(number)].span
                guard let shared = span.intersection(own), shared.seconds > 0 || span.seconds == 0 || own.seconds == 0
                else { continue }
                let flags = ownFlags(of: row, in: block, isOpen: isOpen).union(.sameRoom)
                    .union(EvidenceFlags(parts[Int(number)].traits))
                add(block, row, rule, number, span, shared, flags, .together, into: &hits)
            }
        }
    }

    /// One vehicle at one time.
    private func matchPlates(
        _ block: ObservationBlock, _ rule: Int, _ settings: CompanionRule, into hits: inout HitSet
    ) {
        guard !block.plate.isEmpty, !companions.plates.isEmpty else { return }
        let held = block.subjects.map { companions.plates[$0] ?? [] }
        for row in 0..<block.count where block.plate[row] != 0 {
            let (span, isOpen) = span(of: row, in: block)
            for number in others(held[Int(block.plate[row]) - 1], than: row, in: block) {
                let part = parts[Int(number)]
                let own = part.countedSpan.map { part.span.intersection($0) } ?? part.span
                guard let own else { continue }
                let slack = span.seconds == 0 || own.seconds == 0 ? settings.plateSeconds : 0
                guard span.overlaps(own.padded(by: slack)) else { continue }
                let together = own.seconds == 0 ? own.padded(by: slack) : own
                let flags = ownFlags(of: row, in: block, isOpen: isOpen).union(.samePlate)
                    .union(EvidenceFlags(part.traits))
                add(block, row, rule, number, span, span.clamped(to: together), flags, .together, into: &hits)
            }
        }
    }

    /// A place that both passed, or arrived at, within the rule's seconds of each other.
    private func matchConvoys(
        _ block: ObservationBlock, _ rule: Int, _ settings: CompanionRule, into hits: inout HitSet
    ) {
        guard !block.place.isEmpty, !companions.passages.isEmpty else { return }
        let held = block.strings.map { companions.passages[$0] != nil }
        for row in 0..<block.count where block.place[row] != 0 && held[Int(block.place[row]) - 1] {
            let place = block.strings[Int(block.place[row]) - 1]
            let moment = block.start[row]
            for passage in companions.passages(at: place, around: moment, within: settings.convoySeconds)
            where !isOwn(row, in: block, part: passage.part) {
                let part = parts[Int(passage.part)]
                if case .observed(let feed) = part.origin, !settings.convoyFeeds.contains(feed) { continue }
                if part.role == .vehiclePassage, !settings.convoyVehicles { continue }
                let flags: EvidenceFlags = part.role == .vehiclePassage ? [.convoy, .casePlateOnly] : .convoy
                add(
                    block, row, rule, passage.part, span(of: row, in: block).span, TimeSpan(at: moment), flags,
                    .convoy(place: place, moment: moment), into: &hits)
            }
        }
    }

    private func addRide(
        _ block: ObservationBlock, _ row: Int, _ rule: Int, _ number: Int32, _ ticket: RideComparison.Boarded,
        _ mark: CompanionMark,
        _ flag: EvidenceFlags, into hits: inout HitSet
    ) {
        guard let own = companions.boarded[number], let shared = rides.shared(own, ticket)?.run,
            let span = shared.span.intersection(parts[Int(number)].countedSpan ?? shared.span)
        else { return }
        add(
            block, row, rule, number, ticket.span, span, shared.flags.union(flag), mark,
            place: own.ride.service,
            into: &hits)
    }

    private func add(
        _ block: ObservationBlock, _ row: Int, _ rule: Int, _ number: Int32, _ observed: TimeSpan, _ span: TimeSpan,
        _ flags: EvidenceFlags, _ mark: CompanionMark, place: String? = nil, into hits: inout HitSet
    ) {
        guard let subject = subject(of: row, in: block) else { return }
        let ownPlace = block.place.isEmpty || block.place[row] == 0 ? "" : block.strings[Int(block.place[row]) - 1]
        hits.hits.append(
            Hit(
                rule: Int32(rule), part: number, subject: subject, feed: block.feed, tier: rules[rule].tier,
                isEnvironmental: false, flags: flags, observed: observed, span: span,
                source: Self.source(of: row, in: block), content: hits.tables.content(content(of: row, in: block)),
                place: hits.tables.place(place ?? ownPlace), mark: hits.tables.marks.code(mark)))
    }
}
