import TestSupport
import Testing
import Vocabulary

@testable import Store

@Suite struct CompactionTests {
    let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    private func write(
        _ rows: [Observation], feed: Feed, batch: Int, folder: String, budget: Int = 4_000_000
    ) throws -> [SegmentInfo] {
        let writer = try SegmentWriter(
            folder: scratch.path(folder), feed: feed, batch: batch, zone: .china, rowBudget: budget)
        for block in blocks(rows, feed: feed, size: 700) { try writer.add(block) }
        return try writer.finish().segments
    }

    @Test(arguments: [Feed.carrier, .visit, .travel])
    func `segments put together are the segment written at once, byte for byte`(feed: Feed) throws {
        let rows = drawn(9000, feed: feed, seed: 21, days: 1)
        let whole = try write(rows, feed: feed, batch: 5, folder: "whole")
        let parts = try write(rows, feed: feed, batch: 3, folder: "parts", budget: 1300)
        #expect(whole.count == 1 && parts.count == 7)
        let merged = try Compaction.merge(parts.map(\.fileName), in: scratch.path("parts"), batch: 5, part: 0)
        #expect(merged == whole[0])
        #expect(try scratch.bytes("parts/\(merged.fileName)") == scratch.bytes("whole/\(merged.fileName)"))
        // In whatever order they are named.
        let again = try Compaction.merge(
            parts.reversed().map(\.fileName), in: scratch.path("parts"), batch: 6, part: 0)
        #expect(again.rows == merged.rows && again.bytes == merged.bytes)
    }

    @Test func `runs are of one feed and day and within the limit`() throws {
        var all: [SegmentInfo] = []
        for batch in 1...4 {
            all += try write(drawn(100, feed: .visit, seed: UInt64(batch)), feed: .visit, batch: batch, folder: "r")
        }
        all += try write(drawn(100, feed: .hotel, seed: 9), feed: .hotel, batch: 5, folder: "r")
        let runs = Compaction.runs(of: all.reversed(), rowLimit: 120)
        #expect(!runs.isEmpty)
        for run in runs {
            #expect(run.count > 1 && run.reduce(0) { $0 + $1.rows } <= 120)
            #expect(Set(run.map(\.day)).count == 1 && Set(run.map(\.feed)) == [.visit])
            #expect(run.map(\.batch) == run.map(\.batch).sorted())
        }
        #expect(Set(runs.joined().map(\.fileName)).count == runs.reduce(0) { $0 + $1.count })
        #expect(Compaction.runs(of: all, rowLimit: 10).isEmpty)
        #expect(Compaction.runs(of: [all[0]]).isEmpty)
    }
}
