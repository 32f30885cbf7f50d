import Testing
import Vocabulary

@testable import Feeds

@Suite struct RowVeilTests {
    private let keys: [(UInt64, UInt64)] = [(1, 2), (3, 4)]

    @Test func `a veil is SipHash-2-4 of the digest's eight bytes`() {
        // The reference vector of the paper's authors: key 00 to 0f, message 00 to 07.
        let digest = RowDigest(key: (0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908)).digest(of: 0x0706_0504_0302_0100)
        #expect(digest == 0x93F5_F579_9A93_2462)
    }

    @Test func `a parser lays the veils over every digest, whichever way it reads the row`() throws {
        let text =
            "phone,time,lon,lat\n"
            + (0..<100).map { "1380000\(1000 + $0),2020-01-26 08:00:00,118.87,28.94\n" }
            .joined() + "\"13800001999\",2020-01-26 08:00:00,118.87,28.94\n"
        func digests(_ veils: [(UInt64, UInt64)], level: Int32) throws -> [UInt64] {
            let bytes = Array(text.utf8)
            let layout = try FeedLayout.detect(head: bytes, fileName: "carrier.csv", mapping: FeedMapping())
            let parser = try FeedParser(
                layout: layout, mapping: FeedMapping(), now: 1_600_000_000, fileNumber: 1, digestKey: (5, 6),
                digestVeils: veils, scanLevel: level)
            return parser.parse(bytes.span, firstLine: 1).observations.digest
        }
        for level: Int32 in [0, 2] {
            let bare = try digests([], level: level)
            #expect(bare.count == 101 && Set(bare).count == 101)
            #expect(try digests(keys, level: level) == bare.map { RowVeils(keys).over($0) })
            #expect(
                try digests([keys[0]], level: level).map { RowVeils(keys).last(over: $0) } == digests(keys, level: 0))
        }
    }

    @Test func `what an older list tells is found again under every number of veils, and nothing else is`() {
        let (bare, veils) = (UInt64(77), RowVeils(keys))
        let once = RowVeils([keys[0]]).over(bare)
        let now = veils.over(bare)
        for older in [bare, once, now] { #expect(veils.candidates(for: older).contains(now)) }
        #expect(!veils.candidates(for: 78).contains(now) && veils.candidates(for: bare).count == 3)
        #expect(veils.over(0) == 0 && RowVeils().over(5) == 5)
    }
}
