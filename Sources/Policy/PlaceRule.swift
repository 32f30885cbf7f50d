public import Vocabulary

/// Same place at the same time.
public struct PlaceRule: Hashable, Sendable {
    /// How fine the shared place must be.
    public enum Scope: String, Sendable { case place, floor, room }
    /// Feeds whose observations are tried.
    public var feeds: [Feed]
    /// Kinds of visit or place it holds for; empty means all.
    public var kinds: [String]
    /// Place, floor or room.
    public var scope: Scope
    /// Seconds by which passages (instants) are widened on both sides.
    public var slackSeconds: Int64
    /// What stays are worth that share no more than one second.
    public var touching: Touching = .counts
    /// Tier where the floor is unknown on either side, for ``Scope/floor``; nil: no exposure then.
    public var unknownFloorTier: Tier?
    /// How passages are paired into stays; nil: each passage stays an instant.
    public var gates: GateRule?
}

/// Two stays that meet in one second, in which one ends and the other begins: closed intervals meet, for no minutes.
public enum Touching: String, Sendable {
    /// They meet, with 0 minutes.
    case counts
    /// They have not met.
    case not
}

/// How the passages of gates are paired into stays.
public struct GateRule: Hashable, Sendable {
    /// What a way in without a way out, or a way out without a way in, is taken for.
    public enum MissingEnd: Hashable, Sendable {
        /// The instant of the passage.
        case instant
        /// A stay of so many seconds, or to the next (from the previous) passage there if that is nearer.
        case cap(seconds: Int64)
    }
    /// Longest stay: a way out that comes later belongs to another way in.
    public var longestStaySeconds: Int64
    /// Missing ends.
    public var missingEnd: MissingEnd
}
