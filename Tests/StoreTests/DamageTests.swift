import TestSupport
import Testing
import Vocabulary

@testable import Store

@Suite struct DamageTests {
    let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    private func small(_ rows: Int = 8) throws -> [UInt8] {
        let writer = try SegmentWriter(folder: scratch.path("s"), feed: .visit, batch: 1, zone: .china)
        for block in blocks(drawn(rows, feed: .visit, seed: 1, days: 1), feed: .visit, size: 100) {
            try writer.add(block)
        }
        return try scratch.bytes("s/\(try writer.finish().segments[0].fileName)")
    }

    private func readAll(_ bytes: [UInt8]) throws {
        let reader = try SegmentReader(path: try scratch.write("d.seg", bytes))
        for number in 0..<reader.blockCount { _ = try reader.block(number) }
    }

    @Test func `a segment cut at any byte is refused`() throws {
        let whole = try small()
        try readAll(whole)
        for count in 0..<whole.count {
            #expect(throws: StoreError.self, "\(count) bytes") { try readAll(Array(whole[..<count])) }
        }
    }

    @Test func `a flipped bit anywhere is told`() throws {
        let whole = try small()
        for byte in whole.indices {
            let bit = byte &* 5 % 8
            var damaged = whole
            damaged[byte] ^= 1 << UInt8(bit)
            #expect(throws: StoreError.self, "byte \(byte), bit \(bit)") { try readAll(damaged) }
        }
    }

    @Test func `damage names file, column and block`() throws {
        var bytes = try small()
        // The last word before the subjects holds the last column of the block: the digests.
        let reader = try SegmentReader(path: try scratch.write("d.seg", bytes))
        let last = try #require(try reader.subjects.last)
        let pattern = (0..<8).map { UInt8(truncatingIfNeeded: last.high >> UInt64($0 * 8)) }
        let found = try #require((0..<bytes.count - 8).last { Array(bytes[$0..<$0 + 8]) == pattern })
        bytes[found - (try reader.subjects.count - 1) * 16 - 1] ^= 1
        let path = scratch.path("d.seg")
        #expect(throws: StoreError.damaged(path: path, column: "column digest", block: 0)) { try readAll(bytes) }
        let text = StoreError.damaged(path: path, column: "column digest", block: 0).description
        #expect(text.contains(path) && text.contains("column digest") && text.contains("block 0"))
    }

    @Test func `a newer format is told`() throws {
        var bytes = try small()
        bytes[8] = 2
        #expect(throws: StoreError.version(path: scratch.path("d.seg"), found: 2)) { try readAll(bytes) }
    }
}
