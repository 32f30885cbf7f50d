import Matching
import TestSupport
import Testing
import Vocabulary

/// Blocks of a store against parts: every row and case by comparison of all pairs.
@Suite struct NearPartsTests {
    private struct Sight {
        var span: TimeSpan, position: Position
        var isPlaced = true
    }

    private func compare(_ parts: [ProximityPart], _ sights: [Sight], _ rows: inout NearRows, seed: UInt64) {
        let near = NearParts(parts)
        let placed = sights.filter(\.isPlaced)
        let lon = placed.map(\.position.lonE7)
        let lat = placed.map(\.position.latE7)
        let box = SpaceTimeBox(
            span: TimeSpan(sights.map(\.span.start).min() ?? 0, sights.map(\.span.end).max() ?? 0),
            west: lon.min() ?? 0, east: lon.max() ?? 0, south: lat.min() ?? 0, north: lat.max() ?? 0)
        near.probe(
            start: sights.map(\.span.start), end: sights.map(\.span.end),
            lon: sights.map { $0.isPlaced ? $0.position.lonE7 : noValue },
            lat: sights.map { $0.isPlaced ? $0.position.latE7 : noValue }, within: box, into: &rows)
        var found: [String: Double] = [:]
        for place in 0..<rows.count {
            let key = "\(rows.rows[place]) \(rows.cases[place])"
            #expect(found[key] == nil, "seed \(seed): reported twice: \(key)")
            found[key] = SpherePoint.distance(haversine: rows.haversines[place])
        }
        #expect(rows.rows == rows.rows.sorted(), "seed \(seed): row by row")
        var expected: [String: Double] = [:]
        for (row, sight) in sights.enumerated() where sight.isPlaced {
            for part in parts where part.span.overlaps(sight.span) {
                let distance = sight.position.distance(to: part.position)
                if distance > part.reachMeters { continue }
                let key = "\(row) \(part.caseNumber)"
                expected[key] = min(expected[key] ?? .infinity, distance)
            }
        }
        #expect(found == expected, "seed \(seed)")
        #expect(expected.isEmpty || near.meets(box), "seed \(seed): the block is turned away")
    }

    @Test(arguments: [6, 90])
    func `rows and cases are those of a comparison of all pairs, with few parts and with many`(count: Int) {
        // Kept from block to block, as a scan keeps it.
        var rows = NearRows()
        for seed: UInt64 in 0..<400 {
            var world = RandomWorld(seed: seed)
            var parts = (0..<count).map { number in
                ProximityPart(
                    span: world.span(), position: world.position(), reachMeters: world.radius(),
                    caseNumber: Int32(number % 7))
            }
            // Another case at the same stay, and the same case twice.
            for (number, part) in parts.enumerated() where number % 3 == 0 {
                var shared = part
                if number % 2 == 0 { shared.caseNumber = Int32(world.number(in: 0...9)) }
                parts.append(shared)
            }
            let areMoments = seed % 3 != 0
            let sights = (0..<60).map { _ in
                let span = world.span()
                return Sight(
                    span: areMoments ? TimeSpan(at: span.start) : span, position: world.position(),
                    isPlaced: !world.chance(5))
            }
            compare(parts, sights, &rows, seed: seed)
        }
    }

    @Test func `positions a millimetre inside and outside of the radius fall on their side`() {
        var rows = NearRows()
        for seed: UInt64 in 0..<300 {
            var world = RandomWorld(seed: seed)
            let center = world.position()
            for _ in 0..<10 {
                let sight = Sight(span: TimeSpan(at: 1000), position: world.position())
                let distance = sight.position.distance(to: center)
                for reach in [-1, 0, distance.nextDown, distance, distance.nextUp, distance - 0.001, distance + 0.001] {
                    let part = ProximityPart(
                        span: TimeSpan(at: 1000), position: center, reachMeters: reach, caseNumber: 0)
                    compare([part], [sight], &rows, seed: seed)
                }
            }
        }
    }
}
