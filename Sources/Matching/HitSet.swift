import Vocabulary

/// One observation that met one part of a case by one rule.
struct Hit: Sendable {
    /// Position of the rule in the policy, and of the part in the case index.
    var rule: Int32, part: Int32
    /// Who was seen.
    var subject: Pseudonym
    var feed: Feed
    /// Tier of this hit alone.
    var tier: Tier
    /// The observation's own time, and its share with the case's part.
    var observed: TimeSpan, span: TimeSpan
    /// Whether the case had left before.
    var isEnvironmental: Bool
    var flags: EvidenceFlags
    var distanceMeters: Double?
    var accuracyCentimeters: Int32?
    /// Place or service shared; empty for positions.
    var place: String
    /// What tells one observation from another beside its time: position, and everything else in one text.
    var position: Position?, content: String
    var source: RowSource
    /// What a hit of a companion rule counts by; nil for the other rules.
    var mark: CompanionMark? = nil
    /// How near the seats of two rides were.
    var nearness: SeatNearness?
    /// Fixes behind the observation.
    var fixes: Int32 = 1
}

/// Hits of the blocks one thread has matched; sets of several threads are joined by ``CaseIndex/exposures(of:)``.
public struct HitSet: Sendable {
    var hits: [Hit] = []
    /// Passages that rules pair once all are known.
    var passages: [GateSight] = []
    /// Observations looked at.
    public internal(set) var observations = 0

    /// An empty set.
    public init() {}

    /// Number of hits; passages that are still to be paired are none yet.
    public var count: Int { hits.count }

    /// Adds the hits of another set.
    public mutating func merge(_ other: HitSet) {
        hits.append(contentsOf: other.hits)
        passages.append(contentsOf: other.passages)
        observations += other.observations
    }
}
