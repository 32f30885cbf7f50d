import TestSupport
import Testing
import Vocabulary

@testable import Store

/// The loops in C against the same in a few plain lines.
@Suite struct RowKernelTests {
    @Test(arguments: [1, 2, 15, 100, 1024], [1, 3600, 8191, 8192, 1 << 40])
    func `a block's rows are put in the order of their start`(count: Int, range: Int64) {
        var generator = SeededGenerator(seed: UInt64(count) &+ UInt64(range))
        let starts = (0..<count).map { _ in -5000 + Int64.random(in: 0...range, using: &generator) }
        let expected = starts.indices.sorted { (starts[$0], $0) < (starts[$1], $1) }
        #expect(RowKernels.order(byStart: starts).map { Int($0) } == expected)
    }

    @Test func `chosen rows are fetched`() {
        var generator = SeededGenerator(seed: 2)
        let values = (0..<500).map { _ in UInt32.random(in: 0..<40, using: &generator) }
        let wide = values.map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
        let map = (0..<40).map { _ in UInt32.random(in: .min ... .max, using: &generator) }
        for count in [0, 1, 700] {
            let rows = (0..<count).map { _ in UInt32.random(in: 0..<500, using: &generator) }
            #expect(RowKernels.gather(values, rows) == rows.map { values[Int($0)] })
            #expect(RowKernels.gather(values, rows, through: map) == rows.map { map[Int(values[Int($0)])] })
            #expect(RowKernels.gather(wide, rows) == rows.map { wide[Int($0)] })
            let signed = wide.map { Int64(bitPattern: $0) }
            #expect(RowKernels.gather(signed, rows) == rows.map { signed[Int($0)] })
        }
    }

    @Test func `keys are those of the rule`() {
        var generator = SeededGenerator(seed: 3)
        var (start, lon, lat): ([Int64], [Int32], [Int32]) = ([], [], [])
        for _ in 0..<3000 {
            start.append(Int64.random(in: -10_000_000_000...10_000_000_000, using: &generator))
            lon.append(
                [noValue, noValue + 1, -1, 0, .max, Int32.random(in: .min ... .max, using: &generator)]
                    .randomElement(using: &generator) ?? 0)
            lat.append(
                [noValue, 300_000_000, 300_020_000, Int32.random(in: .min ... .max, using: &generator)]
                    .randomElement(using: &generator) ?? 0)
        }
        let bits = (lon.map { UInt32(bitPattern: $0) }, lat.map { UInt32(bitPattern: $0) })
        for range in [0..<3000, 17..<18, 5..<5] {
            let keys = RowKernels.clusterKeys(start: start, lon: bits.0, lat: bits.1, range)
            let expected = range.map {
                ClusterKey.key(start: start[$0], lon: bits.0[$0], lat: bits.1[$0], place: 0)
            }
            #expect(keys == expected)
        }
    }

    @Test func `bounds are those of the rows that have a position`() {
        var generator = SeededGenerator(seed: 4)
        for count in [1, 7, 1024] {
            for share in [0, 1, 3] {
                func drawn() -> [Int32] {
                    (0..<count).map { _ in
                        Int.random(in: 0..<3, using: &generator) < share
                            ? Int32.random(in: .min + 1 ... .max, using: &generator) : noValue
                    }
                }
                let (lon, lat) = (drawn(), drawn())
                var box = BlockBox.none
                for row in 0..<count { box.add(lon: lon[row], lat: lat[row]) }
                let found = RowKernels.bounds(
                    lon: lon.map { UInt32(bitPattern: $0) }, lat: lat.map { UInt32(bitPattern: $0) })
                #expect(found.count == (0..<count).count { lon[$0] != noValue && lat[$0] != noValue })
                if found.count == 0 { continue }
                #expect(found.west == box.minLon && found.east == box.maxLon)
                #expect(found.south == box.minLat && found.north == box.maxLat)
            }
        }
    }
}
