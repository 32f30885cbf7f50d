import Files
import TestSupport
import Testing
import Vocabulary

@testable import Store

/// Segments of every format version, kept and read for ever.
@Suite struct FormatTests {
    static let folder = "\(#filePath)".split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/Fixtures"

    @Test(arguments: ["version-1.seg", "version-2.seg"])
    func `every version is read`(name: String) throws {
        let reader = try SegmentReader(path: "\(Self.folder)/\(name)")
        let rows = drawn(60, feed: .visit, seed: 42, days: 1).sorted { $0.source < $1.source }
        let block = try reader.block(0)
        #expect(reader.blockCount == 1 && reader.info.rows == 60 && reader.info.batch == 42)
        #expect((0..<block.count).map { block[$0] }.sorted { $0.source < $1.source } == rows)
        try reader.verify()
    }

    @Test func `older versions tell of themselves what the ledger has`() throws {
        let path = "\(Self.folder)/version-1.seg"
        let info = try SegmentReader(path: path).info
        #expect(try info.bytes == FileSystem.read(path).count)
        #expect(info.fileName == "visit-2020-02-01-000042-0.seg")
    }

    @Test func `version 2 is written byte for byte`() throws {
        let scratch = try ScratchFolder()
        let writer = try SegmentWriter(folder: scratch.path, feed: .visit, batch: 42, zone: .china)
        for block in blocks(drawn(60, feed: .visit, seed: 42, days: 1), feed: .visit, size: 9) { try writer.add(block) }
        let outcome = try writer.finish()
        let name = try #require(outcome.segments.first).fileName
        #expect(outcome.segments.count == 1)
        // A missing fixture is recorded, and fails the run once.
        let path = "\(Self.folder)/version-2.seg"
        if !FileSystem.exists(path) {
            try FileSystem.makeFolder(Self.folder, mode: 0o755)
            try AtomicFile.write(try scratch.bytes(name), to: path, mode: 0o644)
            Issue.record("fixture recorded")
        }
        #expect(try scratch.bytes(name) == FileSystem.read(path))
    }
}
