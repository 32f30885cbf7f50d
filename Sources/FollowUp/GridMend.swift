public import Vocabulary

extension GridTree {
    /// A tree of grids as they were delivered, with a warning for each thing that had to be mended.
    ///
    /// One wrong row must not keep a whole county's lists back: a grid whose parent is not there stands alone, a circle
    /// is opened at its smallest id.
    public static func mended(
        grids: [Grid], polygons: [String: [Polygon]] = [:]
    ) throws(FollowUpError) -> (tree: GridTree, warnings: [String]) {
        var grids = grids
        var warnings: [String] = []
        let ids = Set(grids.map(\.gridID))
        var orphans: [String] = []
        for index in grids.indices {
            guard let parent = grids[index].parentID, !ids.contains(parent) else { continue }
            orphans.append("\(grids[index].gridID) (\(parent))")
            grids[index].parentID = nil
        }
        if !orphans.isEmpty {
            warnings.append(
                "UNKNOWN_GRID_PARENT: \(shortList(orphans.sorted())): the parent named in brackets is not in the grid "
                    + "table, nothing is counted above these grids: deliver the parent or correct parent_id")
        }
        while true {
            do throws(FollowUpError) {
                let tree = try GridTree(grids: grids, polygons: polygons)
                if !tree.strayPolygons.isEmpty {
                    warnings.append(
                        "STRAY_POLYGONS: \(shortList(tree.strayPolygons)): polygons of grids that are not in the grid "
                            + "table: deliver the grids or correct grid_id")
                }
                return (tree, warnings)
            } catch .cycle(let members) {
                warnings.append(
                    "GRID_CYCLE: \(shortList(members)): each is above the next and the last above the first; "
                        + "\(members[0]) is taken as the top: correct parent_id")
                for index in grids.indices where grids[index].gridID == members[0] { grids[index].parentID = nil }
            }
        }
    }
}

/// The first ten of a list in one line, and how many more there are.
public func shortList(_ ids: [String]) -> String {
    let shown = ids.prefix(10).joined(separator: ", ")
    return ids.count > 10 ? "\(shown) and \(ids.count - 10) more" : shown
}
