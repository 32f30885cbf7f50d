import Foundation
import Pipeline
import TestSupport
import Testing

/// Rows that `explain` looks up in the archive, and what became of them.
@Suite struct ExplainArchiveTests {
    private let county: County
    private let people: [Table.Row]

    init() throws {
        county = try County.sample()
        people = Table.rows(try SampleData.text("feeds/people.csv"))
    }

    /// The contact of the person with an ID number or a phone and a case.
    private func contact(_ identifier: String, of caseID: String, _ night: Night) throws -> String {
        let truth = try Truth(people: try SampleData.text("feeds/people.csv"), night: night, key: try county.key)
        let person = try #require(truth.person(identifier))
        let row = truth.contacts.first { $0["person"] == truth.pseudonym(person) && $0["case_id"] == caseID }
        return try #require(row?["contact_id"])
    }

    private func archived(_ ending: String) throws -> String {
        "county/archive/" + (try #require(county.files(below: "archive").first { $0.hasSuffix(ending) }))
    }

    /// The subject's row of the first exposure of a rule.
    private func row(_ told: Explained, _ rule: String) throws -> [String: Any] {
        let exposure = try #require(told.exposures.first { $0["rule"] as? String == rule })
        return try #require(exposure["subject_row"] as? [String: Any])
    }

    @Test func `a row over several lines behind another such row is found by its first line`() throws {
        try county.deliver(
            "visit_remarks.csv",
            text: "place_id,id_number,kind,start,end,remark\r\n"
                + "CRD-S1,99900119580716015X,cardroom,2020-01-20 10:00,2020-01-20 11:00,\"one\r\ntwo\r\n\r\nthree\"\r\n"
                + "CRD-S1,99900119580716015X,cardroom,2020-01-21 10:00,2020-01-21 11:00,\"plain, \"\"quoted\"\"\"\r\n"
                + "CRD-S1,\"999001195808170165\",cardroom,2020-01-26 14:30,2020-01-26 15:30,\"four\r\nfive\"\r\n"
                + "CRD-S1,99900119580716015X,cardroom,2020-01-22 10:00,2020-01-22 11:00,")
        let night = try county.night()
        let told = try Explained(county, try contact("999001195808170165", of: "S01", night))
        let row = try row(told, "venue.shared")
        #expect(row["line"] as? Int == 7 && row["state"] as? String == "unchanged")
        let cells = row["cells"] as? [[String: String]] ?? []
        #expect(cells.first { $0["name"] == "start" }?["text"] == "2020-01-26 14:30")
        #expect(cells.first { $0["name"] == "remark" }?["text"] == "(not read, not shown)")
        let raw = try Explained(
            county, try contact("999001195808170165", of: "S01", night), raw: true)
        #expect(
            try self.row(raw, "venue.shared")["raw"] as? String
                == "CRD-S1,\"999001195808170165\",cardroom,2020-01-26 14:30,2020-01-26 15:30,\"four\r\nfive\"")
    }

    @Test func `where the case's own phone tells where it was, that row is shown`() throws {
        let s02 = try #require(Table.rows(try SampleData.text("feeds/cases.csv")).first { $0["case_id"] == "S02" })
        let own = try #require(
            people.first { $0["id_number"] == s02["id_number"] }?["phones"]?.split(separator: ";").first)
        let lines = (0..<5).flatMap { step in
            [
                "\(own),2020-01-26 12:\(step * 5 + 10):00,117.5000000,28.5000000,20",
                "15490000006,2020-01-26 12:\(step * 5 + 11):00,117.5000100,28.5000000,20",
            ]
        }
        try county.deliver(
            "carrier_extra.csv", text: "phone,time,lon,lat,accuracy_m\n" + lines.joined(separator: "\n") + "\n")
        let night = try county.night()
        let told = try Explained(county, try contact("15490000006", of: "S02", night))
        let exposure = try #require(told.exposures.first)
        #expect(exposure["case_origin"] as? String == "observed:carrier")
        let part = try #require(exposure["case_row"] as? [String: Any])
        #expect((part["file"] as? String)?.hasSuffix("-carrier_extra.csv") == true)
        #expect(part["state"] as? String == "unchanged" && told.text.contains("by its own row in feed carrier"))
        #expect(told.text.contains("CARRIER_ONLY: Only the case's own phone"))
    }

    @Test func `a changed row, a shorter file and a missing file are told, and the rest goes on`() throws {
        let night = try county.night()
        let id = try contact("99900119580716015X", of: "S01", night)
        let path = try archived("-visits_venues.jsonl")
        let whole = try county.scratch.text(path)
        func state() throws -> (state: String?, text: String) {
            let told = try Explained(county, id)
            return (try row(told, "venue.shared")["state"] as? String, told.text)
        }
        #expect(try state().state == "unchanged")
        try county.scratch.write(path, text: whole.replacing("99900119580716015X", with: "999001195807160168"))
        let tampered = try state()
        #expect(tampered.state == "digest_differs" && tampered.text.contains("DIGEST DIFFERS"))
        let first = whole.prefix { $0 != "\n" }
        try county.scratch.write(path, text: first + "\n")
        #expect(try state().state == "line_missing")
        try county.scratch.write(path, [UInt8](repeating: 0xFF, count: 10))
        #expect(["file_unreadable", "line_missing"].contains(try state().state ?? ""))
        try FileManager.default.removeItem(atPath: county.scratch.path(path))
        let gone = try state()
        #expect(gone.state == "file_missing" && gone.text.contains("TIER close, given by"))
    }

    @Test func `an id the run does not have is refused with the run that had it`() throws {
        let first = try county.night()
        let id = try contact("99900119580716015X", of: "S01", first)
        let task = try #require(try first.table("contacts.csv").first { $0["contact_id"] == id }?["task_id"])
        let undeclared = try #require(try first.table("undeclared.csv").first?["undeclared_id"])
        // Two weeks later the travellers have left the look-back, and what made the contact is still kept.
        let second = try county.screen("2020-02-14")
        #expect(try Explained(county, id, run: first.runID).json["asked"] as? String == id)
        for gone in [undeclared] {
            let ending = try Tool.run(["explain", "--workspace", county.folder, gone])
            #expect(ending.status == 2 && ending.errors.contains("add --run \(first.runID)"), "\(ending.errors)")
        }
        let later = try Explained(county, task)
        #expect((later.json["run"] as? [String: Any])?["run_id"] as? String == second.runID)
        #expect((later.json["change"] as? [String: Any])?["change"] as? String == "unchanged")
        let mistakes = [
            ["c00000000000000000000"], ["nonsense"], [String(repeating: "x", count: 21)], [id, "--run", "r000"],
        ]
        for mistake in mistakes {
            let ending = try Tool.run(["explain", "--workspace", county.folder] + mistake)
            #expect(ending.status == 2 && ending.output.isEmpty, "\(mistake)")
            #expect(ending.errors.split(separator: "\n").count == 1, "\(mistake)")
        }
    }

    @Test func `without a run there is nothing to explain`() throws {
        let ending = try Tool.run(["explain", "--workspace", county.folder, "c00000000000000000000"])
        #expect(ending.status == 2 && ending.errors.contains("no run is complete yet"))
    }
}
