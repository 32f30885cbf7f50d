public import Vocabulary

/// Open tasks of every grid with all below it, and of every reason, as they may leave the office.
public struct TaskCounts: Sendable {
    /// One line.
    public struct Line: Hashable, Sendable {
        /// Grid id with level and name, or the reason; both empty for all tasks together.
        public var gridID: String, level: String, name: String, reason: String
        /// Grid above; empty for the highest.
        public var parentID: String
        /// How many; nil where it is hidden.
        public var open: Int?
    }
    /// All tasks, then by reason, then by grid in the order of the ids.
    public let lines: [Line]

    /// Counts of tasks that are still to be done.
    public init(_ tasks: [GridTask], in tree: GridTree) {
        let open = tasks.filter { $0.change != .withdrawn && !$0.state.isOver }
        let reasons = TaskReason.allCases
        let own = Dictionary(grouping: open, by: \.gridID).mapValues(\.count)
        let shown = ShownCounts(
            Counted(parts: reasons.map { reason in open.count { $0.reason == reason } }, own: own), in: tree)
        func line(gridID: String = "", reason: String = "", _ count: Int?) -> Line {
            let grid = tree.grid(gridID)
            return Line(
                gridID: gridID, level: grid?.level ?? "", name: grid?.name ?? "", reason: reason,
                parentID: grid?.parentID ?? "", open: count)
        }
        lines =
            [line(shown.today.total)] + zip(reasons, shown.today.parts).map { line(reason: $0.rawValue, $1) }
            + Set(tree.gridIDs).union(own.keys).sorted().map { line(gridID: $0, shown.byGrid[$0]) }
    }
}
