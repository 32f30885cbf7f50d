import TestSupport
import Testing
import Vocabulary

@testable import Assessment

@Suite struct EvidenceTests {
    func evidence(_ time: Int64) -> RegionEvidence {
        RegionEvidence(
            span: TimeSpan(at: time), feed: .carrier, kind: "ping", place: "", flags: [],
            source: RowSource(file: 1, line: UInt32(time), digest: 0))
    }

    @Test(arguments: 0..<20) func `however many pings, both ends are kept in whatever order they come`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let times = (1...Int64.random(in: 1...200, using: &random)).map { $0 }
        func sight(_ times: ArraySlice<Int64>) -> Sight? {
            guard let first = times.first else { return nil }
            var sight = Sight(span: TimeSpan(at: first))
            for time in times { sight.add(TimeSpan(at: time), known: []) { evidence(time) } }
            return sight
        }
        let shuffled = times.shuffled(using: &random)
        let cut = Int.random(in: 0...times.count, using: &random)
        var merged = sight(shuffled[..<cut])
        if let rest = sight(shuffled[cut...]) {
            if merged == nil { merged = rest } else { merged?.merge(rest) }
        }
        let kept = Set(times.prefix(8) + times.suffix(8)).sorted()
        #expect(merged?.evidence.map(\.span.start) == kept, "seed \(seed)")
        #expect(merged?.count == times.count, "seed \(seed)")
    }

    @Test func `spans that touch or overlap become one`() {
        #expect(
            mergedSpans([TimeSpan(5, 9), TimeSpan(0, 4), TimeSpan(20, .max), TimeSpan(11, 12)]) == [
                TimeSpan(0, 9), TimeSpan(11, 12), TimeSpan(20, .max),
            ])
    }

    @Test(arguments: 0..<20) func `the raster finds the polygons that a look at each finds`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var polygons: [String: [Polygon]] = [:]
        for code in ["42", "4201", "3308", "31", "outer"] where Int.random(in: 0..<4, using: &random) > 0 {
            polygons[code] = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                square(
                    Int32.random(in: -9000...9000, using: &random), Int32.random(in: -9000...9000, using: &random),
                    Int32.random(in: 1...9000, using: &random))
            }
        }
        let regions = ["42", "4201", "outside"].map {
            RiskRegion(code: $0, name: $0, level: "high", span: TimeSpan(0, .max))
        }
        let index = RegionIndex(
            regions: regions, polygons: polygons, homeRegions: ["3308"], lookBack: TimeSpan(0, 100))
        for _ in 0..<300 {
            let position = Position(
                lonE7: Int32.random(in: -10_000...20_000, using: &random),
                latE7: Int32.random(in: -10_000...20_000, using: &random))
            let known = polygons.keys.sorted().filter { polygons[$0]?.contains { $0.contains(position) } ?? false }
            let site = index.site(at: position)
            #expect(site.known == known, "seed \(seed)")
            #expect(site.matches == index.site(known: known).matches, "seed \(seed)")
            #expect(site.isHome == known.contains("3308"), "seed \(seed)")
        }
    }

    @Test(arguments: 0..<20) func `the squares find the places that a look at each finds`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let south = Int32.random(in: -880_000_000...880_000_000, using: &random)
        let places = (0..<20).map { number in
            Place(
                placeID: "p\(number)", kind: "", name: "",
                position: Position(
                    lonE7: Int32.random(in: -2_000_000...2_000_000, using: &random),
                    latE7: south + Int32.random(in: -2_000_000...2_000_000, using: &random)),
                radiusMeters: Double(Int.random(in: 1...20_000, using: &random)), region: "42\(number % 7)")
        }
        let discs = RegionDiscs(places: places)
        for _ in 0..<300 {
            let position = Position(
                lonE7: Int32.random(in: -3_000_000...3_000_000, using: &random),
                latE7: south + Int32.random(in: -3_000_000...3_000_000, using: &random))
            let around = places.filter {
                ($0.position?.distance(to: position) ?? .infinity) <= $0.radiusMeters
            }
            #expect(discs.codes(at: position) == Set(around.compactMap(\.region)).sorted(), "seed \(seed)")
        }
    }

    @Test(arguments: 0..<20) func `a circle inside a polygon has every point of its rim inside`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let polygon = square(1_140_000_000, 300_000_000, 200_000)
        for _ in 0..<50 {
            let centre = Position(
                lonE7: Int32.random(in: 1_139_990_000...1_140_210_000, using: &random),
                latE7: Int32.random(in: 299_990_000...300_210_000, using: &random))
            let radius = Double.random(in: 1...1200, using: &random)
            let eastward = Position(lonE7: centre.lonE7 + 10_000, latE7: centre.latE7).distance(to: centre) / 10_000
            let northward = Position(lonE7: centre.lonE7, latE7: centre.latE7 + 10_000).distance(to: centre) / 10_000
            // The rim's four outermost points decide for a square that lies along the axes.
            let rim = [(1.0, 0.0), (-1, 0), (0, 1), (0, -1)].map { way in
                Position(
                    lonE7: centre.lonE7 + Int32(way.0 * radius / eastward),
                    latE7: centre.latE7 + Int32(way.1 * radius / northward))
            }
            let nearest = polygon.borderDistance(from: centre)
            if abs(nearest - radius) < 0.5 { continue }
            let isInside = PolygonArea([polygon]).contains(centre, radiusMeters: radius)
            #expect(isInside == rim.allSatisfy(polygon.contains), "seed \(seed)")
        }
    }
}
