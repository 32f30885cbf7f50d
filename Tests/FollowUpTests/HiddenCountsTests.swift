import FollowUp
import TestSupport
import Testing
import Vocabulary

/// Counts for those who need no names: no small one can be read or worked out.
@Suite struct HiddenCountsTests {
    /// A random tree of sums: counts of the leaves, then everything above.
    private func world(_ random: inout SeededGenerator) -> (counts: [Int], sums: [HiddenCounts.Sum], parts: [[Int]]) {
        var counts: [Int] = []
        var sums: [HiddenCounts.Sum] = []
        var parts: [[Int]] = []
        func node(_ depth: Int, _ random: inout SeededGenerator) -> Int {
            if depth == 0 || Int.random(in: 0..<3, using: &random) == 0 {
                counts.append(
                    Bool.random(using: &random)
                        ? Int.random(in: 0...4, using: &random) : Int.random(in: 0...12, using: &random))
                parts.append([])
                return counts.count - 1
            }
            let below = (0..<Int.random(in: 1...3, using: &random)).map { _ in node(depth - 1, &random) }
            counts.append(below.reduce(0) { $0 + counts[$1] })
            parts.append(below)
            sums.append(HiddenCounts.Sum(total: counts.count - 1, parts: below))
            return counts.count - 1
        }
        _ = node(2, &random)
        return (counts, sums, parts)
    }

    /// Every value that a place can have, for somebody who knows the sums and what is shown: all ways to fill the
    /// hidden leaves with whole numbers are tried.
    private func possible(_ counts: [Int], _ parts: [[Int]], _ isHidden: [Bool]) -> [Set<Int>] {
        var found = [Set<Int>](repeating: [], count: counts.count)
        let leaves = counts.indices.filter { parts[$0].isEmpty && isHidden[$0] }
        var guess = counts
        func fill(_ index: Int) {
            if index == leaves.count {
                // Places come after their parts.
                for place in counts.indices where !parts[place].isEmpty {
                    guess[place] = parts[place].reduce(0) { $0 + guess[$1] }
                }
                for place in counts.indices where !isHidden[place] && guess[place] != counts[place] { return }
                for place in counts.indices { found[place].insert(guess[place]) }
                return
            }
            for value in 0...12 {
                guess[leaves[index]] = value
                fill(index + 1)
            }
        }
        fill(0)
        return found
    }

    @Test func `no count from 1 to 4 can be worked out, by all ways of filling the gaps`() {
        var random = SeededGenerator(seed: 20_200_210)
        var small = 0
        var shown = 0
        for round in 0..<1_500 {
            let (counts, sums, parts) = world(&random)
            let isHidden = HiddenCounts(counts, sums: sums).isHidden
            #expect(counts.indices.allSatisfy { isHidden[$0] || counts[$0] >= HiddenCounts.least })
            guard counts.indices.count(where: { parts[$0].isEmpty && isHidden[$0] }) <= 4 else { continue }
            let values = possible(counts, parts, isHidden)
            for place in counts.indices where (1...4).contains(counts[place]) {
                #expect(values[place].count > 1, "round \(round), place \(place): \(counts), hidden \(isHidden)")
                small += 1
            }
            shown += isHidden.count { !$0 }
        }
        print("hidden counts: \(small) small counts held, \(shown) counts shown")
        #expect(small > 1_000 && shown > 1_000)
    }

    private func tasks(_ counts: [(grid: String, reason: TaskReason, count: Int)], change: Change = .new) -> [GridTask]
    {
        counts.flatMap { entry in
            (0..<entry.count).map { index in
                GridTask(
                    taskID: "\(entry.grid)\(entry.reason)\(index)", person: Pseudonym(kind: .person, high: 1, low: 1),
                    reason: entry.reason, about: "", gridID: entry.grid, gridBasis: "home", isProvisional: false,
                    action: "visit", due: 0, change: change)
            }
        }
    }

    private func shown(_ tasks: [GridTask]) throws -> [String: Int?] {
        let grids = [("a", nil), ("a1", "a"), ("a2", "a"), ("a3", "a"), ("b", nil)].map { id, parent in
            Grid(gridID: id, parentID: parent, kind: .strip, level: "x", name: id)
        }
        let counts = TaskCounts(tasks, in: try GridTree(grids: grids))
        return Dictionary(uniqueKeysWithValues: counts.lines.map { ($0.gridID + $0.reason, $0.open) })
    }

    @Test func `a small grid takes its smallest neighbour with it, and sums stay`() throws {
        let counts = try shown(
            tasks([("a1", .contact, 3), ("a2", .contact, 7), ("a3", .contact, 20), ("b", .contact, 30)]))
        #expect(counts["a1"] == .some(nil) && counts["a2"] == .some(nil))
        #expect(counts["a3"] == 20 && counts["a"] == 30 && counts["b"] == 30 && counts[""] == 60)
    }

    @Test func `what a grid has beside those below it cannot be worked out either`() throws {
        let counts = try shown(
            tasks([
                ("a", .contact, 2), ("a1", .contact, 8), ("a2", .contact, 9), ("a3", .contact, 10), ("b", .contact, 30),
            ]))
        #expect(counts["a1"] == .some(nil) && counts["a2"] == 9 && counts["a"] == 29)
    }

    @Test func `a lone small part hides its total, and withdrawn tasks do not count`() throws {
        let open = tasks([("b", .contact, 2), ("a1", .undeclared, 6), ("a2", .undeclared, 6), ("a3", .undeclared, 6)])
        let counts = try shown(open + tasks([("b", .contact, 50)], change: .withdrawn))
        #expect(counts["b"] == .some(nil) && counts["a"] == .some(nil) && counts["a1"] == .some(nil))
        #expect(counts["a2"] == 6 && counts["a3"] == 6 && counts[""] == 20)
        #expect(counts["contact"] == .some(nil) && counts["undeclared"] == 18)
    }
}
