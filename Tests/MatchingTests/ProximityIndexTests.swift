import Matching
import TestSupport
import Testing
import Vocabulary

@Suite struct ProximityIndexTests {
    /// A block of rows against parts, by index and by comparison of all pairs, as sorted lines.
    private func compare(_ parts: [ProximityPart], _ rows: [(span: TimeSpan, position: Position)], seed: UInt64) {
        let index = ProximityIndex(parts: parts)
        var hits = HitColumns()
        index.probe(
            start: rows.map(\.span.start), end: rows.map(\.span.end), lon: rows.map(\.position.lonE7),
            lat: rows.map(\.position.latE7), rows: 0..<rows.count, into: &hits)
        var found: Set<String> = []
        for hit in 0..<hits.count {
            let line = "\(hits.row[hit]) \(hits.part[hit]) \(hits.distanceMeters[hit])"
            #expect(found.insert(line).inserted, "seed \(seed): reported twice: \(line)")
        }
        var expected: Set<String> = []
        for (row, sight) in rows.enumerated() {
            for (number, part) in parts.enumerated() where part.span.overlaps(sight.span) {
                let distance = sight.position.distance(to: part.position)
                if distance <= part.reachMeters { expected.insert("\(row) \(number) \(distance)") }
            }
        }
        #expect(found == expected, "seed \(seed)")
    }

    @Test func `the cell filter loses nothing, at any latitude, radius, length and edge`() {
        for seed: UInt64 in 0..<2000 {
            var world = RandomWorld(seed: seed)
            let parts = (0..<8).map { number in
                ProximityPart(
                    span: world.span(), position: world.position(), reachMeters: world.radius(),
                    caseNumber: Int32(number))
            }
            compare(parts, (0..<30).map { _ in (world.span(), world.position()) }, seed: seed)
        }
    }

    @Test func `positions a millimetre inside and outside of the radius fall on their side`() {
        for seed: UInt64 in 0..<500 {
            var world = RandomWorld(seed: seed)
            let rows = (0..<20).map { _ in (span: TimeSpan(at: 1000), position: world.position()) }
            let center = world.position()
            for row in rows {
                let distance = row.position.distance(to: center)
                for reach in [distance - 0.001, distance, distance + 0.001] where reach >= 0 {
                    let part = ProximityPart(
                        span: TimeSpan(at: 1000), position: center, reachMeters: reach, caseNumber: 0)
                    compare([part], [row], seed: seed)
                }
            }
        }
    }

    @Test func `a hit never vanishes when the radius grows`() {
        for seed: UInt64 in 0..<200 {
            var world = RandomWorld(seed: seed)
            let center = world.position()
            let rows = (0..<40).map { _ in world.position() }
            var before: Set<Int32> = []
            for reach in [0, 1, 90, 182.4, 600, 640, 1500, 6000, 50_000, 400_000, 3_300_000, 2.1e7] {
                let span = TimeSpan(0, 1000)
                let index = ProximityIndex(parts: [
                    ProximityPart(span: span, position: center, reachMeters: reach, caseNumber: 0)
                ])
                var hits = HitColumns()
                index.probe(
                    start: rows.map { _ in 500 }, lon: rows.map(\.lonE7), lat: rows.map(\.latE7), rows: 0..<rows.count,
                    into: &hits)
                #expect(before.isSubset(of: hits.row), "seed \(seed), reach \(reach)")
                before = Set(hits.row)
            }
            #expect(before.count == rows.count)
        }
    }

    @Test func `an event counts once for a case, with its nearest part`() {
        let here = Position(longitude: 118.87, latitude: 28.94)
        let near = Position(longitude: 118.8701, latitude: 28.94)
        let parts = [near, here, near].enumerated().map { number, position in
            ProximityPart(
                span: TimeSpan(0, 100), position: position, reachMeters: 50, caseNumber: number < 2 ? 0 : 1)
        }
        let index = ProximityIndex(parts: parts)
        var hits = HitColumns()
        index.probe(
            start: [50, 60, 70], lon: [here.lonE7, noValue, here.lonE7], lat: [here.latE7, here.latE7, here.latE7],
            rows: 0..<3, into: &hits)
        #expect(hits.count == 6)
        hits.keepNearestPerCase(index.caseNumbers)
        #expect(hits.row == [0, 0, 2, 2])
        #expect(Set(hits.part) == [1, 2])
    }

    @Test func `long stays and wide radii stay cheap`() {
        let centre = Position(longitude: 118.87, latitude: 28.94)
        for (days, reach) in [(14, 100.0), (14, 20_000), (60, 20_000), (3650, 5_000_000)] {
            let part = ProximityPart(
                span: TimeSpan(0, Int64(days) * 86_400), position: centre, reachMeters: reach, caseNumber: 0)
            #expect(ProximityIndex(parts: [part]).memberships <= 1024)
        }
    }
}
