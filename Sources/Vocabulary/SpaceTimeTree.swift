/// Boxes in a packed tree: whether any of them meets a box is answered by few looks, however many there are.
///
/// Boxes are sorted by time into slabs, these by latitude, these by longitude (sort-tile-recursive packing:
/// Leutenegger, Lopez, Edgington 1997), and every eight neighbours get a box around them, level by level.
public struct SpaceTimeTree: Sendable {
    private static let fanout = 8
    /// The boxes, then the boxes around each eight of them, and so on up to one.
    private var nodes: [SpaceTimeBox] = []
    /// Where each level begins; the last entry is the end.
    private var levels: [Int] = [0]

    /// A tree over boxes.
    public init(_ boxes: [SpaceTimeBox]) {
        if boxes.isEmpty { return }
        nodes = Self.packed(boxes)
        levels.append(nodes.count)
        while levels[levels.count - 1] - levels[levels.count - 2] > 1 {
            let below = levels[levels.count - 2]..<levels[levels.count - 1]
            for first in stride(from: below.lowerBound, to: below.upperBound, by: Self.fanout) {
                // No slice of the nodes may be held while they grow: each round would copy them all.
                var around = nodes[first]
                for node in first + 1..<min(below.upperBound, first + Self.fanout) {
                    around = around.union(nodes[node])
                }
                nodes.append(around)
            }
            levels.append(nodes.count)
        }
    }

    /// Whether there is no box.
    public var isEmpty: Bool { nodes.isEmpty }

    /// Whether any of the boxes meets this one.
    public func meets(_ box: SpaceTimeBox) -> Bool {
        !nodes.isEmpty && visit(box, level: levels.count - 2, node: 0) { _ in true }
    }

    /// Calls `body` for each of the boxes that meets this one.
    public func visit(_ box: SpaceTimeBox, _ body: (SpaceTimeBox) -> Void) {
        if nodes.isEmpty { return }
        _ = visit(box, level: levels.count - 2, node: 0) { found in
            body(found)
            return false
        }
    }

    /// Goes down from a node; true as soon as `stops` is.
    private func visit(_ box: SpaceTimeBox, level: Int, node: Int, _ stops: (SpaceTimeBox) -> Bool) -> Bool {
        let here = levels[level] + node
        guard nodes[here].meets(box) else { return false }
        if level == 0 { return stops(nodes[here]) }
        let width = levels[level] - levels[level - 1]
        for child in node * Self.fanout..<min(width, (node + 1) * Self.fanout)
        where visit(box, level: level - 1, node: child, stops) {
            return true
        }
        return false
    }

    private static func packed(_ boxes: [SpaceTimeBox]) -> [SpaceTimeBox] {
        let leaves = Double((boxes.count + fanout - 1) / fanout)
        let slabs = max(1, Int(cubeRoot(leaves).rounded(.up)))
        func cut(_ boxes: [SpaceTimeBox], _ parts: Int, by middle: (SpaceTimeBox) -> Int64) -> [[SpaceTimeBox]] {
            let sorted = boxes.map { (middle($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
            let groups = (sorted.count + fanout - 1) / fanout
            let size = max(1, (groups + parts - 1) / parts) * fanout
            return stride(from: 0, to: sorted.count, by: size).map {
                Array(sorted[$0..<min(sorted.count, $0 + size)])
            }
        }
        return cut(boxes, slabs) { $0.span.start / 2 + $0.span.end / 2 }.flatMap { slab in
            cut(slab, slabs) { Int64($0.south) + Int64($0.north) }.flatMap { row in
                cut(row, 1) { Int64($0.west) + Int64($0.east) }.flatMap { $0 }
            }
        }
    }

    /// The least whole number whose cube is not smaller.
    private static func cubeRoot(_ value: Double) -> Double {
        var root = 1.0
        while root * root * root < value { root += 1 }
        return root
    }
}
