/// How near two seats on one run were, as far as the texts and the coach's layout tell; evidence, never a decision.
public struct SeatNearness: Hashable, Comparable, Sendable {
    /// A coach that both name.
    public var coach: String?
    /// Rows between the seats (0: the same row), where both rows are known.
    public var rowsApart: Int?
    /// Bays or compartments between the seats (0: the same one), where the layout is known.
    public var baysApart: Int?
    /// What told the bays of bare seat numbers: the word of the coach's layout or class; nil where the seats' own texts
    /// tell them.
    public var layout: String?

    /// A nearness.
    public init(coach: String? = nil, rowsApart: Int? = nil, baysApart: Int? = nil, layout: String? = nil) {
        self.coach = coach
        self.rowsApart = rowsApart
        self.baysApart = baysApart
        self.layout = layout
    }

    /// The nearer comes first, what is known before what is not.
    public static func < (left: SeatNearness, right: SeatNearness) -> Bool {
        left.order < right.order
    }

    private var order: (Int, Int, Int, String, String) {
        (baysApart ?? .max, rowsApart ?? .max, coach == nil ? 1 : 0, coach ?? "", layout ?? "")
    }
}
