import Foundation
import Publishing
import Simulation
import TestSupport
import Testing
import Vault
import Vocabulary

@testable import Pipeline

/// Alerts, clues and the roster of key persons in whole nights over a city with planted anomalies.
@Suite struct AlertStoryTests {
    private static let people = 1_500, days = 24

    private static func county(anomalies: Int = 2) throws -> (county: County, city: CityFolder) {
        let city = try CityFolder(
            people: people, days: days, cases: 1, carrierRows: 20_000, seed: 77, anomalies: anomalies)
        let county = try County()
        try city.move(into: county)
        return (county, city)
    }

    private static func subjects(_ county: County, _ people: [Table.Row]) throws -> [String: String] {
        let key = try county.key
        return Dictionary(
            people.map { ($0["id_number"] ?? "", key.pseudonym(ofPerson: $0["person_id"] ?? "").text) }
        ) { first, _ in first }
    }

    @Test func `what was planted is told, dispatched and explained, and nobody's name leaves the grid`() throws {
        let (county, city) = try Self.county()
        let people = Table.rows(try city.text("feeds/people.csv"))
        let pseudonyms = try Self.subjects(county, people)
        let night = try county.night(city.asOf)
        let alerts = try night.table("alerts.csv")
        let places = alerts.filter { $0["subject"] == "" }
        for row in Table.rows(try city.text("truth/alerts.csv")) {
            let kind = row["kind"] ?? ""
            let subject = pseudonyms[row["id_number"] ?? ""] ?? ""
            let own = alerts.filter {
                $0["kind"] == kind && $0["subject"] == subject && (!subject.isEmpty || $0["place"] == row["place"])
            }
            let since = (row["since"] ?? "").replacing(" ", with: "T") + "+08:00"
            if kind == "gate_silent" {
                // The silence begins with the first hour without a passage, which may be the evening before.
                #expect(own.allSatisfy { ($0["since"] ?? "").prefix(10) >= daysBefore(since) }, "\(row)")
            } else {
                let found = own.map { $0["since"] ?? "" }
                #expect(found.contains(since) || kind == "rate_up" && !found.isEmpty, "\(row): \(own)")
            }
        }
        for row in Table.rows(try city.text("truth/near_alerts.csv")) {
            let subject = pseudonyms[row["id_number"] ?? ""] ?? "?"
            #expect(!alerts.contains { $0["kind"] == row["kind"] && $0["subject"] == subject }, "\(row)")
        }
        #expect(!places.isEmpty && places.allSatisfy { $0["grid_id"] != "" })
        let withRows = alerts.filter { ["rate_up", "isolated_seen", "focus_out", "not_out"].contains($0["kind"]) }
        #expect(withRows.allSatisfy { ($0["rows"] ?? "").count >= 16 }, "\(withRows)")
        try checkClues(night, city, county)
        try checkTasks(night, alerts)
        try checkQuestions(county, alerts)
    }

    private func daysBefore(_ time: String) -> Substring {
        let parts = time.prefix(10).split(separator: "-").compactMap { Int($0) }
        return CivilDate(dayNumber: CivilDate(year: parts[0], month: parts[1], day: parts[2]).dayNumber - 1).text[...]
    }

    /// Every clue stands in its grid, repeats are not sent out, and no text is in the bureau's files.
    private func checkClues(_ night: Night, _ city: CityFolder, _ county: County) throws {
        let clues = try night.table("clues.csv")
        let truth = Table.rows(try city.text("truth/clues.csv"))
        #expect(clues.count == truth.count && truth.count == 26)
        for row in truth {
            let clue = try #require(clues.first { $0["clue_id"] == row["clue_id"] })
            #expect(clue["grid_id"] == row["grid_id"] && clue["repeats"] == row["repeats"], "\(clue)")
            #expect(clue["kind"] != "OTHER" && clue["grid_basis"] == "polygon" && clue["task_id"] != "")
        }
        #expect(Set(clues.map { $0["kind"] ?? "" }).count == 10)
        let delivered = try #require(county.files(below: "archive").first { $0.hasSuffix("-clues.csv") })
        let texts = Table.rows(String(decoding: try county.bytes("archive/" + delivered), as: UTF8.self)).map {
            $0["text"] ?? ""
        }
        #expect(texts.count == 26 && texts.allSatisfy { !$0.isEmpty })
        for (path, bytes) in try night.outputs() where !path.hasPrefix("grids/") {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!texts.contains { text.contains($0) }, "\(path) holds the text of a clue")
        }
        let sent = try FolderFiles.paths(night.folder + "/grids").filter { $0.hasSuffix("tasks.csv") }.flatMap {
            try night.table("grids/" + $0)
        }.filter { $0["reason"] == "clue" }
        #expect(sent.count == 20)
        #expect(sent.allSatisfy { row in texts.contains { row["address"] == $0 } })
    }

    /// What the policy gives a task for has one, in its grid, with what to do.
    private func checkTasks(_ night: Night, _ alerts: [Table.Row]) throws {
        for alert in alerts {
            #expect((alert["kind"] == "declared_elsewhere") == (alert["task_id"] == ""), "\(alert)")
        }
        let alert = try #require(alerts.first { $0["kind"] == "rate_up" })
        let grid = try #require(alert["grid_id"])
        let task = try #require(
            try night.table("grids/\(grid)/tasks.csv").first { $0["task_id"] == alert["task_id"] })
        #expect(task["reason"] == "alert" && task["required_action"] == "look_at_gate")
        #expect((task["name"] ?? "").hasPrefix(alert["place"] ?? "?"))
        let counts = try night.manifest()["counts"] as? [String: Int] ?? [:]
        #expect(counts["alerts"] == alerts.count && (counts["passages"] ?? 0) > 1000)
        let changed = try night.table("changes.csv").filter { $0["kind"] == "alert" }
        #expect(Set(changed.map { $0["id"] }) == Set(alerts.map { $0["alert_id"] }))
    }

    private func checkQuestions(_ county: County, _ alerts: [Table.Row]) throws {
        let workspace = try Workspace.openForReading(at: county.folder)
        let all = try AlertQuestions.list(workspace, gridID: nil, kind: nil, isWithWithdrawn: false, runID: nil)
        #expect(Table.rows(all.csv).count == alerts.count)
        let kind = try AlertQuestions.list(
            workspace, gridID: "990801", kind: "not_out", isWithWithdrawn: false, runID: nil)
        #expect(Table.rows(kind.csv).count == alerts.count { $0["kind"] == "not_out" })
        let one = try #require(alerts.first { $0["kind"] == "not_out" }?["alert_id"])
        let shown = try AlertQuestions.show(workspace, id: one, runID: nil).json
        #expect(shown.contains("no suspicion") && shown.contains(one))
        for (text, call) in [
            (
                "no such kind",
                { try AlertQuestions.list(workspace, gridID: nil, kind: "x", isWithWithdrawn: false, runID: nil) }
            ),
            (
                "no such grid",
                { try AlertQuestions.list(workspace, gridID: "x", kind: nil, isWithWithdrawn: false, runID: nil) }
            ),
            ("no alert of this id", { try AlertQuestions.show(workspace, id: "a", runID: nil) }),
        ] as [(String, () throws -> Report)] {
            let failure = try #require(throws: Failure.self) { _ = try call() }
            #expect(failure.description.contains(text))
        }
    }

    @Test func `the same night again changes nothing, and a later one withdraws what is over`() throws {
        let (county, city) = try Self.county()
        let first = try county.night(city.asOf)
        let again = try county.screen(city.asOf)
        #expect(again.isRepeated)
        #expect(try first.outputs() == again.outputs())
        let later = try county.screen(CivilDate(dayNumber: city.plan.firstDay + Int32(Self.days) + 6).text)
        let alerts = try later.table("alerts.csv")
        let over = alerts.filter { $0["kind"] == "isolated_seen" }
        #expect(!over.isEmpty && over.allSatisfy { $0["change"] == "withdrawn" && $0["since"] == "" })
        let roster = try later.table("categories.csv")
        #expect(Set(roster.map { $0["change"] ?? "" }).isSubset(of: ["new", "changed", "unchanged", "withdrawn"]))
        #expect(roster.contains { $0["change"] == "withdrawn" })
    }

    @Test func `clues of hostile shape are kept, classed as other and sent nowhere they do not belong`() throws {
        let county = try County.sample()
        try county.deliver(
            "clues.csv",
            text: """
                clue_id,time,kind,channel,grid_id,lon,lat,text,subject
                =1+1,2020-01-27 10:00:00,王小明发热,"@SUM(A1)",,,,"line
                break ""quoted"" 王小明",
                q2,2020-01-27 11:00:00,发热人员,hotline,,,,a feverish man,浙Y10001
                q3,2020-01-27 12:00:00,谣言,app,nowhere,,,rumour,not a number
                q4,2020-01-29 12:00:00,fever,app,,,,after the night,

                """)
        let night = try county.night()
        let clues = try night.table("clues.csv")
        #expect(clues.map { $0["clue_id"] } == ["'=1+1", "q2", "q3"])
        #expect(clues.map { $0["kind"] } == ["OTHER", "fever", "OTHER"])
        #expect(clues.map { $0["channel"] } == ["other", "hotline", "app"])
        #expect(clues[1]["subject"]?.first == "v" && clues[1]["persons"]?.first == "p")
        #expect(clues[2]["grid_id"] == "unassigned" && clues[2]["subject"] == "")
        for name in ["clues.csv", "changes.csv"] { #expect(try !night.text(name).contains("王小明")) }
        #expect(try night.table("grids/unassigned/tasks.csv").contains { ($0["address"] ?? "").contains("王小明") })
        // What a grid worker reports comes back with the clue.
        let task = try #require(clues[2]["task_id"])
        try county.deliver("feedback.csv", text: "task_id,outcome,at,by,note\n\(task),refuted,2020-01-28 09:00:00,J,\n")
        let next = try county.night("2020-01-29")
        #expect(try next.table("clues.csv").first { $0["clue_id"] == "q3" }?["outcome"] == "refuted")
        #expect(try next.table("clues.csv").count == 4)
    }

    @Test func `the sample's roster holds the returned, the contacts and the feverish, without its cases`() throws {
        let (county, night) = try SampleNight.copy()
        defer { withExtendedLifetime(county) {} }
        let roster = try night.table("categories.csv")
        let close = Set(try night.table("contacts.csv").filter { $0["tier"] == "close" }.map { $0["person"] ?? "" })
        let undeclared = try night.table("undeclared.csv").filter {
            $0["kind"] == "person" && !($0["flags"] ?? "").contains("IS_CASE")
        }
        let listed = Set(roster.map { $0["person"] ?? "" })
        #expect(listed.count == roster.count)
        #expect(Set(undeclared.map { $0["subject"] ?? "" }).isSubset(of: listed))
        for row in undeclared {
            let own = try #require(roster.first { $0["person"] == row["subject"] })
            #expect(own["category"] == row["category"], "\(own)")
            #expect((own["problems"] ?? "").contains("declared"), "\(own)")
        }
        let contacts = Set(roster.filter { $0["category"] == "CONTACT" }.map { $0["person"] ?? "" })
        #expect(contacts.isSubset(of: close) && !contacts.isEmpty)
        #expect(roster.contains { $0["declared"] == "declared" && ($0["measures"] ?? "").contains("declared") })
        let fever = roster.filter { $0["category"] == "FEVER" }
        #expect(fever.allSatisfy { ($0["task_id"] ?? "") != "" })
        #expect(roster.allSatisfy { ($0["grid_id"] ?? "") != "" })
    }
}
