import TestSupport
import Testing

@testable import Store

@Suite struct HilbertTileTests {
    /// A position in the middle of a tile.
    private func number(column: Int64, row: Int64) -> UInt64 {
        HilbertTile.number(
            lon: Int32(column * 20_000 + 10_000 - (1 << 31)), lat: Int32(row * 20_000 + 10_000 - (1 << 31)))
    }

    @Test func `each number is one tile, and the next number is a tile beside it`() {
        // An aligned square of 64 by 64 tiles is one stretch of the curve, wherever it lies.
        for (left, low) in [(Int64(0), Int64(0)), (64, 128), (165_888, 121_856), (214_656, 214_656)] {
            var tiles: [UInt64: (Int64, Int64)] = [:]
            for column in left..<left + 64 {
                for row in low..<low + 64 { tiles[number(column: column, row: row)] = (column, row) }
            }
            #expect(tiles.count == 4096)
            let first = tiles.keys.min() ?? 0
            #expect(first % 4096 == 0 && first < 1 << 36)
            for next in first + 1..<first + 4096 {
                guard let tile = tiles[next], let before = tiles[next - 1] else {
                    Issue.record("no tile has the number \(next)")
                    return
                }
                #expect(abs(tile.0 - before.0) + abs(tile.1 - before.1) == 1)
            }
        }
    }

    @Test func `positions of one tile share its number, to the edges of the earth`() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<1000 {
            let column = Int64.random(in: 0..<214_748, using: &generator)
            let row = Int64.random(in: 0..<214_748, using: &generator)
            let inner = Int64.random(in: 0..<20_000, using: &generator)
            let found = HilbertTile.number(
                lon: Int32(column * 20_000 + inner - (1 << 31)), lat: Int32(row * 20_000 + 19_999 - inner - (1 << 31)))
            #expect(found == number(column: column, row: row))
        }
        for value in [Int32.min, -1_800_000_000, 0, 1_800_000_000, .max] {
            #expect(HilbertTile.number(lon: value, lat: value) < 1 << 36)
        }
    }
}
