import Policy
import Vocabulary

/// One proximity rule over the parts of a case index (CONTRACT 4.2).
struct ProximityMatcher: Sendable {
    /// Position of the rule in the policy.
    let rule: Int
    let settings: ProximityRule
    private let tier: Tier
    private let residual: Int64
    private let instant: Int64
    /// For each part the indexes hold: its number in the case index, and all that a hit asks of it.
    private let partNumbers: [Int32]
    private let sides: [PartSide]
    /// Indexes for observations that add ever more metres of their own, by ascending largest extra.
    private let indexes: [ProximityIndex]
    private let reachable: Reachable

    /// Largest extras an index is built for: a cell tower's or a park's radius, up to half the globe.
    private static let extraClasses: [Double] = [50, 200, 1000, 5000, 25_000, 21_000_000]
    /// Added to the reach of the cell filter only, so that rounding in a sum of radii never loses a match.
    static let filterMarginMeters = 0.001

    /// A part as a hit of the rule sees it.
    private struct PartSide {
        var radius: Double, reachMeters: Double
        var presence: Presence
        var flags: EvidenceFlags
        /// Where the case is known from its phone alone, no rule says more than it would of two phones.
        var cap: Tier

        init(_ part: ItineraryPart, radius: Double, reachMeters: Double, presence: Presence) {
            self.radius = radius
            self.reachMeters = reachMeters
            self.presence = presence
            flags = EvidenceFlags(part.traits)
            cap = .close
            if part.origin == .observed(.carrier) {
                cap = .companionSpacetime
                flags.insert(part.place == nil ? .carrierOnly : .cellOnly)
            }
        }
    }

    /// A matcher for a rule; nil where it is no proximity rule.
    init?(rule: Int, in rules: [Rule], parts: [ItineraryPart], places: [String: Place]) {
        guard case .proximity(let settings) = rules[rule].kind else { return nil }
        self.rule = rule
        self.settings = settings
        tier = rules[rule].tier
        residual = rules[rule].residualSeconds
        instant = rules[rule].instantSeconds
        var held: [ProximityPart] = []
        var numbers: [Int32] = []
        var sides: [PartSide] = []
        var cases: [String: Int32] = [:]
        for (number, part) in parts.enumerated() {
            guard let (position, radius) = ProximityMatcher.location(of: part, places: places) else { continue }
            let caseNumber = cases[part.caseID, default: Int32(cases.count)]
            cases[part.caseID] = caseNumber
            let span = part.span.lasting(rules[rule].instantSeconds)
            held.append(
                ProximityPart(
                    span: TimeSpan(
                        span.start - settings.slackSeconds,
                        span.end + rules[rule].residualSeconds + settings.slackSeconds),
                    position: position,
                    reachMeters: radius + settings.reachMeters(forRadius: radius)
                        + ProximityMatcher.filterMarginMeters,
                    caseNumber: caseNumber))
            numbers.append(Int32(number))
            let presence = Presence(
                part: part, slack: settings.slackSeconds, residual: rules[rule].residualSeconds,
                instant: rules[rule].instantSeconds)
            sides.append(
                PartSide(
                    part, radius: radius, reachMeters: settings.reachMeters(forRadius: radius), presence: presence))
        }
        partNumbers = numbers
        self.sides = sides
        let extras = ProximityMatcher.extras(widens: settings.accuracy == .widen, places: places)
        indexes = extras.map { ProximityIndex(parts: held, maxExtraMeters: $0) }
        reachable = Reachable(parts: held, extras: extras)
    }

    /// Which blocks of a segment the rule can hit; open ends of the feed are taken to last `openEnd` seconds.
    func sieve(located: [Place?], openEnd: Int64) -> GroundSieve {
        GroundSieve(
            reachable, located: located, tail: max(openEnd, instant), widens: settings.accuracy == .widen)
    }

    /// Where a part was: its own position and radius, else its place's; rides are nowhere, and whoever is behind a gate
    /// is not at it.
    static func location(of part: ItineraryPart, places: [String: Place]) -> (Position, Double)? {
        guard part.kind != .ride, part.gated == nil else { return nil }
        if let position = part.position { return (position, part.radiusMeters) }
        guard let place = part.place.flatMap({ places[$0] }), let position = place.position else { return nil }
        return (position, place.radiusMeters)
    }

    /// Largest extras to build indexes for: where accuracy widens all classes, else those of the places.
    static func extras(widens: Bool, places: [String: Place]) -> [Double] {
        if widens { return [0] + extraClasses }
        var used: Set<Double> = [0]
        for place in places.values where place.position != nil && place.radiusMeters > 0 {
            if let extra = extraClasses.first(where: { $0 >= place.radiusMeters }) { used.insert(extra) }
        }
        return used.sorted()
    }

    /// Where an observation was and how much it adds to the reach.
    private struct Sight {
        var position: Position
        var placeRadius: Double
        var accuracyCentimeters: Int32?
        var placeID: String?
    }

    /// Finds rows and parts that are near each other in space and time; ``add(_:of:_:index:into:)`` says which match.
    func near(_ block: ObservationBlock, _ located: [Place?], index: CaseIndex, into found: inout HitColumns) {
        if partNumbers.isEmpty { return }
        let isPlaced = !block.lon.isEmpty && !block.lat.isEmpty
        if settings.accuracy == .widen {
            for row in 0..<block.count { search(row, of: block, located, index: index, into: &found) }
            return
        }
        let rows = 0..<block.count
        if isPlaced {
            if instant != 0 || !block.traits.isEmpty {
                let ends = rows.map { index.span(of: $0, in: block).span.lasting(instant).end }
                indexes[0].probe(
                    start: block.start, end: ends, lon: block.lon, lat: block.lat, rows: rows, into: &found)
            } else if block.start == block.end {
                indexes[0].probe(start: block.start, lon: block.lon, lat: block.lat, rows: rows, into: &found)
            } else {
                indexes[0].probe(
                    start: block.start, end: block.end, lon: block.lon, lat: block.lat, rows: rows, into: &found)
            }
        }
        if block.place.isEmpty { return }
        for row in rows where !isPlaced || block.lon[row] == noValue || block.lat[row] == noValue {
            search(row, of: block, located, index: index, into: &found)
        }
    }

    /// The same for one row, by the index that its own size needs.
    private func search(
        _ row: Int, of block: ObservationBlock, _ located: [Place?], index: CaseIndex, into found: inout HitColumns
    ) {
        guard let sight = sight(of: row, in: block, located: located) else { return }
        let extra = extraMeters(of: sight)
        guard let reachable = indexes.first(where: { $0.maxExtraMeters >= extra }) ?? indexes.last else { return }
        let span = index.span(of: row, in: block).span.lasting(instant)
        reachable.search(
            row: row, from: span.start, to: span.end, lon: sight.position.lonE7, lat: sight.position.latE7,
            extra: extra, into: &found)
    }

    /// Adds the hits among the rows and parts that were found near each other.
    func add(
        _ found: HitColumns, of block: ObservationBlock, _ located: [Place?], index: CaseIndex, into hits: inout HitSet
    ) {
        let isPlain = CaseIndex.isPlain(block)
        var lastRow: Int32 = -1
        for hit in 0..<found.count {
            let part = Int(found.part[hit])
            let row = Int(found.row[hit])
            let distance = found.distanceMeters[hit]
            guard let sight = sight(of: row, in: block, located: located), distance <= reach(part: part, sight),
                let subject = index.subject(of: row, in: block),
                !index.isOwn(row, in: block, part: partNumbers[part])
            else { continue }
            let (recorded, isOpen) = index.span(of: row, in: block)
            let span = recorded.lasting(instant)
            guard
                var near = self.hit(block, row, subject, part, sight, span: span, isOpen: isOpen, index: index)
            else { continue }
            near.distanceMeters = distance
            (near.placeRadius, near.isAtPlace) = (Float(sight.placeRadius), sight.placeID != nil)
            if !isPlain { near.content = hits.tables.content(index.content(of: row, in: block)) }
            hits.hits.append(near)
            if found.row[hit] != lastRow { hits.rowsNear += 1 }
            lastRow = found.row[hit]
        }
    }

    private func sight(of row: Int, in block: ObservationBlock, located: [Place?]) -> Sight? {
        let accuracy = block.accuracy.isEmpty || block.accuracy[row] == noValue ? nil : block.accuracy[row]
        if settings.accuracy == .cap, let accuracy, Double(accuracy) / 100 > settings.maxAccuracyMeters { return nil }
        if !block.lon.isEmpty, !block.lat.isEmpty, block.lon[row] != noValue, block.lat[row] != noValue {
            let position = Position(lonE7: block.lon[row], latE7: block.lat[row])
            return Sight(position: position, placeRadius: 0, accuracyCentimeters: accuracy, placeID: nil)
        }
        guard !block.place.isEmpty, block.place[row] != 0, let place = located[Int(block.place[row]) - 1],
            let position = place.position
        else { return nil }
        return Sight(
            position: position, placeRadius: place.radiusMeters, accuracyCentimeters: accuracy, placeID: place.placeID)
    }

    private func accuracyMeters(_ sight: Sight) -> Double {
        let meters = Double(sight.accuracyCentimeters ?? 0) / 100
        return switch settings.accuracy {
        case .widen: meters
        case .narrow: -meters
        case .carry, .cap: 0
        }
    }

    private func extraMeters(of sight: Sight) -> Double { sight.placeRadius + accuracyMeters(sight) }

    /// The sum the contract names, in its order, so that a tie falls as it does in a plain comparison.
    private func reach(part: Int, _ sight: Sight) -> Double {
        sides[part].radius + sight.placeRadius + sides[part].reachMeters + accuracyMeters(sight)
    }

    private func hit(
        _ block: ObservationBlock, _ row: Int, _ subject: Pseudonym, _ part: Int, _ sight: Sight, span: TimeSpan,
        isOpen: Bool, index: CaseIndex
    ) -> Hit? {
        let side = sides[part]
        guard let shared = side.presence.share(of: span, touching: settings.touching) else { return nil }
        var flags = index.ownFlags(of: row, in: block, isOpen: isOpen).union(side.flags)
        if block.feed == .carrier, sight.placeID != nil { flags.insert(.cellOnly) }
        let tier = max(shared.isEnvironmental ? .environment : tier, side.cap)
        return Hit(
            rule: Int32(rule), part: partNumbers[part], subject: subject, feed: block.feed, tier: tier,
            isEnvironmental: shared.isEnvironmental, flags: flags, observed: span, span: shared.span,
            source: CaseIndex.source(of: row, in: block),
            accuracyCentimeters: sight.accuracyCentimeters ?? noValue, position: sight.position,
            fixes: block.fixes.isEmpty ? 1 : block.fixes[row])
    }
}
