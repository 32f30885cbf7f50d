import Feeds
import Files
import Foundation
import Ledger
import TestSupport
import Testing
import Vault

@testable import Pipeline

/// Every reason a row can be rejected for is found in quarantine, with line and column, sealed or in the clear.
@Suite struct BadInputReasonTests {
    /// Rows that are not in SampleData/bad: file, text, and what quarantine must say.
    static let others: [(name: String, text: String, what: String)] = [
        (
            "visit_summer.csv", "place_id,phone,kind,start\nP1,15490009001,cafe,2019-03-31 02:30:00\n",
            "2 start nonexistent_local_time"
        ),
        (
            "carrier_long.csv",
            BadInputBench.carrier(6) + String(repeating: "7", count: 1 << 20 + 1) + "\n"
                + BadInputBench.pings(1, from: 9),
            "8  row_too_long"
        ),
        (
            "visit_ignored.csv", "place_id,phone,kind,start,state\nP1,15490009001,cafe,2019-03-30 02:30:00,test\n",
            "2  ignored_by_mapping"
        ),
    ]
    static let mapping = """
        feeds:
          - {name: summer, feed: visit, files: "visit_summer*", time_zone: Europe/Berlin}
          - {name: ignored, feed: visit, files: "visit_ignored*", ignore: {state: [test]}}
        """

    @Test(arguments: [true, false])
    func `each bad row of the sample is in quarantine under its reason`(encrypted: Bool) throws {
        let bench = try BadInputBench(encrypted: encrypted, feeds: Self.mapping)
        let folder = PackageRoot.path("SampleData/bad")
        var expected: [String] = []
        var accepted = 0
        for line in try String(contentsOfFile: folder + "/expected_reasons.csv", encoding: .utf8).split(separator: "\n")
            .dropFirst()
        {
            let cells = line.split(separator: ",").map(String.init)
            if cells[2] == "accepted" { accepted += 1 } else { expected.append("\(cells[0]) \(cells[1]) \(cells[2])") }
        }
        for name in try FileSystem.list(folder) where name.hasPrefix("bad_") {
            // Names begin with `bad_`, feeds with the rest; the expectations speak of the names in the folder.
            try bench.deliver(
                String(name.dropFirst(4)).replacing("encoding_visit", with: "visit_encoding"),
                try FileSystem.read(folder + "/" + name))
        }
        for other in Self.others { try bench.deliver(other.name, text: other.text) }
        #expect(try bench.ingest().summary.outcome == .warnings, "the worst files are refused")
        let result = try bench.ingest(acceptAnyway: "test")
        #expect(result.summary.refused.isEmpty)
        let rows = try bench.read { try $0.files() }.reduce(0) { $0 + $1.accepted + $1.duplicate }
        #expect(rows == accepted + 7)
        expected += Self.others.map {
            "\($0.name) \($0.what.split(separator: " ")[0]) \($0.what.split(separator: " ").last ?? "")"
        }
        #expect(try found(bench).sorted() == expected.sorted())
        let reasons = Set(expected.map { String($0.split(separator: " ")[2]) })
        // Numbers of unknown shape pass as other documents; the code is kept for mappings that know better. Datums are
        // doubted against known places only (BadInputItineraryTests).
        #expect(Set(RejectReason.allCases.map(\.rawValue)).subtracting(reasons) == ["bad_id", "datum_shifted"])
        try checkRows(bench, encrypted: encrypted)
    }

    private func found(_ bench: BadInputBench) throws -> [String] {
        try bench.names("quarantine").flatMap { file in
            let name = file.replacing(".rejected.csv", with: "")
            let original =
                Self.others.contains { $0.name == name }
                ? name : "bad_" + name.replacing("visit_encoding", with: "encoding_visit")
            return CSVCells.records(try bench.scratch.bytes("county/quarantine/" + file)).dropFirst()
                .map { cells in cells.map { String(decoding: $0, as: UTF8.self) } }
                .filter { $0[2] != "envelope" }.map { "\(original) \($0[0]) \($0[2])" }
        }
    }

    @Test(arguments: [true, false])
    func `no cell of a quarantine is a formula`(encrypted: Bool) throws {
        // The name of the column is the delivery's own.
        let bench = try BadInputBench(
            encrypted: encrypted,
            feeds: "feeds:\n  - {name: x, feed: carrier, files: \"carrier*\", columns: {phone: \"=HYPERLINK(1)\"}}\n")
        let rows = ["=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "-12.5"]
        let text = rows.map { "\($0),2020-01-27 08:00:00,118.3,28.9\n" }.joined()
        try bench.deliver("carrier.csv", text: "=HYPERLINK(1),time,lon,lat\n" + text)
        #expect(try bench.ingest(acceptAnyway: "test").summary.rows == (6, 0, 6, 0))
        let records = CSVCells.records(try bench.scratch.bytes("county/quarantine/carrier.csv.rejected.csv"))
        #expect(records.count == (encrypted ? 8 : 7))
        for cell in records.joined() {
            #expect(!"=+-@\t\r".utf8.contains(cell.first ?? 0), "\(String(decoding: cell, as: UTF8.self))")
        }
        let last = try #require(records.last)
        #expect(String(decoding: last[1], as: UTF8.self) == "'=HYPERLINK(1)")
        #expect(RejectReason(rawValue: String(decoding: last[2], as: UTF8.self)) != nil, "a word of ours")
        if !encrypted { #expect(String(decoding: last[3], as: UTF8.self).hasPrefix("'-12.5,2020")) }
    }

    /// The rows as they were: in the clear, or sealed so that only the identity key opens them.
    private func checkRows(_ bench: BadInputBench, encrypted: Bool) throws {
        let records = CSVCells.records(try bench.scratch.bytes("county/quarantine/carrier.csv.rejected.csv"))
        let line3 = try #require(records.first { $0[0] == Array("3".utf8) })
        #expect(String(decoding: line3[1], as: UTF8.self) == "phone")
        let row = "12345,2020-01-27 08:01:00,118.3,28.9,30"
        guard encrypted else {
            #expect(String(decoding: line3[3], as: UTF8.self) == row)
            return
        }
        let workspace = try Workspace.open(at: bench.folder, reporter: SilentReporter())
        let envelope = try #require(Data(base64Encoded: Data(records[1][3])))
        let sealed = try #require(Data(base64Encoded: Data(line3[3])))
        let batch = try workspace.opener().batch(of: Envelope(bytes: [UInt8](envelope)))
        #expect(
            String(decoding: try batch.open([UInt8](sealed), about: Array("quarantine".utf8)), as: UTF8.self) == row)
        for name in try bench.names("quarantine") {
            let text = try bench.scratch.text("county/quarantine/" + name)
            #expect(!text.contains("2020-01-27") && !text.contains("1549") && !text.contains("999002"))
        }
    }

    @Test func `rejected polygons are kept like rows`() throws {
        let bench = try BadInputBench()
        let good =
            #"{"type":"Feature","properties":{"grid_id":7},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}}"#
        let bad = [
            #"{"type":"Feature","properties":{},"geometry":null}"#,
            #"{"type":"Feature","properties":{"grid_id":"B"},"geometry":{"type":"Point","coordinates":[1,1]}}"#,
            #"{"type":"Feature","properties":{"grid_id":"C"},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,99],[1,1]]]}}"#,
            #"{"type":"Feature","properties":{"grid_id":"D"},"geometry":{"type":"Polygon","coordinates":"here"}}"#,
            "5",
        ]
        let features = (bad + Array(repeating: good, count: 3)).joined(separator: ",")
        try bench.deliver("grids.geojson", text: #"{"type":"FeatureCollection","features":[\#(features)]}"#)
        #expect(try bench.ingest().refusal.contains("TOO_MANY_REJECTED: 5 of 8"))
        #expect(try bench.ingest(acceptAnyway: "test").summary.rows == (8, 3, 5, 0))
        #expect(
            try bench.quarantined().map(\.what) == [
                "1 grid_id missing_value", "2 geometry bad_value", "3 geometry bad_value", "4 geometry bad_value",
                "5 grid_id missing_value",
            ])
        #expect(try bench.quarantined().map { $0.row.isEmpty }.contains(true) == false)
    }
}
