import Files
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
        try SegmentReader(path: try scratch.write("d.seg", bytes)).verify()
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

    @Test func `a flipped bit anywhere in a segment of version 1 is told`() throws {
        let whole = try FileSystem.read("\(FormatTests.folder)/version-1.seg")
        for byte in whole.indices {
            var damaged = whole
            damaged[byte] ^= 1 << UInt8(byte &* 5 % 8)
            #expect(throws: StoreError.self, "byte \(byte)") { try readAll(damaged) }
        }
    }

    @Test func `damage names file, column and block, and other columns are still read`() throws {
        let writer = try SegmentWriter(folder: scratch.path("n"), feed: .visit, batch: 1, zone: .china)
        for block in blocks(drawn(3000, feed: .visit, seed: 3, days: 1), feed: .visit, size: 1000) {
            try writer.add(block)
        }
        let name = try writer.finish().segments[0].fileName
        let whole = try scratch.bytes("n/\(name)")
        let path = scratch.path("d.seg")
        let reader = try SegmentReader(path: scratch.path("n/\(name)"))
        for block in 0..<reader.blockCount {
            for packed in try reader.packedColumns(block) where !packed.place.isEmpty {
                var bytes = whole
                bytes[packed.place.upperBound - 1] ^= 1
                let damaged = try SegmentReader(path: try scratch.write("d.seg", bytes))
                let fault = StoreError.damaged(path: path, column: "column \(packed.column.name)", block: block)
                #expect(throws: fault) { try damaged.verify() }
                #expect(fault.description.contains("\(path): damaged in column \(packed.column.name), block \(block)"))
                for other in 0..<reader.blockCount where other != block { _ = try damaged.block(other) }
                if packed.column.isSource { _ = try damaged.block(block, columns: .observed) }
            }
        }
    }

    @Test func `a newer format is told`() throws {
        var bytes = try small()
        bytes[8] = 3
        #expect(throws: StoreError.version(path: scratch.path("d.seg"), found: 3)) { try readAll(bytes) }
    }
}
