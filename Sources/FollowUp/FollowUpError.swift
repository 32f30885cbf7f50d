/// Why follow-up cannot be planned.
public enum FollowUpError: Error, Equatable, CustomStringConvertible {
    /// A grid names a parent that is not in the table.
    case unknownParent(grid: String, parent: String)
    /// Two grids have one id.
    case duplicateGrid(String)
    /// Grids that are, through their parents, above themselves; in order, the smallest id first.
    case cycle([String])
    /// A grid without an id.
    case emptyGridID

    /// What, where, and the mend, in one line.
    public var description: String {
        switch self {
        case .unknownParent(let grid, let parent):
            "grid \(grid) names parent \(parent), which is not in the grids: add it or leave parent_id empty"
        case .duplicateGrid(let grid):
            "grid \(grid) stands twice in the grids: keep one row"
        case .cycle(let members):
            "grids \(members.joined(separator: " > ")) form a circle of parents: let one of them have another parent"
        case .emptyGridID:
            "a grid has no grid_id: fill it in"
        }
    }
}
