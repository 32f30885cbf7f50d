public import Policy
public import Vocabulary

/// Which phones have to be cleaned: a superset of those whose cleaned track could meet a case.
///
/// Why no phone is lost: each second t of a dwell has an own fix of the dwell at t or at most a gap earlier, no farther
/// than ``CarrierRule/ownMeters`` from the dwell's position. A dwell that meets a part therefore has a fix in the
/// part's time widened by the gap into the past, within the part's reach widened by those metres. A dwell adds no
/// more to the reach than that fix does: its tower reaches equally far, its accuracy is the least of its fixes'; a
/// cluster's radius is at most ownMeters. For cells see ``CellCompanions``.
public struct CarrierCandidates: Sendable {
    private let index: CaseIndex
    private let indexes: [ProximityIndex]
    private let reachable: Reachable
    private let widens: Bool
    /// A cluster's accuracy is its radius; a ping's own counts then only at towers, and where it is no moment.
    private let isClustered: Bool

    /// The candidates of an index, under a carrier rule; `cells` are the places and times of cell rules.
    public init(index: CaseIndex, rule: CarrierRule, cells: [ProximityPart]) {
        self.index = index
        if case .cluster = rule.method { isClustered = true } else { isClustered = false }
        var parts = cells
        var widens = false
        for matcher in index.proximity where rule.cleans && matcher.settings.feeds.contains(.carrier) {
            let residual = index.rules[matcher.rule].residualSeconds
            let settings = matcher.settings
            widens = widens || settings.accuracy == .widen
            let margin =
                rule.ownMeters * (isClustered ? 2 : 1) + ProximityMatcher.filterMarginMeters
            for part in index.parts {
                guard let (position, radius) = ProximityMatcher.location(of: part, places: index.places) else {
                    continue
                }
                parts.append(
                    ProximityPart(
                        span: TimeSpan(
                            part.span.start - settings.slackSeconds - rule.gapSeconds,
                            part.span.end + residual + settings.slackSeconds),
                        position: position, reachMeters: radius + settings.reachMeters + margin, caseNumber: 0))
            }
        }
        self.widens = widens
        let extras = parts.isEmpty ? [] : ProximityMatcher.extras(widens: widens, places: index.places)
        indexes = extras.map { ProximityIndex(parts: parts, maxExtraMeters: $0) }
        reachable = Reachable(parts: parts, extras: extras)
    }

    /// Which blocks of a segment of the carrier feed with such strings can hold a ping that matters.
    public func sieve(strings: [String]) -> CarrierSieve {
        let located = index.located(strings)
        return CarrierSieve(
            located: located, ground: GroundSieve(reachable, located: located, tail: 0, widens: widens))
    }

    /// Adds the phones of a block's pings that could matter.
    public func observe(_ block: ObservationBlock, into found: inout Set<Pseudonym>) {
        guard block.feed == .carrier else { return }
        let sieve = sieve(strings: block.strings)
        guard let bounds = RowBounds(of: block), sieve.passes(bounds) else { return }
        observe(block, by: sieve, into: &found) { block }
    }

    /// The same for a block that passed the sieve of its segment and that holds so far only times, positions, accuracy
    /// and places; `whole` is asked for the block with its identifiers once a ping could matter.
    public func observe(
        _ block: ObservationBlock, by sieve: CarrierSieve, into found: inout Set<Pseudonym>,
        whole: () throws -> ObservationBlock
    ) rethrows {
        guard !indexes.isEmpty else { return }
        let near = rowsNear(block, sieve.located)
        if near.isEmpty { return }
        let block = try whole()
        var last: UInt32 = 0
        for row in near {
            let code = block.personCode(of: row, registered: index.registered)
            if code != 0, code != last { found.insert(block.subjects[Int(code) - 1]) }
            last = code
        }
    }

    /// Rows that are near a part in space and time, in order.
    private func rowsNear(_ block: ObservationBlock, _ located: [Place?]) -> [Int] {
        let extras = indexes.map(\.maxExtraMeters)
        var near: [Int] = []
        var hits = HitColumns()
        for row in 0..<block.count {
            guard let (position, tower) = position(of: row, in: block, located) else { continue }
            var extra = tower ?? 0
            let isInCluster = isClustered && tower == nil && block.start[row] == block.end[row]
            if widens, !isInCluster, !block.accuracy.isEmpty, block.accuracy[row] != noValue {
                extra += Double(block.accuracy[row]) / 100
            }
            var number = 0
            while number + 1 < extras.count, extras[number] < extra { number += 1 }
            hits.removeAll()
            indexes[number].search(
                row: row, from: block.start[row], to: block.end[row], lon: position.lonE7, lat: position.latE7,
                extra: extra, into: &hits)
            if hits.count > 0 { near.append(row) }
        }
        return near
    }

    private func position(
        of row: Int, in block: ObservationBlock, _ located: [Place?]
    ) -> (Position, tower: Double?)? {
        if !block.lon.isEmpty, !block.lat.isEmpty, block.lon[row] != noValue, block.lat[row] != noValue {
            return (Position(lonE7: block.lon[row], latE7: block.lat[row]), nil)
        }
        guard !block.place.isEmpty, block.place[row] != 0, let place = located[Int(block.place[row]) - 1],
            let position = place.position
        else { return nil }
        return (position, place.radiusMeters)
    }
}

/// Which blocks of one segment can hold a ping of a phone that has to be cleaned.
public struct CarrierSieve: Sendable {
    let located: [Place?]
    fileprivate let ground: GroundSieve

    /// Whether a row within the bounds can matter; true of the bounds of several blocks where it is of one of theirs.
    public func passes(_ bounds: RowBounds) -> Bool { ground.passes(bounds) }
}
