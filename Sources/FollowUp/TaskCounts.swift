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
        let rollups = Dictionary(
            uniqueKeysWithValues: TaskRollup.rollups(of: open, in: tree).map { ($0.gridID, $0.total) })
        let own = Dictionary(grouping: open, by: \.gridID).mapValues(\.count)
        let reasons = TaskReason.allCases
        let grids = Set(tree.gridIDs).union(own.keys).sorted()
        var counts = [open.count] + reasons.map { reason in open.count { $0.reason == reason } }
        var sums = [HiddenCounts.Sum(total: 0, parts: Array(1...reasons.count))]
        let first = counts.count
        counts += grids.map { rollups[$0] ?? 0 }
        let place = Dictionary(uniqueKeysWithValues: zip(grids, first...))
        for grid in grids {
            let below = tree.children(of: grid).compactMap { place[$0] }
            guard !below.isEmpty, let total = place[grid] else { continue }
            // What a grid has beside those below it stands in no line, but it could be worked out.
            var parts = below
            if let beside = own[grid] {
                parts.append(counts.count)
                counts.append(beside)
            }
            sums.append(HiddenCounts.Sum(total: total, parts: parts))
        }
        let highest = grids.filter { tree.ancestors(of: $0).isEmpty }
        sums.append(HiddenCounts.Sum(total: 0, parts: highest.compactMap { place[$0] }))
        let isHidden = HiddenCounts(counts, sums: sums).isHidden
        func shown(_ place: Int) -> Int? { isHidden[place] ? nil : counts[place] }
        lines =
            [Line(gridID: "", level: "", name: "", reason: "", parentID: "", open: shown(0))]
            + reasons.enumerated().map {
                Line(gridID: "", level: "", name: "", reason: $1.rawValue, parentID: "", open: shown($0 + 1))
            }
            + grids.enumerated().map { index, gridID in
                let grid = tree.grid(gridID)
                return Line(
                    gridID: gridID, level: grid?.level ?? "", name: grid?.name ?? "", reason: "",
                    parentID: grid?.parentID ?? "", open: shown(first + index))
            }
    }
}
