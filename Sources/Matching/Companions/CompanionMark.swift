/// Which evidence a hit of a companion rule is, and what it counts by.
enum CompanionMark: Hashable, Sendable {
    /// One order on one run; the order's code.
    case order(String)
    /// One room or one vehicle: enough by itself.
    case together
    /// Seats side by side on this run.
    case seats(run: String)
    /// A place passed within the rule's seconds of each other.
    case convoy(place: String, moment: Int64)
}
