import Foundation
import Ledger
import TestSupport
import Testing
import Vault
import Vocabulary

@testable import Pipeline

/// Rows that are disputed, what that withdraws, and how it comes back.
@Suite struct CorrectTests {
    private let county: County
    private let first: Night
    /// The guest of the sample who sat in a restaurant with case S01.
    private let guest: Table.Row

    init() throws {
        (county, first) = try SampleNight.copy()
        let truth = try Truth(people: try SampleData.text("feeds/people.csv"), night: first, key: try county.key)
        let person = try #require(truth.person("99900119580716015X"))
        guest = try #require(
            truth.contacts.first { $0["person"] == truth.pseudonym(person) && $0["case_id"] == "S01" })
    }

    private func open(_ reason: String = "not_there", _ fill: (inout CorrectRequest) -> Void) throws -> (
        number: Int64, rows: Int
    ) {
        var request = CorrectRequest(reason: reason, by: "tester", note: "says so")
        fill(&request)
        return try Correct.open(try county.held(), request, now: County.now)
    }

    private func decide(_ number: Int64, isUpheld: Bool) throws {
        try Correct.decide(
            try county.held(), number, isUpheld: isUpheld, by: "judge", note: "heard", now: County.now + 60)
    }

    private func changes(_ night: Night, _ kind: String) throws -> [Table.Row] {
        try night.table("changes.csv").filter { $0["kind"] == kind }
    }

    /// The lines of a file whose first place behind the id holds how the row stands, without that.
    private func lines(_ night: Night, _ name: String) throws -> [[String: String]] {
        try night.table(name).map { row in
            var row = row
            row["change"] = nil
            return row
        }
    }

    @Test func `a disputed contact is withdrawn for a correction, and comes back exactly when it is rejected`() throws {
        let id = try #require(guest["contact_id"])
        let appeal = try open { $0.contacts = [id] }
        #expect(appeal.number == 1 && appeal.rows >= 1)
        let second = try county.screen()
        #expect(second.runID != first.runID && !second.isRepeated)
        #expect(try !second.table("contacts.csv").contains { $0["contact_id"] == id })
        for kind in ["contact", "task"] {
            let rows = try changes(second, kind)
            #expect(rows.count == 1 && rows[0]["change"] == "withdrawn" && rows[0]["why"] == "correction", "\(kind)")
        }
        let grid = try #require(guest["grid_id"]?.split(separator: ";").first)
        let list = try second.table("grids/\(grid)/tasks.csv")
        #expect(list.contains { $0["task_id"] == guest["task_id"] && $0["change"] == "withdrawn" })
        // The same night again, then upheld: nothing more changes.
        #expect(try county.screen().isRepeated)
        try decide(1, isUpheld: true)
        #expect(try county.screen().isRepeated)
        try decide(1, isUpheld: false)
        let third = try county.screen()
        for name in ["contacts.csv", "undeclared.csv", "windows.csv"] {
            #expect(try lines(third, name) == (try lines(first, name)), "\(name)")
        }
        #expect(try third.bytes("exposures.jsonl") == (try first.bytes("exposures.jsonl")))
        let back = try changes(third, "contact")
        #expect(back.map { $0["id"] } == [id] && back[0]["change"] == "new" && back[0]["why"] == "correction")
    }

    @Test func `rows are named by file and line, by digest, or by person and feed, with the same effect`() throws {
        let id = try #require(guest["contact_id"])
        let own = try first.text("exposures.jsonl").split(separator: "\n").map { try Night.fields(String($0)) }
            .filter { $0["contact_id"] as? String == id }
        let sources = own.compactMap { $0["source"] as? [String: Any] }
        let source = try #require(sources.first)
        let place = "\(source["file"] ?? ""):\(source["line"] ?? "")"
        let digest = try #require(source["digest"] as? String)
        #expect(try open { $0.rows = [place] }.rows == 1)
        #expect(try open { $0.digests = [digest] }.rows == 1)
        #expect(
            try open {
                $0.rows = [place]; $0.digests = [digest]
            }.rows == 1)
        let person = try #require(guest["person"])
        #expect(try open { ($0.person, $0.feed) = (person, "visit") }.rows >= 1)
        let shown = try Correct.show(try county.held(), 1)
        #expect(shown.rows == [["1", "\(source["file"] ?? "")", "\(source["line"] ?? "")", digest]])
        #expect(try Correct.list(try county.held()).map { $0[1] } == ["open", "open", "open", "open"])
        let night = try county.screen()
        #expect(try !night.table("contacts.csv").contains { $0["contact_id"] == id })
        // Three of four rejected: the row stays out as long as one appeal about it stands.
        for number: Int64 in [1, 2, 4] { try decide(number, isUpheld: false) }
        #expect(try !county.screen().table("contacts.csv").contains { $0["contact_id"] == id })
        try decide(3, isUpheld: false)
        #expect(try county.screen().table("contacts.csv").contains { $0["contact_id"] == id })
        let told = try Explained(county, id)
        #expect(told.text.contains("DISPUTED: appeal 1 (not_there) is rejected, the row takes part"))
        #expect(told.rows.contains { ($0["disputed"] as? String)?.contains("appeal 3") == true })
    }

    @Test func `explain of the run before says that its row is disputed now`() throws {
        let id = try #require(guest["contact_id"])
        _ = try open { $0.contacts = [id] }
        try county.screen()
        let told = try Explained(county, id, run: first.runID)
        #expect(told.text.contains("DISPUTED: appeal 1 (not_there) is open, the row takes part in no run from then on"))
    }

    @Test func `a corrected itinerary part takes the place of the one that is disputed`() throws {
        let lines = try SampleData.text("feeds/itineraries.csv").split(separator: "\n").map(String.init)
        let number = try #require(lines.firstIndex { $0.hasPrefix("S01,stay") })
        let file = try county.held().ledger.read { try $0.files() }.first { $0.name == "itineraries.csv" }
        let contacts = { (night: Night) in try night.table("contacts.csv").filter { $0["case_id"] == "S01" }.count }
        let appeal = try open("replaced") { $0.rows = ["\(file?.sha256.prefix(12) ?? ""):\(number + 1)"] }
        #expect(appeal.rows == 1)
        let without = try county.night()
        let parts = { (night: Night) in
            (try night.manifest()["counts"] as? [String: Int])?["itinerary_parts"] ?? 0
        }
        #expect(try parts(without) < (try parts(first)))
        // The same part delivered in other words stands for it: a second longer.
        var cells = lines[number].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let end = try #require(lines[0].split(separator: ",").firstIndex { $0 == "end" })
        cells[end] = cells[end].dropLast() + "1"
        try #require(cells.joined(separator: ",") != lines[number])
        try county.deliver("itineraries_corrected.csv", text: lines[0] + "\n" + cells.joined(separator: ",") + "\n")
        let replaced = try county.night()
        #expect(try parts(replaced) == (try parts(first)))
        #expect(try contacts(replaced) == (try contacts(first)))
    }

    @Test func `a case that was none takes all its contacts with it`() throws {
        let file = try county.held().ledger.read { try $0.files() }.first { $0.name == "cases.csv" }
        let line = try #require(
            SampleData.text("feeds/cases.csv").split(separator: "\n").firstIndex { $0.hasPrefix("S02,") })
        _ = try open("false_result") { $0.rows = ["\(file?.sha256 ?? ""):\(line + 1)"] }
        let second = try county.screen()
        #expect(try first.table("contacts.csv").count { $0["case_id"] == "S02" } == 4)
        #expect(try !second.table("contacts.csv").contains { $0["case_id"] == "S02" })
        let rows = try changes(second, "contact")
        #expect(rows.count == 4 && rows.allSatisfy { $0["about"] == "S02" && $0["why"] == "correction" })
        #expect(second.outcome == first.outcome, "itineraries of a disputed case raise no doubts")
    }

    @Test func `a declaration that somebody else made is disputed, and what it covered is found`() throws {
        let declared = try #require(
            SampleData.text("feeds/declarations.csv").split(separator: "\n").dropFirst().first { $0.contains(",yes,") })
        let number = String(declared.split(separator: ",")[0])
        let pseudonym = try county.key.pseudonym(of: Identifier(kind: .idNumber, text: number)).text
        let appeal = try open("wrong_person") { ($0.person, $0.feed) = (pseudonym, "declarations") }
        #expect(appeal.rows >= 1)
        let second = try county.screen()
        let rows = try changes(second, "undeclared")
        #expect(rows.count == 1 && rows[0]["change"] == "new" && rows[0]["why"] == "correction")
        #expect(try changes(second, "task").contains { $0["change"] == "new" && $0["why"] == "correction" })
    }

    @Test func `what cannot be disputed is refused in one line`() throws {
        let requests: [(String, (inout CorrectRequest) -> Void)] = [
            ("because", { $0.digests = ["0123456789abcdef"] }), ("not_there", { _ in }),
            ("not_there", { $0.digests = ["0123456789abcdef"] }), ("not_there", { $0.rows = ["0123456789ab:1"] }),
            ("not_there", { $0.rows = ["nothing"] }), ("not_there", { $0.contacts = ["c0000000000000000000a"] }),
            ("not_there", { ($0.person, $0.feed) = ("nobody", "visit") }),
            ("not_there", { ($0.person, $0.feed) = (self.guest["person"], "places") }),
        ]
        for (reason, fill) in requests {
            let failure = #expect(throws: Failure.self) { try open(reason, fill) }
            #expect(failure?.outcome == .usage && failure?.description.contains("\n") == false)
        }
        #expect(throws: Failure.self) { try decide(1, isUpheld: true) }
        #expect(try Correct.list(try county.held()).isEmpty)
    }

    @Test func `the commands open, list, show and decide`() throws {
        let id = try #require(guest["contact_id"])
        let folder = ["--workspace", county.folder]
        let opened = try Tool.run(
            ["correct", "open", "--contact", id, "--reason", "not_there", "--by", "J. Lin"] + folder)
        #expect(opened.status == 0, "\(opened.errors)")
        #expect(try Tool.run(["correct", "list"] + folder).output.contains("J. Lin"))
        #expect(try Tool.run(["correct", "decide", "1", "--note", "x"] + folder).status == 2)
        #expect(try Tool.run(["correct", "decide", "1", "--uphold", "--by", "Wu", "--note", "x"] + folder).status == 0)
        let steps = try Tool.run(["correct", "show", "1", "--format", "csv"] + folder).output.split(separator: "\n")
        #expect(steps.count == 3 && steps[1].contains(",open,") && steps[2].contains(",upheld,"))
        let rows = try Tool.run(["correct", "show", "1", "--rows", "--format", "csv"] + folder)
        #expect(rows.output.contains("visits_venues.jsonl"))
    }
}
