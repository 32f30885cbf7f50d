import TestSupport
import Testing
import Vocabulary

@testable import FollowUp

/// Counts of health codes as they may leave the office.
@Suite struct CodeCountsTests {
    private func tree() throws -> GridTree {
        try GridTree(
            grids: [("county", nil), ("town1", "county"), ("town2", "county"), ("v1", "town1"), ("v2", "town1")].map {
                Grid(gridID: $0.0, parentID: $0.1, level: "x", name: $0.0)
            })
    }

    private func counts(_ codes: [(String, CodeColour, Int)]) throws -> CodeCounts {
        CodeCounts(
            codes.flatMap { grid, colour, count in
                [(gridID: String, colour: CodeColour)](repeating: (grid, colour), count: count)
            },
            in: try tree())
    }

    @Test func `grids count those below them, each colour by itself`() throws {
        let counts = try counts([
            ("v1", .green, 20), ("v2", .green, 10), ("town2", .green, 7), ("v1", .red, 9), ("v2", .red, 6),
            ("town2", .red, 5),
        ])
        let lines = Dictionary(uniqueKeysWithValues: counts.lines.map { ($0.gridID, $0.counts) })
        #expect(lines["county"] == [37, nil, nil, 20] && lines["town1"] == [30, nil, nil, 15])
        #expect(lines["town2"] == [7, nil, nil, 5] && lines[""] == [37, nil, nil, 20] && counts.total == 57)
        #expect(counts.lines.map(\.gridID) == ["", "county", "town1", "town2", "v1", "v2"])
    }

    @Test func `a small count is hidden, and a second one, so that no sum gives it away`() throws {
        let counts = try counts([
            ("v1", .red, 3), ("v2", .red, 30), ("town2", .red, 40), ("v1", .green, 50), ("v2", .green, 60),
            ("town2", .green, 70),
        ])
        let lines = Dictionary(uniqueKeysWithValues: counts.lines.map { ($0.gridID, $0.counts) })
        #expect(lines["v1"]?[3] == nil && lines["v2"]?[3] == nil && lines["town1"]?[3] == 33)
        #expect(lines["v1"]?[0] == 50 && lines["v2"]?[0] == 60)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `no sum of any world has one hidden count alone`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        // Only in every second world do the upper grids have people of their own.
        let grids = (seed % 2 == 0 ? ["county", "town1"] : []) + ["town2", "v1", "v2", "unassigned"]
        let codes = grids.flatMap { grid in
            CodeCounts.colours.map { (grid, $0, Int.random(in: 0...12, using: &random)) }
        }
        let made = try counts(codes)
        let shown = Dictionary(uniqueKeysWithValues: made.lines.map { ($0.gridID, $0.counts) })
        for colour in CodeCounts.colours.indices {
            #expect(made.lines.allSatisfy { ($0.counts[colour] ?? 5) >= 5 })
            let roots = ["county", "unassigned"].compactMap { shown[$0]?[colour] == nil ? 1 : nil }.count
            let total = shown[""]?[colour] == nil ? 1 : 0
            #expect(roots + total != 1, "the sum of colour \(colour)")
            for (parent, children) in [("county", ["town1", "town2"]), ("town1", ["v1", "v2"])] {
                let hidden = ([parent] + children).count { shown[$0]?[colour] == nil }
                // What a grid has beside those below it is in no line, and may be the other hidden one.
                if !grids.contains(parent) { #expect(hidden != 1, "\(parent) \(colour)") }
            }
        }
    }
}
