import Foundation
import Pipeline
import Publishing
import TestSupport
import Testing
import Vocabulary

/// The same data under two policies.
@Suite struct ComparePoliciesTests {
    private let county: County

    init() throws {
        county = try SampleNight.ingested()
    }

    private func compare(
        _ first: String, _ second: String, asOf: String? = SampleData.asOf, all: Bool = false
    ) throws -> PolicyDifferences {
        try ComparePolicies.run(
            try Workspace.openForReading(at: county.folder), first, second, asOf: asOf, all: all, reporter: Log())
    }

    /// Contacts of a real night under a policy, by case and person.
    private func night(_ policy: String) throws -> [String: Table.Row] {
        let other = try County(policy: policy, feeds: SampleData.path("tracegrid-feeds.yaml"), keyOf: county)
        try other.deliver(SampleData.feeds())
        let rows = try other.night().table("contacts.csv")
        return Dictionary(uniqueKeysWithValues: rows.map { ("\($0["case_id"] ?? "") \($0["person"] ?? "")", $0) })
    }

    @Test(arguments: [
        ("cn-nhc-v5", "cn-nhc-v9"), ("cn-nhc-v9", "cn-nhc-v8"), ("cn-nhc-v8", "cdc-2020-10"),
        ("who-2022", "cn-nhc-v8"), ("hamagen-2020-05", "cn-nhc-v9"),
    ])
    func `gained, lost and changed are those of two real nights`(first: String, second: String) throws {
        let (one, two) = (try night(first), try night(second))
        let found = try compare(first, second)
        let rows = found.rows.filter { $0.kind == .contact }
        func keys(_ change: PolicyDifference.Change) -> Set<String> {
            Set(rows.filter { $0.change == change }.map { "\($0.about) \($0.person.text)" })
        }
        #expect(keys(.gained) == Set(two.keys).subtracting(one.keys))
        #expect(keys(.lost) == Set(one.keys).subtracting(two.keys))
        #expect(
            keys(.changed)
                == Set(one.keys).intersection(two.keys).filter { one[$0]?["tier"] != two[$0]?["tier"] })
        for row in rows {
            let key = "\(row.about) \(row.person.text)"
            #expect(row.first?.verdict == one[key]?["tier"] && row.second?.verdict == two[key]?["tier"])
            #expect(row.first?.rules.joined(separator: ";") == one[key]?["rules"])
            #expect(row.second?.rules.joined(separator: ";") == two[key]?["rules"])
            #expect(!row.decidingRules.isEmpty && !row.because.isEmpty)
        }
        #expect(found.first.contacts == one.count && found.second.contacts == two.count)
    }

    @Test func `the eighth edition gains those met three or four days before onset`() throws {
        let rows = try compare("cn-nhc-v9", "cn-nhc-v8").rows
        #expect(!rows.isEmpty && rows.allSatisfy { $0.change == .gained && $0.because == "window" })
        let exposed = try night("cn-nhc-v8")
        for row in rows {
            let last = exposed["\(row.about) \(row.person.text)"]?["last_exposure"] ?? ""
            // All of the sample's generated cases fell ill on 27 January.
            #expect(last >= "2020-01-23" && last < "2020-01-25", "\(last)")
        }
    }

    @Test(arguments: [true, false]) func `a policy differs from itself in nothing`(all: Bool) throws {
        #expect(try compare("cn-nhc-v9", "cn-nhc-v9", all: all).rows.isEmpty)
    }

    @Test(arguments: [true, false]) func `the other way round it is the mirror`(all: Bool) throws {
        for (first, second) in [
            ("cn-nhc-v9", "cn-nhc-v8"), ("cn-nhc-v9", "cdc-2020-10"), ("who-2022", "hamagen-2020-05"),
        ] {
            let there = try compare(first, second, all: all).rows
            let back = try compare(second, first, all: all).rows
            #expect(!there.isEmpty)
            let mirrored = there.map { row in
                var row = row
                (row.first, row.second) = (row.second, row.first)
                return row
            }
            #expect(mirrored == back, "\(first), \(second)")
        }
    }

    @Test func `other numbers for undeclared travel give other travellers`() throws {
        let own = try county.scratch.text("county/policies/cn-nhc-v9.yaml")
            .replacing("policy: cn-nhc-v9", with: "policy: short").replacing(
                "extends: cn-nhc-v8", with: "extends: cn-nhc-v9")
        let head = own.split(separator: "\n").filter { line in
            ["policy:", "title:", "effective_from:", "source:"].contains { line.hasPrefix($0) }
        }
        try county.scratch.write(
            "county/policies/short.yaml",
            text: "extends: cn-nhc-v9\n" + head.joined(separator: "\n") + "\nundeclared: {look_back_days: 3}\n")
        let found = try compare("cn-nhc-v9", "short")
        let rows = found.rows
        #expect(!rows.isEmpty && rows.allSatisfy { $0.kind == .undeclared && $0.decidingRules == ["undeclared"] })
        #expect(rows.contains { $0.change == .lost && $0.because == "look_back" })
        #expect(found.first.undeclared - found.second.undeclared == rows.count { $0.change == .lost })
    }

    @Test func `the command writes nothing, needs no lock, and takes the latest run's moment`() throws {
        let command = ["compare-policies", "--workspace", county.folder, "cn-nhc-v9", "cn-nhc-v8", "--format", "csv"]
        #expect(try Tool.run(command).status == 2)
        try county.screen()
        func files() throws -> [String: [UInt8]] {
            // Readers of a write-ahead log share a file of their own, and the audit tells of every reader.
            let paths = FolderFiles.paths(county.folder).filter {
                $0 != ".lock" && !$0.hasSuffix(".sqlite-shm") && !$0.hasPrefix("audit/")
            }
            return try Dictionary(uniqueKeysWithValues: paths.map { ($0, try county.bytes($0)) })
        }
        let held = try county.held()
        let before = try files()
        let ending = try Tool.run(command)
        #expect(try files() == before)
        withExtendedLifetime(held) {}
        #expect(ending.status == 0)
        #expect(try compare("cn-nhc-v9", "cn-nhc-v8").csv == ending.output)
        let rows = Table.rows(ending.output)
        let told = rows.map { row in
            ["about", "change", "tier_b", "rules_b", "because"].map { row[$0] ?? "" }.joined(separator: " ")
        }
        #expect(
            told.sorted() == [
                "C001 gained close site.near;venue.shared window", "C002 gained close site.near;venue.shared window",
                "C003 gained close site.near;venue.shared window",
                "C003 gained companion_spacetime carrier.near window",
            ])
        // Two silent phones near one another: only the silences that count as stay make minutes of their few fixes.
        let phone = try #require(rows.first { $0["tier_b"] == "companion_spacetime" })
        let under = try night("cn-nhc-v8")["C003 \(phone["person"] ?? "")"]
        #expect(under?["flags"] == "CARRIER_ONLY;INFERRED")
        let json = try Tool.run(command.dropLast() + ["json"])
        let fields = try Night.fields(json.output)
        #expect((fields["differences"] as? [Any])?.count == rows.count)
        #expect((fields["b"] as? [String: Any])?["policy"] as? String == "cn-nhc-v8")
        let table = try Tool.run(command.dropLast() + ["table"])
        #expect(table.output.contains("gained") && table.output.contains("venue.shared"))
    }

    @Test func `a policy that is not there is a mistake of use, one that is wrong is refused`() throws {
        let command = ["compare-policies", "--workspace", county.folder, "--as-of", SampleData.asOf, "cn-nhc-v9"]
        let unknown = try Tool.run(command + ["none-such"])
        #expect(unknown.status == 2 && unknown.errors.contains("there are cdc-2020-10, "))
        try county.scratch.write("county/policies/broken.yaml", text: "policy: broken\nwindow: 3\n")
        let broken = try Tool.run(command + ["broken"])
        #expect(broken.status == 3 && broken.errors.contains("broken.yaml"))
        #expect(try Tool.run(command + ["cn-nhc-v8", "--as-of", "soon"]).status == 2)
    }
}
