import TestSupport
import Testing
import Vocabulary

@testable import Store

/// Columns come back as they went in, whatever their values.
@Suite struct PackingTests {
    /// The frame of a column's values.
    private func frame(_ values: [Int64], of column: Column, mayStep: Bool, level: Int32) -> ColumnFrame? {
        switch column {
        case .start, .end, .digest:
            ColumnFrame(wide: values, zeroIsNone: column == .end, mayStep: mayStep, level: level)
        default:
            ColumnFrame(
                bits: values.map { UInt32(truncatingIfNeeded: $0) }, isSigned: column.isSigned, mayStep: mayStep,
                level: level)
        }
    }

    /// What the frame takes for none.
    private func none(of column: Column) -> Int64? { column == .digest ? nil : column.none }

    /// A column's values through head, data and back; each level must write what the slow twin writes.
    private func roundTrip(_ values: [Int64], column: Column, mayStep: Bool) throws -> [Int64]? {
        let slow = SlowColumnFrame(values, none: none(of: column), mayStep: mayStep)
        for level in 0...RowKernels.level {
            let frame = frame(values, of: column, mayStep: mayStep, level: level)
            #expect(frame?.data == slow?.data && frame?.head == slow?.head, "level \(level)")
        }
        guard let frame = frame(values, of: column, mayStep: mayStep, level: RowKernels.level) else { return nil }
        // Something before and behind, so that offsets count.
        let words = [.max] + frame.data + [.max]
        let bytes = bytes(of: words[...])
        let head = frame.head
        let packed = try #require(
            PackedColumn(column, head: (head[0], head[1], head[2]), rows: values.count, offset: 8))
        #expect(packed.place == 8..<8 + frame.data.count * 8)
        let isWhole = packed.isWhole(bytes.span)
        #expect(isWhole)
        switch column {
        case .start, .end, .digest: return packed.wideValues(bytes.span, as: Int64.self)
        default:
            return column.isSigned
                ? packed.values(bytes.span, as: Int32.self).map { Int64($0) }
                : packed.values(bytes.span, as: UInt32.self).map { Int64($0) }
        }
    }

    @Test(arguments: 0..<33) func `lanes of every width come back`(width: Int) throws {
        var generator = SeededGenerator(seed: UInt64(width))
        for rows in [1, 15, 16, 17, 100, 1023, 1024] {
            var values = [UInt32](repeating: 0, count: BitLanes.padded(rows))
            for row in 0..<rows where width > 0 {
                values[row] = UInt32.random(in: .min ... .max, using: &generator) >> UInt32(32 - width)
            }
            var words: [UInt64] = []
            SlowColumnFrame.pack(values, width: width, into: &words)
            #expect(words.count == BitLanes.words(rows: rows, width: width))
            let packed = bytes(of: words[...])
            let back = unsafe [UInt32](unsafeUninitializedCapacity: values.count) { buffer, count in
                unsafe BitLanes.unpack(packed.span, width: width, rows: rows, into: buffer)
                count = rows
            }
            #expect(back == Array(values[..<rows]), "\(rows) rows")
        }
    }

    @Test func `every column comes back whatever its values`() throws {
        var generator = SeededGenerator(seed: 7)
        for column in Column.allCases {
            let least: Int64 = column.isSigned ? Int64(Int32.min) + 1 : 0
            let most: Int64 =
                switch column {
                case .start, .end, .digest: .max
                default: column.isSigned ? Int64(Int32.max) : Int64(UInt32.max)
                }
            for rows in [1, 2, 16, 33, 1000, 1024] {
                let unit = Int64.random(in: 1...1000, using: &generator)
                let near = Int64.random(in: least / 2...most / 2, using: &generator) / unit * unit
                func small() -> Int64 { near + unit * Int64.random(in: 0...50, using: &generator) }
                let kinds: [(String, () -> Int64)] = [
                    ("one value", { near }), ("small", small),
                    ("extremes", { Bool.random(using: &generator) ? least : most }),
                    ("any", { Int64.random(in: least...most, using: &generator) }),
                    ("exceptions", { Int.random(in: 0..<50, using: &generator) == 0 ? most : small() }),
                    ("absent", { none(of: column) ?? 0 }),
                    ("some absent", { Bool.random(using: &generator) ? none(of: column) ?? 0 : small() }),
                ]
                for (name, draw) in kinds {
                    var values = (0..<rows).map { _ in draw() }
                    for isSorted in [false, true] {
                        if isSorted { values.sort() }
                        for mayStep in [false, true] {
                            let back = try roundTrip(values, column: column, mayStep: mayStep)
                            let expected = values.allSatisfy { $0 == none(of: column) } ? nil : values
                            #expect(back == expected, "\(column.name), \(rows) rows, \(name), steps \(mayStep)")
                        }
                    }
                }
            }
        }
    }

    @Test func `starts before 1970 and over all of time come back`() throws {
        for values: [Int64] in [[.min, .max, 0], [-5, -4, -4, 90], [.min, .min + 1], [.max], [-1 << 40, 1 << 40]] {
            #expect(try roundTrip(values, column: .start, mayStep: true) == values)
        }
    }

    @Test func `what values have in common costs nothing`() throws {
        // 5 decimals of a degree in 1e-7 degree, and whole metres in centimetres: 7 bits hold 100 of either.
        for (unit, first) in [(Int64(100), Int64(1_187_855_000)), (100, 300)] {
            let frame = try #require(
                ColumnFrame(
                    bits: (0..<100).map { UInt32(first + $0 * unit) }, isSigned: true, mayStep: false))
            #expect(frame.divisor == 100 && frame.width == 7 && frame.exceptions == 0)
        }
    }

    @Test func `a few far values do not widen the others`() throws {
        var values = (0..<1024).map { UInt32($0 % 64) * 1000 + 1 }
        values[500] = 2_000_000_001
        let frame = try #require(ColumnFrame(bits: values, isSigned: true, mayStep: false))
        #expect(frame.width == 6 && frame.exceptions == 1)
    }

    @Test func `times in order are stored as steps`() throws {
        let frame = try #require(
            ColumnFrame(wide: (0..<1024).map { 1_580_486_400 + $0 * 3 + $0 % 2 }, zeroIsNone: false, mayStep: true))
        #expect(frame.isSteps && frame.width <= 2)
    }

    @Test func `sums are those of XXH64`() {
        // Reference values of libxxhash 0.8 for the bytes 0, 1, 2, ...
        let expected: [(Int, UInt32)] = [
            (0, 0x51d8e999), (8, 0x14b81b8d), (24, 0x2632be9b), (32, 0x16ff32b4), (40, 0xb11741e9),
            (64, 0xdb6713f0), (256, 0x06cd904b), (1000, 0x0eba4078),
        ]
        for (count, sum) in expected {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            let found = BlockSum.of(bytes.span)
            #expect(found == sum, "\(count) bytes")
        }
    }

    @Test func `the person index gives back any lists of blocks`() throws {
        var generator = SeededGenerator(seed: 5)
        for (blockCount, subjects) in [(1, 1), (1, 300), (7, 128), (500, 129), (3000, 40)] {
            let blocks = (0..<blockCount).map { _ in
                (0..<Int.random(in: 0...30, using: &generator)).map { _ in
                    // The last subject is never seen.
                    UInt32.random(in: 0...UInt32(subjects) - 1, using: &generator)
                }
            }
            var marks = [UInt64](repeating: 0, count: subjects / 64 + 1)
            let distinct = blocks.map { RowKernels.distinct($0, upTo: subjects, marks: &marks) }
            #expect(distinct.map { $0.sorted() } == blocks.map { Set($0).subtracting([0]).sorted() })
            let index = PersonIndex(blocks: distinct, subjects: subjects)
            for code in 1...subjects {
                let (page, place) = ((code - 1) / SegmentFormat.pageSubjects, (code - 1) % SegmentFormat.pageSubjects)
                let own = min(SegmentFormat.pageSubjects, subjects - page * SegmentFormat.pageSubjects)
                let expected = blocks.indices.filter { blocks[$0].contains(UInt32(code)) }
                let found = PersonIndex.numbers(index.pages[page], place: place, subjects: own, blocks: blockCount)
                #expect(found == expected, "\(blockCount) blocks, code \(code)")
            }
        }
    }
}
