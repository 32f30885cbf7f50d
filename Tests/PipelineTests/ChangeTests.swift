import Foundation
import TestSupport
import Testing
import Vault
import Vocabulary

/// What differs between two nights, and why.
@Suite struct ChangeTests {
    private let county: County
    private let feeds: [String: [UInt8]]

    init() throws {
        county = try County(feeds: SampleData.path("tracegrid-feeds.yaml"))
        feeds = try SampleData.feeds()
    }

    /// A feed without the lines that hold one of some words, and a file of those lines.
    private func cut(_ name: String, _ words: [String]) throws -> (rest: [UInt8], lines: [UInt8]) {
        let lines = try SampleData.text("feeds/\(name)").split(separator: "\n").map(String.init)
        let header = name.hasSuffix(".csv") ? lines.prefix(1) : []
        let out = lines.dropFirst(header.count).filter { line in words.contains { line.contains($0) } }
        try #require(!out.isEmpty)
        let text = { (lines: [String]) in Array((lines.joined(separator: "\n") + "\n").utf8) }
        return (text(lines.filter { !out.contains($0) }), text(header + out))
    }

    private func changes(_ night: Night, _ kind: String) throws -> [Table.Row] {
        try night.table("changes.csv").filter { $0["kind"] == kind }
    }

    @Test func `late rows of an old day make a new contact, because of new data`() throws {
        let late = try cut("visits_venues.jsonl", ["99900119580716015X"])
        try county.deliver(feeds.merging(["visits_venues.jsonl": late.rest]) { $1 })
        let first = try county.night()
        try county.deliver(["visits_late.jsonl": late.lines])
        let second = try county.night()
        #expect(second.runID != first.runID && !second.isRepeated)
        let truth = try Truth(people: try SampleData.text("feeds/people.csv"), night: second, key: try county.key)
        #expect(truth.fault(contact: "99900119580716015X", of: "S01", rule: "venue.shared", tier: "close") == nil)
        let contacts = try changes(second, "contact")
        let guest = try #require(truth.person("99900119580716015X"))
        let new = truth.contacts.first { $0["person"] == truth.pseudonym(guest) }
        #expect(contacts.map { $0["id"] } == [new?["contact_id"]])
        #expect(contacts.first?["change"] == "new" && contacts.first?["why"] == "new data")
        #expect(new?["change"] == "new")
        #expect(try changes(second, "task").map { $0["change"] } == ["new"])
        #expect(try second.table("contacts.csv").count { $0["change"] == "unchanged" } == truth.contacts.count - 1)
    }

    @Test func `a longer stay that arrives late changes its contact`() throws {
        try county.deliver(feeds)
        let first = try county.night()
        // The same guest at the same tables, from an hour before to a minute after he first sat down: with the case.
        let line = try #require(
            SampleData.text("feeds/visits_venues.jsonl").split(separator: "\n").first {
                $0.contains("99900119580716015X")
            })
        var stay = try Night.fields(String(line))
        let formatter = ISO8601DateFormatter()
        let start = try #require(formatter.date(from: stay["start"] as? String ?? ""))
        stay["start"] = formatter.string(from: start - 3600)
        stay["end"] = formatter.string(from: start + 60)
        try county.deliver(["visits_late.jsonl": Array(try JSONSerialization.data(withJSONObject: stay)) + [10]])
        let second = try county.night()
        let contacts = try changes(second, "contact")
        #expect(contacts.map { $0["change"] } == ["changed"] && contacts.map { $0["why"] } == ["new data"])
        #expect(second.changes["changed"] == 1 && second.changes["new"] == 0 && second.changes["withdrawn"] == 0)
        #expect(second.changes["unchanged"] == (first.changes["new"] ?? 0) - 1)
    }

    @Test func `an added case brings its contacts as new, because of the case`() throws {
        let cases = try cut("cases.csv", ["S02"])
        let parts = try cut("itineraries.csv", ["S02"])
        try county.deliver(feeds.merging(["cases.csv": cases.rest, "itineraries.csv": parts.rest]) { $1 })
        let first = try county.night()
        #expect(try first.table("contacts.csv").allSatisfy { $0["case_id"] != "S02" })
        try county.deliver(["cases_late.csv": cases.lines, "itineraries_late.csv": parts.lines])
        let second = try county.night()
        let contacts = try changes(second, "contact")
        #expect(contacts.count == 4)
        for row in contacts { #expect(row["about"] == "S02" && row["change"] == "new" && row["why"] == "new case") }
        #expect(try changes(second, "undeclared").isEmpty)
    }

    @Test func `a contact of a case that was known without contacts is new data, not a new case`() throws {
        let pupils = ["99900120100119018X", "999001201002200191", "999001201003210201", "999001201004220217"]
        let visits = try cut("visits_venues.jsonl", pupils)
        try county.deliver(feeds.merging(["visits_venues.jsonl": visits.rest]) { $1 })
        let first = try county.night()
        #expect(try first.table("contacts.csv").allSatisfy { $0["case_id"] != "S02" })
        try county.deliver(["visits_late.jsonl": visits.lines])
        let contacts = try changes(try county.night(), "contact")
        #expect(contacts.count == 4)
        for row in contacts { #expect(row["about"] == "S02" && row["change"] == "new" && row["why"] == "new data") }
    }

    @Test func `a declaration that covers the journey withdraws the finding and its task`() throws {
        try county.deliver(feeds)
        let first = try county.night()
        try county.deliver(
            "declarations_late.csv",
            text: """
                id_number,phone,declared_at,travelled,region,from,to,companions
                999001197602020013,,2020-01-28 12:00:00,yes,9942,2020-01-20,2020-01-28,

                """)
        let second = try county.night()
        let truth = try Truth(people: try SampleData.text("feeds/people.csv"), night: second, key: try county.key)
        #expect(truth.fault(notUndeclared: "999001197602020013") == nil)
        for kind in ["undeclared", "task"] {
            let rows = try changes(second, kind)
            #expect(rows.map { $0["change"] } == ["withdrawn"], "\(kind)")
            #expect(rows.map { $0["why"] } == ["new data"], "\(kind)")
        }
        // The grid worker is told to stop looking.
        let person = try #require(truth.person("999001197602020013"))
        let list = try second.table("grids/\(person["home_grid"] ?? "")/tasks.csv")
        #expect(list.first { $0["name"] == person["name"] }?["change"] == "withdrawn")
        #expect(try first.table("undeclared.csv").count == (try second.table("undeclared.csv").count) + 1)
    }

    @Test func `another policy is why rows differ`() throws {
        try county.deliver(feeds)
        let first = try county.night()
        let settings = String(decoding: try county.bytes("tracegrid.yaml"), as: UTF8.self)
        try county.scratch.write(
            "county/tracegrid.yaml", text: settings.replacing("policy: cn-nhc-v9", with: "policy: who-2022"))
        let second = try county.night()
        #expect(second.runID != first.runID)
        let rows = try second.table("changes.csv")
        #expect(!rows.isEmpty && rows.allSatisfy { $0["why"] == "policy" })
        #expect(try second.table("contacts.csv").allSatisfy { $0["policy"] == "who-2022" })
    }

    @Test func `observations after the as-of moment do not count, by date and by time`() throws {
        try county.deliver(feeds)
        try county.ingest()
        let start = { (row: Table.Row) in row["last_seen"] ?? "" }
        let evening = try county.screen("2020-01-24T12:00:00+08:00")
        #expect(evening.folder.hasSuffix("runs/2020-01-24T12:00:00+08:00/\(evening.runID)"))
        let seen = try evening.table("undeclared.csv").map(start)
        #expect(!seen.isEmpty && seen.allSatisfy { $0 <= "2020-01-24T12:00:00+08:00" })
        #expect(try evening.table("contacts.csv").isEmpty, "no case was confirmed by then")
        let day = try county.screen("2020-01-24")
        #expect(day.folder.hasSuffix("runs/2020-01-24/\(day.runID)"))
        #expect(try day.table("undeclared.csv").contains { start($0) > "2020-01-24T12:00:00+08:00" })
        #expect(try day.table("undeclared.csv").allSatisfy { start($0) < "2020-01-25" })
        let same = try county.screen("2020-01-24T04:00:00Z")
        #expect(same.runID == evening.runID)
        // The day's last second is the same moment as the date.
        let last = try county.screen("2020-01-28T23:59:59+08:00")
        #expect(try last.text("contacts.csv").split(separator: "\n").count == 74)
    }

    @Test func `a later night tells what the look-back has left behind`() throws {
        try county.deliver(feeds)
        try county.night()
        let later = try county.night("2020-02-20")
        let rows = try changes(later, "undeclared")
        #expect(!rows.isEmpty && rows.allSatisfy { $0["change"] == "withdrawn" })
    }
}
