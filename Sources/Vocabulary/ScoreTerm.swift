/// One summand of a score, with the words that say where it comes from.
public struct ScoreTerm: Hashable, Sendable {
    /// Stable name, such as `base`.
    public var term: String
    /// Points, never negative.
    public var points: Double
    /// What the points are for, in one line.
    public var why: String

    /// A summand.
    public init(_ term: String, _ points: Double, why: String) {
        self.term = term
        self.points = points
        self.why = why
    }
}

extension Sequence<ScoreTerm> {
    /// The score the terms come to: their sum in the order given, at most 100.
    public var total: Double { Swift.min(100, reduce(0) { $0 + $1.points }) }
}
