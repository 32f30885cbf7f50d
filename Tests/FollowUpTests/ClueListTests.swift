import TestSupport
import Testing
import Vocabulary

@testable import FollowUp
@testable import Policy

/// Which clues tell the same, and where they go, against a comparison of all with all.
@Suite struct ClueListTests {
    private static let tree = try? GridTree(
        grids: [
            Grid(gridID: "west", parentID: nil, level: "hamlet", name: ""),
            Grid(gridID: "east", parentID: nil, level: "hamlet", name: ""),
        ],
        polygons: ["west": [square(0, 1_000_000)], "east": [square(1_000_000, 1_000_000)]])

    private static func square(_ west: Int32, _ side: Int32) -> Polygon {
        Polygon(rings: [
            [
                Position(lonE7: west, latE7: 0), Position(lonE7: west + side, latE7: 0),
                Position(lonE7: west + side, latE7: side), Position(lonE7: west, latE7: side),
            ]
        ])
    }

    private func list(_ change: (inout ClueRules) -> Void = { _ in }) throws -> ClueList {
        var rules = try #require(try PolicyReader.policy(of: try PolicyShelf.chain(of: "cn-nhc-v9")).clues)
        change(&rules)
        return ClueList(rules: rules, tree: try #require(Self.tree))
    }

    private static func name(_ number: UInt64) -> Pseudonym { Pseudonym(kind: .phone, high: number, low: 0) }

    @Test func `ten classes are known by their code and by their Chinese name`() throws {
        let rules = try #require(try PolicyReader.policy(of: try PolicyShelf.chain(of: "cn-nhc-v9")).clues)
        #expect(rules.kinds.count == 10)
        #expect(rules.kind(of: "聚众集会").code == "gathering" && rules.kind(of: "gathering").code == "gathering")
        #expect(rules.kind(of: "=cmd|' /C calc'!A0").code == ClueRules.otherCode)
    }

    @Test func `a clue lies in the grid it names, else where its position lies, else nowhere`() throws {
        let at = Position(lonE7: 1_500_000, latE7: 500_000)
        let found = try list().standings([
            Clue(clueID: "1", time: 0, kind: "fever", channel: "app", gridID: "west", position: at),
            Clue(clueID: "2", time: 1, kind: "rumour", channel: "app", gridID: "nowhere", position: at),
            Clue(clueID: "3", time: 2, kind: "wild_game", channel: "app"),
        ])
        #expect(found.map(\.gridID) == ["west", "east", nil])
        #expect(found.map(\.gridBasis) == ["given", "polygon", ""])
    }

    @Test func `what repeats, by subject, place and time to the edge`() throws {
        func repeats(_ one: Clue, _ two: Clue) throws -> Bool { try list().standings([one, two])[1].repeats != nil }
        func clue(
            _ id: String, _ time: Int64, lon: Int32? = nil, _ subject: UInt64? = nil, grid: String? = nil,
            kind: String = "fever"
        ) -> Clue {
            Clue(
                clueID: id, time: time, kind: kind, channel: "app", gridID: grid,
                position: lon.map { Position(lonE7: $0, latE7: 0) }, subject: subject.map(Self.name))
        }
        #expect(try repeats(clue("a", 0, lon: 0), clue("b", 86_400, lon: 0)))
        #expect(try !repeats(clue("a", 0, lon: 0), clue("b", 86_401, lon: 0)))
        #expect(try !repeats(clue("a", 0, lon: 0), clue("b", 9, lon: 0, kind: "rumour")))
        // 300 m are 26,980 units of 1e-7 degree at the equator.
        #expect(try repeats(clue("a", 0, lon: 0), clue("b", 9, lon: 26_970)))
        #expect(try !repeats(clue("a", 0, lon: 0), clue("b", 9, lon: 26_990)))
        #expect(try repeats(clue("a", 0, lon: 0, 1), clue("b", 9, lon: 900_000, 1)))
        #expect(try !repeats(clue("a", 0, lon: 0, 1), clue("b", 9, lon: 0, 2)))
        #expect(try repeats(clue("a", 0, lon: 0, 1), clue("b", 9, lon: 0)))
        #expect(try repeats(clue("a", 0, grid: "west"), clue("b", 9, grid: "west")))
        #expect(try !repeats(clue("a", 0), clue("b", 9)))
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `any clues in any order come to what all pairs say`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let clues = (0..<60).map { number in
            Clue(
                clueID: "\(number)", time: Int64.random(in: 0...400_000, using: &random) / 3600 * 3600,
                kind: ["fever", "rumour", "?"].randomElement(using: &random) ?? "", channel: "app",
                gridID: Bool.random(using: &random) ? "west" : nil,
                position: Bool.random(using: &random)
                    ? Position(lonE7: Int32.random(in: 0...4, using: &random) * 13_000, latE7: 0) : nil,
                subject: Bool.random(using: &random) ? Self.name(UInt64.random(in: 1...3, using: &random)) : nil)
        }
        let found = try list().standings(clues.shuffled(using: &random))
        var heads: [ClueStanding] = []
        for (clue, standing) in zip(clues.sorted { ($0.time, $0.clueID) < ($1.time, $1.clueID) }, found) {
            #expect(standing.clue == clue)
            let head = heads.first { head in
                guard head.kind == standing.kind, clue.time - head.clue.time <= 86_400 else { return false }
                if head.clue.subject != nil, clue.subject != nil { return head.clue.subject == clue.subject }
                if let one = head.clue.position, let two = clue.position { return one.distance(to: two) <= 300 }
                return head.gridID != nil && head.gridID == standing.gridID
            }
            #expect(standing.repeats == head?.clue.clueID)
            if head == nil { heads.append(standing) }
        }
        #expect(heads.count > 3 && heads.count < 60)
    }
}
