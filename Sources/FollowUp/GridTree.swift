public import Vocabulary

/// The responsibility tree: strips and blocks of any depth, and the ground of the strips.
public struct GridTree: Sendable {
    private let nodes: [String: Grid]
    private let below: [String: [String]]
    private let above: [String: [String]]
    /// Strips that have polygons: the deepest first, of equally deep ones by id.
    public let groundIDs: [String]
    private let grounds: GroundIndex
    /// Grids without parent, sorted by id.
    public let roots: [String]
    /// Ids of polygons that belong to no grid of the table, sorted.
    public let strayPolygons: [String]

    /// A tree of grids and the polygons of some.
    ///
    /// - Throws: ``FollowUpError`` that names the grid where ids repeat, a parent is missing, or parents form a circle.
    public init(grids: [Grid], polygons: [String: [Polygon]] = [:]) throws(FollowUpError) {
        var nodes: [String: Grid] = [:]
        for grid in grids {
            if grid.gridID.isEmpty { throw .emptyGridID }
            if nodes.updateValue(grid, forKey: grid.gridID) != nil { throw .duplicateGrid(grid.gridID) }
        }
        let ids = nodes.keys.sorted()
        for id in ids {
            guard let parent = nodes[id]?.parentID else { continue }
            if nodes[parent] == nil { throw .unknownParent(grid: id, parent: parent) }
        }
        let above = try Self.ancestors(of: ids, in: nodes)
        var below: [String: [String]] = [:]
        for id in ids { if let parent = nodes[id]?.parentID { below[parent, default: []].append(id) } }
        self.nodes = nodes
        self.below = below
        self.above = above
        roots = ids.filter { nodes[$0]?.parentID == nil }
        strayPolygons = polygons.keys.filter { nodes[$0] == nil }.sorted()
        let grounds = ids.filter { nodes[$0]?.kind == .strip }
            .map { (gridID: $0, area: PolygonArea(polygons[$0] ?? [])) }
            .filter { !$0.area.isEmpty }
            .sorted { left, right in
                let leftDepth = above[left.gridID]?.count ?? 0
                let rightDepth = above[right.gridID]?.count ?? 0
                return leftDepth != rightDepth ? leftDepth > rightDepth : left.gridID < right.gridID
            }
        groundIDs = grounds.map(\.gridID)
        self.grounds = GroundIndex(grounds.map(\.area))
    }

    /// Walks up from every grid once; meeting a grid of the same walk again is a circle.
    private static func ancestors(
        of ids: [String], in nodes: [String: Grid]
    ) throws(FollowUpError) -> [String: [String]] {
        var above: [String: [String]] = [:]
        for id in ids {
            var walk: [String] = []
            var met: Set<String> = []
            var current: String? = id
            while let here = current, above[here] == nil {
                if !met.insert(here).inserted {
                    throw .cycle(rotated(Array(walk.drop { $0 != here })))
                }
                walk.append(here)
                current = nodes[here]?.parentID
            }
            var chain = current.map { [$0] + (above[$0] ?? []) } ?? []
            for here in walk.reversed() {
                above[here] = chain
                chain.insert(here, at: 0)
            }
        }
        return above
    }

    /// A circle's members from the smallest on.
    static func rotated(_ members: [String]) -> [String] {
        guard let least = members.min(), let start = members.firstIndex(of: least) else { return members }
        return Array(members[start...] + members[..<start])
    }

    /// All ids, sorted.
    public var gridIDs: [String] { nodes.keys.sorted() }

    /// The grid of an id.
    public func grid(_ gridID: String) -> Grid? { nodes[gridID] }

    /// Ids of the grids above, the parent first; none for roots and unknown ids.
    public func ancestors(of gridID: String) -> [String] { above[gridID] ?? [] }

    /// Ids of the grids directly below, sorted.
    public func children(of gridID: String) -> [String] { below[gridID] ?? [] }

    /// Whether any strip has a polygon.
    var hasGround: Bool { !groundIDs.isEmpty }

    /// The deepest strip whose polygon holds a position; of equally deep ones the smallest id.
    public func grid(containing position: Position) -> String? { ground(containing: position).map { groundIDs[$0] } }

    /// The same grid, by its place in ``groundIDs``.
    public func ground(containing position: Position) -> Int? { grounds.first(containing: position) }
}
