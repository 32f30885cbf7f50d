import TestSupport
import Testing
import Vocabulary

@Suite struct NounTests {
    @Test func `a pseudonym's text is read back and carries its kind`() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            for kind in SubjectKind.allCases {
                let one = Pseudonym(kind: kind, high: generator.next(), low: generator.next())
                #expect(one.kind == kind && one.text.count == 27 && one.text.first == kind.letter)
                #expect(Pseudonym(text: one.text) == one && Pseudonym(text: one.text.uppercased()) == one)
            }
        }
        let text = Pseudonym(kind: .phone, high: 1, low: 2).text
        #expect(Pseudonym(text: "v" + text.dropFirst()) == nil)
        #expect(Pseudonym(text: text + "0") == nil)
        #expect(Pseudonym(text: text.dropLast() + "u") == nil)
    }

    @Test func `distances agree with known ones`() {
        let beijing = Position(longitude: 116.4, latitude: 39.9)
        let wuhan = Position(longitude: 114.3, latitude: 30.6)
        #expect(abs(beijing.distance(to: wuhan) - 1_051_000) < 2000)
        #expect(beijing.distance(to: beijing) == 0)
        #expect(beijing.distance(to: wuhan) == wuhan.distance(to: beijing))
        let step = Position(lonE7: beijing.lonE7, latE7: beijing.latE7 + 10_000)
        #expect(abs(beijing.distance(to: step) - 111.195) < 0.01)
        let west = Position(longitude: -179.9995, latitude: 0)
        #expect(abs(west.distance(to: Position(longitude: 179.9995, latitude: 0)) - 111.195) < 0.01)
        let poles = Position(longitude: 0, latitude: 90).distance(to: Position(longitude: 0, latitude: -90))
        #expect(abs(poles - .pi * earthRadiusMeters) < 1)
    }

    @Test func `a polygon holds what its neighbour does not`() {
        func square(_ x: Int32) -> [Position] {
            [(x, 0), (x + 10, 0), (x + 10, 10), (x, 10)].map { Position(lonE7: $0.0, latE7: $0.1) }
        }
        let first = Polygon(rings: [square(0)])
        let second = Polygon(rings: [square(10)])
        for x in Int32(0)..<20 {
            for y in Int32(0)..<10 {
                let point = Position(lonE7: x, latE7: y)
                #expect(first.contains(point) == (x < 10) && second.contains(point) == (x >= 10), "\(x), \(y)")
            }
        }
        for outside in [(-1, 5), (20, 5), (5, -1), (5, 10)] as [(Int32, Int32)] {
            #expect(!first.contains(Position(lonE7: outside.0, latE7: outside.1)))
        }
        let hole = Polygon(rings: [
            square(0), [(3, 3), (7, 3), (7, 7), (3, 7)].map { Position(lonE7: $0.0, latE7: $0.1) },
        ])
        #expect(!hole.contains(Position(lonE7: 5, latE7: 5)) && hole.contains(Position(lonE7: 1, latE7: 5)))
        #expect(!Polygon(rings: [[Position(lonE7: 0, latE7: 0)]]).contains(Position(lonE7: 0, latE7: 0)))
    }
}
