import Policy
import Vocabulary

/// Same place, floor, room or vehicle at the same time (CONTRACT 4.3).
extension CaseIndex {
    /// What a place rule compares of an observation, or of a stay that passages were paired to.
    struct PlaceSight {
        var subject: Pseudonym
        var feed: Feed
        var span: TimeSpan
        var flags: EvidenceFlags
        /// Empty where the row names none.
        var place: String
        var room: RoomNumber?
        var content: String
        var source: RowSource
    }

    /// Adds the hits of one place rule; passages that the rule pairs are collected until all are known.
    func matchPlaces(_ block: ObservationBlock, rule: Int, _ settings: PlaceRule, into hits: inout HitSet) {
        let held = block.strings.map { partsAtPlace($0, rule: rule) }
        let heldPlates =
            settings.scope == .place && settings.gates == nil && !partsWithPlate.isEmpty && Self.readsPlates(block.feed)
        let gates = block.feed == .checkpoint ? settings.gates : nil
        let rooms = settings.scope == .place ? [] : block.strings.map { RoomNumber($0) }
        for row in 0..<block.count {
            let place = block.place.isEmpty ? 0 : Int(block.place[row])
            var candidates = place == 0 ? [] : held[place - 1]
            var samePlate: [Int32] = []
            if heldPlates, !block.plate.isEmpty, block.plate[row] != 0 {
                samePlate = partsWithPlate[block.subjects[Int(block.plate[row]) - 1]] ?? []
                candidates += samePlate.filter { !candidates.contains($0) }
            }
            guard !candidates.isEmpty, holds(settings.kinds, row, block) else { continue }
            guard let subject = subject(of: row, in: block) else { continue }
            let (span, isOpen) = span(of: row, in: block)
            if let gates, span.seconds == 0 {
                if isNear(span.start, candidates, rule: rule, settings, gates) {
                    hits.passages.append(gateSight(row, block, subject, candidates, rule: rule))
                }
                continue
            }
            var sight = PlaceSight(
                subject: subject, feed: block.feed, span: span, flags: ownFlags(of: row, in: block, isOpen: isOpen),
                place: place == 0 ? "" : block.strings[place - 1], room: nil, content: content(of: row, in: block),
                source: Self.source(of: row, in: block))
            if !rooms.isEmpty, !block.room.isEmpty, block.room[row] != 0 {
                sight.room = rooms[Int(block.room[row]) - 1]
            }
            for number in others(candidates, than: row, in: block) {
                guard var hit = hit(sight, part: number, rule: rule, settings, &hits.tables) else { continue }
                if samePlate.contains(number) { hit.flags.insert(.samePlate) }
                hits.hits.append(hit)
            }
        }
    }

    private func gateSight(
        _ row: Int, _ block: ObservationBlock, _ subject: Pseudonym, _ candidates: [Int32], rule: Int
    ) -> GateSight {
        GateSight(
            rule: Int32(rule),
            passage: GatePairing.Passage(
                subject: subject, place: block.strings[Int(block.place[row]) - 1], time: block.start[row],
                direction: block.traits.isEmpty ? .unknown : Traits(bits: block.traits[row]).direction,
                source: Self.source(of: row, in: block)),
            ownParts: Set(candidates.filter { isOwn(row, in: block, part: $0) }))
    }

    /// Parts at a place as a rule sees them: a stay behind gates is seen by the rule that paired it, and that rule sees
    /// the case's own passages in no other way.
    func partsAtPlace(_ place: String, rule: Int) -> [Int32] {
        guard case .place(let settings) = rules[rule].kind, settings.gates != nil else {
            return partsAtPlace[place] ?? []
        }
        let plain = (partsAtPlace[place] ?? []).filter { parts[Int($0)].origin != .observed(.checkpoint) }
        return plain + (gatedAtPlace[place] ?? []).filter { parts[Int($0)].gated?.rule == rules[rule].id }
    }

    /// The hit of an observation at the place of a part; nil where the rule does not hold for the two.
    func hit(
        _ sight: PlaceSight, part number: Int32, rule: Int, _ settings: PlaceRule, _ tables: inout HitTables
    ) -> Hit? {
        let part = parts[Int(number)]
        let observed = sight.span.lasting(rules[rule].instantSeconds)
        guard let (tier, word) = nearness(part, sight, rule: rule, settings),
            let shared = share(of: observed, part: part, rule: rule, settings)
        else { return nil }
        return Hit(
            rule: Int32(rule), part: number, subject: sight.subject, feed: sight.feed,
            tier: shared.isEnvironmental ? .environment : tier, isEnvironmental: shared.isEnvironmental,
            flags: sight.flags.union(word).union(part.gated?.flags ?? []).union(EvidenceFlags(part.traits)),
            observed: observed, span: shared.span, source: sight.source, content: tables.content(sight.content),
            place: tables.place(sight.place))
    }

    /// The tier that a rule gives two rooms of one house, and the word for it; nil where they are not near enough.
    private func nearness(
        _ part: ItineraryPart, _ sight: PlaceSight, rule: Int, _ settings: PlaceRule
    ) -> (Tier, EvidenceFlags)? {
        let tier = rules[rule].tier
        if settings.scope == .place { return (tier, []) }
        let own = RoomNumber(part.room)
        if settings.scope == .room { return own != nil && own == sight.room ? (tier, []) : nil }
        guard let floor = own?.floor, let other = sight.room?.floor else {
            return settings.unknownFloorTier.map { ($0, .floorUnknown) }
        }
        return floor == other ? (tier, .sameFloor) : nil
    }

    private static func readsPlates(_ feed: Feed) -> Bool { feed == .parking || feed == .checkpoint }

    /// The share of an observation with a part, nil where they do not meet: the slack counts where either is an
    /// instant.
    private func share(
        of span: TimeSpan, part: ItineraryPart, rule: Int, _ settings: PlaceRule
    ) -> (span: TimeSpan, isEnvironmental: Bool)? {
        let slack = settings.slackSeconds
        let (residual, instant) = (rules[rule].residualSeconds, rules[rule].instantSeconds)
        let there = part.span.lasting(instant)
        let pad = span.seconds == 0 || there.seconds == 0 ? slack : 0
        guard span.start <= there.end + residual + pad, span.end >= there.start - pad else { return nil }
        return Presence(part: part, slack: slack, residual: residual, instant: instant)
            .share(of: span, touching: settings.touching)
    }

    /// Whether a rule's kinds name the kind of the visit or of the place; no kinds name all.
    private func holds(_ kinds: [String], _ row: Int, _ block: ObservationBlock) -> Bool {
        if kinds.isEmpty { return true }
        if !block.kind.isEmpty, block.kind[row] != 0, kinds.contains(block.strings[Int(block.kind[row]) - 1]) {
            return true
        }
        guard !block.place.isEmpty, block.place[row] != 0 else { return false }
        return places[block.strings[Int(block.place[row]) - 1]].map { kinds.contains($0.kind) } ?? false
    }
}
