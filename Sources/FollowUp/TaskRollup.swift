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
        // Counted first where they stand, so that only a few counts climb the tree.
        var own: [Cell: Int] = [:]
        for task in tasks { own[Cell(gridID: task.gridID, reason: task.reason, change: task.change), default: 0] += 1 }
        var counts: [String: [TaskReason: [Change: Int]]] = [:]
        for (cell, count) in own {
            for grid in [cell.gridID] + tree.ancestors(of: cell.gridID) {
                counts[grid, default: [:]][cell.reason, default: [:]][cell.change, default: 0] += count
            }
        }
        return counts.keys.sorted().map { TaskRollup(gridID: $0, counts: counts[$0] ?? [:]) }
    }

    private struct Cell: Hashable {
        var gridID: String
        var reason: TaskReason
        var change: Change
    }
}
