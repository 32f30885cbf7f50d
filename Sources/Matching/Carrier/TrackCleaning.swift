public import Policy
import Vocabulary

/// From one phone's fixes to its track: a pure function of the set of fixes and the policy's carrier rule.
///
/// Fixes between which the phone was silent for longer than the gap are cleaned apart. Within such a stretch the
/// method joins fixes to places; a place's time runs from its first own fix to its last, "own" being those within
/// ``CarrierRule/ownMeters`` of it, so that each second of a dwell has an own fix at most a gap before it. That is
/// what ``CarrierCandidates`` relies on.
public struct TrackCleaning: Sendable {
    /// What is done.
    public let rule: CarrierRule

    /// A cleaning by a policy's rule.
    public init(rule: CarrierRule) { self.rule = rule }

    /// Fixes that are one place: a run in the order of time, of which some are at the place itself.
    struct Run {
        var fixes: Range<Int>
        /// The place: position, tower, reach; the time and row mean nothing.
        var place: CarrierFix
        /// Numbers of the fixes at the place.
        var own: [Int]
        /// Radius of a cluster.
        var clusterCentimeters: Int32?
    }

    /// The track of one phone's fixes, given in any order.
    public func track(of fixes: [CarrierFix]) -> Track {
        var track = Track()
        let ordered = Self.distinct(fixes)
        track.counts.fixes = fixes.count
        track.counts.repeated = fixes.count - ordered.count
        var dwells: [Dwell] = []
        var first = 0
        for next in 1...max(1, ordered.count) where !ordered.isEmpty {
            guard next == ordered.count || ordered[next].time - ordered[next - 1].time > rule.gapSeconds else {
                continue
            }
            let runs = runs(of: ordered, first..<next, counts: &track.counts)
            track.counts.places += runs.count
            for run in runs { dwells += self.dwells(of: run, ordered) }
            first = next
        }
        markVehicles(&dwells)
        count(dwells, into: &track.counts)
        track.dwells = withSilences(dwells, counts: &track.counts)
        return track
    }

    private static func distinct(_ fixes: [CarrierFix]) -> [CarrierFix] {
        var kept: [CarrierFix] = []
        for fix in fixes.sorted(by: CarrierFix.precedes) where kept.last.map({ !$0.isSame(as: fix) }) ?? true {
            kept.append(fix)
        }
        return kept
    }

    private func runs(of fixes: [CarrierFix], _ stretch: Range<Int>, counts: inout CleaningCounts) -> [Run] {
        switch rule.method {
        case .none: stretch.map { Run(fixes: $0..<$0 + 1, place: fixes[$0], own: [$0]) }
        case .dwell(let rule): DwellMerging(fixes: fixes, rule: rule).runs(of: stretch, counts: &counts)
        case .cluster(let rule): FixClustering(fixes: fixes, rule: rule).runs(of: stretch, counts: &counts)
        }
    }

    /// A place's own time, cut where its own fixes were silent for longer than the gap.
    private func dwells(of run: Run, _ fixes: [CarrierFix]) -> [Dwell] {
        var pieces: [[Int]] = []
        for fix in run.own {
            if let last = pieces.last?.last, fixes[fix].time - fixes[last].time <= rule.gapSeconds {
                pieces[pieces.count - 1].append(fix)
            } else {
                pieces.append([fix])
            }
        }
        return pieces.map { piece in
            let (first, last) = (fixes[piece[0]], fixes[piece[piece.count - 1]])
            let accuracies = piece.compactMap { fixes[$0].accuracyCentimeters }
            return Dwell(
                span: TimeSpan(first.time, last.time), position: run.place.position, cell: run.place.cell,
                radiusMeters: run.place.radiusMeters,
                accuracyCentimeters: run.clusterCentimeters
                    ?? (accuracies.count == piece.count ? accuracies.min() : nil),
                fixes: Int32(piece.count), source: first.source, lastSource: last.source)
        }
    }

    /// Marks moving dwells that the phone reached and left faster than on foot.
    ///
    /// The speed is the least that the circles of uncertainty allow, so that noise is no speed. Two places in one
    /// second are infinitely fast. The first and the last dwell of a stretch are never judged: somebody may be getting
    /// on.
    private func markVehicles(_ dwells: inout [Dwell]) {
        if rule.inVehicle == .keep || dwells.count < 3 { return }
        let isFast = (1..<dwells.count).map { number -> Bool in
            let (from, to) = (dwells[number - 1], dwells[number])
            let seconds = to.span.start - from.span.end
            guard seconds <= rule.gapSeconds else { return false }
            let meters = max(0, from.position.distance(to: to.position) - from.uncertainty - to.uncertainty)
            return meters * 3.6 > rule.vehicleKmh * Double(seconds)
        }
        for number in 1..<dwells.count - 1
        where dwells[number].span.seconds < rule.possibleStaySeconds && isFast[number - 1] && isFast[number] {
            dwells[number].isInVehicle = true
        }
    }

    private func count(_ dwells: [Dwell], into counts: inout CleaningCounts) {
        for dwell in dwells {
            if dwell.isInVehicle { counts.inVehicle += 1 }
            if dwell.span.seconds >= rule.staySeconds {
                counts.stays += 1
            } else if dwell.span.seconds >= rule.possibleStaySeconds {
                counts.possibleStays += 1
            } else {
                counts.moving += 1
            }
        }
    }

    /// Adds what the gap policy infers: of a silence that is longer than the gap, before and after which the phone is
    /// at one place, so many seconds count as stay.
    private func withSilences(_ dwells: [Dwell], counts: inout CleaningCounts) -> [Dwell] {
        if rule.gapSeconds == 0 || !rule.cleans { return dwells }
        var result: [Dwell] = []
        for (number, dwell) in dwells.enumerated() {
            result.append(dwell)
            guard number + 1 < dwells.count else { continue }
            let next = dwells[number + 1]
            guard next.span.start - dwell.span.end > rule.gapSeconds, isOnePlace(dwell, next) else { continue }
            counts.gapsCapped += 1
            var inferred = dwell
            inferred.span = TimeSpan(dwell.span.end, dwell.span.end + rule.gapSeconds)
            inferred.fixes = 0
            inferred.source = dwell.lastSource
            inferred.isInferred = true
            result.append(inferred)
        }
        return result
    }

    private func isOnePlace(_ left: Dwell, _ right: Dwell) -> Bool {
        if (left.cell == nil) != (right.cell == nil) || left.radiusMeters != right.radiusMeters { return false }
        return left.cell != nil && left.cell == right.cell
            || left.position.distance(to: right.position) <= rule.placeMeters
    }
}
