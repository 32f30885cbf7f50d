/// What a grid worker reported about a task.
public struct FeedbackRecord: Hashable, Sendable {
    /// The task and what came of it.
    public var taskID: String, outcome: String
    /// When, UTC.
    public var at: Int64

    /// A report.
    public init(taskID: String, outcome: String, at: Int64) {
        self.taskID = taskID
        self.outcome = outcome
        self.at = at
    }
}
