import TestSupport
import Testing
import Vocabulary

@testable import Store

@Suite struct SegmentTests {
    let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    private func write(
        _ blocks: [ObservationBlock], feed: Feed = .carrier, batch: Int = 7, budget: Int = 4_000_000,
        folder: String = "s", existing: @escaping (Feed, Int32) -> [String] = { _, _ in [] }
    ) throws -> SegmentWriter.Outcome {
        let writer = try SegmentWriter(
            folder: scratch.path(folder), feed: feed, batch: batch, zone: .china, rowBudget: budget, existing: existing)
        for block in blocks { try writer.add(block) }
        return try writer.finish()
    }

    private func read(_ outcome: SegmentWriter.Outcome, folder: String = "s") throws -> [Observation] {
        var rows: [Observation] = []
        for segment in outcome.segments {
            let reader = try SegmentReader(path: scratch.path("\(folder)/\(segment.fileName)"))
            #expect(reader.info == segment)
            for number in 0..<reader.blockCount {
                let block = try reader.block(number)
                let box = try reader.boxes[number]
                #expect(block.count == box.rows)
                for row in 0..<block.count {
                    let seen = block[row]
                    #expect(ZoneRules.china.localDay(at: seen.span.start) == segment.day)
                    #expect((box.minStart...box.maxStart).contains(seen.span.start))
                    #expect((box.minEnd...box.maxEnd).contains(seen.span.end))
                    if let position = seen.position {
                        #expect((box.minLon...box.maxLon).contains(position.lonE7))
                        #expect((box.minLat...box.maxLat).contains(position.latE7))
                    } else {
                        #expect(box.hasUnplaced)
                    }
                    rows.append(seen)
                }
            }
        }
        return rows
    }

    private func inLineOrder(_ rows: [Observation]) -> [Observation] { rows.sorted { $0.source < $1.source } }

    @Test(arguments: [0, 1, 2, 1023, 1024, 1025, 5000])
    func `what goes in comes out, on every feed`(_ count: Int) throws {
        for (index, feed) in Feed.allCases.filter(\.isObservation).enumerated() {
            let rows = drawn(count, feed: feed, seed: UInt64(index))
            let folder = "in\(index)"
            let outcome = try write(blocks(rows, feed: feed, size: 333), feed: feed, folder: folder)
            #expect(outcome.duplicates == 0)
            #expect(inLineOrder(try read(outcome, folder: folder)) == inLineOrder(rows), "seed \(index)")
        }
    }

    @Test func `order and blocking of the rows leave no trace`() throws {
        var generator = SeededGenerator(seed: 11)
        var rows = drawn(4000, feed: .visit, seed: 11)
        rows += rows.prefix(500).map { row in
            var copy = row
            copy.source.line += 100_000
            return copy
        }
        let first = try write(blocks(rows, feed: .visit, size: 4500), feed: .visit, folder: "a")
        #expect(first.duplicates == 500)
        for (index, size) in [1, 7, 1000].enumerated() {
            rows.shuffle(using: &generator)
            let again = try write(blocks(rows, feed: .visit, size: size), feed: .visit, folder: "b\(index)")
            #expect(again == first)
            for segment in first.segments {
                #expect(
                    try scratch.bytes("a/\(segment.fileName)") == scratch.bytes("b\(index)/\(segment.fileName)"),
                    "seed 11, blocks of \(size)")
            }
        }
    }

    @Test func `of equal observations the earliest line is kept and files are counted`() throws {
        let rows = drawn(300, feed: .carrier, seed: 3)
        let later = rows.map { row -> Observation in
            var copy = row
            copy.source = RowSource(file: row.source.file + 5, line: 1, digest: 1)
            return copy
        }
        let outcome = try write(blocks(later + rows, feed: .carrier, size: 100))
        #expect(outcome.duplicates == 300)
        #expect(inLineOrder(try read(outcome)) == inLineOrder(rows))
        for file in UInt32(1)...3 { #expect(outcome.accepted[file] == rows.count { $0.source.file == file }) }
        #expect(outcome.accepted.values.reduce(0, +) == 300)
    }

    @Test func `what older segments hold is not taken twice`() throws {
        let rows = drawn(3000, feed: .carrier, seed: 4)
        let first = try write(blocks(Array(rows[..<2000]), feed: .carrier, size: 500), batch: 1, folder: "x")
        let live = first.segments
        let second = try write(blocks(Array(rows[1000...]), feed: .carrier, size: 500), batch: 2, folder: "x") {
            feed, day in
            live.filter { $0.feed == feed && $0.day == day }.map { scratch.path("x/\($0.fileName)") }
        }
        #expect(second.duplicates == 1000)
        #expect(inLineOrder(try read(second, folder: "x")) == inLineOrder(Array(rows[2000...])))
        // The dropped rows leave no trace: the same as a delivery of the new rows alone.
        let alone = try write(blocks(Array(rows[2000...]), feed: .carrier, size: 500), batch: 2, folder: "y")
        #expect(alone.segments == second.segments)
    }

    @Test func `over the budget parts are written and repeats across them still found`() throws {
        let rows = drawn(3000, feed: .carrier, seed: 5)
        let outcome = try write(blocks(rows + rows, feed: .carrier, size: 100), budget: 700)
        #expect(Set(outcome.segments.map(\.part)).count > 1)
        #expect(outcome.duplicates == 3000)
        #expect(inLineOrder(try read(outcome)) == inLineOrder(rows))
    }

    @Test func `parts are cut at the budget, whatever the blocks`() throws {
        let rows = drawn(3000, feed: .visit, seed: 12)
        let first = try write(blocks(rows, feed: .visit, size: 3000), feed: .visit, budget: 700, folder: "whole")
        #expect(Set(first.segments.map(\.part)) == [0, 1, 2, 3, 4])
        for size in [1, 70, 699, 700, 701, 1500] {
            let folder = "by\(size)"
            let again = try write(blocks(rows, feed: .visit, size: size), feed: .visit, budget: 700, folder: folder)
            #expect(again == first, "blocks of \(size)")
            for segment in first.segments {
                #expect(
                    try scratch.bytes("whole/\(segment.fileName)") == scratch.bytes("\(folder)/\(segment.fileName)"),
                    "blocks of \(size)")
            }
        }
    }

    @Test func `subjects coded by one table give the same bytes in whatever order they were coded`() throws {
        let rows = drawn(4000, feed: .carrier, seed: 13)
        let expected = try write(blocks(rows, feed: .carrier, size: 500), budget: 1500, folder: "own")
        let subjects = Set(rows.flatMap { [$0.phone, $0.idNumber, $0.plate].compactMap(\.self) })
        for seed in UInt64(1)...3 {
            var generator = SeededGenerator(seed: seed)
            let table = subjects.sorted().shuffled(using: &generator)
            let codes = Dictionary(uniqueKeysWithValues: table.enumerated().map { ($1, UInt32($0 + 1)) })
            // The table may grow while rows come in: at first only what the first part needs is known.
            var known = 0
            let writer = try SegmentWriter(
                folder: scratch.path("shared\(seed)"), feed: .carrier, batch: 7, zone: .china, rowBudget: 1500,
                subjects: { Array(table[..<known]) })
            for block in blocks(rows, feed: .carrier, size: 500) {
                var coded = block
                func recode(_ column: inout [UInt32]) {
                    column = column.map { code in
                        guard code != 0, let shared = codes[block.subjects[Int(code) - 1]] else { return 0 }
                        known = max(known, Int(shared))
                        return shared
                    }
                }
                recode(&coded.phone)
                recode(&coded.idNumber)
                recode(&coded.plate)
                coded.subjects = []
                try writer.add(coded)
            }
            let outcome = try writer.finish()
            #expect(outcome == expected)
            for segment in expected.segments {
                let bytes = try scratch.bytes("own/\(segment.fileName)")
                #expect(try scratch.bytes("shared\(seed)/\(segment.fileName)") == bytes, "seed \(seed)")
            }
        }
    }

    @Test func `an aborted batch leaves no file`() throws {
        let writer = try SegmentWriter(folder: scratch.path("s"), feed: .carrier, batch: 1, zone: .china, rowBudget: 50)
        for block in blocks(drawn(500, feed: .carrier, seed: 6), feed: .carrier, size: 20) { try writer.add(block) }
        try writer.abort()
        #expect(try writer.finish() == .init(segments: [], duplicates: 0, accepted: [:]))
        #expect((try? scratch.bytes("s/carrier-2020-02-01-000001-0.seg")) == nil)
    }

    @Test(arguments: [1, 4, 1000])
    func `rows of persons are found and no others`(count: Int) throws {
        // A thousand subjects are looked for in all blocks, few by the person index.
        let rows = drawn(5000, feed: .carrier, seed: 8, days: 1)
        let outcome = try write(blocks(rows, feed: .carrier, size: 5000))
        let known = rows.flatMap { [$0.phone, $0.idNumber, $0.plate].compactMap(\.self) }
        var wanted = Set(Set(known).sorted().prefix(count == 1000 ? 30 : count))
        for number in 0..<(count == 1000 ? 1000 : 1) {
            wanted.insert(Pseudonym(kind: .phone, high: UInt64(number) << 32 | 1, low: 77))
        }
        func isWanted(_ row: Observation) -> Bool {
            [row.phone, row.idNumber, row.plate].contains { $0.map(wanted.contains) ?? false }
        }
        var found: [Observation] = []
        var observed: [Observation] = []
        for segment in outcome.segments {
            let reader = try SegmentReader(path: scratch.path("s/\(segment.fileName)"))
            let block = try reader.rows(of: wanted)
            found += (0..<block.count).map { block[$0] }
            #expect(block.subjects == block.subjects.sorted() && block.subjects.count < known.count)
            let fewer = try reader.rows(of: wanted, columns: .observed)
            observed += (0..<fewer.count).map { fewer[$0] }
        }
        let expected = rows.filter(isWanted)
        #expect(!expected.isEmpty && inLineOrder(found) == inLineOrder(expected))
        #expect(observed == found.map(content))
    }

    @Test func `the blocks of a subject are those it is in`() throws {
        let outcome = try write(
            blocks(drawn(40_000, feed: .visit, seed: 12, days: 1), feed: .visit, size: 40_000), feed: .visit)
        let reader = try SegmentReader(path: scratch.path("s/\(outcome.segments[0].fileName)"))
        let all = try (0..<reader.blockCount).map { try reader.block($0, columns: .identifiers) }
        for (place, subject) in try reader.subjects.enumerated() {
            let code = UInt32(place + 1)
            let expected = all.indices.filter {
                all[$0].phone.contains(code) || all[$0].idNumber.contains(code) || all[$0].plate.contains(code)
            }
            #expect(try reader.blocks(of: subject) == expected)
        }
        #expect(try reader.blocks(of: Pseudonym(kind: .phone, high: 0, low: 0)) == [])
        #expect(try reader.blocks(of: Pseudonym(kind: .phone, high: .max, low: .max)) == [])
    }

    @Test func `only the columns that are asked for are decoded`() throws {
        let outcome = try write(
            blocks(drawn(3000, feed: .travel, seed: 13, days: 1), feed: .travel, size: 500), feed: .travel)
        let reader = try SegmentReader(path: scratch.path("s/\(outcome.segments[0].fileName)"))
        for number in 0..<reader.blockCount {
            let whole = try reader.block(number)
            var block = try reader.block(number, columns: .position)
            #expect(block.start == whole.start && block.end == whole.end && block.lon == whole.lon)
            #expect(block.phone.isEmpty && block.accuracy.isEmpty && block.digest.isEmpty && block.line.isEmpty)
            #expect(block.subjects.isEmpty && block.strings.isEmpty)
            try reader.add([.identifiers, .rides], of: number, to: &block)
            #expect(block.phone == whole.phone && block.seat == whole.seat && block.room.isEmpty)
            #expect(block.subjects == whole.subjects && block.strings == whole.strings)
            try reader.add(.all, of: number, to: &block)
            #expect((0..<block.count).map { block[$0] } == (0..<whole.count).map { whole[$0] })
        }
    }

    @Test func `blocks are chosen by their boxes, group by group`() throws {
        let outcome = try write(blocks(drawn(60_000, feed: .carrier, seed: 9, days: 1), feed: .carrier, size: 60_000))
        let reader = try SegmentReader(path: scratch.path("s/\(outcome.segments[0].fileName)"))
        let boxes = try reader.boxes
        let moment = boxes[boxes.count / 2].minStart
        var looked = 0
        let chosen = try reader.blocks {
            looked += 1
            return $0.minStart <= moment && $0.maxStart >= moment
        }
        #expect(chosen == boxes.indices.filter { boxes[$0].minStart <= moment && boxes[$0].maxStart >= moment })
        #expect(!chosen.isEmpty && looked < boxes.count)
    }

    @Test func `extreme values survive`() throws {
        var rows: [Observation] = []
        for (index, value) in [Int32.min + 1, -1, 0, 1, Int32.max].enumerated() {
            var row = Observation(feed: .carrier, span: TimeSpan(1_580_486_400, 1_580_486_400 + Int64(index) << 40))
            row.position = Position(lonE7: value, latE7: value)
            row.accuracyCentimeters = value
            row.temperatureHundredths = index == 2 ? nil : value
            row.traits = Traits(bits: index == 1 ? .max : 0)
            row.source = RowSource(file: .max, line: UInt32(index), digest: index == 0 ? .max : 0)
            row.place = index == 3 ? String(repeating: "长", count: 70_000) : nil
            rows.append(row)
        }
        var early = Observation(feed: .carrier, span: TimeSpan(-86_399, -1))
        early.place = "e\u{301}"
        var composed = early
        composed.place = "\u{e9}"
        rows += [early, composed]
        let outcome = try write(blocks(rows, feed: .carrier, size: 1))
        #expect(outcome.duplicates == 0)
        let read = try read(outcome)
        #expect(inLineOrder(read).map(\.span) == inLineOrder(rows).map(\.span))
        #expect(Set(read) == Set(rows))
        let places = read.compactMap { $0.place.map { Array($0.utf8) } }.filter { $0.count < 9 }
        #expect(places.contains([0x65, 0xcc, 0x81]) && places.contains([0xc3, 0xa9]))
    }
}
