import FollowUp
import TestSupport
import Testing
import Vocabulary

/// Counts for lists and pages: whatever a reader adds and takes away, nothing that is hidden comes out.
@Suite struct ShownCountsTests {
    private func tree(_ random: inout SeededGenerator) throws -> GridTree {
        var grids = [Grid(gridID: "g0", parentID: nil, level: "county", name: "")]
        for number in 1..<Int.random(in: 3...30, using: &random) {
            let parent = Int.random(in: -1..<number, using: &random)
            grids.append(
                Grid(gridID: "g\(number)", parentID: parent < 0 ? nil : "g\(parent)", level: "x", name: ""))
        }
        return try GridTree(grids: grids)
    }

    private func split(_ count: Int, _ parts: Int, _ random: inout SeededGenerator) -> [Int] {
        var result = [Int](repeating: 0, count: parts)
        for _ in 0..<count { result[Int.random(in: 0..<parts, using: &random)] += 1 }
        return result
    }

    /// A world of counts that fit together, and all equations that a reader may know of what is shown of it.
    private func world(_ random: inout SeededGenerator) throws -> (shown: ShownCounts, readers: HiddenNumbers) {
        let tree = try tree(&random)
        var ids = tree.gridIDs + ["unassigned"]
        var own: [String: Int] = [:]
        for id in ids where Int.random(in: 0..<3, using: &random) > 0 {
            own[id] = Int.random(in: 1...Int.random(in: 1...12, using: &random), using: &random)
        }
        if own["unassigned"] == nil { ids.removeLast() }
        let total = own.values.reduce(0, +)
        let kinds = Int.random(in: 2...5, using: &random)
        let kept = Int.random(in: 0...total, using: &random)
        let gone = Int.random(in: 0...8, using: &random)
        let before = [
            split(kept + gone, kinds, &random), split(Int.random(in: 0...30, using: &random), kinds, &random),
        ]
        let parts = split(total, kinds, &random)
        let shown = ShownCounts(
            Counted(parts: parts, before: before, change: (total - kept, kept, gone), own: own), in: tree)
        var readers = HiddenNumbers()
        let today = readers.add(shown.today.total, total)
        readers.sum(today, shown.today.parts.indices.map { readers.add(shown.today.parts[$0], parts[$0]) })
        for (day, counts) in zip(shown.before, before) {
            let sum = readers.add(day.total, counts.reduce(0, +))
            readers.sum(sum, day.parts.indices.map { readers.add(day.parts[$0], counts[$0]) })
        }
        let stayed = readers.add(shown.kept, kept)
        readers.sum(today, [stayed, readers.add(shown.new, total - kept)])
        readers.sum(kinds + 1, [stayed, readers.add(shown.gone, gone)])
        var places: [String: Int] = [:]
        func rolled(_ id: String) -> Int { (own[id] ?? 0) + tree.children(of: id).reduce(0) { $0 + rolled($1) } }
        for id in ids { places[id] = readers.add(shown.byGrid[id], rolled(id)) }
        for id in ids where !tree.children(of: id).isEmpty {
            // What a grid has beside those below it is shown nowhere, but a small one must not come out either.
            let beside = own[id].map { [readers.add(nil, $0, isSecret: $0 < HiddenCounts.least)] } ?? []
            readers.sum(places[id] ?? 0, tree.children(of: id).compactMap { places[$0] } + beside)
        }
        readers.sum(today, (tree.roots + ids.suffix(own["unassigned"] == nil ? 0 : 1)).compactMap { places[$0] })
        return (shown, readers)
    }

    @Test func `no adding and taking away of shown counts gives one that is hidden`() throws {
        var random = SeededGenerator(seed: 20_261_122)
        var (held, shown) = (0, 0)
        for round in 0..<600 {
            let world = try world(&random)
            #expect(world.readers.areTrue, "round \(round)")
            #expect(world.readers.shown.allSatisfy { $0 >= HiddenCounts.least })
            #expect(world.readers.determined().isEmpty, "round \(round)")
            held += world.readers.hidden.count { (1...4).contains($0) }
            shown += world.readers.shown.count
        }
        print("shown counts: \(held) small counts held, \(shown) shown")
        #expect(held > 3_000 && shown > 3_000)
    }

    @Test func `the test itself finds a count that could be worked out`() {
        var readers = HiddenNumbers()
        let total = readers.add(10, 10)
        let some = [readers.add(7, 7), readers.add(nil, 3)]
        readers.sum(total, some)
        #expect(readers.determined() == [3])
    }

    @Test func `a lone new one does not show beside what stayed`() throws {
        let tree = try GridTree(grids: [Grid(gridID: "a", parentID: nil, level: "", name: "")])
        let shown = ShownCounts(Counted(parts: [41, 40], before: [[40, 40]], change: (1, 80, 0)), in: tree)
        #expect(shown.new == nil && shown.kept == nil && shown.gone == nil)
        #expect(shown.today.total == 81 && shown.before[0].total == 80)
    }
}
