import TestSupport
import Testing
import Vocabulary

@testable import Store

/// What the store costs, in counts that no machine changes: a change for the worse must be meant.
@Suite struct GateTests {
    let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    /// One day of phones that mostly stay near a few places and report every ten minutes, in a file that was written as
    /// things happened; 6 decimals, whole metres.
    private func day(phones: Int) -> ObservationBlock {
        var generator = SeededGenerator(seed: 99)
        var block = ObservationBlock(feed: .carrier)
        block.subjects = (0..<phones).map { _ in
            Pseudonym(kind: .phone, high: generator.next(), low: generator.next())
        }
        func near(_ spread: Int32) -> Int32 {
            (0..<4).reduce(0) { sum, _ in sum + Int32.random(in: -spread...spread, using: &generator) } * 10
        }
        let homes = (0..<phones).map { _ in (1_188_000_000 + near(60_000), 290_000_000 + near(60_000)) }
        let works = (0..<phones).map { _ in (1_188_000_000 + near(20_000), 290_000_000 + near(20_000)) }
        let offsets = (0..<phones).map { _ in Int64.random(in: 0..<600, using: &generator) }
        let byTime = (0..<phones).sorted { offsets[$0] < offsets[$1] }
        for slot in 0..<144 {
            for phone in byTime {
                let isWork = (54..<108).contains(slot)
                let at = isWork ? works[phone] : homes[phone]
                block.start.append(1_580_486_400 + Int64(slot) * 600 + offsets[phone])
                block.lon.append(at.0 + near(300))
                block.lat.append(at.1 + near(300))
                block.accuracy.append(Int32.random(in: 10...120, using: &generator) * 100)
                block.phone.append(UInt32(phone + 1))
                block.file.append(1)
                block.line.append(UInt32(block.count + 2))
                block.digest.append(generator.next())
                block.count += 1
            }
        }
        block.end = block.start
        return block
    }

    private func segment(phones: Int, in folder: String = "s") throws -> SegmentReader {
        let writer = try SegmentWriter(folder: scratch.path(folder), feed: .carrier, batch: 1, zone: .china)
        try writer.add(day(phones: phones))
        let outcome = try writer.finish()
        try #require(outcome.segments.count == 1 && outcome.duplicates == 0)
        return try SegmentReader(path: scratch.path("\(folder)/\(outcome.segments[0].fileName)"))
    }

    @Test func `bytes of a ping`() throws {
        let reader = try segment(phones: 1500)
        let rows = Double(reader.info.rows)
        let sizes = reader.sections
        #expect(rows == 216_000 && sizes.values.reduce(0, +) + 24 == reader.info.bytes)
        func perRow(_ sections: [String]) -> Double {
            Double(sections.reduce(0) { $0 + (sizes[$1] ?? 0) }) / rows
        }
        let event = perRow(["observed", "boxes", "subjects", "footer"])
        #expect(event <= 7.3, "bytes of time, position, accuracy and phone")
        #expect(perRow(["people"]) <= 0.3, "bytes of the person index")
        #expect(perRow(["sources"]) <= 9.4, "bytes of file, line and digest, of which 8 are the digest")
    }

    @Test(.enabled(if: Allocations.areCounted, "this build does not count allocations"))
    func `a block is decoded without an allocation for each row or value`() throws {
        let reader = try segment(phones: 1500)
        let numbers = 20..<120
        func allocations(_ columns: ColumnSet) throws -> Double {
            _ = try reader.block(0, columns: columns)
            let (count, rows) = try Allocations.count {
                try numbers.reduce(0) { rows, number in rows + (try reader.block(number, columns: columns).count) }
            }
            try #require(rows == numbers.count * 1024 && count >= numbers.count)
            return Double(count) / Double(numbers.count)
        }
        #expect(try allocations([.position, .identifiers]) <= 12)
        #expect(try allocations(.all) <= 24)
    }

    @Test func `a person's rows touch no more blocks where there are more people`() throws {
        let phones = [3000, 6000, 12_000]
        let blocks = try phones.map { count in
            let reader = try segment(phones: count, in: "s\(count)")
            let persons = try reader.subjects.dropFirst(count / 4).prefix(50)
            return try persons.reduce(0) { $0 + (try reader.blocks(of: $1).count) }
        }
        let exponent = growthExponent(over: phones, of: blocks)
        #expect(blocks[0] > 50 * 20 && exponent <= 0.1, "\(blocks) blocks of 50 persons: exponent \(exponent)")
    }

    @Test func `a question about one person reads its blocks, its pages and the footer`() throws {
        let reader = try segment(phones: 3000)
        let subject = try #require(try reader.subjects.dropFirst(700).first)
        let own = Set(try reader.blocks(of: subject))
        #expect(own.count <= 144 && own.count * 3 < reader.blockCount * 2)
        // Whatever else is damaged is not missed.
        var bytes = try scratch.bytes("s/\(reader.info.fileName)")
        for block in 0..<reader.blockCount where !own.contains(block) {
            for column in try reader.packedColumns(block) where !column.place.isEmpty {
                bytes[column.place.lowerBound] ^= 1
            }
        }
        for block in own {
            for column in try reader.packedColumns(block) where column.column.isSource && !column.place.isEmpty {
                bytes[column.place.lowerBound] ^= 1
            }
        }
        let damaged = try SegmentReader(path: try scratch.write("d.seg", bytes))
        let rows = try damaged.rows(of: [subject], columns: .observed)
        #expect(rows.count == 144 && rows.subjects == [subject])
        #expect(throws: StoreError.self) { try damaged.rows(of: [subject], columns: .all) }
        #expect(throws: StoreError.self) { try damaged.verify() }
    }
}
