import Files
import TestSupport
import Testing
import Vocabulary

@testable import Store

/// Segments of every format version, kept and read for ever.
@Suite struct FormatTests {
    private static let folder = "\(#filePath)".split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/Fixtures"

    @Test func `version 1 is read`() throws {
        let reader = try SegmentReader(path: "\(Self.folder)/version-1.seg")
        let rows = drawn(60, feed: .visit, seed: 42, days: 1).sorted { $0.source < $1.source }
        let block = try reader.block(0)
        #expect(reader.blockCount == 1)
        #expect((0..<block.count).map { block[$0] }.sorted { $0.source < $1.source } == rows)
    }

    @Test func `version 1 is still written byte for byte`() throws {
        let scratch = try ScratchFolder()
        let writer = try SegmentWriter(folder: scratch.path, feed: .visit, batch: 42, zone: .china)
        for block in blocks(drawn(60, feed: .visit, seed: 42, days: 1), feed: .visit, size: 9) { try writer.add(block) }
        let outcome = try writer.finish()
        let name = try #require(outcome.segments.first).fileName
        #expect(outcome.segments.count == 1)
        // A missing fixture is recorded, and fails the run once.
        let path = "\(Self.folder)/version-1.seg"
        if !FileSystem.exists(path) {
            try FileSystem.makeFolder(Self.folder, mode: 0o755)
            try AtomicFile.write(try scratch.bytes(name), to: path, mode: 0o644)
            Issue.record("fixture recorded")
        }
        #expect(try scratch.bytes(name) == FileSystem.read(path))
    }
}
