import Foundation
import TestSupport
import Testing

/// `explain` on one night of `SampleData`.
@Suite struct ExplainTests {
    private let county: County
    private let night: Night
    private let truth: Truth

    init() throws {
        (county, night) = try SampleNight.copy()
        truth = try Truth(people: try SampleData.text("feeds/people.csv"), night: night, key: try county.key)
    }

    private func contact(_ identifier: String, of caseID: String) throws -> Table.Row {
        let person = try #require(truth.person(identifier))
        return try #require(
            truth.contacts.first { $0["person"] == truth.pseudonym(person) && $0["case_id"] == caseID })
    }

    @Test func `every contact is told from rows that are unchanged to the score that the list prints`() throws {
        #expect(truth.contacts.count == 73)
        for contact in truth.contacts {
            let id = contact["contact_id"] ?? ""
            let told = try Explained(county, id)
            #expect(told.lines.allSatisfy { $0.count <= 100 })
            #expect(Set(told.rows.map { $0["state"] as? String ?? "" }) == ["unchanged"], "\(id)")
            let score = told.json["score"] as? [String: Any]
            let total = try #require(score?["total"] as? Double)
            #expect(Double(contact["score"] ?? "") == (total * 10).rounded(.toNearestOrEven) / 10, "\(id)")
            let points = (score?["terms"] as? [[String: Any]] ?? []).compactMap { $0["points"] as? Double }
            #expect(points.count == 6 && abs(min(100, points.reduce(0, +)) - total) < 1e-5, "\(id)")
            let found = told.json["contact"] as? [String: Any]
            #expect((found?["rules"] as? [String])?.joined(separator: ";") == contact["rules"])
            #expect(found?["tier"] as? String == contact["tier"])
            #expect(told.exposures.count == Int(contact["exposures"] ?? ""))
            let tasks = (told.json["follow_up"] as? [String: Any])?["tasks"] as? [[String: Any]] ?? []
            #expect(tasks.compactMap { $0["task_id"] as? String }.joined(separator: ";") == contact["task_id"])
            #expect(tasks.allSatisfy { $0["change"] as? String == "new" })
            for exposure in told.exposures {
                let checks = (exposure["rule_held"] as? [String: Any])?["checks"] as? [[String: Any]] ?? []
                #expect(checks.contains { $0["parameter"] as? String == "tier" } && checks.count >= 4)
            }
        }
    }

    @Test func `the words hold what the keys hold`() throws {
        for contact in truth.contacts.prefix(12) {
            let told = try Explained(county, contact["contact_id"] ?? "")
            let words = told.text.filter { $0 != " " }
            func isTold(_ text: String) -> Bool { text.isEmpty || words.contains(text.filter { $0 != " " }) }
            for exposure in told.exposures {
                for key in ["rule", "setting", "tier", "place", "feed", "subject"] {
                    #expect(isTold(exposure[key] as? String ?? "?"), "\(key)")
                }
                for text in Explained.texts(in: exposure["rule_held"] ?? "") {
                    #expect(isTold(text), "\(text)")
                }
            }
            for row in told.rows {
                for key in ["file", "digest"] {
                    #expect(isTold(row[key] as? String ?? "?"), "\(key)")
                }
                for text in Explained.texts(in: row["cells"] ?? "").filter({ $0.count > 3 }) {
                    if isTold(text) { continue }
                    // Names of empty fields are for machines alone.
                    let cells = row["cells"] as? [[String: String]] ?? []
                    #expect(cells.contains { $0["name"] == text && $0["text"] == "" }, "\(text)")
                }
            }
        }
    }

    @Test func `a family in a coach is told with coach, seats, segment and the published source`() throws {
        let told = try Explained(county, try contact("999001197802110101", of: "S01")["contact_id"] ?? "")
        let exposure = try #require(told.exposures.first { $0["rule"] as? String == "rail.sealed" })
        let row = try #require(exposure["subject_row"] as? [String: Any])
        #expect((row["file"] as? String)?.hasSuffix("-铁路售票_2020-01-28.csv") == true)
        let cells = row["cells"] as? [[String: String]] ?? []
        #expect(cells.contains { $0["name"] == "车次" && $0["text"] == "K805" })
        #expect(cells.first { $0["name"] == "证件号码" }?["text"]?.hasPrefix("d") == true)
        #expect(told.text.contains("the case in coach 11 seat 5"))
        #expect(told.text.contains("yzzsnet.com/news/40789"))
        #expect(told.text.contains("onset 2020-01-26 00:00:00 counts, the first known of onset, sampled, confirmed"))
        #expect(told.text.contains("2020-01-24 00:00:00, to 2020-01-28 09:00:00 (the case was isolated)"))
    }

    @Test func `a phone near a case is told with metres, minutes and what the rule needs`() throws {
        let told = try Explained(county, try contact("15490000005", of: "S01")["contact_id"] ?? "")
        #expect(told.exposures.first?["rule"] as? String == "carrier.near")
        #expect(told.text.contains("- min_minutes: 10 min in any 24 h - together "))
        #expect(told.text.contains("radii of both places and 50 m"))
        let row = try #require(told.exposures.first?["subject_row"] as? [String: Any])
        #expect((row["file"] as? String)?.hasSuffix("-carrier_2020-01-27.csv.gz") == true)
        #expect(row["state"] as? String == "unchanged")
        let part = try #require(told.exposures.first?["case_row"] as? [String: Any])
        #expect((part["file"] as? String)?.hasSuffix("-itineraries_bd09.csv") == true)
    }

    @Test func `a guest of a card room is told by its place, from a JSONL file`() throws {
        let told = try Explained(county, try contact("99900119580716015X", of: "S01")["contact_id"] ?? "")
        #expect(
            told.exposures.contains { $0["rule"] as? String == "venue.shared" && $0["place"] as? String == "CRD-S1" })
        #expect(told.text.contains("same place CRD-S1"))
        #expect(told.rows.contains { ($0["file"] as? String)?.hasSuffix("-visits_venues.jsonl") == true })
    }

    @Test func `a task is told by its contact, and a traveller by what was declared`() throws {
        let contact = try #require(truth.contacts.first)
        let task = try Explained(county, contact["task_id"] ?? "")
        #expect(task.json["asked"] as? String == contact["task_id"])
        #expect((task.json["contact"] as? [String: Any])?["contact_id"] as? String == contact["contact_id"])
        for finding in truth.undeclared {
            let told = try Explained(county, finding["undeclared_id"] ?? "")
            #expect(told.json["explains"] as? String == "undeclared")
            #expect(!told.rows.isEmpty && told.rows.allSatisfy { $0["state"] as? String != "digest_differs" })
            let score = told.json["score"] as? [String: Any]
            #expect(score?["total"] as? Double == Double(finding["score"] ?? ""))
            let declared = told.json["declared"] as? [String: Any]
            #expect(declared?["status"] as? String == finding["status"])
            let verdicts = (declared?["declarations"] as? [[String: Any]] ?? []).compactMap { $0["verdict"] as? String }
            #expect(verdicts.isEmpty == (finding["status"] == "none"))
            if finding["status"] == "denied" {
                #expect(verdicts.contains("denied") && told.text.contains("It denies the travel"))
            }
        }
    }

    @Test func `nobody's number, name, phone, plate or address is shown without asking for rows as they stand`() throws
    {
        let secrets = truth.people.flatMap { person in
            ["id_number", "phones", "plates", "name", "address"].flatMap { column in
                (person[column] ?? "").split(separator: ";").map(String.init).filter { $0.count > 2 }
            }
        }
        #expect(secrets.count > 1000)
        for id in truth.contacts.prefix(30).compactMap({ $0["contact_id"] })
            + truth.undeclared.compactMap({ $0["undeclared_id"] })
        {
            let told = try Explained(county, id)
            let text = told.text + Explained.texts(in: told.json).joined(separator: "\n")
            for secret in secrets where text.contains(secret) { Issue.record("\(id) shows somebody") }
        }
    }

    @Test func `a row as it stands needs a purpose that the settings know`() throws {
        let id = try contact("99900119580716015X", of: "S01")["contact_id"] ?? ""
        let command = ["explain", "--workspace", county.folder, id, "--raw"]
        let refused = try Tool.run(command + ["--purpose", "curiosity"])
        #expect(refused.status == 5 && refused.output.isEmpty)
        #expect(refused.errors.split(separator: "\n").count == 1)
        let shown = try Tool.run(command + ["--purpose", "test"])
        #expect(shown.status == 0 && shown.output.contains("99900119580716015X"))
    }

    @Test func `text and json of the command are those of the library, while a night holds the workspace`() throws {
        let id = truth.contacts[0]["contact_id"] ?? ""
        let told = try Explained(county, id)
        let held = try county.held()
        let text = try Tool.run(["explain", "--workspace", county.folder, id], environment: ["COLUMNS": "100"])
        #expect(text.status == 0 && text.errors.isEmpty)
        #expect(text.output == told.lines.joined(separator: "\n") + "\n")
        let json = try Tool.run(["explain", "--workspace", county.folder, id, "--format", "json"])
        #expect(NSDictionary(dictionary: try Night.fields(json.output)) == NSDictionary(dictionary: told.json))
        withExtendedLifetime(held) {}
    }

    @Test func `the run's own rules are told, whatever policies say by now`() throws {
        let id = truth.contacts[0]["contact_id"] ?? ""
        let before = try Explained(county, id).lines
        let common = try county.scratch.text("county/policies/common.yaml")
        try county.scratch.write(
            "county/policies/common.yaml", text: common.replacing("per_hour: 5", with: "per_hour: 7"))
        #expect(try Explained(county, id).lines == before)
    }

    @Test func `the rules a run keeps are listed in its manifest with their digest`() throws {
        let outputs = try night.manifest()["outputs"] as? [[String: Any]] ?? []
        for name in ["policy.yaml", "windows.csv", "undeclared.jsonl"] {
            #expect(outputs.contains { $0["path"] as? String == name && ($0["sha256"] as? String)?.count == 64 })
        }
    }
}
