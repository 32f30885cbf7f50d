import Foundation
import TestSupport
import Testing

/// Names and ids that attack whoever reads them: spreadsheets, terminals, SQL, paths.
@Suite struct HostileNameTests {
    /// What is put before every name and id: escape sequences (7 and 8 bit), bidi and control characters, SQL, HTML.
    static let evil = "\u{1B}[31m\u{9B}2J\u{202E}\u{2067}\u{061C}'; DROP TABLE person;-- <script>alert(1)</script>\u{7}"
    static let formulas = ["=cmd|' /C calc'!A0 ", "+1+1 ", "-2+3 ", "@SUM(1) "]

    /// The sample with evil names in every column of names and ids.
    private static func deliver(to inbox: String) throws {
        for file in ["grids", "people", "places", "cases", "itineraries", "visit", "hotel", "regions", "parking"] {
            let lines = try String(contentsOfFile: PackageRoot.path("SampleData/feeds/\(file).csv"), encoding: .utf8)
                .split(separator: "\n").map {
                    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                }
            var text = lines[0].joined(separator: ",") + "\n"
            for (number, line) in lines.dropFirst().enumerated() {
                text +=
                    zip(lines[0], line).map { column, cell in
                        let formula = formulas[number % formulas.count]
                        let changed =
                            switch column {
                            case _ where cell.isEmpty: cell
                            case "name", "officer", "address", "note", "room": formula + evil + cell
                            case "case_id": "=" + evil + cell
                            case "grid_id", "parent_id", "home_grid": "../../" + evil + cell
                            case "place_id": "@" + evil + cell
                            default: cell
                            }
                        return "\"\(changed.replacing("\"", with: "\"\""))\""
                    }.joined(separator: ",") + "\n"
            }
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(inbox)/\(file).csv"))
        }
    }

    /// Characters that move a cursor or turn a line round.
    private static func dangerous(_ text: String) -> [UnicodeScalar] {
        text.unicodeScalars.filter { scalar in
            switch scalar.value {
            case 10: false
            case 0..<32, 127..<160, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
            default: false
            }
        }
    }

    @Test func `evil names reach no formula, no terminal, no other folder and no other table`() throws {
        let bench = try FaultBench.shared.get()
        let copy = try bench.copy(of: bench.before)
        let inbox = copy.path("inbox")
        try FileManager.default.removeItem(atPath: inbox)
        try FileManager.default.createDirectory(atPath: inbox, withIntermediateDirectories: false)
        try Self.deliver(to: inbox)
        let night = try FaultBench.night(copy.folder)
        #expect(night.status == 4 || night.status == 0, "\(night.errors)")
        let run = copy.path("runs/\(FaultBench.asOf)/current")
        let contacts = try String(contentsOfFile: run + "/contacts.csv", encoding: .utf8)
        let contact = String(try #require(contacts.split(separator: "\n").last?.split(separator: ",").first))
        let explained = try Tool.run(["explain", contact, "--workspace", copy.folder, "--purpose", "trial"])
        #expect(explained.status == 0, "\(explained.errors)")
        #expect(explained.output.contains("DROP TABLE"), "the names were not shown, so nothing was tried")
        let compared = try Tool.run([
            "compare-policies", "cn-nhc-v9", "cn-nhc-v8", "--workspace", copy.folder, "--as-of", FaultBench.asOf,
            "--purpose", "trial",
        ])
        let failed = try Tool.run(["explain", Self.evil, "--workspace", copy.folder, "--purpose", "trial"])
        #expect(failed.status != 0)
        for ending in [night, explained, compared, failed, try FaultBench.doctor(copy.folder)] {
            #expect(Self.dangerous(ending.output) == [])
            #expect(Self.dangerous(ending.errors) == [])
        }
        var files = 0
        for path in try FileManager.default.subpathsOfDirectory(atPath: copy.path("runs")) where path.hasSuffix(".csv")
        {
            files += 1
            let text = try String(contentsOfFile: copy.path("runs/\(path)"), encoding: .utf8)
            for cell in cells(text) {
                let isNumber = cell.dropFirst().allSatisfy { "0123456789.".contains($0) }
                #expect(!["=", "+", "@", "\t", "\r"].contains(cell.prefix(1)), "\(path): \(cell)")
                #expect(cell.first != "-" || isNumber, "\(path): \(cell)")
            }
        }
        #expect(files > 60)
        #expect(try FileManager.default.contentsOfDirectory(atPath: copy.path("runs")) == [FaultBench.asOf])
        #expect(try FileManager.default.contentsOfDirectory(atPath: run + "/grids").allSatisfy { !$0.hasPrefix(".") })
        let counts = try Picture(of: copy.folder).counts
        #expect(counts["table person"] == bench.expected.counts["table person"])
        #expect(counts["table grid"] == bench.expected.counts["table grid"])
    }

    private func cells(_ text: String) -> [String] {
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        // By scalars: CR LF is one character.
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": isQuoted.toggle()
            case ",", "\n":
                if isQuoted { fallthrough }
                cells.append(cell)
                cell = ""
            default: cell.unicodeScalars.append(scalar)
            }
        }
        return cells
    }

    @Test(arguments: [
        "carrier_CON.csv", "carrier_NUL", "carrier_..%2F..%2Fetc.csv", "carrier_C:\\x.csv", "carrier_\u{202E}vsc.csv",
        "carrier_" + String(repeating: "a", count: 240) + ".csv", "carrier_|calc.csv", "carrier_%s%n.csv",
    ])
    func `a delivery of an odd name is archived inside the archive`(name: String) throws {
        let bench = try FaultBench.shared.get()
        let copy = try bench.copy(of: bench.before)
        try Tool.shell("rm -f '\(copy.folder)'/inbox/*")
        let rows = "phone,time,lon,lat\n15490000001,2020-01-27 08:00:00,118.3,28.9\nbad\n"
        try Data(rows.utf8).write(to: URL(fileURLWithPath: copy.path("inbox/" + name)))
        let before = Set(try FileManager.default.subpathsOfDirectory(atPath: copy.scratch.path))
        let ingest = try Tool.run([
            "ingest", "--workspace", copy.folder, "--feed", "carrier", "--accept-anyway", "test",
        ])
        #expect(ingest.status == 0 || ingest.status == 3 || ingest.status == 4, "\(ingest.errors)")
        #expect(Self.dangerous(ingest.output + ingest.errors) == [])
        let new = Set(try FileManager.default.subpathsOfDirectory(atPath: copy.scratch.path)).subtracting(before)
        let homes = [
            "county/archive/", "county/quarantine/", "county/store/", "county/tracegrid.sqlite", "county/.lock",
            "county/audit/", "county/certificates",
        ]
        #expect(new.allSatisfy { path in homes.contains { path.hasPrefix($0) } }, "\(new)")
    }
}
