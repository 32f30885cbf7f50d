import TestSupport
import Testing
import Vocabulary

@testable import Store

@Suite struct SegmentRenamingTests {
    /// Another name without an order of its own.
    private func renamed(_ name: Pseudonym) -> Pseudonym {
        Pseudonym(kind: name.kind, high: name.high &* 0x9E37_79B9_7F4A_7C15, low: name.low &* 0xD6E8_FEB8_6659_FD93)
    }

    @Test(arguments: [Feed.carrier, .visit, .travel])
    func `a segment under other names is the one that a delivery gives under them, byte for byte`(feed: Feed) throws {
        let scratch = try ScratchFolder()
        let drawn = blocks(drawn(9000, feed: feed, seed: 5, days: 2), feed: feed, size: 700)
        func write(_ folder: String, _ change: (inout ObservationBlock) -> Void) throws -> [SegmentInfo] {
            let writer = try SegmentWriter(
                folder: scratch.path(folder), feed: feed, batch: 5, zone: .china, rowBudget: 4000)
            for var block in drawn {
                change(&block)
                try writer.add(block)
            }
            return try writer.finish().segments
        }
        let old = try write("old") { _ in }
        let expected = try write("expected") { block in
            block.subjects = block.subjects.map(renamed)
            block.digest = block.digest.map { $0 ^ 0x55AA }
        }
        try scratch.write("new/.keep", [])
        #expect(old.count == expected.count && old.count > 2)
        for (old, expected) in zip(old, expected) {
            let info = try SegmentRenaming.write(
                scratch.path("old/\(old.fileName)"), to: scratch.path("new"), pseudonym: renamed
            ) { $0 ^ 0x55AA }
            #expect(info == expected)
            #expect(try scratch.bytes("new/\(info.fileName)") == scratch.bytes("expected/\(info.fileName)"))
            #expect(try scratch.bytes("new/\(info.fileName)") != scratch.bytes("old/\(info.fileName)"))
        }
    }
}
