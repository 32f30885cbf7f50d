import Foundation
import TestSupport
import Testing

/// What grid officers and leaders see: their own grids, and counts that tell of nobody.
@Suite struct TasksTests {
    private let county: County
    private let night: Night

    init() throws {
        (county, night) = try SampleNight.copy()
    }

    private func run(_ words: [String], as user: String? = nil) throws -> Tool.Ending {
        try Tool.run(
            ["tasks"] + words + ["--workspace", county.folder], environment: user.map { ["SUDO_USER": $0] } ?? [:])
    }

    private func role(_ text: String) throws {
        let settings = try county.scratch.text("county/tracegrid.yaml")
        let kept = settings.components(separatedBy: "\nroles: {li").first ?? settings
        try county.scratch.write("county/tracegrid.yaml", text: kept + "\nroles: {li: \(text)}\n")
    }

    @Test func `the list of a grid holds what its files and those below hold, and the audit names who was shown`()
        throws
    {
        var wanted: [String] = []
        for path in try night.outputs().keys.sorted() where path.hasSuffix("/tasks.csv") && path.contains("/99080101") {
            wanted += try night.table(path).compactMap { $0["task_id"] }
        }
        #expect(wanted.count > 20)
        let ending = try run(["list", "--grid", "99080101", "--format", "csv"])
        #expect(ending.status == 0, "\(ending.errors)")
        let rows = Table.rows(ending.output)
        #expect(rows.compactMap { $0["task_id"] }.sorted() == wanted.sorted())
        #expect(rows.allSatisfy { $0["grid_id"]?.hasPrefix("99080101") == true && $0["name"]?.isEmpty == false })
        #expect(
            try Night.list(try run(["list", "--grid", "99080101", "--format", "json"]).output).count == wanted.count)
        let all = Table.rows(try run(["list", "--format", "csv"]).output)
        #expect(all.count > wanted.count)
        let shown = try Tool.run([
            "audit", "show", "--workspace", county.folder, "--command", "tasks list", "--format", "json",
        ])
        let first = try #require(try Night.list(shown.output).first)
        let named = first["subjects"] as? [String] ?? []
        #expect(named.count > 10 && named.count <= wanted.count && named.allSatisfy { $0.count == 27 })
        #expect(try run(["list", "--grid", "nowhere"]).status == 2)
    }

    @Test func `a grid officer sees the own grid and those below it, and no other`() throws {
        try role("{role: grid_officer, grid: \"99080101\"}")
        let own = try run(["list", "--format", "csv"], as: "li")
        #expect(own.status == 0, "\(own.errors)")
        let rows = Table.rows(own.output)
        #expect(rows.count > 20 && rows.allSatisfy { $0["grid_id"]?.hasPrefix("99080101") == true })
        #expect(try run(["list", "--grid", "990801010102"], as: "li").status == 0)
        for grid in ["990801", "99080102", "unassigned", "nowhere", "9908010", ""] {
            let ending = try run(["list", "--grid", grid], as: "li")
            #expect(ending.status == 5 && ending.output.isEmpty, "\(grid): \(ending.errors)")
            #expect(ending.errors.contains("neither grid 99080101 nor below it"))
        }
        #expect(try run(["counts"], as: "li").status == 5)
    }

    @Test func `a leader sees counts and no small one`() throws {
        try role("leader")
        #expect(try run(["list"], as: "li").status == 5)
        let ending = try run(["counts", "--format", "csv"], as: "li")
        #expect(ending.status == 0, "\(ending.errors)")
        let rows = Table.rows(ending.output)
        let shown = rows.compactMap { Int($0["open"] ?? "") }
        #expect(shown.allSatisfy { $0 >= 5 } && shown.count > 3 && rows.contains { $0["open"] == "" })
        #expect(rows.first?["open"] == "86")
        let table = try run(["counts"], as: "li").output
        #expect(table.contains("hidden") && table.contains("Counts under 5"))
    }
}
