import Files
import Foundation
import Glibc
import TestSupport
import Testing
import Vault

/// Who reads about people is in the audit before anything is read; what is done to the audit is found.
@Suite struct AuditTests {
    private let county: County
    private let night: Night

    init() throws {
        county = try County.sample()
        let ending = try Tool.run([
            "nightly", "--workspace", county.folder, "--as-of", SampleData.asOf, "--format", "json", "--actor",
            "night desk",
        ])
        #expect(ending.status == 0, "\(ending.errors)")
        night = try Night(json: ending.output)
    }

    private var log: String { county.folder + "/audit/audit.jsonl" }

    /// Accesses as `audit show` lists them, that one left out.
    private func shown(_ options: [String] = []) throws -> [[String: Any]] {
        let ending = try Tool.run(["audit", "show", "--workspace", county.folder, "--format", "json"] + options)
        #expect(ending.status == 0, "\(ending.errors)")
        return try Night.list(ending.output).filter { $0["command"] as? String != "audit show" }
    }

    private func verify(_ options: [String] = []) throws -> Tool.Ending {
        try Tool.run(["audit", "verify", "--workspace", county.folder] + options)
    }

    private func contactID() throws -> String { try #require(try night.table("contacts.csv").first?["contact_id"]) }

    @Test func `every command that reads about people is recorded, with who, why, about whom and how it ended`() throws
    {
        let row = try #require(try night.table("contacts.csv").first)
        let id = try contactID()
        let commands: [(String, [String], Int32)] = [
            ("ingest", ["ingest"], 0), ("screen", ["screen", "--as-of", SampleData.asOf], 0),
            ("explain", ["explain", id], 0),
            ("explain --raw", ["explain", id, "--raw"], 0),
            ("compare-policies", ["compare-policies", "cn-nhc-v9", "cn-nhc-v8"], 0),
            ("explain", ["explain", "13800001234"], 2),
            ("correct open", ["correct", "open", "--row", "13800001234", "--reason", "not_there"], 2),
            ("trace", ["trace", "13800001234"], 2),
        ]
        for (_, command, status) in commands {
            let ending = try Tool.run(
                command + ["--workspace", county.folder], environment: ["TRACEGRID_ACTOR": "Dr Wang"])
            #expect(ending.status == status, "\(command): \(ending.errors)")
        }
        let found = try shown()
        #expect(found.compactMap { $0["command"] as? String } == ["nightly"] + commands.map(\.0))
        for (access, expected) in zip(found, [0] + commands.map(\.2)) {
            #expect(access["status"] as? Int == Int(expected) && access["purpose"] as? String == "test")
            #expect(access["user"] as? String == NSUserName())
        }
        #expect(found[0]["actor"] as? String == "night desk" && found[1]["actor"] as? String == "Dr Wang")
        let counts = try #require(found[0]["counts"] as? [String: Int])
        #expect(counts["contacts"] == 73 && (counts["persons"] ?? 0) > 500 && (counts["names_opened"] ?? 0) > 50)
        #expect(found[0]["run"] as? String == night.runID && found[3]["run"] as? String == night.runID)
        for explained in found[3...4] {
            #expect(
                explained["subjects"] as? [String] == [row["person"] ?? ""] && explained["asked"] as? [String] == [id])
        }
        // What somebody typed by mistake is kept nowhere.
        #expect(!String(decoding: try county.bytes("audit/audit.jsonl"), as: UTF8.self).contains("13800001234"))
        #expect(try verify().status == 0)
        #expect(try shown(["--who", "Dr Wang", "--command", "screen"]).count == 1)
        #expect(try shown(["--run", night.runID]).count == 5)
    }

    @Test func `whom an answer names is in the audit before it is shown, the case and companions too`() throws {
        let tool = try Tool.path()
        func ask(_ question: String) throws {
            // The reader leaves early.
            _ = try Tool.shell(
                "'\(tool)' \(question) --workspace '\(county.folder)' --as-of \(SampleData.asOf) | head -c 1 > /dev/null"
            )
        }
        try ask("person S0010 --format json")
        try ask("trace S01")
        let asked = try shown().suffix(2)
        #expect(asked.compactMap { $0["command"] as? String } == ["person", "trace"])
        #expect(asked.last?["asked"] as? [String] == ["S01"])
        func looks(at person: String) throws -> [String] {
            let ending = try Tool.run(["audit", "subject", "--workspace", county.folder, person, "--format", "json"])
            return try Night.list(ending.output).filter { $0["how"] as? String == "named" }
                .compactMap { $0["command"] as? String }
        }
        #expect(try looks(at: "S0010") == ["person", "trace"])
        // A companion of the first, and the case of the second.
        #expect(try looks(at: "S0012").first == "person")
        let number = try #require(
            Table.rows(SampleData.text("feeds/cases.csv")).first { $0["case_id"] == "S01" }?["id_number"])
        #expect(try looks(at: number).last == "trace")
        #expect(try verify().status == 0)
    }

    @Test func `no command runs where the audit cannot be written`() throws {
        let id = try contactID()
        let damages: [(String, () throws -> Void)] = [
            (
                "a folder in its place",
                {
                    try FileManager.default.removeItem(atPath: log)
                    try FileManager.default.createDirectory(atPath: log, withIntermediateDirectories: false)
                }
            ),
            (
                "a link in its place",
                {
                    try FileManager.default.removeItem(atPath: log)
                    try FileManager.default.createSymbolicLink(atPath: log, withDestinationPath: "/dev/null")
                }
            ),
            ("its key is away", { try FileManager.default.removeItem(atPath: county.folder + "/keys/audit.key") }),
            (
                "its last line was changed",
                {
                    var bytes = try county.bytes("audit/audit.jsonl")
                    bytes[bytes.count - 300] ^= 1
                    try county.scratch.write("county/audit/audit.jsonl", bytes)
                }
            ),
            (
                "its key can be read by others",
                {
                    try FileManager.default.setAttributes(
                        [.posixPermissions: 0o644], ofItemAtPath: county.folder + "/keys/audit.key")
                }
            ),
        ]
        let whole = try county.bytes("audit/audit.jsonl")
        let key = try county.bytes("keys/audit.key")
        let before = county.files(below: "runs")
        try county.deliver("checkins_x.csv", text: "id_number,date,temperature_c\n999001197602020013,2020-01-28,36.5\n")
        for (what, damage) in damages.reversed() {
            try damage()
            for command in [
                ["ingest"], ["nightly", "--as-of", SampleData.asOf], ["screen", "--as-of", SampleData.asOf],
                ["explain", id], ["compare-policies", "cn-nhc-v9", "cn-nhc-v8"], ["audit", "show"],
                ["audit", "subject", id],
            ] {
                let ending = try Tool.run(command + ["--workspace", county.folder])
                #expect(ending.status == 1 && ending.output.isEmpty, "\(what): \(command): \(ending.output)")
                #expect(ending.errors.split(separator: "\n").count == 1, "\(what): \(ending.errors)")
                #expect(ending.errors.contains("without audit nothing is read"), "\(what): \(ending.errors)")
            }
            #expect(county.files(below: "runs") == before && county.files(below: "inbox").count == 1, "\(what)")
            try? FileManager.default.removeItem(atPath: log)
            try county.scratch.write("county/audit/audit.jsonl", whole)
            try? FileManager.default.removeItem(atPath: county.folder + "/keys/audit.key")
            let path = try county.scratch.write("county/keys/audit.key", key)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        }
        #expect([0, 4].contains(try Tool.run(["ingest", "--workspace", county.folder]).status))
    }

    @Test func `readers and a night at once leave one whole chain`() throws {
        let id = try contactID()
        try county.deliver("checkins_y.csv", text: "id_number,date,temperature_c\n999001197602020013,2020-01-28,36.5\n")
        var tools = [try Tool(["nightly", "--workspace", county.folder, "--as-of", SampleData.asOf])]
        for _ in 0..<8 { tools.append(try Tool(["explain", "--workspace", county.folder, id])) }
        // A short file is told, and no more than that.
        for tool in tools { #expect([0, 4].contains(try tool.wait().status)) }
        #expect(try shown().count == 10)
        #expect(try verify().status == 0)
    }

    @Test func `a line that a crash cut off is told, marked, and takes nothing with it`() throws {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("{\"command\":\"explain\",\"eve".utf8))
        try handle.close()
        let open = try verify()
        #expect(open.status == 4 && open.output.contains("not whole"))
        let screen = try Tool.run(["screen", "--workspace", county.folder, "--as-of", SampleData.asOf])
        #expect(screen.status == 0 && screen.errors.contains("audit: 1 line cut off by a crash"))
        let verdict = try verify()
        #expect(verdict.status == 4 && verdict.output.contains("cut off by a crash"))
        #expect(try shown().count == 2)
    }

    @Test func `a command that was killed has no end in the audit`() throws {
        let county = try County.sample()
        let tool = try Tool(["nightly", "--workspace", county.folder, "--as-of", SampleData.asOf])
        while tool.isRunning, FileLock.holder(path: county.folder + "/.lock") == nil { usleep(200) }
        tool.send(SIGKILL)
        #expect(try tool.wait().status == -SIGKILL)
        let ending = try Tool.run(["audit", "show", "--workspace", county.folder, "--format", "csv"])
        #expect(ending.output.contains("no end: under way, or killed"))
    }

    @Test func `each run tells its record, in its summary and in its manifest`() throws {
        let clock = try night.manifest()["clock"] as? [String: Any] ?? [:]
        let audit = try #require(clock["audit"] as? [String: Any])
        #expect(audit["record"] as? Int == 1)
        let digest = try #require(audit["sha256"] as? String)
        let again = try county.night()
        #expect(again.summary.last?.hasPrefix("Audit record 3: ") == true)
        // The second night ran by an earlier clock, which is told.
        let kept = try verify(["--expect", digest])
        #expect(kept.status == 4 && kept.output.contains("all agree") && kept.output.contains("clock was set back"))
        let wrong = try verify(["--expect", String(digest.reversed())])
        #expect(wrong.status == 1 && wrong.output.contains("DAMAGED: --expect"))
        #expect(try verify(["--expect", "abc"]).status == 2)
    }

    @Test func `records cut off at the end are found by what the ledger and the runs keep`() throws {
        let whole = try county.bytes("audit/audit.jsonl")
        let lines = whole.split(separator: UInt8(ascii: "\n")).map { Array($0) + [UInt8(ascii: "\n")] }
        #expect(lines.count == 2)
        try county.scratch.write("county/audit/audit.jsonl", lines[0])
        let one = try verify()
        #expect(one.status == 1 && one.output.contains("DAMAGED: tracegrid.sqlite kept the head"))
        #expect(!one.output.contains("run \(night.runID)"))
        try county.scratch.write("county/audit/audit.jsonl", [UInt8]())
        #expect(try verify().output.contains("DAMAGED: run \(night.runID) kept the head"))
        try county.scratch.write("county/audit/audit.jsonl", lines[1])
        #expect(try verify().output.contains("line 1: record 2 where 1 belongs: removed or reordered"))
        var changed = whole
        changed[lines[0].count / 2] ^= 1
        try county.scratch.write("county/audit/audit.jsonl", changed)
        #expect(try verify().status == 1)
    }

    @Test func `who looked at a person is told by any of the person's identifiers, which are kept nowhere`() throws {
        let people = Table.rows(try SampleData.text("feeds/people.csv"))
        let truth = try Truth(people: try SampleData.text("feeds/people.csv"), night: night, key: try county.key)
        let contacts = try night.table("contacts.csv")
        let (person, row) = try #require(
            people.lazy.compactMap { person -> (Table.Row, Table.Row)? in
                guard !(person["phones"] ?? "").isEmpty else { return nil }
                return contacts.first { $0["person"] == truth.pseudonym(person) }.map { (person, $0) }
            }.first)
        #expect(try Tool.run(["explain", "--workspace", county.folder, row["contact_id"] ?? ""]).status == 0)
        let phone = String(try #require(person["phones"]?.split(separator: ";").first))
        let input = try county.scratch.write("id.txt", text: "+86 \(phone)\n")
        for (words, input) in [
            ([person["id_number"] ?? ""], nil), ([phone], nil), ([person["person_id"] ?? ""], nil),
            ([row["person"] ?? ""], nil),
            (["-"], input),
        ] as [([String], String?)] {
            let ending = try Tool.run(
                ["audit", "subject", "--workspace", county.folder, "--format", "json"] + words, input: input)
            #expect(ending.status == 0, "\(ending.errors)")
            let found = try Night.list(ending.output)
            #expect(found.compactMap { $0["command"] as? String }.prefix(2) == ["nightly", "explain"], "\(words)")
            #expect(found[0]["how"] as? String == "in the lists of the run" && found[1]["how"] as? String == "named")
        }
        let somebody = try #require(
            people.first { person in !contacts.contains { $0["person"] == truth.pseudonym(person) } })
        let other = try Tool.run(["audit", "subject", "--workspace", county.folder, somebody["id_number"] ?? ""])
        #expect(other.output.contains("Nobody looked at this person"))
        #expect(other.output.contains("accesses read everybody's data") || other.output.contains("access"))
        let audit = String(decoding: try county.bytes("audit/audit.jsonl"), as: UTF8.self)
        for secret in [phone, person["id_number"] ?? "-", somebody["id_number"] ?? "-"] {
            #expect(!audit.contains(secret))
        }
        #expect(try Tool.run(["audit", "subject", "--workspace", county.folder, " "]).status == 2)
    }

    @Test func `a workspace of an older version gets its audit at the first command`() throws {
        try FileManager.default.removeItem(atPath: county.folder + "/audit")
        try FileManager.default.removeItem(atPath: county.folder + "/keys/audit.key")
        let missing = try verify()
        #expect(missing.status == 3 && missing.errors.contains("no audit is here"))
        #expect(try Tool.run(["explain", "--workspace", county.folder, try contactID()]).status == 0)
        #expect(try shown().count == 1)
        // What was there before is missed all the same.
        #expect(try verify().status == 1)
    }
}
