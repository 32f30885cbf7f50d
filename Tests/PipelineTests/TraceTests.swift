import Foundation
import Publishing
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

/// `trace`: one case now, against what a night finds for it.
@Suite struct TraceTests {
    /// Contacts and exposures of one case as files have them, without what only a run knows.
    private struct Lists: Equatable {
        var contacts: Set<[String: String]>
        var exposures: Set<String>

        init(contacts: [Table.Row], exposures: String, caseID: String) {
            self.contacts = Set(
                contacts.filter { $0["case_id"] == caseID }.map { row in
                    row.filter { !["change", "task_id"].contains($0.key) }
                })
            self.exposures = Set(
                exposures.split(separator: "\n").map(String.init).filter { $0.contains("\"case_id\":\"\(caseID)\"") })
        }
    }

    private func answer(_ county: County, _ request: TraceRequest) throws -> Trace.Answer {
        try Trace.run(
            try Workspace.openForReading(at: county.folder), request, now: County.now, reporter: SilentReporter())
    }

    /// Holds every case's trace to the night's lists; gives how many contacts there were.
    private func compare(_ county: County, _ night: Night, asOf: String) throws -> Int {
        let cases = try night.table("windows.csv").compactMap { $0["case_id"] }
        #expect(cases.count > 1)
        let (contacts, exposures) = (try night.table("contacts.csv"), try night.text("exposures.jsonl"))
        var found = 0
        for caseID in cases {
            let answer = try answer(county, TraceRequest(caseID: caseID, asOf: asOf))
            let folder = county.scratch.path("trace-\(caseID)")
            #expect(try answer.write(to: folder).count == 4)
            let files = try Lists(
                contacts: Table.rows(county.scratch.text("trace-\(caseID)/contacts.csv")),
                exposures: county.scratch.text("trace-\(caseID)/exposures.jsonl"), caseID: caseID)
            let listed = Lists(contacts: contacts, exposures: exposures, caseID: caseID)
            #expect(files == listed, "case \(caseID)")
            found += files.contacts.count
        }
        return found
    }

    @Test(arguments: ["cn-nhc-v9", "chengdu-stc", "who-2022", "hamagen-2020-05"])
    func `each case's contacts are the night's, to the last word`(policy: String) throws {
        let county = try County(policy: policy, feeds: SampleData.path("tracegrid-feeds.yaml"))
        try county.deliver(SampleData.feeds())
        let night = try county.night()
        let found = try compare(county, night, asOf: SampleData.asOf)
        #expect(found == (try night.table("contacts.csv").count))
        if policy == "cn-nhc-v9" { #expect(found == 73) }
    }

    @Test func `in a generated city too, with contacts of contacts and cases that met`() throws {
        let city = try CityFolder(people: 3000, days: 9, cases: 12, carrierRows: 60_000, seed: 61)
        let county = try County(policy: "cn-nhc-v5")
        try city.move(into: county)
        let night = try county.night(city.asOf)
        #expect(try compare(county, night, asOf: city.asOf) > 20)
    }

    @Test func `the itinerary has the reported parts, the case's own rows, and its holes`() throws {
        let county = try SampleNight.ingested()
        let report = try answer(county, TraceRequest(caseID: "S01", asOf: SampleData.asOf)).report
        let told = report.trail.filter { $0.sources.contains { $0.feed == "reported" } }
        #expect(told.count >= report.window.reported && report.window.reported > 0)
        let gaps = report.trail.filter { $0.kind == .gap }
        #expect(!gaps.isEmpty)
        for gap in gaps {
            #expect(gap.span.seconds > TrailGround.gapSeconds)
            let known = report.trail.filter { $0.kind != .gap }
            #expect(!known.contains { $0.span.start < gap.span.end && gap.span.start < $0.span.end })
        }
        let window = try #require(report.window.window)
        #expect(
            report.trail.allSatisfy { $0.kind == .ride || window.start <= $0.span.start && $0.span.end <= window.end })
        // Somebody shared a room with C001.
        let shared = try answer(county, TraceRequest(caseID: "C001", asOf: SampleData.asOf)).report
        #expect(shared.contacts.contains { $0.bonds == ["SAME_ROOM"] })
        for tier in Tier.allCases {
            let bonds = shared.contacts.filter { $0.contact.tier == tier }.map { $0.bonds.isEmpty }
            #expect(bonds == bonds.sorted { !$0 && $1 }, "companions first in \(tier.rawValue)")
        }
    }

    @Test func `since leaves out who was exposed before, and changes nobody's tier`() throws {
        let county = try SampleNight.ingested()
        let all = try answer(county, TraceRequest(caseID: "S01", asOf: SampleData.asOf)).report
        let since = try answer(county, TraceRequest(caseID: "S01", asOf: SampleData.asOf, since: "2020-01-26")).report
        #expect(since.contacts.count + since.leftOut == all.contacts.count)
        #expect(since.leftOut > 0 && !since.contacts.isEmpty)
        let tiers = Dictionary(uniqueKeysWithValues: all.contacts.map { ($0.contact.contactID, $0.contact) })
        for traced in since.contacts { #expect(tiers[traced.contact.contactID] == traced.contact) }
    }

    @Test func `a typed itinerary finds who was there, and is kept nowhere`() throws {
        let county = try SampleNight.ingested()
        let before = try county.bytes("tracegrid.sqlite")
        let parts = try Table.rows(SampleData.text("feeds/itineraries.csv")).filter {
            $0["case_id"] == "S01" && $0["place_id"] == "CRD-S1"
        }
        let part = try #require(parts.first)
        let typed = "\(part["start"] ?? "")..\(part["end"] ?? "") @ CRD-S1"
        let report = try answer(county, TraceRequest(caseID: nil, parts: [typed], asOf: SampleData.asOf)).report
        #expect(report.isDry && report.window.reported == 1)
        let real = try answer(county, TraceRequest(caseID: "S01", asOf: SampleData.asOf)).report
        func guests(_ report: TraceReport) -> Set<Pseudonym> {
            Set(
                report.contacts.filter {
                    $0.contact.exposures.contains { $0.rule == "venue.shared" && $0.place == "CRD-S1" }
                }
                .map(\.contact.person))
        }
        #expect(!guests(real).isEmpty && guests(report).isSuperset(of: guests(real)))
        #expect(try county.bytes("tracegrid.sqlite") == before)
        #expect(try Trace.state(of: Workspace.openForReading(at: county.folder)) > 0)
    }

    @Test(arguments: [
        ("2020-01-26 08:00 @ CRD-S1", "one .."), ("2020-01-26 08:00..09:00 CRD-S1", "no @"),
        ("2020-01-26 09:00..08:00 @ CRD-S1", "ends before"), ("2020-01-26 08:00..09:00 @ nowhere", "no place nowhere"),
        ("26.1. 08:00..09:00 @ CRD-S1", "cannot be read"),
    ])
    func `a part that cannot be read is told with how to write it`(typed: String, why: String) throws {
        let county = try SampleNight.ingested()
        let failure = try #require(throws: Failure.self) {
            try answer(county, TraceRequest(caseID: nil, parts: [typed], asOf: SampleData.asOf))
        }
        #expect(failure.outcome == .usage && failure.description.contains(why), "\(failure.description)")
        #expect(failure.description.contains("place_id"))
    }

    @Test func `where nothing could be seen, nobody is no comfort`() throws {
        let county = try SampleNight.ingested()
        func typed(_ part: String, _ asOf: String?) throws -> TraceReport {
            try answer(county, TraceRequest(caseID: nil, parts: [part], asOf: asOf)).report
        }
        let part = "2020-01-26 14:00..16:00 @ CRD-S1"
        #expect(try typed(part, SampleData.asOf).warnings.isEmpty)
        let late = try #require(throws: Failure.self) { try typed(part, "2020-01-25") }
        #expect(late.outcome == .usage && late.description.contains("after 2020-01-25"))
        #expect(try typed(part, "2021-01-01").warnings.contains { $0.hasPrefix("TYPED_TOO_OLD") })
        let day = try typed("2020-01-29 22:00..24:00 @ CRD-S1", "2020-01-30")
        #expect(day.warnings.contains { $0.hasPrefix("TYPED_TOO_NEW") })
        #expect(day.trail.contains { $0.span.seconds == 7200 })
    }

    @Test(arguments: [80, 100, 120, 200])
    func `no line is wider than the terminal, names and phones are whole`(width: Int) throws {
        let county = try SampleNight.ingested()
        let report = try answer(
            county, TraceRequest(caseID: "S01", asOf: SampleData.asOf, identifies: true)
        ).report
        let lines = report.lines(zone: .china, width: width)
        for line in lines { #expect(TerminalTable.width(of: line) <= width, "\(line)") }
        #expect(lines.contains { $0.contains("卫打牌") && $0.contains("15490000015") })
    }

    @Test func `nobody's case is told, and names need the key`() throws {
        let county = try SampleNight.ingested()
        let unknown = try #require(throws: Failure.self) {
            try answer(county, TraceRequest(caseID: "s01", asOf: SampleData.asOf))
        }
        #expect(unknown.outcome == .usage && unknown.description.contains("did you mean S01?"))
        let named = try answer(county, TraceRequest(caseID: "S01", asOf: SampleData.asOf, identifies: true)).report
        #expect(named.contacts.contains { $0.identity?.name == "卫打牌" })
        try FileManager.default.removeItem(atPath: county.folder + "/keys/identity.key")
        let sealed = try #require(throws: Failure.self) {
            try answer(county, TraceRequest(caseID: "S01", asOf: SampleData.asOf, identifies: true))
        }
        #expect(sealed.outcome == .notPermitted)
        let bare = try answer(county, TraceRequest(caseID: "S01", asOf: SampleData.asOf))
        let text = bare.report.lines(zone: .china, width: 200).joined() + bare.report.json(zone: .china)
        #expect(!text.contains("卫打牌") && !text.contains("1549"))
    }

    @Test func `the map is one page that loads nothing and escapes names`() throws {
        let county = try SampleNight.ingested()
        let workspace = try Workspace.openForReading(at: county.folder)
        let html = try answer(county, TraceRequest(caseID: "S01", asOf: SampleData.asOf)).map(workspace)
        #expect(html.contains("default-src 'none'") && html.contains("<svg viewBox"))
        #expect(
            !html.contains("http://") && !html.contains("https://") && !html.contains("src=") && !html.contains("href=")
        )
        let evil = MapPage(
            title: "</title><script>alert(1)</script>", lines: [], trail: [], meetings: [], areas: [])
        #expect(!evil.html(zone: .china).contains("<script>alert"))
    }
}
