import Files
import Foundation
import TestSupport
import Testing

/// The grid officer's round trip: the list out as a workbook, outcomes filled in, the file in the inbox, and the next
/// night's lists and rates.
@Suite struct TaskRoundTripTests {
    private let county: County
    private let night: Night
    private static let grid = "990801010101", next = "2020-01-29"

    init() throws {
        (county, night) = try SampleNight.copy()
    }

    /// Rows of a grid's list by id.
    private func list(_ night: Night, _ grid: String = grid) throws -> [String: Table.Row] {
        Dictionary(try night.table("grids/\(grid)/tasks.csv").map { ($0["task_id"] ?? "", $0) }) { first, _ in first }
    }

    /// The workbook of a grid with outcomes by id filled in, as another program writes it.
    private func filled(_ outcomes: [String: String], at: String = "2020-01-28 18:00") throws -> [UInt8] {
        let page = try Workbook(try night.bytes("grids/\(Self.grid)/tasks.xlsx"), file: "tasks.xlsx").pages[0]
        func column(_ name: String) throws -> Int {
            try #require(page.rows[0].firstIndex { $0.hasPrefix("\(name)\n") }, "no column \(name)")
        }
        let (id, outcome, when, by) = (try column("task_id"), try column("outcome"), try column("at"), try column("by"))
        var rows = page.rows
        for number in rows.indices.dropFirst() {
            while rows[number].count < rows[0].count { rows[number].append("") }
            guard let told = outcomes[rows[number][id]] else { continue }
            rows[number][outcome] = told
            rows[number][when] = at
            rows[number][by] = "李网格员"
        }
        // A title above the header, as offices like to put one.
        return ZipMaker.workbook(ZipMaker.rows([["莲池 反馈表"]] + rows), name: "反馈")
    }

    private func rates(_ night: Night, _ grid: String = grid) throws -> Table.Row {
        try #require(try night.table("task_rates.csv").first { $0["grid_id"] == grid })
    }

    @Test func `outcomes filled in come back, and the next night's lists, changes and rates follow`() throws {
        let tasks = try list(night).values.sorted { ($0["task_id"] ?? "") < ($1["task_id"] ?? "") }
        let contacts = tasks.filter {
            $0["reason"] == "contact" && $0["required_action"] == "visit_and_isolate"
        }.compactMap { $0["task_id"] }
        try #require(contacts.count >= 3)
        #expect(tasks.allSatisfy { $0["state"] == "new" && $0["overdue_hours"] == "" })
        #expect(
            try rates(night)["issued"] == "0" && rates(night)["response"] == ""
                && rates(night)["new"] == "\(tasks.count)")
        let (met, wrong, away) = (contacts[0], contacts[1], contacts[2])
        try county.deliver([
            "tasks-\(Self.grid).xlsx": try filled([
                met: "isolated 已隔离", wrong: "不属实", away: "unreachable 联系不上",
            ])
        ])
        let then = try county.night(Self.next)
        let file = try #require(
            (try then.manifest()["inputs"] as? [[String: Any]])?.first { $0["feed"] as? String == "feedback" })
        #expect(file["read"] as? Int == tasks.count && file["accepted"] as? Int == tasks.count)
        #expect((file["notes"] as? [String: Int])?["not_done_yet"] == tasks.count - 3)
        let now = try list(then)
        #expect(
            now[met]?["state"] == "isolated" && now[met]?["change"] == "changed" && now[met]?["overdue_hours"] == "")
        #expect(now[away]?["state"] == "unreachable" && now[away]?["overdue_hours"]?.isEmpty == false)
        #expect(now[wrong]?["change"] == "withdrawn")
        for id in contacts.dropFirst(3) { #expect(now[id]?["state"] == "issued" && now[id]?["change"] == "unchanged") }
        // The refuted contact is gone, and the list of changes says why.
        let changes = try then.table("changes.csv")
        #expect(changes.contains { $0["id"] == wrong && $0["change"] == "withdrawn" && $0["why"] == "refuted" })
        #expect(changes.contains { $0["id"] == met && $0["change"] == "changed" && $0["why"] == "feedback" })
        let told = try #require(
            try night.table("contacts.csv").first {
                $0["task_id"]?.contains(wrong) == true || $0["task_ids"]?.contains(wrong) == true
            })
        #expect(changes.contains { $0["id"] == told["contact_id"] && $0["why"] == "refuted" })
        #expect(try !then.table("contacts.csv").contains { $0["contact_id"] == told["contact_id"] })
        let effects = try then.table("feedback.csv")
        #expect(effects.count == 3 && effects.allSatisfy { $0["effect"] == "counts" && $0["grid_id"] == Self.grid })
        let rates = try rates(then)
        #expect(
            rates["issued"] == "\(tasks.count)" && rates["answered"] == "3" && rates["done"] == "2"
                && rates["refuted"] == "1")
        let above = try self.rates(then, "990801")
        #expect(above["answered"] == "3" && (Int(above["issued"] ?? "") ?? 0) > tasks.count)
        // A day later: overdue by a day, so the grid above hears of it, without a name.
        let third = try county.night("2020-01-30")
        let escalated = try third.text("grids/9908010101/escalated.csv")
        #expect(escalated.contains(away) && !escalated.contains(now[away]?["name"] ?? "?"))
        #expect(try list(third)[wrong] == nil && list(third)[met]?["change"] == "unchanged")
        // The same night again changes nothing.
        let outputs = try third.outputs()
        let again = try county.night("2020-01-30")
        #expect(try again.isRepeated && again.outputs() == outputs)
    }

    @Test func `reports in any order and number of files give the same files`() throws {
        let ids = try list(night).keys.sorted()
        try #require(ids.count >= 3)
        let lines = [
            "\(ids[0]),confirmed,2020-01-28 10:00,a", "\(ids[0]),refuted,2020-01-28 12:00,b",
            "\(ids[1]),isolated,2020-01-28 12:00,c", "\(ids[1]),refuted,2020-01-28 12:00,d",
            "\(ids[2]),closed,2020-01-28 9:00,e",
        ]
        func write(_ county: County, _ name: String, _ lines: [String]) throws {
            try county.deliver(name, text: "task_id,outcome,at,by\n" + lines.map { $0 + "\n" }.joined())
        }
        let other = try County.sample(keyOf: county)
        try other.night()
        try write(county, "feedback_1.csv", Array(lines.reversed()))
        try write(other, "feedback_1.csv", [lines[3], lines[0]])
        try other.ingest()
        try write(other, "feedback_2.csv", [lines[4], lines[2], lines[1]])
        let (one, two) = (try county.night(Self.next), try other.night(Self.next))
        for name in ["feedback.csv", "task_rates.csv", "changes.csv", "contacts.csv", "grids/\(Self.grid)/tasks.csv"] {
            #expect(try one.text(name) == two.text(name), "\(name)")
        }
        #expect(try one.bytes("grids/\(Self.grid)/tasks.xlsx") == two.bytes("grids/\(Self.grid)/tasks.xlsx"))
        let effects = try one.table("feedback.csv").compactMap { $0["effect"] }
        #expect(
            effects.sorted() == [
                "counts", "counts; contradicted", "counts; contradicted", "outweighed; contradicted",
                "overtaken; contradicted",
            ])
    }

    @Test func `an exported list comes back in each format, and wrong ids are explained`() throws {
        let some = try list(night).values.filter { $0["reason"] == "contact" }.compactMap { $0["task_id"] }.sorted()
        let id = try #require(some.first)
        for format in ["csv", "xlsx", "jsonl"] {
            let path = county.scratch.path("list.\(format)")
            let ending = try Tool.run([
                "tasks", "export", "--workspace", county.folder, "--grid", Self.grid, "--out", path,
            ])
            #expect(ending.status == 0 && ending.output.isEmpty, "\(ending.errors)")
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            // As it went out it says nothing yet, and is no error.
            let back = try Tool.run(["tasks", "feedback", "--workspace", county.folder, path, "--format", "json"])
            #expect(back.status == 0, "\(back.errors)")
            let ingest = try #require(try Night.fields(back.output)["ingest"] as? [String: Any])
            let rows = try #require(ingest["rows"] as? [String: Int])
            #expect(try rows["accepted"] == rows["read"] && rows["read"] == list(night).count, "\(format)")
        }
        let wrong = String(id.dropLast()) + (id.hasSuffix("0") ? "1" : "0")
        try county.scratch.write(
            "reports.csv",
            text: "任务编号,结果,时间\n" + [wrong, id, "t0"].map { "\($0),已隔离,2020-01-28 10:00\n" }.joined()
                + some.map { "\($0),,\n" }.joined())
        let ending = try Tool.run([
            "tasks", "feedback", "--workspace", county.folder, county.scratch.path("reports.csv"), "--format", "csv",
        ])
        #expect(ending.status == 0, "\(ending.errors)")
        let effects = Dictionary(Table.rows(ending.output).map { ($0["task_id"] ?? "", $0["effect"] ?? "") }) { $1 }
        #expect(effects[id] == "counts")
        #expect(effects[wrong] == "unknown id: nearest is \(id) of grid \(Self.grid)")
        #expect(effects["t0"] == "unknown id: no list has one like it")
        let audit = try Tool.run([
            "audit", "show", "--workspace", county.folder, "--command", "tasks export", "--format", "json",
        ])
        let records = try Night.list(audit.output)
        #expect(records.contains { ($0["subjects"] as? [String])?.isEmpty == false })
    }

    @Test func `a sheet's wrong rows go to quarantine with sheet and row`() throws {
        let id = try #require(try list(night).keys.sorted().first)
        var rows = [
            ["task_id", "outcome", "at"], [id, "isolated", "2020-01-28 10:00"], [],
            [id, "perhaps", "2020-01-28 10:00"],
        ]
        rows += (0..<8).map { [id, "closed", "2020-01-28 1\($0):00"] }
        try county.deliver(["feedback.xlsx": ZipMaker.workbook(ZipMaker.rows(rows), name: "三月, 一")])
        try county.ingest()
        let quarantine = try county.scratch.text("county/quarantine/feedback.xlsx.rejected.csv")
        let rejected = Table.rows(quarantine).filter { $0["reason"] != "envelope" }
        #expect(rejected.count == 1 && rejected[0]["line"] == "4" && rejected[0]["sheet"] == "三月, 一")
        #expect(rejected[0]["column"] == "outcome" && rejected[0]["reason"] == "bad_value")
    }

    @Test func `QGIS and epicontacts can read the findings, which name nobody`() throws {
        let contacts = try night.table("contacts.csv")
        let map = try night.bytes("contacts.gpkg")
        #expect(map.starts(with: Array("SQLite format 3\0".utf8)) && map[68..<72].elementsEqual(Array("GPKG".utf8)))
        if FileManager.default.isExecutableFile(atPath: "/usr/bin/ogrinfo") {
            let answer = county.scratch.path("ogrinfo")
            #expect(try Tool.shell("ogrinfo -ro -so '\(night.folder)/contacts.gpkg' contacts > '\(answer)' 2>&1") == 0)
            let told = try county.scratch.text("ogrinfo")
            #expect(told.contains("Geometry: Point") && told.contains("Feature Count: \(contacts.count)"))
            #expect(told.contains("WGS 84") && !told.contains("Warning") && !told.contains("ERROR"), "\(told)")
        }
        let lines = try night.table("epicontacts/linelist.csv")
        let ids = lines.compactMap { $0["id"] }
        #expect(Set(ids).count == ids.count && ids.count > 20)
        let edges = try night.table("epicontacts/contacts.csv")
        #expect(edges.count >= contacts.count && edges.allSatisfy { $0["from"] != $0["to"] })
        #expect(Set(edges.flatMap { [$0["from"] ?? "", $0["to"] ?? ""] }).isSubset(of: Set(ids)))
        for person in Table.rows(try SampleData.text("feeds/people.csv")) {
            let name = Array((person["name"] ?? "").utf8)
            if name.count >= 6 { #expect(map.firstRange(of: name) == nil) }
        }
    }
}
