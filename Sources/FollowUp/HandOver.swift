public import Vocabulary

/// A task that another grid has taken over.
public struct HandOver: Hashable, Sendable {
    /// Why it changed hands.
    public enum Why: String, Sendable {
        /// The person's grid is another one now: the registry, a boundary, or what was seen of them changed.
        case reassigned = "grid changed"
        /// The first grid said who has to act.
        case referred
    }
    /// The id that is withdrawn, and the grid that had it.
    public var taskID: String, gridID: String
    /// The task that goes on.
    public var to: GridTask
    /// Why.
    public var why: Why

    /// A hand-over.
    public init(taskID: String, gridID: String, to: GridTask, why: Why) {
        self.taskID = taskID
        self.gridID = gridID
        self.to = to
        self.why = why
    }

    /// By id of a task that is new with its grid, the task of the last run that it takes over from.
    ///
    /// A grid that stopped having a person's task gives it to one that began to: first to one found in the same way
    /// (home to home), then in the order of the grids. A task that no grid has begun to have goes nowhere.
    static func heirs(of tasks: [GridTask], previous: [GridTask]) -> [String: GridTask] {
        let now = Set(tasks.map(\.taskID)), before = Set(previous.map(\.taskID))
        // One that was handed on already has gone to the grid that it was handed to.
        let handedOn = Set(tasks.flatMap(\.formerIDs))
        let left = Dictionary(
            grouping: previous.filter { !now.contains($0.taskID) && !handedOn.contains($0.taskID) && !$0.state.isOver },
            by: TaskFact.init)
        var heirs: [String: GridTask] = [:]
        let begun = tasks.filter { !before.contains($0.taskID) && $0.formerIDs.isEmpty }
        for (fact, tasks) in Dictionary(grouping: begun, by: TaskFact.init) {
            var givers = (left[fact] ?? []).sorted { $0.gridID < $1.gridID }
            for isSameBasis in [true, false] {
                for task in tasks.sorted(by: { $0.gridID < $1.gridID }) where heirs[task.taskID] == nil {
                    let place = givers.firstIndex { !isSameBasis || $0.gridBasis == task.gridBasis }
                    if let place { heirs[task.taskID] = givers.remove(at: place) }
                }
            }
        }
        return heirs
    }
}
