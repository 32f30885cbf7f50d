import Foundation
import TestSupport
import Testing

/// One night over `SampleData`, held to what its README and its truth say.
@Suite struct SampleStoriesTests {
    private let county: County
    private let night: Night
    private let truth: Truth

    init() throws {
        (county, night) = try SampleNight.copy()
        truth = try Truth(people: try SampleData.text("feeds/people.csv"), night: night, key: try county.key)
    }

    /// A line of the README's table.
    private struct Story {
        var person: String, identifier: String, finding: [String], rule: String, outcome: String

        static func all() throws -> [Story] {
            try SampleData.text("README.md").split(separator: "\n").compactMap { line in
                let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
                guard cells.count == 6, Int(cells[0]) != nil else { return nil }
                return Story(
                    person: cells[1], identifier: cells[2], finding: cells[3].split(separator: " ").map(String.init),
                    rule: cells[4], outcome: cells[5])
            }
        }
    }

    @Test func `every story of the README comes out as it says`() throws {
        let stories = try Story.all()
        #expect(stories.count == 20)
        for story in stories {
            let id = story.identifier
            let isPlate = truth.person(id)?["plates"] == id
            let fault =
                switch (story.finding[0], story.finding[1]) {
                case ("contact", let caseID):
                    truth.fault(contact: id, of: caseID, rule: story.rule, tier: story.outcome)
                case ("undeclared", let region):
                    truth.fault(undeclared: id, isVehicle: isPlate, region: region, status: story.outcome)
                case ("no", "contact"): truth.fault(noContact: id, of: story.finding[2])
                case ("no", "undeclared"): truth.fault(notUndeclared: id)
                default: "the README says neither contact nor undeclared"
                }
            #expect(fault == nil, "\(story.person)")
        }
    }

    @Test func `everybody planted is found and no near miss is`() throws {
        truth.check(
            contacts: try SampleData.text("truth/contacts.csv"),
            undeclared: try SampleData.text("truth/undeclared.csv"),
            nearMisses: try SampleData.text("truth/near_misses.csv"))
    }

    @Test func `each found person is on the list of the home grid with name, phone and address`() throws {
        let found =
            truth.contacts.map { ($0["person"] ?? "", "contact") }
            + truth.undeclared.filter { $0["kind"] == "person" }.map { ($0["subject"] ?? "", "undeclared") }
        #expect(found.count == 80)
        let byPseudonym = Dictionary(uniqueKeysWithValues: truth.people.map { (truth.pseudonym($0), $0) })
        for (pseudonym, reason) in found {
            let person = try #require(byPseudonym[pseudonym])
            let list = try night.table("grids/\(person["home_grid"] ?? "")/tasks.csv")
            let row = list.first {
                $0["name"] == person["name"] && $0["reason"] == reason && $0["address"] == person["address"]
            }
            #expect(row?["phone"] == person["phones"], "\(person["person_id"] ?? "") for \(reason)")
            #expect(row?["change"] == "new")
        }
    }

    @Test func `a vehicle is on its owner's list with the owner's name`() throws {
        let owner = try #require(truth.people.first { $0["plates"] == "浙Y10001" })
        let list = try night.table("grids/\(owner["home_grid"] ?? "")/tasks.csv")
        #expect(list.contains { $0["name"] == "浙Y10001 (\(owner["name"] ?? ""))" && $0["phone"] == owner["phones"] })
    }

    @Test func `no list names a case, a place of exposure, or anybody else`() throws {
        let exposed = try Set(
            night.text("exposures.jsonl").split(separator: "\n").compactMap {
                try Night.fields(String($0))["place"] as? String
            }
        ).subtracting([""])
        #expect(exposed.count > 10)
        let words =
            try Table.rows(SampleData.text("feeds/cases.csv")).compactMap { $0["case_id"] } + exposed.sorted()
            + Table.rows(SampleData.text("feeds/places.csv")).filter { exposed.contains($0["place_id"] ?? "") }
            .compactMap { $0["name"] }
        let found = Set(truth.contacts.compactMap { $0["person"] } + truth.undeclared.compactMap { $0["subject"] })
            .union(try night.table("categories.csv").compactMap { $0["person"] })
            .union(try night.table("alerts.csv").compactMap { $0["subject"] })
        let permitted = truth.people.filter { !truth.names($0).isDisjoint(with: found) }
        let lists = FolderFiles.paths(night.folder).filter { $0.hasSuffix("/tasks.csv") }
        #expect(lists.count == 34)
        for path in lists {
            for text in [try night.text(path), try night.text(String(path.dropLast(3)) + "jsonl")] {
                for word in words { #expect(!text.contains(word), "\(path) names \(word)") }
            }
            let gridID = path.split(separator: "/")[1]
            for row in try night.table(path) {
                let name = row["name"] ?? ""
                let owner = permitted.first {
                    (name == $0["name"] || name.hasSuffix(" (\($0["name"] ?? ""))")) && row["address"] == $0["address"]
                }
                let grids = [owner?["home_grid"], owner?["unit_grids"]].flatMap { ($0 ?? "").split(separator: ";") }
                #expect(grids.contains(gridID), "\(path): \(row["task_id"] ?? "")")
            }
        }
    }

    @Test func `the accounting of every file adds up and is in the manifest`() throws {
        let inputs = try night.manifest()["inputs"] as? [[String: Any]] ?? []
        #expect(inputs.count == (try SampleData.feeds()).count)
        for input in inputs {
            let count = { (name: String) in input[name] as? Int ?? -1 }
            #expect(count("read") == count("accepted") + count("rejected") + count("duplicate"))
        }
        #expect(inputs.reduce(0) { $0 + ($1["rejected"] as? Int ?? 0) } == 3)
        #expect(county.files(below: "inbox").isEmpty)
        #expect(county.files(below: "archive").count == inputs.count)
    }
}
