import TestSupport
import Testing
import Vocabulary

@testable import FollowUp

/// A grid by id and parent.
func grid(_ id: String, _ parent: String? = nil, _ kind: Grid.Kind = .strip) -> Grid {
    Grid(gridID: id, parentID: parent, kind: kind, level: "l", name: id)
}

func square(_ west: Int32, _ south: Int32, _ side: Int32) -> Polygon {
    Polygon(rings: [
        [
            Position(lonE7: west, latE7: south), Position(lonE7: west + side, latE7: south),
            Position(lonE7: west + side, latE7: south + side), Position(lonE7: west, latE7: south + side),
        ]
    ])
}

@Suite struct GridTreeTests {
    @Test func `an empty table is an empty tree`() throws {
        let tree = try GridTree(grids: [])
        #expect(tree.roots.isEmpty)
        #expect(tree.ancestors(of: "x").isEmpty)
        #expect(tree.grid(containing: Position(lonE7: 0, latE7: 0)) == nil)
    }

    @Test func `ancestors stand nearest first at any depth`() throws {
        let grids = (0..<3000).map { grid("g\($0)", $0 == 0 ? nil : "g\($0 - 1)") }
        let tree = try GridTree(grids: grids.reversed())
        #expect(tree.ancestors(of: "g2999") == (0..<2999).reversed().map { "g\($0)" })
        #expect(tree.roots == ["g0"])
        #expect(tree.children(of: "g7") == ["g8"])
    }

    @Test func `a missing parent, a repeated id and an empty id are named`() {
        #expect(throws: FollowUpError.unknownParent(grid: "a", parent: "z")) { try GridTree(grids: [grid("a", "z")]) }
        #expect(throws: FollowUpError.duplicateGrid("a")) { try GridTree(grids: [grid("a"), grid("a")]) }
        #expect(throws: FollowUpError.emptyGridID) { try GridTree(grids: [grid("")]) }
    }

    @Test func `a circle names its members and not who hangs below it`() {
        let grids = [grid("a0", "c"), grid("b", "c"), grid("c", "d"), grid("d", "b"), grid("e")]
        #expect(throws: FollowUpError.cycle(["b", "c", "d"])) { try GridTree(grids: grids) }
        #expect(throws: FollowUpError.cycle(["x"])) { try GridTree(grids: [grid("x", "x")]) }
        #expect(FollowUpError.cycle(["b", "c"]).description.split(separator: "\n").count == 1)
    }

    @Test(arguments: 0..<30) func `the deepest strip that holds a position is found`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let grids = (0..<20).map { index in
            grid(
                "g\(index)", index == 0 ? nil : "g\(Int.random(in: 0..<index, using: &random))",
                Int.random(in: 0..<4, using: &random) == 0 ? .block : .strip)
        }
        var polygons: [String: [Polygon]] = ["stray": [square(0, 0, 100)]]
        for grid in grids where Bool.random(using: &random) {
            polygons[grid.gridID] = (0..<Int.random(in: 0...2, using: &random)).map { _ in
                square(
                    Int32.random(in: -50...50, using: &random), Int32.random(in: -50...50, using: &random),
                    Int32.random(in: 1...80, using: &random))
            }
        }
        let tree = try GridTree(grids: grids, polygons: polygons)
        #expect(tree.strayPolygons == ["stray"])
        for _ in 0..<200 {
            let position = Position(
                lonE7: Int32.random(in: -60...140, using: &random), latE7: Int32.random(in: -60...140, using: &random))
            var best: (depth: Int, id: String)?
            for grid in grids where grid.kind == .strip {
                guard (polygons[grid.gridID] ?? []).contains(where: { $0.contains(position) }) else { continue }
                var depth = 0
                var parent = grid.parentID
                while let above = parent {
                    depth += 1
                    parent = grids.first { $0.gridID == above }?.parentID
                }
                if let known = best, (-known.depth, known.id) < (-depth, grid.gridID) { continue }
                best = (depth, grid.gridID)
            }
            #expect(tree.grid(containing: position) == best?.id, "seed \(seed)")
        }
    }

    @Test func `neighbouring squares never share their edge and a hole is not inside`() throws {
        let ring = square(0, 0, 100)
        let hole = Polygon(rings: ring.rings + square(40, 40, 20).rings)
        let tree = try GridTree(
            grids: [grid("a"), grid("b"), grid("empty")],
            polygons: ["a": [hole], "b": [square(100, 0, 100)], "empty": [Polygon(rings: [[], []])]])
        for y in Int32(0)..<100 {
            #expect(tree.grid(containing: Position(lonE7: 100, latE7: y)) == "b")
        }
        #expect(tree.grid(containing: Position(lonE7: 50, latE7: 50)) == nil)
        #expect(tree.grid(containing: Position(lonE7: 20, latE7: 50)) == "a")
    }

    @Test func `a circle is inside an area where no edge comes near it`() {
        let area = PolygonArea([square(0, 0, 1_000_000)])
        // 0.05 degree on the equator: 5 559.7 m from each edge.
        let middle = Position(lonE7: 500_000, latE7: 500_000)
        #expect(area.contains(middle, radiusMeters: 5_555))
        #expect(!area.contains(middle, radiusMeters: 5_565))
        #expect(!area.contains(Position(lonE7: -1, latE7: 5), radiusMeters: 0))
        #expect(!PolygonArea([]).contains(middle))
    }
}
