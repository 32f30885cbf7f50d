import TestSupport
import Testing
import Vocabulary

@testable import Feeds

/// What a chunk of plain positions asks of the memory allocator, counted.
@Suite struct AllocationTests {
    private func file(rows: Int, json: Bool) -> [UInt8] {
        var text = json ? "" : "phone,time,lon,lat,accuracy_m\n"
        for row in 0..<rows {
            let clock = "08:\(zeroPadded(row / 60 % 60, 2)):\(zeroPadded(row % 60, 2))"
            let values = (13_800_000_000 + row % 500, "2020-02-01 \(clock)", "118.\(zeroPadded(row, 6))", "28.94123")
            text +=
                json
                ? #"{"phone":"\#(values.0)","time":"\#(values.1)","lon":\#(values.2),"lat":\#(values.3),"accuracy_m":20}"#
                : "\(values.0),\(values.1),\(values.2),\(values.3),20"
            text += "\n"
        }
        return Array(text.utf8)
    }

    /// Allocations of reading a chunk: plain rows apart, into columns that are there already, or all to observations.
    private func allocations(rows: Int, json: Bool, apart: Bool) throws -> Int {
        let bytes = file(rows: rows, json: json)
        let mapping = FeedMapping(feed: .carrier)
        let layout = try FeedLayout.detect(head: bytes, fileName: "carrier", mapping: mapping)
        let parser = try FeedParser(
            layout: layout, mapping: mapping, now: testNow, fileNumber: 1, digestKey: testKey)
        let chunk = SplitChunk(bytes: bytes, firstLine: 1)
        guard apart else {
            let (count, parsed) = Allocations.count { parser.parse(chunk) }
            try #require(parsed.observations.count == rows)
            return count
        }
        var pings = PingColumns()
        _ = parser.parse(chunk, plainInto: &pings)
        pings.removeAll()
        let (count, others) = Allocations.count { parser.parse(chunk, plainInto: &pings) }
        try #require(pings.count + others.accepted == rows)
        return count
    }

    @Test(
        .enabled(if: PingScanner.machineLevel > 0, "no vector instructions here"),
        .enabled(if: Allocations.areCounted, "this build does not count allocations"), arguments: [false, true])
    func `reading a chunk allocates no more for more rows`(json: Bool) throws {
        for (apart, most) in [(true, json ? 120 : 60), (false, json ? 170 : 120)] {
            let counts = try [1000, 2000, 4000].map { try allocations(rows: $0, json: json, apart: apart) }
            #expect(counts[0] > 0 && counts[2] <= most, "\(counts) allocations, plain rows apart: \(apart)")
            #expect(counts[2] - counts[0] <= 16, "\(counts) allocations, plain rows apart: \(apart)")
        }
    }
}
