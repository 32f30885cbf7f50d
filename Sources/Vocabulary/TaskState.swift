/// How far a task has come (CONTRACT 6).
public enum TaskState: String, CaseIterable, Sendable {
    /// On a list for the first time, and on an earlier one without an answer.
    case new, issued
    /// What its grid answered.
    case confirmed, refuted, isolated, referred, unreachable
    /// Nothing is left to do.
    case closed

    /// Whether its grid has answered.
    public var isAnswered: Bool { self != .new && self != .issued }
    /// Whether what was to be done is done; whoever was not met, or lives elsewhere, is still to be met.
    public var isDone: Bool { isAnswered && self != .referred && self != .unreachable }
    /// Whether it leaves the list: nothing is left to be done, or what it was about is not so.
    public var isOver: Bool { self == .closed || self == .refuted }
}
