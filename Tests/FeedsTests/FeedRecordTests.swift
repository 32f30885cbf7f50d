import Feeds
import TestSupport
import Testing
import Vocabulary

/// Rows found again by the line on which they start.
@Suite struct FeedRecordTests {
    /// Every row of a file by line, looked up in chunks of some size.
    private func records(
        _ bytes: [UInt8], _ name: String, at lines: Set<UInt32>, chunkBytes: Int = 256 << 10
    ) throws -> [FeedRecord] {
        let mapping = FeedMapping()
        let layout = try FeedLayout.detect(head: bytes, fileName: name, mapping: mapping)
        let parser = try FeedParser(
            layout: layout, mapping: mapping, now: testNow, fileNumber: 7, digestKey: testKey)
        var splitter = RecordSplitter(layout: layout, chunkBytes: chunkBytes)
        return (splitter.push(bytes) + splitter.finish()).flatMap { parser.records(at: lines, in: $0) }
    }

    static let visits = #"""
        place_id,id_number,kind,start,end,"a remark
        in two lines"
        CAF1,990801198001010012,cafe,2020-01-26 10:00,2020-01-26 11:00,"one
        two

        three, ""quoted"""

        CAF2,990801197505050021,cafe,2020-01-26 12:00,2020-01-26 13:00,
        CAF3,"990801197505050021",cafe,2020-01-26 14:00,2020-01-26 15:00,"x"
        CAF4,990801197505050021,cafe,nonsense,,"y
        z"
        CAF5,990801198001010012,cafe,2020-01-26 16:00,,
        """#

    @Test(arguments: ["\n", "\r\n", "\r"], [1, 40, 1 << 18])
    func `every row is found by the line that parsing gives it, with its digest`(end: String, chunk: Int) throws {
        let bytes = Array(
            Self.visits.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end).utf8)
        let parsed = try read(bytes, as: "visit.csv")
        let all = try records(bytes, "visit.csv", at: Set(1...40), chunkBytes: chunk)
        #expect(all.map(\.line) == [3, 8, 9, 10, 12])
        for observation in parsed.observations {
            let source = observation.source
            let found = try records(bytes, "visit.csv", at: [source.line], chunkBytes: chunk)
            #expect(found.map(\.digest) == [source.digest], "line \(source.line)")
            #expect(found.first?.parsed.observations.count == 1)
        }
        #expect(parsed.observations.count == 4 && parsed.rejects.map(\.line) == [10])
        #expect(all.first { $0.line == 10 }?.parsed.rejects.count == 1)
        #expect(try records(bytes, "visit.csv", at: [4, 5, 7, 11], chunkBytes: chunk).isEmpty)
    }

    @Test func `cells bear the names of the file and the columns read from them`() throws {
        let found = try #require(try records(Array(Self.visits.utf8), "visit.csv", at: [3]).first)
        #expect(
            found.cells.map(\.name) == ["place_id", "id_number", "kind", "start", "end", "a remark\nin two lines"])
        #expect(found.cells.map(\.column) == ["place_id", "id_number", "kind", "start", "end", nil])
        #expect(found.cells.last?.text == "one\ntwo\n\nthree, \"quoted\"")
    }

    @Test func `JSON lines are found with their keys`() throws {
        let text = """
            {"place_id": "CAF1", "id_number": "990801198001010012", "kind": "cafe", "start": "2020-01-26 10:00"}

            {"place_id": "CAF2", "extra": {"a": 1}, "id_number": "990801198001010012", "kind": "cafe", "start": "2020-01-26 10:00"}
            """
        let parsed = try read(Array(text.utf8), as: "visit.jsonl")
        let found = try records(Array(text.utf8), "visit.jsonl", at: [1, 3])
        #expect(found.map(\.digest) == parsed.observations.map(\.source.digest) && found.count == 2)
        #expect(found.last?.cells.map(\.name) == ["place_id", "extra", "id_number", "kind", "start"])
        #expect(found.last?.cells.map(\.column) == ["place_id", nil, "id_number", "kind", "start"])
    }
}
