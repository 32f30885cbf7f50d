import Policy
import Vocabulary

/// Places: rooms, floors, stays that touch, gates.
extension Oracle {
    func samePlace(_ observation: Observation, _ part: ItineraryPart, _ rule: Rule, _ settings: PlaceRule) -> Match? {
        // Instants at gates are paired first.
        if settings.gates != nil, observation.feed == .checkpoint, observation.span.start == observation.span.end {
            return nil
        }
        guard isCandidate(observation, part, rule, settings) else { return nil }
        var (span, flags) = observed(observation, rule)
        if part.plate != nil, part.plate == observation.plate, part.gated == nil,
            settings.gates == nil, settings.scope == .place, [.parking, .checkpoint].contains(observation.feed)
        {
            flags.insert("SAME_PLATE")
        }
        return placeMatch(observation, span, flags, part, rule, settings)
    }

    /// Whether the two can be compared at all.
    func isCandidate(
        _ observation: Observation, _ part: ItineraryPart, _ rule: Rule, _ settings: PlaceRule
    ) -> Bool {
        guard settings.feeds.contains(observation.feed) else { return false }
        if !settings.kinds.isEmpty {
            let kinds = [observation.kind, observation.place.flatMap { places[$0]?.kind }].compactMap { $0 }
            guard kinds.contains(where: { settings.kinds.contains($0) }) else { return false }
        }
        let atPlace = part.kind != .ride && part.place != nil && part.place == observation.place
        if let gated = part.gated { return settings.gates != nil && gated.rule == rule.id && atPlace }
        if settings.gates != nil {
            return atPlace && part.origin != .observed(.carrier) && part.origin != .observed(.checkpoint)
        }
        let inVehicle =
            settings.scope == .place && part.plate != nil && part.plate == observation.plate
            && (observation.feed == .parking || observation.feed == .checkpoint)
        return inVehicle || (atPlace && part.origin != .observed(.carrier))
    }

    func placeMatch(
        _ observation: Observation, _ span: TimeSpan, _ flags: Set<String>, _ part: ItineraryPart, _ rule: Rule,
        _ settings: PlaceRule
    ) -> Match? {
        var tier = rule.tier
        var flags = flags
        if part.gated?.inferredStart ?? false { flags.insert("INFERRED_START") }
        if part.gated?.inferredEnd ?? false { flags.insert("INFERRED_END") }
        let rooms = (part.room.flatMap { Self.rooms[$0] }, observation.room.flatMap { Self.rooms[$0] })
        if settings.scope == .room {
            guard let one = rooms.0, let two = rooms.1, one.room == two.room else { return nil }
        }
        if settings.scope == .floor {
            if let one = rooms.0?.floor, let two = rooms.1?.floor {
                guard one == two else { return nil }
                flags.insert("SAME_FLOOR")
            } else {
                guard let unknown = settings.unknownFloorTier else { return nil }
                tier = unknown
                flags.insert("FLOOR_UNKNOWN")
            }
        }
        let there = stretched(part.span, rule)
        let instant = span.start == span.end || there.start == there.end
        let pad = instant ? settings.slackSeconds : 0
        guard span.start <= there.end + rule.residualSeconds + pad, span.end >= there.start - pad else {
            return nil
        }
        let share = shared(span, part, rule, settings.slackSeconds)
        guard let environmental = worth(share, of: span, part, rule, settings.slackSeconds, settings.touching) else {
            return nil
        }
        return Match(
            part: part, observation: observation, observed: span, span: share, environmental: environmental,
            tier: environmental ? .environment : tier, flags: flags, distance: nil, place: observation.place ?? "")
    }

    /// Whether a share is environmental; nil where it is nothing.
    func worth(
        _ share: TimeSpan, of span: TimeSpan, _ part: ItineraryPart, _ rule: Rule, _ slack: Int64, _ touching: Touching
    ) -> Bool? {
        if share.start > presence(part, slack, rule).end { return true }
        let there = stretched(part.span, rule)
        guard touching == .not, span.start < span.end, there.start < there.end else { return false }
        if min(share.end, there.end) > share.start { return false }
        return share.end > there.end ? true : nil
    }

    /// What each writing of a room means.
    static let rooms: [String: (room: String, floor: String?)] = [
        "301": ("301", "3"), "302": ("302", "3"), "0301室": ("301", "3"), "３０２房": ("302", "3"), "401": ("401", "4"),
        "A-301": ("A301", "A 3"), "a301": ("A301", "A 3"), "12": ("12", nil), "302床2": ("302", "3"),
        "301室3床": ("301", "3"), "大厅": ("hall", nil),
    ]
}

/// Gates, every pair of passages held against every other passage.
extension Oracle {
    func gateMatches(_ observations: [Observation], _ rule: Rule, _ caseID: String, _ subject: Pseudonym) -> [Match] {
        guard case .place(let settings) = rule.kind, let gates = settings.gates else { return [] }
        var matches: [Match] = []
        for place in Set(observations.compactMap(\.place)).sorted() {
            let rows = observations.filter { row in
                row.feed == .checkpoint && row.place == place && row.span.start == row.span.end
                    && self.subject(row) == subject && settings.feeds.contains(.checkpoint)
                    && [row.kind, places[place]?.kind].contains { $0.map(settings.kinds.contains) ?? false }
            }
            let passages = rows.filter { row in
                !rows.contains {
                    $0.span == row.span && $0.traits.direction == row.traits.direction && $0.source < row.source
                }
            }
            for (stay, made) in stays(passages, gates) {
                for part in parts
                where part.caseID == caseID && part.role == .presence && !made.contains(where: { isOwn($0, caseID) }) {
                    var flags: Set<String> = []
                    if stay.traits.has(.openEnd) { flags.insert("INFERRED_END") }
                    if stay.traits.has(.ambiguousTime) { flags.insert("INFERRED_START") }
                    guard isCandidate(stay, part, rule, settings) else { continue }
                    if let match = placeMatch(stay, stretched(stay.span, rule), flags, part, rule, settings) {
                        matches.append(match)
                    }
                }
            }
        }
        return matches
    }

    /// Stays as observations, with the passages each is made of; flags of traits stand for inferred ends.
    func stays(_ passages: [Observation], _ gates: GateRule) -> [(Observation, [Observation])] {
        func time(_ row: Observation) -> Int64 { row.span.start }
        let ways = passages.filter { $0.traits.direction == .inward || $0.traits.direction == .outward }
        func isPair(_ a: Observation, _ b: Observation) -> Bool {
            a.traits.direction == .inward && b.traits.direction == .outward && time(a) < time(b)
                && time(b) - time(a) <= gates.longestStaySeconds
                && !ways.contains { time($0) > time(a) && time($0) < time(b) }
        }
        var result: [(Observation, [Observation])] = []
        for a in passages {
            var stay = a
            stay.kind = (stay.kind ?? "gate")
            if let exit = ways.first(where: { isPair(a, $0) }) {
                stay.span.end = time(exit)
                stay.service = "pair"
                result.append((stay, [a, exit]))
                continue
            }
            if ways.contains(where: { isPair($0, a) }) { continue }
            if case .cap(let seconds) = gates.missingEnd {
                if a.traits.direction == .inward {
                    let next = passages.map(time).filter { $0 > time(a) }.min() ?? .max
                    stay.span.end = min(time(a) + seconds, next)
                    stay.traits.insert(.openEnd)
                } else if a.traits.direction == .outward {
                    let before = passages.map(time).filter { $0 < time(a) }.max() ?? .min
                    stay.span.start = max(time(a) - seconds, before)
                    stay.traits.insert(.ambiguousTime)
                }
            }
            result.append((stay, [a]))
        }
        return result
    }
}
