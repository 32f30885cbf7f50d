import TestSupport
import Testing
import Vocabulary

@testable import FollowUp

/// The index of areas against asking each of them.
@Suite struct GroundIndexTests {
    private func box(_ west: Int32, _ south: Int32, _ width: Int32, _ height: Int32) -> Polygon {
        Polygon(rings: [
            [
                Position(lonE7: west, latE7: south), Position(lonE7: west + width, latE7: south),
                Position(lonE7: west + width, latE7: south + height), Position(lonE7: west, latE7: south + height),
            ]
        ])
    }

    @Test func `the first area that holds a position is found, however large the areas are`() {
        var random = SeededGenerator(seed: 9)
        for round in 0..<40 {
            // On both sides of zero, with areas from a few metres to a continent.
            let areas = (0..<12).map { _ -> PolygonArea in
                let side: Int32 = [500, 90_000, 400_000, 60_000_000].randomElement(using: &random) ?? 500
                return PolygonArea(
                    (0..<Int.random(in: 0...2, using: &random)).map { _ in
                        box(
                            .random(in: -900_000...900_000, using: &random),
                            .random(in: -900_000...900_000, using: &random), side, side / 2)
                    })
            }
            let index = GroundIndex(areas)
            var found = 0
            for _ in 0..<300 {
                let position = Position(
                    lonE7: .random(in: -1_200_000...1_500_000, using: &random),
                    latE7: .random(in: -1_200_000...1_200_000, using: &random))
                let slow = areas.firstIndex { $0.contains(position) }
                #expect(index.first(containing: position) == slow, "round \(round), \(position)")
                found += slow == nil ? 0 : 1
            }
            if areas.contains(where: { !$0.isEmpty && $0.east - $0.west > 1_000_000 }) { #expect(found > 0) }
        }
    }
}
