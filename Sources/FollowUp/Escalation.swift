public import Vocabulary

/// What a grid is told of because those below it are long overdue with it.
public enum Escalation {
    /// A task is told one level up when it is a day overdue, and one more for each further day.
    public static let secondsPerLevel: Int64 = 86_400

    /// Levels up which a task is told of.
    public static func levels(of task: GridTask) -> Int {
        task.overdue.map { Int($0 / secondsPerLevel) } ?? 0
    }

    /// Tasks that each grid is told of, by grid; of each the longest overdue first.
    public static func byGrid(_ tasks: [GridTask], in tree: GridTree) -> [String: [GridTask]] {
        var told: [String: [GridTask]] = [:]
        for task in tasks where levels(of: task) > 0 {
            for grid in tree.ancestors(of: task.gridID).prefix(levels(of: task)) {
                told[grid, default: []].append(task)
            }
        }
        return told.mapValues { $0.sorted { ($1.overdue ?? 0, $0.taskID) < ($0.overdue ?? 0, $1.taskID) } }
    }
}
