public import Vocabulary

/// How far the grids have come with what they were given: response and completion.
///
/// Response is the share of tasks that stood on an earlier list and have an answer, completion the share that is done;
/// what stands on a list for the first time tonight could not be answered yet and counts in neither.
public struct TaskRates: Hashable, Sendable {
    /// The grid with all below it; empty for the whole tree.
    public var gridID: String
    /// Tasks on a list for the first time, on an earlier one, of those answered, done, and found not to be so.
    public var new = 0, issued = 0, answered = 0, done = 0, refuted = 0
    /// Not done and past due; of those, what the grids above have been told of.
    public var overdue = 0, escalated = 0

    /// Nothing yet.
    public init(gridID: String) { self.gridID = gridID }

    /// Share of issued tasks with an answer; nil where none was issued.
    public var response: Double? { issued == 0 ? nil : Double(answered) / Double(issued) }
    /// Share of issued tasks that are done; nil where none was issued.
    public var completion: Double? { issued == 0 ? nil : Double(done) / Double(issued) }

    /// Rates of all together, then of every grid that has a task itself or below it, by id.
    public static func rates(of tasks: [GridTask], in tree: GridTree, asOf: Int64) -> [TaskRates] {
        var own: [String: TaskRates] = [:]
        for task in tasks { own[task.gridID, default: TaskRates(gridID: task.gridID)].add(task, asOf: asOf) }
        var all = TaskRates(gridID: "")
        var rates: [String: TaskRates] = [:]
        for (gridID, counted) in own {
            all.add(counted)
            for grid in [gridID] + tree.ancestors(of: gridID) {
                rates[grid, default: TaskRates(gridID: grid)].add(counted)
            }
        }
        return [all] + rates.keys.sorted().compactMap { rates[$0] }
    }

    private mutating func add(_ task: GridTask, asOf: Int64) {
        if task.issued >= asOf {
            new += 1
        } else {
            issued += 1
            if task.state.isAnswered { answered += 1 }
            if task.state.isDone { done += 1 }
        }
        if task.state == .refuted { refuted += 1 }
        if task.overdue != nil { overdue += 1 }
        if Escalation.levels(of: task) > 0 { escalated += 1 }
    }

    private mutating func add(_ other: TaskRates) {
        new += other.new
        issued += other.issued
        answered += other.answered
        done += other.done
        refuted += other.refuted
        overdue += other.overdue
        escalated += other.escalated
    }
}
