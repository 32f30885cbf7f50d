public import Vocabulary

/// Tasks of one grid and all grids below it, counted.
public struct TaskRollup: Hashable, Sendable {
    /// The grid; ``GridChoice/unassigned`` for tasks without one.
    public var gridID: String
    /// Tasks by reason and change; combinations without tasks are left out.
    public var counts: [TaskReason: [Change: Int]]

    /// Counts of a grid.
    public init(gridID: String, counts: [TaskReason: [Change: Int]]) {
        self.gridID = gridID
        self.counts = counts
    }

    /// All tasks.
    public var total: Int { counts.values.joined().reduce(0) { $0 + $1.value } }

    /// Counts of every grid that has a task itself or below it, by grid id.
    ///
    /// A task counts once in its own grid and once in each grid above; ids the tree does not know count alone.
    public static func rollups(of tasks: [GridTask], in tree: GridTree) -> [TaskRollup] {
        var counts: [String: [TaskReason: [Change: Int]]] = [:]
        for task in tasks {
            for grid in [task.gridID] + tree.ancestors(of: task.gridID) {
                counts[grid, default: [:]][task.reason, default: [:]][task.change, default: 0] += 1
            }
        }
        return counts.keys.sorted().map { TaskRollup(gridID: $0, counts: counts[$0] ?? [:]) }
    }
}
