import TestSupport
import Testing
import Vocabulary

@testable import FollowUp

@Suite struct GridAssignmentTests {
    static let tree = try? GridTree(
        grids: [grid("county"), grid("west", "county"), grid("east", "county"), grid("school", nil, .block)],
        polygons: [
            "county": [square(0, 0, 2_000_000)], "west": [square(0, 0, 1_000_000)],
            "east": [square(1_000_000, 0, 1_000_000)],
        ])
    static let places = [
        "gate": Place(placeID: "gate", kind: "gate", name: "G", gridID: "east"),
        "odd": Place(placeID: "odd", kind: "gate", name: "O", gridID: "nowhere"),
        "inn": Place(placeID: "inn", kind: "hotel", name: "I", position: Position(lonE7: 1_500_000, latE7: 500_000)),
    ]
    /// 2020-02-01 00:00 in China.
    static let midnight: Int64 = 1_580_486_400
    static let west = Position(lonE7: 500_000, latE7: 500_000), east = Position(lonE7: 1_500_000, latE7: 500_000)
    let hour: Int64 = 3600

    func ping(_ at: Position, _ hours: Double, line: UInt32 = 1) -> Observation {
        var row = Observation(feed: .carrier, span: TimeSpan(at: Self.midnight + Int64(hours * 3600)))
        row.position = at
        row.source.line = line
        return row
    }

    func stay(_ place: String, _ from: Int64, _ to: Int64, feed: Feed = .hotel) -> Observation {
        var row = Observation(feed: feed, span: TimeSpan(Self.midnight + from * hour, Self.midnight + to * hour))
        row.place = place
        return row
    }

    func person(_ home: String?, _ units: [String] = []) -> Person {
        Person(
            pseudonym: Pseudonym(kind: .person, high: 1, low: 0), identifiers: [], homeGrid: home, unitGrids: units)
    }

    func choose(_ person: Person?, _ rows: [Observation]) throws -> GridChoice {
        let tree = try #require(Self.tree)
        return GridAssignment(tree: tree, places: Self.places, zone: .china).grids(for: person, observations: rows)
    }

    func told(_ choice: GridChoice) -> [String] { choice.choices.map { $0.gridID + ":" + $0.basis } }

    @Test func `home and every unit block, each once`() throws {
        let choice = try choose(person("west", ["school", "west", "school"]), [ping(Self.east, 1)])
        #expect(told(choice) == ["west:home", "school:unit"])
        #expect(!choice.isProvisional)
    }

    @Test func `unknown ids are reported and passed over`() throws {
        let choice = try choose(person("gone", ["lost"]), [ping(Self.east, 1)])
        #expect(told(choice) == ["east:night"])
        #expect(choice.unknownGrids == ["gone", "lost"])
        #expect(try told(choose(person("gone"), [stay("odd", 9, 10)])) == ["unassigned:unassigned"])
        #expect(try choose(person(nil), [stay("odd", 9, 10)]).unknownGrids == ["nowhere"])
    }

    @Test func `nobody is dropped and newcomers are provisional`() throws {
        let choice = try choose(nil, [])
        #expect(told(choice) == ["unassigned:unassigned"])
        #expect(choice.isProvisional)
    }

    @Test func `the longest dwelling of the latest night counts`() throws {
        // Two hours in the east late, three in the west after midnight; the night before all in the east.
        let rows = [
            ping(Self.east, -25, line: 1), ping(Self.east, -24.5, line: 2),
            ping(Self.east, -2, line: 3), ping(Self.east, -1, line: 4), ping(Self.west, 0, line: 5),
            ping(Self.west, 1, line: 6), ping(Self.west, 2, line: 7), ping(Self.east, 12, line: 8),
        ]
        #expect(try told(choose(nil, rows)) == ["west:night"])
        #expect(try told(choose(nil, Array(rows.prefix(2)))) == ["east:night"])
    }

    @Test func `a night lasts from ten to six, local time`() throws {
        #expect(try told(choose(nil, [ping(Self.west, -2)])) == ["west:night"])
        #expect(try told(choose(nil, [ping(Self.west, 5.999)])) == ["west:night"])
        #expect(try told(choose(nil, [ping(Self.west, 6)])) == ["unassigned:unassigned"])
        #expect(try told(choose(nil, [ping(Self.west, -4)])) == ["unassigned:unassigned"])
    }

    @Test func `a hotel room taken in the afternoon is the night stay, also with an open end`() throws {
        #expect(try told(choose(nil, [stay("inn", -9, 10)])) == ["east:night"])
        var open = stay("inn", -9, -9)
        open.traits.insert(.openEnd)
        #expect(try told(choose(nil, [open])) == ["east:night"])
    }

    @Test func `without a night the last place that leads to a grid counts`() throws {
        let rows = [stay("gate", 8, 8, feed: .checkpoint), stay("odd", 10, 11)]
        let choice = try choose(nil, rows.reversed())
        #expect(told(choice) == ["east:last_place"])
        #expect(choice.unknownGrids == ["nowhere"])
    }

    @Test(arguments: 0..<40) func `the main night stay equals counting every second`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let spots = [Self.west, Self.east, Position(lonE7: -5, latE7: -5), Position(lonE7: 5, latE7: 5)]
        let rows = (0..<Int.random(in: 1...8, using: &random)).map { line in
            var row = ping(spots.randomElement(using: &random) ?? Self.west, 0, line: UInt32(line))
            let start = Self.midnight + Int64.random(in: -50...50, using: &random) * 1800
            row.span = TimeSpan(start, start + Int64.random(in: 0...6, using: &random) * 1800)
            return row
        }
        let tree = try #require(Self.tree)
        let assignment = GridAssignment(tree: tree, places: [:], zone: .china)
        let fast = assignment.nightPosition(rows)
        let ordered = rows.sorted {
            ($0.span.end, $0.span.start, $0.source) < ($1.span.end, $1.span.start, $1.source)
        }
        // Minute by minute: how long each spot holds in each night.
        var held: [Int64: [Int: Int]] = [:]
        for (index, row) in ordered.enumerated() {
            var end = row.span.end
            if row.span.seconds == 0 {
                end = min(row.span.start + 3600, index + 1 < ordered.count ? ordered[index + 1].span.start : .max)
                end = max(end, row.span.start)
            }
            let spot = spots.firstIndex { $0 == row.position } ?? 0
            var mine: [Int64: Int] = [:]
            for second in stride(from: row.span.start, through: end, by: 1) {
                let local = second + 8 * hour
                let clock = (local % day + day) % day
                if clock >= 6 * hour && clock < 22 * hour { continue }
                mine[(local + 2 * hour) / day, default: 0] += 1
            }
            // A stay over several nights speaks for its last.
            if let last = mine.keys.max() { held[last, default: [:]][spot, default: 0] += mine[last] ?? 0 }
        }
        guard let night = held.keys.max(), let spotsHeld = held[night] else {
            #expect(fast == nil, "seed \(seed)")
            return
        }
        let most = spotsHeld.values.max()
        let best = spotsHeld.filter { $0.value == most }.keys.map { spots[$0] }
        #expect(fast.map(best.contains) == true, "seed \(seed)")
        #expect(assignment.nightPosition(rows.shuffled(using: &random)) == fast, "seed \(seed)")
    }

    private let day: Int64 = 86_400
}
