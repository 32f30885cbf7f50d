import Feeds
import Files
import Foundation
import Ledger
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

/// Files that are not what they should be.
@Suite struct BadInputFileTests {
    @Test(arguments: [
        ("carrier_1.csv", "", "holds no rows"),
        ("carrier_1.jsonl", "", "no usable header"),
        ("carrier_1.csv", "15490009001,2020-01-27 08:00:00,118.3,28.9\n", "add a header row"),
        ("carrier_1.csv", "place_id,room,id_number,check_in,check_out\n", "it fits hotel"),
        ("carrier_1.csv", "phone,time,lon,lat,lat\n15490009001,2020-01-27 08:00:00,118.3,28.9,1\n", "lat occurs twice"),
        ("carrier_1.csv", "\u{0}\u{0}\u{0}\u{0}\u{0}", "no usable header"),
        (
            "carrier_1.csv", "\"phone,time,lon,lat\n15490009001,2020-01-27 08:00:00,118.3,28.9\n",
            "header row is damaged"
        ),
        ("something.csv", "a,b\n1,2\n", "cannot tell which feed"),
        ("grids.geojson", "{\"type\":\"Feature\"}", "no GeoJSON"),
        ("grids.geojson", "", "no GeoJSON"),
        ("ground.geojson", "{\"features\":[]}", "name it grids.geojson"),
    ])
    func `a file that cannot be read is refused in one line, and the others are taken`(
        name: String, text: String, why: String
    ) throws {
        let bench = try BadInputBench()
        try bench.deliver(name, text: text)
        try bench.deliver("carrier_2.csv", text: BadInputBench.carrier(3))
        let result = try bench.ingest()
        #expect(result.refusal.contains(why))
        #expect(!result.refusal.contains("\n"))
        #expect(!result.refusal.contains("15490009001"), "no value of a row is told")
        #expect(result.summary.outcome == .warnings)
        #expect(result.summary.rows.accepted == 3)
        #expect(try bench.names("inbox") == [name])
        #expect(try bench.names("archive").count == 1)
    }

    @Test func `a file with a header only is taken with a warning`() throws {
        let bench = try BadInputBench()
        try bench.deliver("carrier_1.csv", text: BadInputBench.carrierHeader)
        let result = try bench.ingest()
        #expect(result.warnings.map { $0.prefix(8) } == ["NO_ROWS:"])
        #expect(result.summary.rows == (0, 0, 0, 0))
        #expect(result.summary.refused.isEmpty)
    }

    static let compressed = [
        "gz":
            "H4sIAAAAAAACA23US0oEQRBF0bmrcAFlE+9FfiLcjYMGBe120PvHAnEg3CSHlyKDQ8X3+/12PR4fX9fj8347Pt8eT5qj4/ccDsdL6MX7Oeo14ryHVJc8XJf+S3erIRWks7IgNaS554Y0IdXaC9IBac+ekE4aa2pAumiskQnpprFyGtKisbwFadNYatASailAS6gVBi2RlnuAlkgraoGWSKt2gZZIa+0ALZHWWAYtkZbnAC2R1vlZ0BJpnT8BaJm0lhu0TFrDAi2jlhK0jFoxQcsD98AGLU/cAw1aJq0sgZZJSztBy6TVa4KWG/fABq0M3AMFWklaOQK0krSUBq0krfYArUQtLdBK1IoCrUSt80JKWudjQStJq2qAVv7T+gG/1yqKywYAAA==",
        "lz4":
            "BCJNGGBAghoCAADyCXBob25lLHRpbWUsbG9uLGxhdAoxNTQ5MAEA9BAsMjAyMC0wMS0yNyAwODowMDowMCwxMTguMywyOC45KwBPNzkxOSsAAB8xKwAATzU4MzgrAAAfMisAAE8zNzU3KwAAHzMrAABPMTY3NisAAB80KwAATzk1OTUrAAAfNSsAAE83NTE0KwAAHzYrAABPNTQzMysAAB83KwAATzMzNTIrAAAfOCsAAE8xMjcxKwAAHzkrAABOOTE5MCsAHzGuAQIvMTCuAQAfMa4BAi8wMq4BAB8xrgEBPzI5NK4BAB8xrgEBPzA4Nq4BAB8xrgEBPzg3OK4BAB8xrgEBPzY3MK4BAB8xrgEBPzQ2Mq4BAB8xrgEBPzI1NK4BAB8xrgEBPzA0Nq4BAB8xrgEBPzgzOK4BAB8yrgEBPzYyOa4BAB8yrgEBPzQyMa4BAB8yrgECLzEzrgEAHzKuAQIvMDWuAQAfMq4BAT83OTeuAQAfMq4BAT81ODmuAQAfMq4BAT8zODGuAQAfMq4BAT8xNzOuAQAfMq4BAT85NjWuAQAfMq4BAT83NTeuAQAfM64BAT81NDiuAQAfM64BAT8zNDCuAQAfM64BAT8xMzKuAQAfM64BAT85MjSuAQAfM64BAi8xNq4BAB8zrgECLzA4rgEAHzOuAQIvMDCuAQAfM64BAT8wOTKuAQAfM64BAT84ODSuAQAUM64BUDI4LjkKAAAAAA==",
        "zst":
            "KLUv/WDLBSUGANJPJReQt9AGsNhdvOL9f4bt7s0tU15D9X0VXdcxM/tYQgqN8T+1hsYnZamNIz2bU1iv6+nMUi2pCc3Z/7oaOiklta2e3plomtiVhua5S0xDw6LfyobIKDVnm/keWyyvdy3XfJESmdP09d9vqKhSL7GJvderK5iHFKwdpIE0GAHKhJJA04M372ARgBgJBWIcCAYW45BQCBQEUKgR0I1A378O4DcDESgECIFCcMMPJJZYuXCFNRailRVWPK6xRFP2bq0Alho=",
    ]

    @Test(arguments: ["gz", "lz4", "zst"])
    func `a compressed file that was cut anywhere is refused whole`(ending: String) throws {
        let text = try #require(Self.compressed[ending])
        let whole = [UInt8](try #require(Data(base64Encoded: text)))
        let bench = try BadInputBench()
        for cut in [1, 3, 5, 11, whole.count / 3, whole.count / 2, whole.count - 9, whole.count - 1] {
            try bench.deliver("carrier_\(cut).csv.\(ending)", whole[..<cut])
        }
        let cut = try bench.ingest()
        #expect(cut.summary.refused.count == 8)
        #expect(cut.summary.outcome == .refused)
        #expect(cut.warnings.allSatisfy { $0.contains("fetch the file again") || $0.contains("damaged") })
        for folder in ["store", "archive", "quarantine"] { #expect(try bench.names(folder) == []) }
        try bench.deliver("carrier_whole.csv.\(ending)", whole)
        #expect(try bench.ingest().summary.rows.accepted == 40)
    }

    @Test func `text in UTF-16 with and without mark, with lone CR, and in GB 18030 with damage is read`() throws {
        let text = BadInputBench.carrier(10)
        let bench = try BadInputBench()
        try bench.deliver("carrier_little.csv", text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
        try bench.deliver(
            "carrier_marked.csv", [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
        try bench.deliver("carrier_big.csv", text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] })
        try bench.deliver("carrier_cr.csv", text.utf8.map { $0 == 10 ? 13 : $0 })
        let result = try bench.ingest()
        #expect(result.summary.rows == (40, 10, 0, 30))
        // 浙 is D5 E3 in GB 18030; a lead byte alone before a line end must not swallow the line.
        var gb = Array("place_id,plate,enter\n".utf8)
        for number in 10..<20 {
            gb += Array("P1,".utf8) + [0xD5, 0xE3] + Array("Y100\(number),2020-01-27 08:00:00\n".utf8)
        }
        gb += Array("P1,".utf8) + [0xD5, 0xE3] + Array("Y10020,2020-01-27 08:00:00".utf8) + [0xB3] + Array("\n".utf8)
        gb += Array("P1,".utf8) + [0xD5, 0xE3] + Array("Y10021,2020-01-27 08:00:00\n".utf8)
        try bench.deliver("parking_gb.csv", gb)
        #expect(try bench.ingest().summary.rows == (12, 11, 1, 0))
        #expect(try bench.quarantined().map(\.what) == ["12  bad_encoding"])
    }

    @Test func `one bad byte does not turn a UTF-8 file into another encoding`() throws {
        let bench = try BadInputBench()
        var bytes = Array("place_id,plate,enter\n".utf8)
        for number in 10..<30 { bytes += Array("P1,浙Y100\(number),2020-01-27 08:00:00\n".utf8) }
        bytes += Array("P1,浙Y10030,2020-01-27 08:00:00".utf8) + [0xFF, 0x0A]
        try bench.deliver("parking.csv", bytes)
        #expect(try bench.ingest().summary.rows == (21, 20, 1, 0))
        #expect(try bench.quarantined().map(\.what) == ["22  bad_encoding"])
    }

    @Test func `a quote that never closes costs its own row`() throws {
        let bench = try BadInputBench()
        try bench.deliver(
            "carrier.csv",
            text: BadInputBench.carrier(10) + "\"15490000000,2020-01-27 08:00:00,1,1,1\n"
                + BadInputBench.pings(10, from: 10))
        #expect(try bench.ingest().summary.rows == (21, 20, 1, 0))
        #expect(try bench.quarantined().map(\.what) == ["12  unclosed_quote"])
    }

    @Test func `ten thousand columns are read, and not all told`() throws {
        let bench = try BadInputBench()
        let names = (0..<10_000).map { "column_number_\($0)" }.joined(separator: ",")
        let row = "15490009001,2020-01-27 08:00:00,118.3,28.9," + String(repeating: "x,", count: 9_999) + "x\n"
        try bench.deliver("carrier.csv", text: "phone,time,lon,lat,\(names)\n" + row)
        let result = try bench.ingest()
        #expect(result.summary.rows == (1, 1, 0, 0))
        #expect(result.notes.map(\.count).allSatisfy { $0 < 1000 })
        #expect(result.notes.contains { $0.hasSuffix("and 9980 more") })
    }

    @Test(arguments: [65_534, 65_535, 65_536, 65_537])
    func `a row count at which spreadsheets cut is doubted`(rows: Int) throws {
        let bench = try BadInputBench()
        try bench.deliver("carrier.csv", text: BadInputBench.carrier(rows))
        let result = try bench.ingest()
        #expect(result.summary.rows.accepted == rows)
        #expect(
            result.warnings.count { $0.hasPrefix("SPREADSHEET_LIMIT") } == ((65_535...65_536).contains(rows) ? 1 : 0))
    }

    @Test func `a file under a fifth of its seven-day median is doubted, one at a fifth is not`() throws {
        let bench = try BadInputBench()
        for day in 0..<3 { try bench.deliver("carrier_\(day).csv", text: BadInputBench.carrier(100, from: day * 100)) }
        _ = try bench.ingest()
        try bench.deliver("carrier_a.csv", text: BadInputBench.carrier(20, from: 500))
        #expect(try bench.ingest(now: BadInputBench.now + 86_400).warnings == [])
        try bench.deliver("carrier_b.csv", text: BadInputBench.carrier(19, from: 600))
        let result = try bench.ingest(now: BadInputBench.now + 86_401)
        #expect(result.warnings.count == 1 && result.warnings[0].hasPrefix("SHORT_FILE: carrier_b.csv: 19 rows"))
        #expect(result.summary.rows.accepted == 19)
        // The nights after keep it in their manifests and are not held up by it again.
        let night = try bench.nightly()
        #expect(!night.warnings.contains { $0.hasPrefix("SHORT_FILE") })
        let manifest = try String(
            contentsOfFile: bench.folder + "/runs/2020-01-30/current/manifest.json", encoding: .utf8)
        #expect(manifest.contains("SHORT_FILE: carrier_b.csv: 19 rows"))
    }

    @Test func `more than a fifth rejected is refused, unless a reason is given, which is recorded`() throws {
        let bench = try BadInputBench()
        let bad = String(repeating: "12345,2020-01-27 08:00:00,118.3,28.9,1\n", count: 2)
        try bench.deliver("carrier_fifth.csv", text: BadInputBench.carrier(8) + bad)
        try bench.deliver("carrier_more.csv", text: BadInputBench.carrier(7, from: 20) + bad)
        let refused = try bench.ingest()
        #expect(
            refused.refusal.contains(
                "TOO_MANY_REJECTED: 2 of 9 rows rejected: bad_phone 2 (first line 9, column phone)"))
        #expect(refused.summary.rows == (10, 8, 2, 0))
        #expect(try bench.names("quarantine") == ["carrier_fifth.csv.rejected.csv"])
        try bench.deliver("carrier_good.csv", text: BadInputBench.carrier(3, from: 40))
        #expect(try bench.ingest(acceptAnyway: "typed by hand").summary.rows == (12, 10, 2, 0))
        let reasons = try bench.read { try $0.files() }.map { "\($0.name) \($0.acceptAnyway ?? "-")" }.sorted()
        #expect(reasons == ["carrier_fifth.csv -", "carrier_good.csv -", "carrier_more.csv typed by hand"])
        _ = try bench.nightly()
        let manifest = try bench.output("manifest.json")
        #expect(manifest.contains("\"accept_anyway\": \"typed by hand\""))
        #expect(manifest.contains("\"bad_phone\": 2"))
    }

    @Test func `a file of rejected rows only keeps them all when it is accepted`() throws {
        let bench = try BadInputBench()
        try bench.deliver("carrier.csv", text: BadInputBench.carrierHeader + "\n" + String(repeating: "x\n", count: 50))
        #expect(try bench.ingest().summary.outcome == .refused)
        #expect(try bench.ingest(acceptAnyway: "to see the rows").summary.rows == (50, 0, 50, 0))
    }
}
