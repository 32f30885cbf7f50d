/// What a grid worker reported about a task.
public struct FeedbackRecord: Hashable, Sendable {
    /// The task and what came of it.
    public var taskID: String, outcome: String
    /// When, UTC.
    public var at: Int64
    /// Grid the task is handed to, and the grid whose list it stood on, where the report names them.
    public var referTo: String?, gridID: String?

    /// A report.
    public init(taskID: String, outcome: String, at: Int64, referTo: String? = nil, gridID: String? = nil) {
        self.taskID = taskID
        self.outcome = outcome
        self.at = at
        self.referTo = referTo
        self.gridID = gridID
    }
}
