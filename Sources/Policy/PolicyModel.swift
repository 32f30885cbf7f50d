public import Vocabulary

/// Dated, versioned rules, as read from one YAML file.
public struct Policy: Hashable, Sendable {
    /// Name, and the date the rules came into force (`2022-06-28`).
    public var id: String, effectiveFrom: String
    /// One line for people, and where the rules were published.
    public var title: String, source: String
    /// Lower-case hexadecimal SHA-256 of the file's bytes, set by whoever read the file.
    public var sha256: String
    /// When a case can have infected somebody.
    public var window: WindowRule
    /// Contact rules in the order of the file.
    public var rules: [Rule]
    /// Contacts of contacts; nil where the policy has none.
    public var secondary: SecondaryRule? = nil
    /// What is done to phone positions before they are matched.
    public var carrier = CarrierRule.asDelivered()
    /// How much weak evidence can weigh.
    public var caps = TierCaps()
    /// Whether a case's own observations extend its itinerary.
    public var extendItineraries: Bool
    /// What service numbers, seats and delays mean to the ride rules.
    public var rides = RideSettings()
    /// How long a stay with an unknown end is taken to last, in hours, by feed name.
    public var openEndHours: [String: Double]
    /// Who counts as an undeclared traveller.
    public var undeclared: UndeclaredRule
    /// Return categories in order of precedence, after contact and fever.
    public var categories: [CategoryRule]
    /// How a list is ordered inside a tier.
    public var score: ScoreRule
    /// What grids do, by tier and reason.
    public var tasks: TaskRule
    /// How long contacts are followed up, by tier in its order; a tier that is not here is not.
    public var followUp: [FollowUpRule] = []
    /// How health codes are given; nil where the policy has none.
    public var codes: CodeRule? = nil
    /// What is unusual enough to tell a grid; nil where the policy tells nothing.
    public var alerts: AlertRules? = nil
    /// What is done with clues from the public; nil where nothing is.
    public var clues: ClueRules? = nil
    /// How rosters of blocks are checked and the registry is held against movement; nil where neither is.
    public var registers: RegisterRules? = nil
}

/// One contact rule.
public struct Rule: Hashable, Sendable {
    /// What kind of co-presence it looks for.
    public enum Kind: Hashable, Sendable {
        case proximity(ProximityRule)
        case place(PlaceRule)
        case ride(RideRule)
        case companion(CompanionRule)
        case cell(CellRule)
    }
    /// Name inside the policy, such as `rail.coach`.
    public var id: String
    /// Setting printed with the exposure, such as `train`.
    public var setting: String
    /// Tier it gives.
    public var tier: Tier
    /// Where the rule was published.
    public var source: String
    /// Minutes that must be reached in ``cumulativeHours``; at least 0 asks for none.
    public var minMinutes: Double
    /// Period over which minutes add up; 0 means one episode must reach them alone.
    public var cumulativeHours: Double
    /// Largest gap inside an episode, in seconds.
    public var maxGapSeconds: Int64
    /// Seconds after the case left that still count, as environmental.
    public var residualSeconds: Int64
    /// What it looks for.
    public var kind: Kind
    /// Whether the minutes themselves are enough.
    public var minutesMustBe = MinutesMustBe.reached
    /// Seconds that an instant of either side stands for, from its moment on; 0 leaves it a moment.
    public var instantSeconds: Int64 = 0

    /// Whether 15 minutes are enough where the rule says 15.
    public enum MinutesMustBe: String, Sendable {
        case reached
        case exceeded
    }

    /// Whether seconds together reach the rule's minutes.
    public func isReached(by seconds: Int64) -> Bool {
        switch minutesMustBe {
        case .reached: Double(seconds) >= minMinutes * 60
        case .exceeded: Double(seconds) > minMinutes * 60
        }
    }
}

/// Near in space and time.
public struct ProximityRule: Hashable, Sendable {
    /// What an observation's accuracy does.
    public enum AccuracyUse: String, Sendable {
        /// Goes to the evidence only.
        case carry
        /// Widens the reach by the accuracy.
        case widen
        /// Narrows: the whole circle of uncertainty must lie within reach.
        case narrow
        /// Observations less accurate than ``ProximityRule/maxAccuracyMeters`` do not match.
        case cap
    }
    /// Feeds whose observations are tried.
    public var feeds: [Feed]
    /// Seconds by which the case's part is widened on both sides.
    public var slackSeconds: Int64
    /// Metres added to the radii of both sides, for the parts of ``reachFor``.
    public var reachMeters: Double
    /// What accuracy does.
    public var accuracy: AccuracyUse
    /// Limit for ``AccuracyUse/cap``.
    public var maxAccuracyMeters: Double
    /// Which parts of an itinerary the reach is for.
    public var reachFor = ReachFor.allParts
    /// What stays are worth that share no more than one second.
    public var touching: Touching = .counts

    /// Which parts of an itinerary have the rule's reach.
    public enum ReachFor: String, Sendable {
        case allParts = "all_parts"
        /// Only those that have no radius of their own; another's own radius stands in its place.
        case partsWithoutRadius = "parts_without_radius"
    }

    /// The reach for a part of this radius.
    public func reachMeters(forRadius radius: Double) -> Double {
        reachFor == .allParts || radius == 0 ? reachMeters : 0
    }
}

/// Who counts as an undeclared traveller (CONTRACT 5).
public struct UndeclaredRule: Hashable, Sendable {
    /// Days before the as-of moment that are looked at.
    public var lookBackDays: Int
    /// Days by which declared dates are padded.
    public var toleranceDays: Int
    /// Whether riding through without alighting counts.
    public var countPassingThrough: Bool
}

/// A return category: a name and the region prefix it stands for (`*`: anywhere outside the home codes).
public struct CategoryRule: Hashable, Sendable {
    /// Printed code, such as `WUHAN`.
    public var code: String
    /// Region code prefix, or `*`.
    public var prefix: String
}

/// What a grid does and by when.
public struct TaskRule: Hashable, Sendable {
    /// Hours until due, by tier name or reason name.
    public var dueHours: [String: Double]
    /// Action code, by tier name or reason name.
    public var actions: [String: String]
    /// Tiers that give a task.
    public var tiers: [Tier]
}
