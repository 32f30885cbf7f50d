import Policy
import Vocabulary

/// Same place or same vehicle at the same time (CONTRACT 4.3).
extension CaseIndex {
    /// Adds the hits of one place rule.
    func matchPlaces(_ block: ObservationBlock, rule: Int, _ settings: PlaceRule, into hits: inout HitSet) {
        let held = block.strings.map { partsAtPlace[$0] ?? [] }
        let heldPlates = settings.scope == .place && !partsWithPlate.isEmpty && Self.readsPlates(block.feed)
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
            let room = block.room.isEmpty || block.room[row] == 0 ? nil : block.strings[Int(block.room[row]) - 1]
            let (span, isOpen) = span(of: row, in: block)
            for number in others(candidates, than: row, in: block) {
                let part = parts[Int(number)]
                if settings.scope == .room {
                    guard let own = SeatNotation.room(part.room), own == SeatNotation.room(room) else { continue }
                }
                guard let shared = share(of: span, part: part, rule: rule, slack: settings.slackSeconds) else {
                    continue
                }
                var flags: EvidenceFlags = isOpen ? .openEnd : []
                if samePlate.contains(number) { flags.insert(.samePlate) }
                hits.hits.append(
                    Hit(
                        rule: Int32(rule), part: number, subject: subject, feed: block.feed,
                        tier: shared.isEnvironmental ? .environment : rules[rule].tier, observed: span,
                        span: shared.span, isEnvironmental: shared.isEnvironmental, flags: flags, distanceMeters: nil,
                        accuracyCentimeters: nil, place: place == 0 ? "" : block.strings[place - 1], position: nil,
                        content: content(of: row, in: block), source: Self.source(of: row, in: block)))
            }
        }
    }

    private static func readsPlates(_ feed: Feed) -> Bool { feed == .parking || feed == .checkpoint }

    /// The share of an observation with a part, nil where they do not meet: the slack counts where either is an instant.
    private func share(
        of span: TimeSpan, part: ItineraryPart, rule: Int, slack: Int64
    ) -> (span: TimeSpan, isEnvironmental: Bool)? {
        let pad = span.seconds == 0 || part.span.seconds == 0 ? slack : 0
        let residual = rules[rule].residualSeconds
        guard span.start <= part.span.end + residual + pad, span.end >= part.span.start - pad else { return nil }
        return Presence(part: part, slack: slack, residual: residual).share(of: span)
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
