public import Vocabulary

/// That two names are one person's, or are not, in a time; with what speaks for it.
public struct IdentityLink: Hashable, Sendable {
    /// What it says of the two.
    public enum Kind: String, CaseIterable, Sendable {
        /// Both are one person's.
        case same
        /// They are not, whatever the registry says: a phone that changed hands.
        case apart
    }
    /// What people decided about it.
    public enum State: String, CaseIterable, Sendable {
        /// Nothing yet: it has no effect.
        case suggested
        case accepted
        case rejected
        /// Accepted or rejected once, and taken back: it has no effect.
        case undone
    }
    /// Keyed id, and what it says.
    public var linkID: String, kind: Kind
    /// The two names: registry entries or identifiers, the smaller one first.
    public var one: Pseudonym, other: Pseudonym
    /// First and last second in which it holds; nil where open.
    public var from: Int64?, until: Int64?
    /// The same as it was suggested or added first, whatever a decision made of it.
    public var suggestedFrom: Int64?, suggestedUntil: Int64?
    /// 0 to 1, and why, each reason a sentence without anybody's data.
    public var confidence: Double, reasons: [String]
    /// What was decided, and when it was made.
    public var state: State, madeAt: Int64

    /// A link between two names in any order.
    public init(
        linkID: String, kind: Kind, between one: Pseudonym, and other: Pseudonym, from: Int64?, until: Int64?,
        confidence: Double, reasons: [String], state: State = .suggested, madeAt: Int64
    ) {
        self.linkID = linkID
        self.kind = kind
        self.one = min(one, other)
        self.other = max(one, other)
        self.from = from
        self.until = until
        suggestedFrom = from
        suggestedUntil = until
        self.confidence = confidence
        self.reasons = reasons
        self.state = state
        self.madeAt = madeAt
    }

    /// When it holds.
    public var span: TimeSpan { TimeSpan(from ?? .min / 2, until ?? .max / 2) }
}

/// One decision about a link.
public struct LinkDecision: Hashable, Sendable {
    /// The link and its state from then on.
    public var linkID: String, state: IdentityLink.State
    /// When, who, and why, in their own words.
    public var at: Int64, by: String, reason: String
    /// First and last second in which the link holds from then on; nil where open.
    public var from: Int64?, until: Int64?

    /// A decision.
    public init(
        linkID: String, state: IdentityLink.State, at: Int64, by: String, reason: String, from: Int64?, until: Int64?
    ) {
        self.linkID = linkID
        self.state = state
        self.at = at
        self.by = by
        self.reason = reason
        self.from = from
        self.until = until
    }
}
