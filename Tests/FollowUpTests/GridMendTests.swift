import TestSupport
import Testing
import Vocabulary

@testable import FollowUp

/// Grid tables with mistakes: mended, told in few lines, and the same whatever the order of the rows.
@Suite struct GridMendTests {
    @Test func `a tree of 64 levels stands, what lies deeper is cut and told`() throws {
        let chain = (0..<20_000).map { grid("G\($0)", $0 == 0 ? nil : "G\($0 - 1)") }
        let (small, none) = try GridTree.mended(grids: Array(chain.prefix(65)))
        #expect(none == [] && small.ancestors(of: "G64").count == 64)
        var random = SeededGenerator(seed: 1)
        let (tree, warnings) = try GridTree.mended(grids: chain.shuffled(using: &random))
        #expect(warnings.count == 1 && warnings[0].hasPrefix("GRID_TOO_DEEP: "))
        #expect(tree.roots.count == 1 + (20_000 - 1) / 65)
        #expect(tree.grid("G65")?.parentID == nil)
        #expect(tree.ancestors(of: "G19999").count == 19_999 % 65)
        #expect(try GridTree.mended(grids: chain).tree.roots == tree.roots)
    }

    @Test func `each circle is opened at its smallest grid, and many are told in a few lines`() throws {
        let rings = (0..<20_000).flatMap { ring in
            (0..<3).map { grid("R\(ring)-\($0)", "R\(ring)-\(($0 + 1) % 3)") }
        }
        let (tree, warnings) = try GridTree.mended(grids: rings + [grid("A", "A"), grid("B", "A")])
        #expect(tree.roots.count == 20_001)
        #expect(tree.roots.allSatisfy { $0 == "A" || $0.hasSuffix("-0") })
        #expect(tree.ancestors(of: "B") == ["A"])
        #expect(warnings.count == 11)
        #expect(
            warnings[0]
                == "GRID_CYCLE: A: each is above the next and the last above the first; A is taken as the top: correct parent_id"
        )
        #expect(warnings[10] == "GRID_CYCLE: 19991 more circles of grids")
    }

    @Test func `grids that stand below a circle stay below it`() throws {
        let (tree, warnings) = try GridTree.mended(
            grids: [grid("Z", "Y"), grid("Y", "X"), grid("X", "Y"), grid("W", "Z")])
        #expect(warnings.count == 1 && warnings[0].hasPrefix("GRID_CYCLE: X, Y: "))
        #expect(tree.ancestors(of: "W") == ["Z", "Y", "X"])
    }
}
