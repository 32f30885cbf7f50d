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

    @Test func `no table of any command moves a cursor`() throws {
        let bench = try FaultBench.shared.get()
        let copy = try bench.copy(of: bench.before)
        try Tool.shell("rm -f '\(copy.folder)'/inbox/*")
        try Self.deliver(to: copy.path("inbox"))
        // A column and a file of an evil name too: messages and the ledger hold them.
        try Data("phone,\(Self.evil),time,lon,lat\n15490000001,x,2020-01-27 08:00:00,118.3,28.9\n".utf8)
            .write(to: URL(fileURLWithPath: copy.path("inbox/carrier_\u{1B}[31m\u{202E}.csv")))
        let night = try FaultBench.night(copy.folder, environment: ["TRACEGRID_ACTOR": Self.evil])
        #expect([0, 4].contains(night.status), "\(night.errors)")
        let folder = copy.path("runs/\(FaultBench.asOf)/current")
        let contacts = try String(contentsOfFile: folder + "/contacts.csv", encoding: .utf8)
        let contact = String(try #require(contacts.split(separator: "\n").last?.split(separator: ",").first))
        let header = try #require(contacts.split(separator: "\n").first).split(separator: ",")
        let place = try #require(header.firstIndex(of: "person"))
        let person = String(
            try #require(contacts.split(separator: "\n").last).split(separator: ",", omittingEmptySubsequences: false)[
                place])
        let first = try String(contentsOfFile: PackageRoot.path("SampleData/feeds/cases.csv"), encoding: .utf8)
            .split(separator: "\n")[1].split(separator: ",")[0]
        let commands: [(command: [String], showsName: Bool)] = [
            (["tasks", "list"], true), (["tasks", "counts"], true),
            (["trace", "=" + Self.evil + first, "--as-of", FaultBench.asOf], true), (["person", person], true),
            (["links", "add", person, "999001197602020013", "--reason", Self.evil, "--by", Self.evil], false),
            (["links", "list"], true), (["links", "suggest"], false),
            (
                [
                    "correct", "open", "--contact", contact, "--reason", "not_there", "--by", Self.evil, "--note",
                    Self.evil,
                ], false
            ),
            (["correct", "list"], true), (["correct", "show", "1"], true), (["correct", "show", "1", "--rows"], false),
            (["correct", "decide", "1", "--reject", "--by", Self.evil, "--note", Self.evil], false),
            (
                ["hold", "place", "case", "=" + Self.evil + first, "--reason", Self.evil, "--until", "2199-12-31"],
                false
            ),
            (["hold", "list"], true), (["hold", "release", "1"], false),
            (["audit", "show"], true), (["audit", "subject", "999001197602020013", "--all"], true),
            (["audit", "verify"], false), (["feeds"], false), (["feeds", "--deep"], false),
            (["evaluate"], false), (["purge", "--dry-run", "--as-of", "2020-04-01"], false),
            (["purge", "--as-of", "2020-04-01"], false), (["keys", "show"], false), (["ingest"], false),
            (["keys", "rotate", "identity"], false), (["policies", "list"], false),
        ]
        for (command, showsName) in commands {
            let access =
                ["audit verify", "keys show", "policies list"].contains(command.prefix(2).joined(separator: " "))
                ? [] : ["--purpose", "trial", "--actor", Self.evil]
            let ending = try Tool.run(command + ["--workspace", copy.folder] + access)
            #expect([0, 4].contains(ending.status), "\(command): \(ending.errors)")
            #expect(Self.dangerous(ending.output + ending.errors) == [], "\(command)")
            #expect(
                !showsName || ending.output.contains("[31m"), "\(command): the name was not shown, so nothing was tried"
            )
        }
    }

    @Test func `SQL in the words of a command is a word, and no table feels it`() throws {
        let bench = try FaultBench.shared.get()
        let copy = try bench.copy(of: bench.after)
        let words = [
            "x'; DROP TABLE person; --", "' OR '1'='1", "1) OR 1=1 --", "\"; DELETE FROM run; --", "%", "_",
            "x' UNION SELECT key, value FROM meta --",
        ]
        let before = try Picture(of: copy.folder)
        for word in words {
            let commands = [
                ["tasks", "list", "--run", word], ["tasks", "counts", "--run", word],
                ["tasks", "list", "--grid", word],
                ["explain", "c12345678901234567890", "--run", word], ["explain", word],
                ["hold", "place", "case", word, "--reason", word, "--until", "2199-12-31"],
                ["hold", "place", "person", word, "--reason", word, "--until", "2199-12-31"],
                ["hold", "place", "file", word, "--reason", word, "--until", "2199-12-31"],
                ["correct", "open", "--row", word, "--reason", "replaced"],
                ["correct", "open", "--contact", word, "--reason", "replaced"],
                ["correct", "open", "--person", word, "--feed", "travel", "--reason", "replaced"],
            ]
            for command in commands {
                let ending = try Tool.run(command + ["--workspace", copy.folder, "--purpose", "trial"])
                #expect([1, 2, 3, 5].contains(ending.status) && ending.output.isEmpty, "\(command): \(ending.errors)")
                #expect(ending.errors.split(separator: "\n").count == 1, "\(ending.errors)")
                #expect(!ending.errors.contains("SQLite") && !ending.errors.contains("syntax"), "\(ending.errors)")
            }
            let shown = try Tool.run(["audit", "show", "--run", word, "--workspace", copy.folder, "--format", "json"])
            #expect(shown.status == 0 && shown.output == "[]\n", "\(shown.output) \(shown.errors)")
            let asked = try Tool.run(["audit", "subject", word, "--workspace", copy.folder])
            #expect(asked.status == 0 && asked.output.contains("Nobody looked at this person"), "\(asked.output)")
        }
        // A reason in these words is kept as it is.
        let held = try Tool.run([
            "hold", "place", "file", try #require(before.deliveries.first).prefix(12).description, "--reason", words[0],
            "--until", "2199-12-31", "--workspace", copy.folder,
        ])
        #expect(held.status == 0, "\(held.errors)")
        let listed = try Tool.run(["hold", "list", "--workspace", copy.folder])
        #expect(listed.output.contains(words[0]))
        let differences = try Picture(of: copy.folder).differences(from: before)
        #expect(differences == ["table legal_hold differs"], "\(differences)")
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
