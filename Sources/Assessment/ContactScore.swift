public import Policy
public import Vocabulary

extension ScoreRule {
    /// The order of a contact inside its tier, 0-100: the terms of ``breakdown(of:tier:)`` added up, at most 100.
    ///
    /// More minutes, a smaller distance, one more exposure, or a stronger rule or tier never lower it.
    public func score(of exposures: [Exposure], tier: Tier) -> Double { breakdown(of: exposures, tier: tier).total }

    /// The terms of a score, in the order in which they are added.
    ///
    /// - `base`: points of the tier;
    /// - `together`: the most time together that any single rule found, no second twice; environmental minutes do not
    ///   count;
    /// - `nearest`: the nearest distance of any exposure, to the decimetre in which it is published;
    /// - `further`: exposures whose times differ, after the first.
    public func breakdown(of exposures: [Exposure], tier: Tier) -> [ScoreTerm] {
        [
            ScoreTerm("base", base[tier.rawValue] ?? 0, why: "tier \(tier.rawValue)"),
            together(exposures), nearest(exposures), further(exposures),
        ]
    }

    private func together(_ exposures: [Exposure]) -> ScoreTerm {
        var best: (rule: String, minutes: Double)?
        for (rule, group) in Dictionary(grouping: exposures, by: \.rule).sorted(by: { $0.key < $1.key }) {
            let minutes = group.togetherMinutes
            if minutes > best?.minutes ?? 0 { best = (rule, minutes) }
        }
        guard let best else { return ScoreTerm("together", 0, why: "no time together that counts") }
        return ScoreTerm(
            "together", perHour * min(best.minutes / 60, hoursCap),
            why: "\(plain(best.minutes)) min together by \(best.rule), \(plain(perHour)) points an hour, "
                + "\(plain(hoursCap)) h at most")
    }

    private func nearest(_ exposures: [Exposure]) -> ScoreTerm {
        guard let nearest = exposures.compactMap(\.minDistanceMeters).min() else {
            return ScoreTerm("nearest", 0, why: "no distance was measured")
        }
        let meters = max(0, (nearest * 10).rounded(.toNearestOrEven) / 10)
        return ScoreTerm(
            "nearest", nearPoints * max(0, 1 - meters / nearMeters),
            why: "\(plain(meters)) m at the nearest, \(plain(nearPoints)) points at 0 m and none from "
                + "\(plain(nearMeters)) m on")
    }

    private func further(_ exposures: [Exposure]) -> ScoreTerm {
        let count = max(0, Set(exposures.map(\.span)).count - 1)
        return ScoreTerm(
            "further", min(exposureCap, perExposure * Double(count)),
            why: "\(count) further exposures at other times, \(plain(perExposure)) points each, "
                + "\(plain(exposureCap)) at most")
    }
}

/// A number without needless decimals, to one place.
private func plain(_ value: Double) -> String {
    let rounded = (value * 10).rounded(.toNearestOrEven) / 10
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int64(rounded)) : String(rounded)
}
