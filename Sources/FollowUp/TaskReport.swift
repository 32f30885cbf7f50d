public import Vocabulary

/// What a grid reported about a task.
public struct TaskReport: Hashable, Sendable {
    /// The task, by the id on the list.
    public var taskID: String
    /// What it came to: any state but `new` and `issued`.
    public var outcome: TaskState
    /// When, UTC.
    public var at: Int64
    /// Grid it is handed to, and grid whose list it stood on, where the report names them.
    public var referTo: String?, gridID: String?

    /// A report.
    public init(taskID: String, outcome: TaskState, at: Int64, referTo: String? = nil, gridID: String? = nil) {
        self.taskID = taskID
        self.outcome = outcome
        self.at = at
        self.referTo = referTo
        self.gridID = gridID
    }
}

/// All reports about tasks, in an order that does not hang on when they came in.
public struct TaskReports: Sendable {
    private let byTask: [String: [TaskReport]]

    /// Reports in any order; the same said twice counts once.
    public init(_ reports: [TaskReport] = []) {
        byTask = Dictionary(grouping: Set(reports), by: \.taskID).mapValues { $0.sorted(by: Self.precedes) }
    }

    /// Ids that somebody reported about, sorted.
    public var taskIDs: [String] { byTask.keys.sorted() }

    /// Reports about an id, the earliest first.
    public func about(_ taskID: String) -> [TaskReport] { byTask[taskID] ?? [] }

    /// What counts for a task: what was said under its id, and under those it had with other grids.
    ///
    /// That another grid handed it over is what brought it here, and is no answer of this one.
    public func about(_ task: GridTask) -> [TaskReport] {
        let former = task.formerIDs.flatMap(about).filter { $0.outcome != .referred }
        return former.isEmpty ? about(task.taskID) : (former + about(task.taskID)).sorted(by: Self.precedes)
    }

    /// The report that settles a task, of those that count for it; nil where there are none.
    ///
    /// The latest; of several at one moment that which weighs most, so that nobody is let go by a tie.
    public static func settling(_ reports: [TaskReport]) -> TaskReport? {
        guard let last = reports.map(\.at).max() else { return nil }
        return reports.filter { $0.at == last }.max { precedes($0, $1) }
    }

    /// Whether some reports say that it is so and others that it is not.
    public static func contradict(_ reports: [TaskReport]) -> Bool {
        reports.contains { $0.outcome == .refuted }
            && reports.contains { $0.outcome == .confirmed || $0.outcome == .isolated }
    }

    /// By time, then weight, then the grids named.
    static func precedes(_ left: TaskReport, _ right: TaskReport) -> Bool {
        if left.at != right.at { return left.at < right.at }
        if left.outcome != right.outcome { return weight(left.outcome) < weight(right.outcome) }
        return (left.taskID, left.referTo ?? "", left.gridID ?? "") < (
            right.taskID, right.referTo ?? "", right.gridID ?? ""
        )
    }

    /// What weighs more is safer to believe.
    private static func weight(_ outcome: TaskState) -> Int {
        switch outcome {
        case .new, .issued: 0
        case .refuted: 1
        case .closed: 2
        case .unreachable: 3
        case .referred: 4
        case .confirmed: 5
        case .isolated: 6
        }
    }
}
