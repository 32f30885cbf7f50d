public import Vocabulary

extension GridTree {
    /// A tree of grids as they were delivered, with a warning for each thing that had to be mended.
    ///
    /// One wrong row must not keep a whole county's lists back: a grid whose parent is not there stands alone, a circle
    /// is opened at its smallest id, a tree deeper than ``maxDepth`` is cut.
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
        let circles = openCircles(of: &grids)
        for members in circles.prefix(10) {
            warnings.append(
                "GRID_CYCLE: \(shortList(members)): each is above the next and the last above the first; "
                    + "\(members[0]) is taken as the top: correct parent_id")
        }
        if circles.count > 10 { warnings.append("GRID_CYCLE: \(circles.count - 10) more circles of grids") }
        let cut = cutDepth(of: &grids)
        if !cut.isEmpty {
            warnings.append(
                "GRID_TOO_DEEP: \(shortList(cut)): more than \(maxDepth) grids stand above these; they are taken as tops: "
                    + "correct parent_id")
        }
        let tree = try GridTree(grids: grids, polygons: polygons)
        if !tree.strayPolygons.isEmpty {
            warnings.append(
                "STRAY_POLYGONS: \(shortList(tree.strayPolygons)): polygons of grids that are not in the grid "
                    + "table: deliver the grids or correct grid_id")
        }
        return (tree, warnings)
    }

    /// Grids that may stand above one another: provinces have nine levels down to a building's entrance.
    static let maxDepth = 64

    /// Takes the parent from the smallest grid of every circle; gives the circles' members, that grid first.
    private static func openCircles(of grids: inout [Grid]) -> [[String]] {
        var parents = parents(of: grids)
        var circles: [[String]] = []
        var seen: Set<String> = []
        for id in grids.map(\.gridID).sorted() {
            var walk: [String] = []
            var places: [String: Int] = [:]
            var current: String? = id
            while let here = current, !seen.contains(here) {
                if let first = places[here] {
                    let members = rotated(Array(walk[first...]))
                    circles.append(members)
                    parents[members[0]] = nil
                    break
                }
                places[here] = walk.count
                walk.append(here)
                current = parents[here]
            }
            seen.formUnion(walk)
        }
        for index in grids.indices { grids[index].parentID = parents[grids[index].gridID] }
        return circles
    }

    /// Takes the parent from every grid that ``maxDepth`` others stand above; gives these grids, sorted.
    private static func cutDepth(of grids: inout [Grid]) -> [String] {
        var parents = parents(of: grids)
        var depths: [String: Int] = [:]
        var cut: [String] = []
        for grid in grids {
            var walk: [String] = []
            var current: String? = grid.gridID
            while let here = current, depths[here] == nil {
                walk.append(here)
                current = parents[here]
            }
            var depth = current.flatMap { depths[$0] } ?? -1
            for here in walk.reversed() {
                depth += 1
                if depth > maxDepth {
                    parents[here] = nil
                    cut.append(here)
                    depth = 0
                }
                depths[here] = depth
            }
        }
        for index in grids.indices { grids[index].parentID = parents[grids[index].gridID] }
        return cut.sorted()
    }

    private static func parents(of grids: [Grid]) -> [String: String] {
        var parents: [String: String] = [:]
        for grid in grids { parents[grid.gridID] = grid.parentID }
        return parents
    }
}

/// The first ten of a list in one line, and how many more there are.
public func shortList(_ ids: [String]) -> String {
    let shown = ids.prefix(10).joined(separator: ", ")
    return ids.count > 10 ? "\(shown) and \(ids.count - 10) more" : shown
}
