import TestSupport
import Testing
import Vocabulary

@testable import Store

/// The fast sort of a part against plain sorting.
@Suite struct SortTests {
    /// Rows of one day and hour over few values, so that keys tie and observations repeat.
    private func drawnRows(_ count: Int, seed: UInt64, spread: Int32) -> RowColumns {
        var generator = SeededGenerator(seed: seed)
        var block = ObservationBlock(feed: .carrier)
        for line in 0..<count {
            let start = 1_580_486_400 + Int64.random(in: 0..<40, using: &generator)
            block.start.append(start)
            block.end.append(start)
            block.lon.append(1_100_000_000 + Int32.random(in: -spread...spread, using: &generator) / 5000 * 5000)
            block.lat.append(300_000_000 + Int32.random(in: -spread...spread, using: &generator) / 5000 * 5000)
            block.phone.append(UInt32.random(in: 1...5, using: &generator))
            block.file.append(1)
            block.line.append(UInt32(line))
            block.digest.append(generator.next())
            block.count += 1
        }
        block.subjects = (1...5).map { Pseudonym(kind: .phone, high: $0 &* 0x9E37_79B9_7F4A_7C15, low: 0) }
        var tables = TableBuilder()
        return tables.columns(block)
    }

    @Test(arguments: [(1, 0), (2, 0), (300, 20_000), (900, 200_000), (5000, 20_000), (5000, 1_000_000_000)])
    func `an hour is sorted as by comparing all rows`(count: Int, spread: Int32) {
        let rows = drawnRows(count, seed: UInt64(count) + UInt64(spread), spread: spread)
        let order = RowOrder(rows, subjectRanks: [0, 3, 5, 1, 2, 4], stringRanks: [0])
        let keys = order.keys(of: rows, 0..<count)
        #expect(order.keys(of: (0..<UInt32(count)).reversed()) == keys.reversed())
        var expected = (0..<count).sorted {
            keys[$0] != keys[$1] ? keys[$0] < keys[$1] : order.precedes($0, $1)
        }
        var kept: [Int] = []
        for row in expected where !(kept.last.map { order.isSameObservation($0, row) } ?? false) { kept.append(row) }
        let repeats = expected.count - kept.count
        expected = kept
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<3 {
            let numbers = (0..<count).shuffled(using: &generator)
            let sort = HourSort(keys: numbers.map { keys[$0] }, rows: numbers.map { UInt32($0) }, order: order)
            #expect(sort.rows.map { Int($0) } == expected)
            #expect(sort.duplicates == repeats)
        }
        #expect(count < 5000 || spread > 20_000 || repeats > 0, "the rows must try repeats")
    }

    @Test func `keys that do not fit a word beside the row are told apart all the same`() {
        // Keys of 64 varying bits leave no room: the lowest bits are cut off and compared in full.
        var generator = SeededGenerator(seed: 5)
        // These keys are not the rows' own: rows that say the same would be taken for repeats all the same.
        let rows = drawnRows(2000, seed: 5, spread: 1_000_000_000)
        let order = RowOrder(rows, subjectRanks: [0, 1, 2, 3, 4, 5], stringRanks: [0])
        let keys = (0..<2000).map { index in index % 3 == 0 ? UInt64(index) : generator.next() }
        let sort = HourSort(keys: keys, rows: (0..<2000).map { UInt32($0) }, order: order)
        #expect(sort.rows.map { keys[Int($0)] } == keys.sorted())
    }

    @Test(arguments: [0, 1, 11, 12, 33, 54])
    func `words are sorted by the digits asked for and keep their order else`(bits: Int) {
        var generator = SeededGenerator(seed: UInt64(bits))
        for count in [0, 1, 100, 511, 512, 3000] {
            let digits = (0..<count).map { _ in generator.next() & (1 << UInt64(bits) - 1) & 0x00F0_F0F0_F0F0_F0F0 }
            let words = digits.indices.map { digits[$0] << 10 | UInt64($0 & 1023) }
            var sorted = words
            radixSort(&sorted, from: 10, bits: bits)
            let expected = words.enumerated().sorted {
                ($0.element >> 10, $0.offset) < ($1.element >> 10, $1.offset)
            }
            if count <= 1024 { #expect(sorted == expected.map(\.element)) }
            #expect(sorted.map { $0 >> 10 } == expected.map { $0.element >> 10 })
        }
    }

    @Test func `packed keys keep the order of the keys`() {
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<200 {
            let varying = generator.next() & generator.next()
            let fixed = generator.next() & ~varying
            let packing = KeyPacking(varying, width: 59)
            #expect(packing.width == min(59, varying.nonzeroBitCount))
            let keys = (0..<20).map { _ in fixed | generator.next() & varying }
            let words = RowKernels.words(keys, runs: packing.runs, indexBits: 5)
            #expect(words.map { $0 & 31 } == Array(0..<20))
            #expect(keys.sorted() == zip(words, keys).sorted { $0.0 < $1.0 }.map(\.1))
            let cut = RowKernels.words(keys, runs: KeyPacking(varying, width: 8).runs, indexBits: 5)
            let byKey = zip(keys, cut).sorted { $0.0 < $1.0 }.map { $0.1 >> 5 }
            #expect(byKey == byKey.sorted() && byKey.allSatisfy { $0 < 1 << 8 })
        }
    }

    @Test func `a table's order is the same whether it grew or came whole`() {
        var generator = SeededGenerator(seed: 3)
        let values = (0..<500).map { _ in generator.next() }
        var grown = TableOrder()
        for count in [0, 1, 1, 40, 333, 500] { grown.extend(Array(values[..<count]), by: <) }
        var whole = TableOrder()
        whole.extend(values, by: <)
        #expect(grown.codes == whole.codes && grown.ranks == whole.ranks)
        #expect(whole.codes.map { values[Int($0) - 1] } == values.sorted())
        let others = (values[..<50] + (0..<50).map { _ in generator.next() }).sorted()
        let codes = whole.codes(of: others, in: values, by: <)
        for (index, other) in others.enumerated() {
            #expect(codes[index + 1] == (values.firstIndex(of: other).map { UInt32($0 + 1) } ?? 0))
        }
    }

    @Test func `an hour in which the clock changes belongs to two days`() throws {
        // A quarter past midnight becomes a quarter past eleven of the day before.
        let change: Int64 = 1_580_428_800 + 85_500
        let zone = ZoneRules(name: "test", changes: [change], offsets: [1800, -1800])
        var block = ObservationBlock(feed: .carrier)
        for start in stride(from: change - 4000, to: change + 4000, by: 7) {
            var row = Observation(feed: .carrier, span: TimeSpan(start, start))
            row.source = RowSource(file: 1, line: UInt32(block.count), digest: 0)
            block.append(row)
        }
        var tables = TableBuilder()
        let order = RowOrder(tables.columns(block), subjectRanks: [0], stringRanks: [0])
        let stretch = KeyedStretch(order, 0..<block.count, zone: zone)
        for hour in stretch.hours {
            for row in stretch.rows[hour.range] {
                let start = block.start[Int(row)]
                #expect(zone.localDay(at: start) == hour.day)
                #expect(ClusterKey.hour(of: start, on: hour.day) == hour.hour)
            }
        }
        #expect(stretch.rows.sorted() == (0..<UInt32(block.count)).map { $0 })
        #expect(Set(stretch.hours.map(\.day)).count == 2)
    }
}
