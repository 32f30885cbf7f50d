import TestSupport
import Testing
import Vocabulary

@Suite struct SpaceTimeTreeTests {
    private func box(_ random: inout SeededGenerator, size: Int64) -> SpaceTimeBox {
        let start = Int64.random(in: 0..<100_000, using: &random)
        let west = Int32.random(in: -1_800_000_000...1_700_000_000, using: &random)
        let south = Int32.random(in: -900_000_000...800_000_000, using: &random)
        let width = Int32.random(in: 0...Int32(size), using: &random)
        return SpaceTimeBox(
            span: TimeSpan(start, start + Int64.random(in: 0...size / 1000, using: &random)), west: west,
            east: west + width, south: south, north: south + width)
    }

    @Test(arguments: [0, 1, 7, 8, 9, 64, 65, 1000])
    func `a tree finds what a comparison with every box finds`(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        let boxes = (0..<count).map { _ in box(&random, size: 50_000_000) }
        let tree = SpaceTimeTree(boxes)
        #expect(tree.isEmpty == (count == 0))
        var met = 0
        for size: Int64 in [0, 1_000_000, 90_000_000] {
            for _ in 0..<500 {
                let asked = box(&random, size: size)
                let expected = boxes.filter { $0.meets(asked) }
                var found: [SpaceTimeBox] = []
                tree.visit(asked) { found.append($0) }
                #expect(Set(found) == Set(expected) && found.count == expected.count)
                #expect(tree.meets(asked) == !expected.isEmpty)
                met += expected.count
            }
        }
        for one in boxes { #expect(tree.meets(one)) }
        #expect(count < 64 || met > 0)
    }

    @Test func `sides are closed`() {
        let one = SpaceTimeBox(span: TimeSpan(10, 20), west: 0, east: 5, south: 0, north: 5)
        let corner = SpaceTimeBox(span: TimeSpan(20, 30), west: 5, east: 9, south: 5, north: 9)
        #expect(SpaceTimeTree([one]).meets(corner))
        for moved in [
            SpaceTimeBox(span: TimeSpan(21, 30), west: 5, east: 9, south: 5, north: 9),
            SpaceTimeBox(span: TimeSpan(20, 30), west: 6, east: 9, south: 5, north: 9),
            SpaceTimeBox(span: TimeSpan(20, 30), west: 5, east: 9, south: 6, north: 9),
        ] {
            #expect(!SpaceTimeTree([one]).meets(moved))
        }
    }
}
