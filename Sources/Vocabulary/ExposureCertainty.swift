/// How sure an exposure by phone positions is; `docs/uncertainty.md` has the formulas.
public struct ExposureCertainty: Hashable, Sendable {
    /// Probability (0-1) that the true distance was within the rule's reach when a position of the exposure was taken;
    /// nil where the accuracy of some side is not known.
    public var withinReach: Double?
    /// Ends of the interval that holds the true minutes together with probability 0.9; nil where nothing was sampled.
    public var minutesLow: Double?, minutesHigh: Double?

    /// What is known.
    public init(withinReach: Double?, minutesLow: Double?, minutesHigh: Double?) {
        self.withinReach = withinReach
        self.minutesLow = minutesLow
        self.minutesHigh = minutesHigh
    }
}
