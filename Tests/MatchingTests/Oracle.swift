import Policy
import Vocabulary

/// The contract's section 4 by comparison of all pairs, written as plainly as possible; shares nothing with the engine.
struct Oracle {
    var parts: [ItineraryPart]
    var own: [String: Set<Pseudonym>]
    var rules: [Rule]
    var places: [String: Place]
    var stops: [ServiceStop]
    var openEndHours: [String: Double]
    var zone: ZoneRules
    var registered: Set<Pseudonym>
    var rideSeats = OracleSeats(vehicles: [], settings: RideSettings())

    struct Match {
        var part: ItineraryPart
        var observation: Observation
        var observed: TimeSpan
        var span: TimeSpan
        var environmental: Bool
        var tier: Tier
        var flags: Set<String>
        var distance: Double?
        var place: String
        var nearness: SeatNearness?
    }

    func exposures(of observations: [Observation]) -> [Exposure] {
        var result: [Exposure] = []
        let subjects = Set(observations.compactMap(subject)).sorted()
        for caseID in Set(parts.map(\.caseID)).sorted() {
            for subject in subjects {
                for rule in rules {
                    var matches: [Match] = []
                    if case .companion(let settings) = rule.kind {
                        matches = companions(subject, caseID, rule, settings, observations)
                    }
                    for observation in observations
                    where self.subject(observation) == subject && !isOwn(observation, caseID) {
                        for part in parts where part.caseID == caseID && part.role == .presence {
                            if let match = match(observation, part, rule) { matches.append(match) }
                        }
                    }
                    matches += gateMatches(observations, rule, caseID, subject)
                    result += episodes(matches, rule, caseID, subject)
                }
            }
        }
        return result
    }

    func subject(_ row: Observation) -> Pseudonym? {
        let persons = [row.idNumber, row.phone].compactMap { $0 }
        return persons.first { registered.contains($0) } ?? persons.first ?? row.plate
    }

    func isOwn(_ row: Observation, _ caseID: String) -> Bool {
        let mine = own[caseID] ?? []
        if let number = row.idNumber, registered.contains(number), !mine.contains(number) { return false }
        let persons = [row.idNumber, row.phone].compactMap { $0 }
        return (persons.isEmpty ? [row.plate].compactMap { $0 } : persons).contains { mine.contains($0) }
    }

    func match(_ observation: Observation, _ part: ItineraryPart, _ rule: Rule) -> Match? {
        switch rule.kind {
        case .proximity(let settings): near(observation, part, rule, settings)
        case .place(let settings): samePlace(observation, part, rule, settings)
        case .ride(let settings): sameRide(observation, part, rule, settings)
        case .companion, .cell: nil
        }
    }

    func observed(_ observation: Observation, _ rule: Rule) -> (TimeSpan, Set<String>) {
        let said = [(Traits.Flag.inferred, "INFERRED"), (.inVehicle, "IN_VEHICLE"), (.dateOnly, "DATE_ONLY")]
        let cleaned = Set(said.filter { observation.traits.has($0.0) }.map(\.1))
        guard observation.traits.has(.openEnd) else { return (stretched(observation.span, rule), cleaned) }
        let hours = openEndHours[observation.feed.rawValue] ?? 0
        let end = observation.span.start + Int64(hours * 3600)
        return (stretched(TimeSpan(observation.span.start, end), rule), ["OPEN_END"])
    }

    func presence(_ part: ItineraryPart, _ slack: Int64, _ rule: Rule) -> TimeSpan {
        let span = stretched(part.span, rule)
        return span.start == span.end ? TimeSpan(span.start - slack, span.end + slack) : span
    }

    func clamp(_ x: Int64, _ low: Int64, _ high: Int64) -> Int64 { x < low ? low : x > high ? high : x }

    func shared(_ span: TimeSpan, _ part: ItineraryPart, _ rule: Rule, _ slack: Int64) -> TimeSpan {
        let there = presence(part, slack, rule)
        let last = there.end + rule.residualSeconds
        return TimeSpan(clamp(span.start, there.start, last), clamp(span.end, there.start, last))
    }

    func near(_ observation: Observation, _ part: ItineraryPart, _ rule: Rule, _ settings: ProximityRule) -> Match? {
        guard settings.feeds.contains(observation.feed), part.kind != .ride, part.gated == nil else { return nil }
        var q = part.position
        var r = part.radiusMeters
        if q == nil, let place = part.place, let known = places[place] {
            q = known.position
            r = known.radiusMeters
        }
        var p = observation.position
        var u = 0.0
        var (span, flags) = observed(observation, rule)
        if p == nil, let place = observation.place, let known = places[place] {
            p = known.position
            u = known.radiusMeters
            if observation.feed == .carrier { flags.insert("CELL_ONLY") }
        }
        guard let p, let q else { return nil }
        var reach = r + u + (settings.reachFor == .partsWithoutRadius && r > 0 ? 0 : settings.reachMeters)
        let accuracy = Double(observation.accuracyCentimeters ?? 0) / 100
        if settings.accuracy == .widen { reach += accuracy }
        if settings.accuracy == .narrow { reach -= accuracy }
        if settings.accuracy == .cap, accuracy > settings.maxAccuracyMeters { return nil }
        let slack = settings.slackSeconds
        let there = stretched(part.span, rule)
        guard span.start <= there.end + rule.residualSeconds + slack, span.end >= there.start - slack,
            p.distance(to: q) <= reach
        else { return nil }
        let share = shared(span, part, rule, slack)
        guard let environmental = worth(share, of: span, part, rule, slack, settings.touching) else { return nil }
        var tier = environmental ? Tier.environment : rule.tier
        if part.traits.has(.inferred) { flags.insert("INFERRED") }
        if part.traits.has(.inVehicle) { flags.insert("IN_VEHICLE") }
        if part.origin == .observed(.carrier) {
            if [.close, .secondary, .general].contains(tier) { tier = .companionSpacetime }
            flags.insert(part.place == nil ? "CARRIER_ONLY" : "CELL_ONLY")
        }
        return Match(
            part: part, observation: observation, observed: span, span: share, environmental: environmental,
            tier: tier, flags: flags, distance: p.distance(to: q), place: "")
    }
}

/// Episodes.
extension Oracle {
    func episodes(_ matches: [Match], _ rule: Rule, _ caseID: String, _ subject: Pseudonym) -> [Exposure] {
        var groups: [[Match]] = []
        for match in matches.sorted(by: Self.comesFirst) {
            let found = groups.lastIndex { group in
                group[0].place == match.place && group[0].observation.feed == match.observation.feed
                    && match.span.start - (group.map(\.span.end).max() ?? 0) <= rule.maxGapSeconds
            }
            if let found { groups[found].append(match) } else { groups.append([match]) }
        }
        let spans = groups.map { group in TimeSpan(group[0].span.start, group.map(\.span.end).max() ?? 0) }
        let environmental = zip(groups, spans).map { group, span in environmentalPieces(group, span, rule) }
        var result: [Exposure] = []
        for index in groups.indices {
            let group = groups[index]
            let span = spans[index]
            let after = environmental[index].reduce(0) { $0 + $1.seconds }
            let isAfter = group.allSatisfy(\.environmental)
            guard let held = heldTier(index, spans, environmental, isAfter, rule) else { continue }
            let tier = max(held, group.map(\.tier).min() ?? .environment)
            let nearest = group.compactMap(\.distance).min()
            result.append(
                Exposure(
                    caseID: caseID, subject: subject, rule: rule.id, setting: rule.setting, tier: tier,
                    place: group[0].place, span: span, minutes: Double(span.seconds - after) / 60,
                    environmentalMinutes: Double(after) / 60, minDistanceMeters: nearest,
                    accuracyMeters: group.first { $0.distance == nearest && nearest != nil }?.observation
                        .accuracyCentimeters.map { Double($0) / 100 },
                    observations: max(
                        1, Set(group.map { Self.content($0.observation) }).reduce(0) { $0 + Int($1.fixes) }),
                    flags: group.reduce(into: Set<String>()) { $0.formUnion($1.flags) }.sorted(),
                    feed: group[0].observation.feed, subjectSource: group[0].observation.source,
                    caseSource: group[0].part.source, caseOrigin: group[0].part.origin,
                    together: together(span, environmental[index]), nearness: Self.nearest(group.compactMap(\.nearness))
                ))
        }
        return result.sorted { ($0.span, $0.place, $0.feed.number) < ($1.span, $1.place, $1.feed.number) }
    }

    /// The least bays apart, of those the least rows apart, of those the first coach; what is not known comes last.
    static func nearest(_ all: [SeatNearness]) -> SeatNearness? {
        let bays = all.map { $0.baysApart ?? 1000 }.min()
        let nearest = all.filter { ($0.baysApart ?? 1000) == bays }
        let rows = nearest.map { $0.rowsApart ?? 1000 }.min()
        return nearest.filter { ($0.rowsApart ?? 1000) == rows }
            .min { ($0.coach ?? "~", $0.layout ?? "") < ($1.coach ?? "~", $1.layout ?? "") }
    }

    /// What of a span lies outside the pieces.
    func together(_ span: TimeSpan, _ pieces: [TimeSpan]) -> [TimeSpan] {
        if pieces.isEmpty { return [span].filter { $0.start < $0.end } }
        var kept: [TimeSpan] = []
        var start = span.start
        for piece in pieces {
            if piece.start > start { kept.append(TimeSpan(start, piece.start)) }
            start = max(start, piece.end)
        }
        if start < span.end { kept.append(TimeSpan(start, span.end)) }
        return kept
    }

    static func comesFirst(_ left: Match, _ right: Match) -> Bool {
        let one = (left.span, left.observation.source, left.observed)
        let two = (right.span, right.observation.source, right.observed)
        if one != two { return one < two }
        let traces = (left.part.role == .presence ? 0 : 1, right.part.role == .presence ? 0 : 1)
        return (traces.0, left.part.span, left.part.source) < (traces.1, right.part.span, right.part.source)
    }

    static func content(_ observation: Observation) -> Observation {
        var content = observation
        content.source = RowSource(file: 0, line: 0, digest: 0)
        return content
    }

    /// The pieces of an episode in which only the residual time of a part held.
    func environmentalPieces(_ group: [Match], _ span: TimeSpan, _ rule: Rule) -> [TimeSpan] {
        if group.allSatisfy(\.environmental) { return [span] }
        var slack: Int64 = 0
        if case .proximity(let settings) = rule.kind { slack = settings.slackSeconds }
        if case .place(let settings) = rule.kind { slack = settings.slackSeconds }
        if case .ride = rule.kind { return [] }
        if case .companion = rule.kind { return [] }
        let there = group.map { presence($0.part, slack, rule) }
        var edges: Set<Int64> = [span.start, span.end]
        for presence in there { edges.formUnion([presence.start, presence.end, presence.end + rule.residualSeconds]) }
        let ordered = edges.filter { $0 >= span.start && $0 <= span.end }.sorted()
        return zip(ordered, ordered.dropFirst()).compactMap { from, to in
            let isThere = there.contains { $0.start <= from && to <= $0.end }
            let isAfter = there.contains { $0.end <= from && to <= $0.end + rule.residualSeconds }
            return isAfter && !isThere ? TimeSpan(from, to) : nil
        }
    }

    /// The tier up to which the rule's minimum keeps an episode; nil where it is not reached.
    func heldTier(
        _ index: Int, _ spans: [TimeSpan], _ environmental: [[TimeSpan]], _ isAfter: Bool, _ rule: Rule
    ) -> Tier? {
        if enough(0, rule) { return .close }
        let own = spans[index]
        let period = Int64(rule.cumulativeHours * 3600)
        if period == 0 {
            let after = environmental[index].reduce(0) { $0 + $1.seconds }
            if enough(own.seconds - after, rule) { return .close }
            return enough(own.seconds, rule) ? .environment : nil
        }
        var edges = Set(spans.flatMap { [$0.start, $0.end] })
        edges.formUnion(environmental.flatMap { $0 }.flatMap { [$0.start, $0.end] })
        let ordered = edges.sorted()
        var starts = [own.start - period, own.end]
        for edge in ordered { starts += [edge, edge - period] }
        var best = (together: Int64(0), anyhow: Int64(0))
        for start in starts where start >= own.start - period && start <= own.end {
            var sum = (together: Int64(0), anyhow: Int64(0))
            for (from, to) in zip(ordered, ordered.dropFirst()) {
                let seconds = max(0, min(to, start + period) - max(from, start))
                let inside = spans.indices.filter { spans[$0].start <= from && to <= spans[$0].end }
                if !inside.isEmpty { sum.anyhow += seconds }
                let together = inside.contains { index in
                    !environmental[index].contains { $0.start <= from && to <= $0.end }
                }
                if together { sum.together += seconds }
            }
            best = (max(best.together, sum.together), max(best.anyhow, sum.anyhow))
        }
        if enough(best.together, rule), !isAfter { return .close }
        return enough(best.anyhow, rule) ? .environment : nil
    }
}
