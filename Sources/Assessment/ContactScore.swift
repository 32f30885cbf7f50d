public import Policy
public import Vocabulary

extension ScoreRule {
    /// The order of a contact inside its tier, 0-100.
    ///
    ///     score = min(100, max(0,
    ///         base + perHour * min(hours, hoursCap)
    ///              + nearPoints * max(0, 1 - meters / nearMeters)
    ///              + min(exposureCap, perExposure * (episodes - 1))
    ///              + companionPoints where they are companions))
    ///
    /// - base: points of the tier, or of a weaker tier where the policy gives that one more;
    /// - hours: the most time together that any single rule found, no second twice; environmental minutes do not count;
    /// - meters: the nearest distance of any exposure; no points where no rule measured one;
    /// - episodes: exposures whose spans differ;
    /// - companions: any exposure bears one of the words of ``CompanionEvidence``.
    ///
    /// More minutes, a smaller distance, one more exposure, companionship or a stronger tier never lower it.
    public func score(of exposures: [Exposure], tier: Tier) -> Double {
        let base = Tier.allCases.filter { $0 >= tier }.map { self.base[$0.rawValue] ?? 0 }.max() ?? 0
        let byRule = Dictionary(grouping: exposures, by: \.rule)
        let hours = (byRule.values.map(\.togetherMinutes).max() ?? 0) / 60
        let meters = exposures.compactMap(\.minDistanceMeters).min()
        let near = meters.map { nearMeters > 0 ? max(0, 1 - max(0, $0) / nearMeters) : 0 } ?? 0
        let episodes = Set(exposures.map(\.span)).count
        let further = min(max(0, exposureCap), max(0, perExposure) * Double(max(0, episodes - 1)))
        let company = exposures.contains(where: \.isCompanionship) ? max(0, companionPoints) : 0
        let total =
            base + max(0, perHour) * min(hours, max(0, hoursCap)) + max(0, nearPoints) * near + further + company
        return min(100, max(0, total))
    }
}
