import Policy
import Vocabulary

extension HitSheaf {
    /// How sure an episode is; nil where no phone's position had a part in it.
    func certainty(of episode: Episode, _ rule: Rule, observations: Int) -> ExposureCertainty? {
        guard case .proximity(let settings) = rule.kind else { return nil }
        let isSubjectByPhone = episode.hits[episode.hits.startIndex].feed == .carrier
        guard
            isSubjectByPhone
                || episode.hits.contains(where: { index.parts[Int($0.part)].origin == .observed(.carrier) })
        else { return nil }
        let minutes = isSubjectByPhone ? minutes(of: episode, moments: observations) : nil
        return ExposureCertainty(
            withinReach: withinReach(episode.hits, settings), minutesLow: minutes?.low, minutesHigh: minutes?.high)
    }

    /// How far a position may be wrong.
    private enum Doubt {
        case none
        /// Standard deviation on each axis.
        case normal(Double)
        /// Anywhere within so many metres: a tower's.
        case disc(Double)

        /// The doubt of a phone's position; nil where nothing tells it.
        init?(accuracy: Int32?, isTower: Bool, _ radius: Double) {
            if isTower {
                guard radius > 0 else { return nil }
                self = .disc(radius)
            } else {
                guard let accuracy else { return nil }
                self = .normal(DistanceCertainty.sigma(ofAccuracy: Double(accuracy) / 100))
            }
        }

        var sigma: Double {
            switch self {
            case .none: 0
            case .normal(let sigma): sigma
            case .disc(let radius): DistanceCertainty.sigma(ofDisc: radius)
            }
        }
    }

    /// The share of the positions that are expected to have been within reach: for each its probability.
    private func withinReach(_ hits: ArraySlice<Hit>, _ settings: ProximityRule) -> Double? {
        var (sum, weight) = (0.0, 0.0)
        for hit in hits where hit.distanceMeters < .infinity {
            let part = index.parts[Int(hit.part)]
            guard let (_, radius) = ProximityMatcher.location(of: part, places: index.places) else { continue }
            let isCaseByPhone = part.origin == .observed(.carrier)
            let isOtherByPhone = hit.feed == .carrier
            let extent = Double(hit.placeRadius)
            let accuracy = hit.accuracyCentimeters == noValue ? nil : hit.accuracyCentimeters
            guard
                let own = isCaseByPhone
                    ? Doubt(accuracy: part.accuracyCentimeters, isTower: part.place != nil, radius) : Doubt.none,
                let other = isOtherByPhone
                    ? Doubt(accuracy: accuracy, isTower: hit.isAtPlace, extent) : Doubt.none
            else { continue }
            // What a place is wide counts as reach, what a tower is wide as doubt.
            let limit =
                (isCaseByPhone ? 0 : radius) + (isOtherByPhone ? 0 : extent)
                + settings.reachMeters(forRadius: radius)
            sum += Double(hit.fixes) * probability(within: limit, measured: hit.distanceMeters, own, other)
            weight += Double(hit.fixes)
        }
        return weight > 0 ? sum / weight : nil
    }

    private func probability(within limit: Double, measured: Double, _ own: Doubt, _ other: Doubt) -> Double {
        switch (own, other) {
        case (.none, .disc(let radius)), (.disc(let radius), .none):
            return DistanceCertainty.probability(within: limit, measured: measured, disc: radius)
        default:
            let sigma = (own.sigma * own.sigma + other.sigma * other.sigma).squareRoot()
            return DistanceCertainty.probability(within: limit, measured: measured, sigma: sigma)
        }
    }

    /// The interval of the minutes together, by how often the phone told where it was.
    private func minutes(of episode: Episode, moments: Int) -> (low: Double, high: Double)? {
        let together = Double(episode.togetherSeconds)
        guard together > 0, moments > 1, let (starts, ends) = openEnds(of: episode.hits) else { return nil }
        let inferred = TimeSpan.union(episode.hits.filter { $0.flags.contains(.inferred) }.map(\.span))
        let heard = max(0, together - Double(inferred.reduce(0) { $0 + $1.seconds }))
        let observed = TimeSpan.union(episode.hits.map(\.observed)).reduce(0.0) { $0 + Double($1.seconds) }
        // Of a stay that the case's own cuts short, only so many moments fall into the time together.
        let inside = Int((together / max(1, observed / Double(moments - 1))).rounded()) + 1
        let factors: (low: Double, high: Double)?
        switch (starts, ends) {
        case (false, false): factors = (1, 1)
        case (true, true): factors = SampledMinutes.factors(moments: moments, .both)
        default: factors = SampledMinutes.factors(moments: min(moments, inside), .one)
        }
        guard let factors else { return nil }
        let most = longest(of: episode.hits)
        let low = inferred.isEmpty ? min(together * factors.low, most) : heard
        return (low / 60, min(together * factors.high, max(most, together)) / 60)
    }

    /// Whether the phone may have come before it was first heard, and stayed after it was last.
    private func openEnds(of hits: ArraySlice<Hit>) -> (start: Bool, end: Bool)? {
        guard let first = hits.min(by: { $0.span.start < $1.span.start }),
            let last = hits.max(by: { $0.span.end < $1.span.end })
        else { return nil }
        return (
            first.observed.start >= index.parts[Int(first.part)].span.start,
            last.observed.end <= index.parts[Int(last.part)].span.end
        )
    }

    /// Seconds that the time together cannot be longer than: what the case told of its stays; any, where its own phone
    /// told.
    private func longest(of hits: ArraySlice<Hit>) -> Double {
        let parts = Set(hits.map(\.part)).map { index.parts[Int($0)] }
        if parts.contains(where: { $0.origin == .observed(.carrier) }) { return .infinity }
        guard let start = parts.map(\.span.start).min(), let end = parts.map(\.span.end).max() else { return 0 }
        return Double(end - start)
    }
}
