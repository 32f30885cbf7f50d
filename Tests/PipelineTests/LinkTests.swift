import Foundation
import Ledger
import Publishing
import TestSupport
import Testing
import Vault
import Vocabulary

@testable import Pipeline

/// Links between names: nothing is merged without a person's decision, and every decision can be taken back.
@Suite struct LinkTests {
    private static let key = PseudonymKey.random()
    private let suggestions = LinkSuggestions(key: Self.key, zone: .china, now: 0)

    private func number(_ text: String) -> Pseudonym { Self.key.pseudonym(of: Identifier(kind: .idNumber, text: text)) }
    private func phone(_ text: String) -> Pseudonym { Self.key.pseudonym(of: Identifier(kind: .phone, text: text)) }

    /// Rows with an ID number and a phone, by day.
    private func pairs(_ rows: [(number: String, phone: String, days: [Int64])]) -> NamePairs {
        var pairs = NamePairs()
        for row in rows {
            for day in row.days {
                pairs.add(
                    NamePairs.Pair(number: number(row.number), phone: phone(row.phone)), at: day * 86_400, zone: .china)
            }
        }
        return pairs
    }

    @Test func `a phone that stands with one number only is suggested as that person's`() {
        let seen = pairs([("A", "1", [10, 11, 12])])
        let links = suggestions.from(seen) { _ in [] }
        #expect(links.map(\.kind) == [.same] && links[0].confidence == 0.75)
        #expect(Set([links[0].one, links[0].other]) == [number("A"), phone("1")])
        #expect(suggestions.from(seen) { _ in [Self.key.pseudonym(ofPerson: "P")] }.isEmpty)
        #expect(suggestions.from(pairs([("A", "1", [10, 10, 10])])) { _ in [] }.isEmpty, "one day is not enough")
    }

    @Test func `days are local ones`() {
        let midnight = ZoneRules.china.startOfDay(18_000)
        func links(_ hours: [Int64]) -> [IdentityLink] {
            var seen = NamePairs()
            for hour in hours {
                seen.add(
                    NamePairs.Pair(number: number("A"), phone: phone("1")), at: midnight + hour * 3600, zone: .china)
            }
            return suggestions.from(seen) { _ in [] }
        }
        // In UTC the day changes at 8:00.
        #expect(links([1, 7, 9]).isEmpty)
        #expect(links([-2, -1, 1]).count == 1)
    }

    @Test func `a phone that changed hands is parted from its owner and given to the next, with dates`() throws {
        let owner = Self.key.pseudonym(ofPerson: "P")
        let links = suggestions.from(pairs([("A", "1", [10, 11, 12]), ("B", "1", [20, 21, 22])])) { name in
            name == number("A") || name == phone("1") ? [owner] : []
        }
        let same = try #require(links.first { $0.kind == .same })
        #expect([same.one, same.other].contains(number("B")) && same.from == 20 * 86_400 && same.until == nil)
        let apart = try #require(links.first { $0.kind == .apart })
        #expect([apart.one, apart.other].contains(owner) && apart.from == 20 * 86_400)
        #expect(links.count == 2)
    }

    @Test func `a phone used in turns is suggested as several people's`() {
        let owner = Self.key.pseudonym(ofPerson: "P")
        let links = suggestions.from(pairs([("A", "1", [10, 14, 20]), ("B", "1", [12, 16, 22])])) { _ in [owner] }
        #expect(links.map(\.kind) == [.apart] && links[0].from == nil && links[0].confidence == 0.5)
    }

    @Test
    func `two phones that are always together and go about are one person's, those that lie side by side are not`() {
        func walk(_ hours: Range<Int>, _ meters: Double, offset: Double = 0) -> [(at: Int64, position: Position)] {
            hours.map { hour in
                (
                    Int64(hour) * 3600,
                    Position(
                        longitude: 118 + (hour % 24 < 8 ? 0 : meters / 97_000) + offset / 97_000, latitude: 28.9)
                )
            }
        }
        let (one, two) = (phone("1"), phone("2"))
        let together = suggestions.twoPhones(one, walk(0..<72, 3000), two, walk(0..<72, 3000, offset: 40))
        #expect(together?.kind == .same && (together?.confidence ?? 0) > 0.9)
        #expect(suggestions.twoPhones(one, walk(0..<72, 0), two, walk(0..<72, 0)) == nil, "they never leave")
        #expect(suggestions.twoPhones(one, walk(0..<72, 3000), two, walk(0..<72, 0)) == nil, "one stays at home")
        #expect(suggestions.twoPhones(one, walk(0..<20, 3000), two, walk(0..<20, 3000)) == nil, "too little")
    }

    @Test func `the Wilson bound is the published one`() {
        // Wilson, 95 %: 8 of 10 gives 0.490 to 0.943; 95 of 100 gives 0.888 to 0.978.
        #expect(abs(LinkSuggestions.wilsonLower(8, of: 10) - 0.4902) < 0.0005)
        #expect(abs(LinkSuggestions.wilsonLower(95, of: 100) - 0.8883) < 0.0005)
        #expect(LinkSuggestions.wilsonLower(0, of: 0) == 0)
    }

    @Test func `an accepted link is followed inside its dates by person, and no more once taken back`() throws {
        let county = try SampleNight.ingested()
        func report() throws -> PersonReport {
            try PersonQuestion.run(
                try Workspace.openForReading(at: county.folder),
                PersonRequest(subject: "S0010", asOf: SampleData.asOf), now: County.now
            ).report
        }
        let before = try report()
        let other = try #require(
            Table.rows(SampleData.text("feeds/carrier_2020-01-22.csv")).first?["phone"])
        let list = try Links.add(
            try county.held(), "S0010", other, apart: false, from: "2020-01-23", until: "2020-01-24", by: "test",
            reason: "second phone", now: County.now)
        let link = try #require(list.rows.first)
        #expect(link.state == "accepted" && link.decisions.map(\.by) == ["test"])
        let linked = try report()
        let name = try #require(linked.names.first { $0.by == link.linkID })
        #expect(name.rows > 0 && name.from != nil && name.until != nil)
        let own = linked.trail.filter { line in line.sources.contains { $0.feed == "carrier" } }
        let day = { (moment: Int64) in CivilDate(dayNumber: ZoneRules.china.localDay(at: moment)).text }
        let added = own.filter { line in !before.trail.contains { $0.sources == line.sources } }
        #expect(
            !added.isEmpty
                && added.allSatisfy { ["2020-01-23", "2020-01-24", "2020-01-25"].contains(day($0.span.start)) })
        _ = try Links.decide(
            try county.held(), link.linkID, "undone", from: nil, until: nil, by: "test", reason: "brother's",
            now: County.now)
        #expect(try report().json(zone: .china) == before.json(zone: .china))
        let again = try #require(throws: Failure.self) {
            try Links.decide(
                try county.held(), link.linkID, "undone", from: nil, until: nil, by: "test", reason: "again",
                now: County.now)
        }
        #expect(again.outcome == .usage)
        let shown = try Links.list(try Workspace.openForReading(at: county.folder), about: "S0010", state: nil)
        #expect(shown.rows.first?.decisions.map(\.state) == ["accepted", "undone"])
    }

    @Test func `a case's linked phone extends its itinerary inside the link's dates, one parted from it does not`()
        throws
    {
        let county = try SampleNight.ingested()
        func trail() throws -> [TrailLine] {
            try Trace.run(
                try Workspace.openForReading(at: county.folder), TraceRequest(caseID: "S01", asOf: SampleData.asOf),
                now: County.now, reporter: SilentReporter()
            ).report.trail
        }
        func phoneRows(_ trail: [TrailLine]) -> Int {
            trail.reduce(0) { $0 + $1.sources.count { $0.feed == "carrier" } }
        }
        let before = try trail()
        let number = try #require(
            Table.rows(SampleData.text("feeds/cases.csv")).first { $0["case_id"] == "S01" }?["id_number"])
        let phone = try #require(Table.rows(SampleData.text("feeds/carrier_2020-01-25.csv")).first?["phone"])
        let list = try Links.add(
            try county.held(), number, phone, apart: false, from: "2020-01-25", until: "2020-01-25", by: "test",
            reason: "second phone", now: County.now)
        let linked = try trail()
        #expect(phoneRows(linked) > phoneRows(before))
        let day = TimeSpan(
            ZoneRules.china.startOfDay(CivilDate(year: 2020, month: 1, day: 25).dayNumber),
            ZoneRules.china.startOfDay(CivilDate(year: 2020, month: 1, day: 26).dayNumber) + 3600)
        for line in linked where !before.contains(line) && line.kind != .gap {
            #expect(line.span.overlaps(day))
        }
        _ = try Links.decide(
            try county.held(), try #require(list.rows.first).linkID, "undone", from: nil, until: nil, by: "test",
            reason: "not his", now: County.now)
        #expect(try trail() == before)
    }

    @Test func `a purge forgets links as old as the cases that go, unless a hold keeps one of the two`() throws {
        let aged = try AgedCounty()
        let day: Int64 = 86_400
        let asOf = ZoneRules.china.startOfDay(CivilDate(year: 2020, month: 1, day: 28).dayNumber)
        let names = ["15400000001", "15400000002"].map { Identifier(kind: .phone, text: $0) }
        func add(_ person: String, _ phone: Identifier, daysAgo: Int64) throws -> String {
            let list = try Links.add(
                try aged.county.held(), person, phone.text, apart: false, from: nil, until: nil, by: "test",
                reason: "told so", now: asOf - daysAgo * day)
            return try #require(list.rows.first).linkID
        }
        func left() throws -> Set<String> {
            Set(try aged.county.held().ledger.read { try $0.links() }.map(\.linkID))
        }
        let old = try add("1", names[1], daysAgo: 62)
        let new = try add("2", names[0], daysAgo: 60)
        let held = try add("1", AgedCounty.gone, daysAgo: 90)
        #expect(try left() == [old, new, held])
        _ = try LegalHolds.place(
            try aged.county.held(),
            LegalHolds.Request(
                kind: "person", target: try aged.county.key.pseudonym(of: AgedCounty.gone).text, reason: "court",
                until: "2020-12-31"), now: County.now)
        try aged.purge()
        #expect(try left() == [new, held])
    }

    @Test func `two identifiers of one person are parted by their owner, and where nothing is to part it is refused`()
        throws
    {
        let county = try SampleNight.ingested()
        let key = try county.key
        let person = key.pseudonym(ofPerson: "S0010")
        let phone = key.pseudonym(of: Identifier(kind: .phone, text: "15490000010"))
        let stranger = key.pseudonym(of: Identifier(kind: .phone, text: "15490000013"))
        func add(_ one: String, _ other: String, apart: Bool) throws -> LinkRow {
            let list = try Links.add(
                try county.held(), one, other, apart: apart, from: nil, until: nil, by: "test", reason: "told so",
                now: County.now)
            return try #require(list.rows.first)
        }
        func names() throws -> Set<Pseudonym> {
            let report = try PersonQuestion.run(
                try Workspace.openForReading(at: county.folder), PersonRequest(subject: "S0010", asOf: SampleData.asOf),
                now: County.now
            ).report
            return Set(report.names.map(\.name))
        }
        #expect(try names().contains(phone))
        // The phone first: still it is what goes.
        let parted = try add("15490000010", "999001197802110101", apart: true)
        #expect(Set([parted.one, parted.other]) == Set([person, phone]))
        let left = try names()
        #expect(!left.contains(phone) && left.contains(person))
        // Somebody else's phone, until a link joins the two.
        let failure = #expect(throws: Failure.self) { try add("S0010", "15490000013", apart: true) }
        #expect(failure?.outcome == .usage && failure?.description.contains("\n") == false)
        _ = try add("S0010", "15490000013", apart: false)
        #expect(try names().contains(stranger))
        _ = try add("S0010", "15490000013", apart: true)
        #expect(try !names().contains(stranger))
    }

    @Test func `an acceptance's dates go when it is taken back, and each decision keeps its own`() throws {
        let county = try SampleNight.ingested()
        func row(_ list: LinkList) throws -> LinkRow { try #require(list.rows.first) }
        func add() throws -> LinkRow {
            try row(
                Links.add(
                    try county.held(), "S0010", "15490000013", apart: false, from: "2020-01-23", until: nil, by: "test",
                    reason: "told so", now: County.now))
        }
        func decide(_ linkID: String, _ state: String, from: String? = nil, until: String? = nil) throws -> LinkRow {
            try row(
                Links.decide(
                    try county.held(), linkID, state, from: from, until: until, by: "test", reason: "asked again",
                    now: County.now))
        }
        func midnight(_ day: Int) -> Int64 {
            ZoneRules.china.startOfDay(CivilDate(year: 2020, month: 1, day: day).dayNumber)
        }
        let added = try add()
        #expect(added.from == midnight(23) && added.until == nil)
        let undone = try decide(added.linkID, "undone")
        #expect(undone.from == midnight(23) && undone.until == nil)
        let narrowed = try decide(added.linkID, "accepted", from: "2020-01-24", until: "2020-01-25")
        #expect(narrowed.from == midnight(24) && narrowed.until == midnight(26) - 1)
        let rejected = try decide(added.linkID, "rejected")
        #expect(rejected.from == midnight(23) && rejected.until == nil)
        _ = try decide(added.linkID, "accepted", until: "2020-01-25")
        _ = try decide(added.linkID, "undone")
        let again = try add()
        #expect(again.linkID == added.linkID && again.state == "accepted")
        #expect(again.from == midnight(23) && again.until == nil)
        let kept = try county.held().ledger.read { try $0.decisions(of: added.linkID) }
        #expect(kept.map(\.state) == [.accepted, .undone, .accepted, .rejected, .accepted, .undone, .accepted])
        let last = midnight(26) - 1
        let starts: [Int64?] = [23, 23, 24, 23, 23, 23, 23].map { midnight($0) }
        let ends: [Int64?] = [nil, nil, last, nil, last, nil, nil]
        #expect(kept.map(\.from) == starts)
        #expect(kept.map(\.until) == ends)
    }

    @Test func `suggestions change no answer, and a rejected one stays rejected`() throws {
        let county = try SampleNight.ingested()
        // A phone that nobody owns, in rows with one ID number on three days.
        try county.deliver(
            "visit_extra.csv",
            text: "place_id,id_number,phone,kind,start\n"
                + (24...26).map { "CRD-S1,999001197802110101,15490009999,cafe,2020-01-\($0) 10:00:00\n" }.joined())
        try county.ingest()
        // While the rows are kept.
        let now = ZoneRules.china.startOfDay(CivilDate(year: 2020, month: 1, day: 29).dayNumber)
        #expect(try Links.suggest(try county.held(), about: nil, now: County.now).rows.isEmpty)
        let list = try Links.suggest(try county.held(), about: nil, now: now)
        let phone = try county.key.pseudonym(of: Identifier(kind: .phone, text: "15490009999"))
        let found = try #require(list.rows.first { $0.one == phone || $0.other == phone })
        #expect(found.kind == "same" && found.state == "suggested" && !found.reasons.joined().contains("1549"))
        let report = try PersonQuestion.run(
            try Workspace.openForReading(at: county.folder), PersonRequest(subject: "S0010", asOf: SampleData.asOf),
            now: County.now
        ).report
        #expect(report.suggestions == 1 && !report.names.contains { $0.name == phone })
        _ = try Links.decide(
            try county.held(), found.linkID, "rejected", from: nil, until: nil, by: "test", reason: "no",
            now: County.now)
        let again = try Links.suggest(try county.held(), about: nil, now: now)
        #expect(!again.rows.contains { $0.linkID == found.linkID })
    }

    @Test func `a moment that cannot be read is told with its own option`() throws {
        let county = try SampleNight.ingested()
        let typed: [(String?, String?, String)] = [("rubbish", nil, "--from: "), (nil, "rubbish", "--until: ")]
        for (from, until, option) in typed {
            let failure = #expect(throws: Failure.self) {
                try Links.add(
                    try county.held(), "S0010", "15490000013", apart: false, from: from, until: until, by: "test",
                    reason: "told so", now: County.now)
            }
            #expect(failure?.outcome == .usage && failure?.description.hasPrefix(option) == true)
        }
    }

    @Test func `the audit is told whose names were linked, decided about or listed`() throws {
        let county = try SampleNight.ingested()
        let key = try county.key
        let both = Set([
            key.pseudonym(ofPerson: "S0010"), key.pseudonym(of: Identifier(kind: .phone, text: "15490000013")),
        ])
        // Whom the audit named before an answer.
        func told(_ command: (Workspace) throws -> LinkList) throws -> (link: String?, names: Set<Pseudonym>) {
            let list = try command(try county.held())
            let lines = String(decoding: try county.bytes("audit/audit.jsonl"), as: UTF8.self).split(separator: "\n")
            let last = try lines.map { line in
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            }.last { $0["event"] as? String == "showed" }
            let names = last?["subjects"] as? [String] ?? []
            return (list.rows.first?.linkID, Set(names.compactMap { Pseudonym(text: $0) }))
        }
        let added = try told {
            try Links.add(
                $0, "S0010", "15490000013", apart: false, from: nil, until: nil, by: "test", reason: "told so",
                now: County.now)
        }
        #expect(added.names == both)
        let link = try #require(added.link)
        let undone = try told {
            try Links.decide(
                $0, link, "undone", from: nil, until: nil, by: "test", reason: "not so", now: County.now)
        }
        #expect(undone.names == both)
        let listed = try told { try Links.list($0, about: "S0010", state: nil) }
        #expect(listed.names == both)
        let all = try told { try Links.list($0, about: nil, state: nil) }
        #expect(all.link == link && all.names == both)
    }

    @Test func `disputed rows suggest nothing`() throws {
        let county = try County.sample()
        try county.deliver(
            "visit_extra.csv",
            text: "place_id,id_number,phone,kind,start\n"
                + (24...26).map { "CRD-S1,999001197802110101,15490009999,cafe,2020-01-\($0) 10:00:00\n" }.joined())
        try county.ingest()
        let phone = try county.key.pseudonym(of: Identifier(kind: .phone, text: "15490009999"))
        var request = CorrectRequest(reason: "wrong_person", by: "test", note: "not his phone")
        (request.person, request.feed) = (phone.text, "visit")
        let appeal = try Correct.open(try county.held(), request, now: County.now)
        #expect(appeal.rows == 3)
        let now = ZoneRules.china.startOfDay(CivilDate(year: 2020, month: 1, day: 29).dayNumber)
        let list = try Links.suggest(try county.held(), about: nil, now: now)
        #expect(!list.rows.contains { $0.one == phone || $0.other == phone })
    }
}
