import TestSupport
import Testing
import Vault
import Vocabulary

/// Rosters and health sheets of a school of four levels, in whole nights.
@Suite struct RosterTests {
    private static let today = SmallTown.today
    private static let stories: [(name: String, unit: String, answer: String, reasons: String)] = [
        ("甲无事", "CLS1", "yes", ""),
        ("乙隔离", "CLS1", "no", "isolated;code_not_green"),
        ("丙发热", "CLS1", "no", "fever;code_not_green;open_task"),
        ("丁漏打", "CLS1", "no", "code_not_green"),
        ("戊外出", "CLS1", "no", "code_not_green;open_task"),
        ("己未报", "PAR1", "no", "code_not_green;no_checkin"),
        ("庚从未", "PAR1", "unknown", "no_checkin;no_code"),
        ("辛就诊", "CLEAN", "no", "fever;code_not_green;open_task"),
        ("壬教师", "G1", "yes", ""),
    ]

    private static func town() -> SmallTown {
        var town = SmallTown()
        for story in stories {
            let number = town.person(story.name, units: story.unit)
            let days: [Int32] =
                switch story.name {
                case "庚从未": []
                case "己未报": [today - 2, today - 1]
                case "丁漏打": [today - 8, today]
                default: [today - 1, today]
                }
            for day in days {
                town.checkin(
                    number, day, story.name == "丙发热" && day == today ? "37.85" : "36.5",
                    isolated: story.name == "乙隔离" ? "yes" : "")
            }
            if story.name == "辛就诊" { town.fever(number, today - 1) }
            if story.name == "戊外出" { town.stay(number, from: today - 5, to: today - 4, hotel: "HOT9") }
        }
        return town
    }

    private static func night() throws -> (county: County, night: Night) {
        let county = try County()
        try county.deliver(town().feeds)
        return (county, try county.night(SmallTown.date(today)))
    }

    @Test func `each answer and reason is as planted, and rests on what it says`() throws {
        let (county, night) = try Self.night()
        let rows = try night.table("grids/SCH/roster.csv")
        #expect(rows.count == Self.stories.count)
        for story in Self.stories {
            let row = try #require(rows.first { $0["name"] == story.name }, "\(story.name)")
            #expect(
                [row["unit_grid"], row["may_return"], row["reasons"]] == [story.unit, story.answer, story.reasons],
                "\(row)")
            let grounds = (row["rests_on"] ?? "").split(separator: ";", omittingEmptySubsequences: false)
            let reasons = story.reasons.split(separator: ";")
            #expect(reasons.isEmpty || grounds.count == reasons.count)
            for (reason, ground) in zip(reasons, grounds) {
                let beginnings =
                    switch reason {
                    case "isolated", "fever": ["checkin:", "visit:"]
                    case "code_not_green": ["code:red:", "code:yellow:", "code:pending:"]
                    case "open_task": ["task:t"]
                    default: ["nothing"]
                    }
                #expect(beginnings.contains { ground.hasPrefix($0) }, "\(reason) rests on \(ground)")
            }
        }
        let fever = try #require(rows.first { $0["name"] == "丙发热" })
        #expect(fever["rests_on"]?.hasPrefix("checkin:2020-01-28:37.85;") == true)
        // The task is that of the person's own grid.
        let away = try #require(rows.first { $0["name"] == "戊外出" }?["rests_on"]?.split(separator: ":").last)
        #expect(
            try night.table("grids/\(SmallTown.near)/tasks.csv").contains { $0["task_id"] == String(away) }
                || night.table("grids/CLS1/tasks.csv").contains { away.contains($0["task_id"] ?? "?") })
        try checkFiles(county, night)
        try checkCommands(county)
    }

    /// A block's files hold those below it and no others, without pseudonyms; the bureau's hold no names.
    private func checkFiles(_ county: County, _ night: Night) throws {
        for (block, units) in [
            ("SCH", ["G1", "CLS1", "PAR1", "CLEAN"]), ("G1", ["G1", "CLS1", "PAR1"]), ("CLS1", ["CLS1", "PAR1"]),
            ("PAR1", ["PAR1"]), ("CLEAN", ["CLEAN"]),
        ] {
            let wanted = Set(Self.stories.filter { units.contains($0.unit) }.map(\.name))
            let rows = try night.table("grids/\(block)/roster.csv")
            #expect(Set(rows.compactMap { $0["name"] }) == wanted && rows.count == wanted.count, "\(block)")
        }
        #expect(try night.outputs().keys.filter { $0.hasSuffix("roster.csv") }.count == 5, "strips have no roster")
        let sheet = try night.table("grids/SCH/roster.csv")
        #expect(Set(sheet.filter { $0["reported"] == "no" }.compactMap { $0["name"] }) == ["己未报", "庚从未"])
        #expect(sheet.filter { $0["fever"] == "yes" }.count == 2 && sheet.allSatisfy { $0["day"] == "2020-01-28" })
        #expect(sheet.first { $0["name"] == "己未报" }?["last_report"] == "2020-01-27")
        #expect(sheet.first { $0["name"] == "丙发热" }?["temperature_c"] == "37.85")
        let bureau = try night.table("rosters.csv")
        let key = try county.key
        #expect(
            Set(bureau.compactMap { $0["person"] })
                == Set((1...Self.stories.count).map { key.pseudonym(ofPerson: "T\($0)").text }))
        let text = try night.text("rosters.csv")
        #expect(!Self.stories.contains { text.contains($0.name) })
        // Nine people: every count is a small one.
        let counts = try night.table("registers.csv")
        #expect(counts.compactMap { $0["grid_id"] } == ["", "CLEAN", "CLS1", "G1", "PAR1", "SCH"])
        #expect(counts.allSatisfy { row in RosterLine.Class.allCases.allSatisfy { row[$0.rawValue] == "" } })
        let manifest = try night.manifest()["counts"] as? [String: Int] ?? [:]
        #expect(manifest["rosters"] == 9 && manifest["rosters_may_return"] == 2)
    }

    private func checkCommands(_ county: County) throws {
        func run(_ words: [String], as user: String? = nil) throws -> Tool.Ending {
            try Tool.run(
                ["registers"] + words + ["--workspace", county.folder],
                environment: user.map { ["SUDO_USER": $0] } ?? [:])
        }
        let roster = try run(["roster", "G1", "--format", "csv"])
        #expect(roster.status == 0 && Table.rows(roster.output).count == 8, "\(roster.errors)")
        let table = try run(["roster", "CLS1"]).output
        #expect(table.contains("7: 1 may return, 5 may not, of 1 it is not known") && table.contains("open_task"))
        #expect(try run(["roster", "CLS1", "--health"]).output.contains("7, of whom 5 reported"))
        #expect(try run(["roster", SmallTown.near]).status == 2)
        #expect(try run(["counts", "--format", "json"]).status == 0)
        let settings = try county.scratch.text("county/tracegrid.yaml")
        try county.scratch.write(
            "county/tracegrid.yaml",
            text: settings + "\nroles: {li: {role: grid_officer, grid: G1}, hu: {role: keeper}}\n")
        #expect(try run(["roster", "PAR1"], as: "li").status == 0)
        for block in ["SCH", "CLEAN", "990801", "nowhere"] {
            let ending = try run(["roster", block], as: "li")
            #expect(ending.status == 5 && ending.errors.contains("neither grid G1 nor below it"), "\(ending.errors)")
        }
        #expect(try run(["counts"], as: "li").status == 5)
        let shown = try Tool.run(
            ["audit", "show", "--workspace", county.folder, "--command", "registers roster", "--format", "json"],
            environment: ["SUDO_USER": "hu"])
        #expect(try Night.list(shown.output).contains { ($0["subjects"] as? [String] ?? []).count == 8 })
    }

    @Test func `a policy without the section has no lists, and a block without people has empty ones`() throws {
        let county = try County()
        var town = Self.town()
        _ = town.person("无单位")
        try county.deliver(town.feeds)
        try county.scratch.write(
            "county/policies/mine.yaml",
            text: "extends: cn-nhc-v9\npolicy: mine\ntitle: T\neffective_from: 2020-01-01\nsource: own rule\n"
                + "registers: none\n")
        let settings = try county.scratch.text("county/tracegrid.yaml")
        try county.scratch.write(
            "county/tracegrid.yaml", text: settings.replacing("policy: cn-nhc-v9", with: "policy: mine"))
        let without = try county.night(SmallTown.date(Self.today))
        let names = try without.outputs().keys.map { String($0.split(separator: "/").last ?? "") }
        #expect(
            Set(names).isDisjoint(with: ["rosters.csv", "registers.csv", "roster.csv", "residence.csv"]))
        let ending = try Tool.run(["registers", "counts", "--workspace", county.folder])
        #expect(ending.status == 2 && ending.errors.contains("registers section"), "\(ending.errors)")
    }
}
