import TestSupport
import Testing
import Vocabulary

@testable import Matching
@testable import Policy

/// Whole blocks are turned away only where no row can hit.
@Suite struct SieveTests {
    private func near(_ accuracy: ProximityRule.AccuracyUse, maxAccuracy: Double = 0) -> Rule {
        Rule(
            id: "near", setting: "phone", tier: .close, source: "", minMinutes: 0, cumulativeHours: 0, maxGapSeconds: 0,
            residualSeconds: 60,
            kind: .proximity(
                ProximityRule(
                    feeds: [.carrier, .visit], slackSeconds: 300, reachMeters: 50, accuracy: accuracy,
                    maxAccuracyMeters: maxAccuracy)))
    }

    private func index(_ parts: [ItineraryPart], _ rules: [Rule], places: [String: Place] = [:]) -> CaseIndex {
        CaseIndex(
            parts: parts, caseSubjects: [:], rules: rules, places: places, timetable: Timetable(stops: []),
            openEndHours: ["visit": 1], zone: .china)
    }

    private func part(_ span: TimeSpan, _ position: Position, _ radius: Double) -> ItineraryPart {
        var part = ItineraryPart(caseID: "C", kind: span.seconds > 0 ? .stay : .point, span: span)
        part.position = position
        part.radiusMeters = radius
        return part
    }

    private func ping(_ time: Int64, _ position: Position?, accuracy: Int32? = nil) -> Observation {
        var row = Observation(feed: .carrier, span: TimeSpan(at: time))
        row.phone = Pseudonym(kind: .phone, high: 1, low: 0)
        row.position = position
        row.accuracyCentimeters = accuracy
        return row
    }

    private func block(_ rows: [Observation], feed: Feed = .carrier) -> ObservationBlock {
        var block = ObservationBlock(feed: feed)
        for row in rows { block.append(row) }
        return block
    }

    /// Whether the rows' block passes, and how many hits its rows have without any sieve.
    private func outcome(_ index: CaseIndex, _ rows: [Observation]) throws -> (passes: Bool, hits: Int) {
        let block = block(rows)
        let sieve = CaseSieve(index, feed: .carrier, strings: block.strings, subjects: block.subjects)
        var hits = HitSet()
        for matcher in index.proximity {
            var found = HitColumns()
            matcher.near(block, index.located(block.strings), index: index, into: &found)
            matcher.add(found, of: block, index.located(block.strings), index: index, into: &hits)
        }
        return (sieve.passes(try #require(RowBounds(of: block))), hits.count)
    }

    @Test func `no block with a hit is turned away, at any latitude and across the antimeridian`() throws {
        var blocks = (hit: 0, passed: 0, all: 0)
        for seed: UInt64 in 0..<1500 {
            var world = RandomWorld(seed: seed)
            let parts = (0..<3).map { _ in part(world.span(), world.position(), world.radius()) }
            let index = index(parts, [near(seed % 2 == 0 ? .carry : .widen)])
            for size in [1, 1, 1, 1, 5] {
                let rows = (0..<size).map { _ in
                    ping(world.span().start, world.position(), accuracy: Int32(world.number(in: 0...3) * 70_000))
                }
                let (passes, hits) = try outcome(index, rows)
                #expect(passes || hits == 0, "seed \(seed)")
                blocks.hit += hits > 0 ? 1 : 0
                blocks.passed += passes ? 1 : 0
                blocks.all += 1
            }
        }
        #expect(blocks.hit > 100 && blocks.passed < blocks.all)
    }

    @Test(arguments: [0, 29, 60, 85, 89, 89.9, 89.99, -89.99])
    func `the farthest corners of a reach pass, and what lies beyond them does not`(latitude: Double) throws {
        for longitude in [118.87, 179.99999, -179.99999, 180, -180, 0] {
            let center = Position(longitude: longitude, latitude: latitude)
            let index = index([part(TimeSpan(1000, 2000), center, 100)], [near(.carry)])
            let rim = Cap(center: center, radiusMeters: 150)
            let width = rim.halfWidth ?? 1_800_000_000
            var corners: [Position] = []
            for lat in [rim.south, center.latE7, rim.north] {
                for lon in [Int64(center.lonE7) - width, Int64(center.lonE7), Int64(center.lonE7) + width] {
                    var round = (lon + 1_800_000_000) % 3_600_000_000
                    if round < 0 { round += 3_600_000_000 }
                    corners.append(Position(lonE7: Int32(round - 1_800_000_000), latE7: lat))
                }
            }
            for corner in corners {
                // The same meridian may be written with either sign.
                var twins = [corner]
                if corner.lonE7 == -1_800_000_000 { twins.append(Position(lonE7: 1_800_000_000, latE7: corner.latE7)) }
                for twin in twins {
                    for (time, isInTime) in [(700, true), (2360, true), (699, false), (2361, false)] {
                        let (passes, hits) = try outcome(index, [ping(Int64(time), twin)])
                        #expect(passes || hits == 0)
                        #expect(isInTime || !passes)
                        if center.distance(to: twin) <= 150, isInTime { #expect(hits == 1 && passes) }
                    }
                }
            }
            let beyond = Position(lonE7: center.lonE7, latE7: latitude < 0 ? rim.north + 200 : rim.south - 200)
            #expect(try !outcome(index, [ping(1500, beyond)]).passes)
        }
    }

    @Test func `accuracy dilates the blocks that have it, not everybody`() throws {
        let center = Position(longitude: 118.87, latitude: 28.94)
        let index = index([part(TimeSpan(1000, 2000), center, 0)], [near(.widen)])
        let far = Position(longitude: 118.885, latitude: 28.94)
        #expect(try outcome(index, [ping(1500, far, accuracy: 3000)]) == (false, 0))
        #expect(try outcome(index, [ping(1500, far, accuracy: 200_000)]) == (true, 1))
        var bounds = try #require(RowBounds(of: block([ping(1500, far, accuracy: 3000)])))
        bounds.maxAccuracyCentimeters = nil
        let sieve = CaseSieve(index, feed: .carrier, strings: [], subjects: [])
        #expect(sieve.passes(bounds), "an accuracy that nobody looked at may be any")
    }

    @Test func `phones at a tower pass where the tower is near a part, in its time`() throws {
        let center = Position(longitude: 118.87, latitude: 28.94)
        func tower(_ id: String, _ longitude: Double) -> Place {
            Place(
                placeID: id, kind: "cell", name: id, position: Position(longitude: longitude, latitude: 28.94),
                radiusMeters: 1000)
        }
        let places = ["near": tower("near", 118.875), "far": tower("far", 119.3)]
        let index = index([part(TimeSpan(10_000, 20_000), center, 0)], [near(.carry)], places: places)
        for (place, time, isNear) in [
            ("near", 15_000, true), ("far", 15_000, false), ("near", 5000, false), ("near", 20_360, true),
            ("nowhere", 15_000, false),
        ] {
            var row = ping(Int64(time), nil)
            row.place = place
            #expect(try outcome(index, [row]) == (isNear, isNear ? 1 : 0), "\(place) \(time)")
        }
    }

    @Test func `only what decides is read of a block in which nothing hits`() throws {
        let center = Position(longitude: 118.87, latitude: 28.94)
        let index = index([part(TimeSpan(1000, 2000), center, 0)], [near(.carry)])
        // The box of the two holds the part, neither of them is near it.
        let around = [118.86, 118.88].map { ping(1500, Position(longitude: $0, latitude: 28.94)) }
        for (rows, isWhole) in [(around, false), (around + [ping(1500, center)], true)] {
            let block = block(rows)
            var sieve = CaseSieve(index, feed: .carrier, strings: [], subjects: block.subjects)
            #expect(sieve.passes(try #require(RowBounds(of: block))))
            var hits = HitSet()
            var asked = 0
            index.match(block, by: &sieve, into: &hits) {
                asked += 1
                return block
            }
            #expect(asked == (isWhole ? 1 : 0) && hits.count == (isWhole ? 1 : 0))
        }
    }
}
