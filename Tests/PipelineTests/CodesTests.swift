import Foundation
import TestSupport
import Testing
import Vocabulary

/// Health codes of the sample: what the night writes, and what the commands answer.
@Suite struct CodesTests {
    private let county: County
    private let night: Night
    private let truth: Truth

    init() throws {
        (county, night) = try SampleNight.copy()
        truth = try Truth(people: try SampleData.text("feeds/people.csv"), night: night, key: try county.key)
    }

    private func pseudonym(_ number: String) throws -> String {
        truth.pseudonym(try #require(truth.person(number)))
    }

    private func run(_ words: [String], as user: String? = nil) throws -> Tool.Ending {
        try Tool.run(
            ["codes"] + words + ["--workspace", county.folder], environment: user.map { ["SUDO_USER": $0] } ?? [:])
    }

    @Test func `every code of the README comes out as it says`() throws {
        let codes = Dictionary(grouping: try night.table("codes.csv")) { $0["person"] ?? "" }
        let told = try SampleData.text("README.md").split(separator: "\n").map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }.filter { $0.count == 5 && $0[1].hasPrefix("99900") }
        #expect(told.count == 7)
        for story in told {
            let row = codes[try pseudonym(story[1])]?.first
            #expect([row?["code"], row?["cause"], row?["since"]] == [story[2], story[3], story[4]], "\(story[0])")
            #expect(row?["change"] == "new" && row?["flags"] == "" && row?["grid_id"]?.isEmpty == false)
        }
        #expect(codes.values.allSatisfy { $0.count == 1 })
    }

    @Test func `cases, close contacts, travellers and the isolated have their colours, plates have none`() throws {
        let rows = try night.table("codes.csv")
        let codes = Dictionary(rows.map { ($0["person"] ?? "", $0) }) { first, _ in first }
        for contact in try night.table("contacts.csv")
        where contact["tier"] == "close" && contact["person"]?.hasPrefix("v") == false {
            #expect(codes[contact["person"] ?? ""]?["code"] == "red", "\(contact["contact_id"] ?? "")")
        }
        for finding in try night.table("undeclared.csv") where finding["kind"] == "person" {
            #expect(["red", "yellow"].contains(codes[finding["subject"] ?? ""]?["code"] ?? ""))
        }
        #expect(rows.contains { $0["cause"] == "case" && $0["about"] == "S01" })
        #expect(rows.contains { $0["cause"] == "isolation" && $0["discipline"] == "pending" })
        #expect(!rows.contains { $0["person"]?.hasPrefix("v") == true })
        // In the order of their digests, whatever kind of name they are.
        let digests = rows.compactMap { $0["person"]?.dropFirst() }
        #expect(digests == digests.sorted())
        let counts = try night.manifest()["counts"] as? [String: Int] ?? [:]
        #expect(counts["codes"] == rows.count && counts["codes_red"] == rows.count { $0["code"] == "red" })
        // A case's name says nothing here that contacts.csv does not; no code lies where grid workers look.
        #expect(try night.outputs().keys.filter { $0.hasPrefix("grids/") }.allSatisfy { !$0.contains("code") })
    }

    @Test func `a late check-in changes the code of its day, whatever the order of arrival, and the next run says so`()
        throws
    {
        let header = "id_number,phone,date,temperature_c,isolated\n"
        let id = try #require(try idOf("周隔街"))
        let late = ["2020-01-26", "2020-01-27"].map { "\(id),,\($0),36.5,\n" }
        try county.deliver("checkins_late.csv", text: header + late.joined())
        let second = try county.night()
        let person = try pseudonym(id)
        let row = try #require(try second.table("codes.csv").first { $0["person"] == person })
        #expect(row["code"] == "yellow" && row["since"] == "2020-01-28" && row["change"] == "changed")
        #expect(row["code_before"] == "red")
        let others = try second.table("codes.csv").filter { $0["person"] != row["person"] }
        #expect(others.allSatisfy { $0["change"] == "unchanged" })
        #expect(try county.night().isRepeated)
        let listed = Table.rows(try run(["list", "--changed", "--format", "csv"]).output)
        #expect(listed.compactMap { $0["person"] } == [row["person"]])
        // All at once, the late ones first.
        let other = try County(feeds: SampleData.path("tracegrid-feeds.yaml"), keyOf: county)
        try other.deliver("checkins_early.csv", text: header + late.reversed().joined())
        try other.ingest()
        try other.deliver(SampleData.feeds())
        let once = try other.night()
        func plain(_ night: Night) throws -> [[String: String]] {
            try night.table("codes.csv").map { $0.filter { !["change", "code_before"].contains($0.key) } }
        }
        #expect(try plain(once) == (try plain(second)))
        #expect(try once.bytes("code_causes.csv") == (try second.bytes("code_causes.csv")))
    }

    @Test func `a code that nothing is known of any more is withdrawn`() throws {
        let gone = try county.night("2020-03-31")
        let id = try #require(try idOf("金申报"))
        let person = try pseudonym(id)
        let row = try #require(try gone.table("codes.csv").first { $0["person"] == person })
        #expect(row["change"] == "withdrawn" && row["code"] == "none" && row["code_before"] == "green")
        #expect(try !county.night("2020-04-01").table("codes.csv").contains { $0["person"] == person })
    }

    private func idOf(_ name: String) throws -> String? {
        try SampleData.text("README.md").split(separator: "\n").first {
            $0.contains("| \(name) |") && $0.contains("| 2020-01-")
        }
        .map { $0.split(separator: "|")[1].trimmingCharacters(in: .whitespaces) }
    }

    @Test func `the list filters by grid and colour, the history tells every day, and the audit names whom it showed`()
        throws
    {
        let all = try night.table("codes.csv")
        let grid = "99080101"
        let listed = Table.rows(try run(["list", "--grid", grid, "--colour", "red", "--format", "csv"]).output)
        let wanted = all.filter { row in
            row["code"] == "red" && (row["grid_id"] ?? "").split(separator: ";").contains { $0.hasPrefix(grid) }
        }
        #expect(listed.compactMap { $0["person"] } == wanted.compactMap { $0["person"] } && !wanted.isEmpty)
        #expect(try run(["list", "--grid", "nowhere"]).status == 2)
        #expect(try run(["list", "--colour", "blue"]).status == 2)
        #expect(try run(["list", "--as-of", "2020-01-01"]).status == 2)
        let id = try #require(try idOf("褚先下"))
        let shown = try run(["show", id, "--format", "json"])
        #expect(shown.status == 0, "\(shown.errors)")
        let fields = try Night.fields(shown.output)
        let days = try #require(fields["days"] as? [[String: Any]])
        #expect(
            days.suffix(7).compactMap { $0["discipline"] as? String }
                == ["green", "yellow", "yellow", "red", "red", "red", "green"])
        #expect(
            days.suffix(7).compactMap { $0["event"] as? String }
                == ["check-in", "no check-in", "no check-in", "no check-in", "check-in", "check-in", "check-in"])
        #expect(!shown.output.contains(id) && !shown.output.contains("褚"))
        let table = try run(["show", try pseudonym(id)]).output
        #expect(table.contains("green") && table.contains("checked_in"))
        let audit = try Tool.run([
            "audit", "show", "--workspace", county.folder, "--command", "codes show", "--format", "json",
        ])
        #expect(audit.output.contains(try pseudonym(id)) && !audit.output.contains(id))
        #expect(try run(["show", "12345678901234567X"]).status == 2)
    }

    @Test func `a leader sees counts only, and no small one`() throws {
        let settings = try county.scratch.text("county/tracegrid.yaml")
        try county.scratch.write("county/tracegrid.yaml", text: settings + "\nroles: {li: leader}\n")
        for words in [
            ["list"], ["show", "x"], ["override", "x", "--to", "green", "--reason", "r", "--until", "2020-02-01"],
            ["override", "list"],
        ] {
            #expect(try run(words, as: "li").status == 5, "\(words)")
        }
        let ending = try run(["counts", "--format", "csv"], as: "li")
        #expect(ending.status == 0, "\(ending.errors)")
        let rows = Table.rows(ending.output)
        let colours = ["green", "pending", "yellow", "red"]
        let cells = rows.flatMap { row in colours.map { row[$0] ?? "" } }
        #expect(cells.compactMap(Int.init).allSatisfy { $0 >= 5 } && cells.contains("") && cells.contains { $0 != "" })
        // What is shown is right: against the codes of the run.
        let red = try night.table("codes.csv").count { $0["code"] == "red" }
        #expect(rows.first?["grid_id"] == "all" && (rows.first?["red"] == "\(red)" || rows.first?["red"] == ""))
    }
}
