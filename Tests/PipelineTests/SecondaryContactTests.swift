import Assessment
import Matching
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline
@testable import Policy

/// Contacts of contacts in time order, against a comparison of everybody with everybody.
@Suite struct SecondaryContactTests {
    static let rule = SecondaryRule(
        ofTiers: [.close], fromTiers: [.close], isolatedBy: [.checkins, .feedback], isolationDayCounts: true,
        rules: ["venue"], tier: .secondary, source: "")
    private static let asOf: Int64 = 1_580_700_000

    private static func person(_ number: UInt64) -> Pseudonym { Pseudonym(kind: .person, high: number, low: 0) }
    private static func card(_ number: UInt64) -> Pseudonym { Pseudonym(kind: .idNumber, high: number, low: 0) }

    private static func visit(_ number: UInt64, _ place: String, _ start: Int64, _ end: Int64) -> Observation {
        var row = Observation(feed: .visit, span: TimeSpan(start, end))
        (row.idNumber, row.place) = (card(number), place)
        row.source = RowSource(file: 1, line: UInt32(number * 1000) + UInt32(start % 1000), digest: 0)
        return row
    }

    /// A small town: people 1...9, of whom 1 is the case; who met it is a close contact.
    struct Town {
        var rows: [Observation] = []
        var isolations = Isolations()
        var rule = SecondaryContactTests.rule
        let directory = PersonDirectory(
            persons: (1...9).map {
                Person(
                    pseudonym: SecondaryContactTests.person($0), identifiers: [SecondaryContactTests.card($0)])
            })

        /// A visit in minutes.
        mutating func add(_ number: UInt64, _ place: String, _ from: Int64, _ to: Int64) {
            rows.append(SecondaryContactTests.visit(number, place, 1_580_500_000 + from * 60, 1_580_500_000 + to * 60))
        }

        private func policy(_ rules: [Rule]) throws -> Policy {
            var policy = try PolicyReader.policy(of: try PolicyShelf.chain(of: "cn-nhc-v8"))
            policy.rules = rules
            return policy
        }

        private var venue: Rule {
            Rule(
                id: "venue", setting: "venue", tier: .close, source: "", minMinutes: 0, cumulativeHours: 0,
                maxGapSeconds: 60, residualSeconds: 0,
                kind: .place(PlaceRule(feeds: [.visit], kinds: [], scope: .place, slackSeconds: 0)))
        }

        private func match(_ index: CaseIndex) -> [HitSet] {
            var hits = HitSet()
            var block = ObservationBlock(feed: .visit)
            for row in rows { block.append(row) }
            index.match(block, into: &hits)
            return [hits]
        }

        var caseSubjects: [String: Set<Pseudonym>] {
            ["C": [SecondaryContactTests.card(1), SecondaryContactTests.person(1)]]
        }

        func direct() throws -> [Contact] {
            let parts = rows.filter { $0.idNumber == SecondaryContactTests.card(1) }.map {
                ItineraryPart(caseID: "C", kind: $0.span.seconds > 0 ? .stay : .point, span: $0.span, place: $0.place)
            }
            let index = CaseIndex(
                parts: parts, caseSubjects: caseSubjects, rules: [venue], places: [:],
                timetable: Timetable(stops: []), openEndHours: [:], zone: .china, registered: directory.registered)
            return contacts(
                from: index.exposures(of: match(index)), directory: directory, caseSubjects: caseSubjects,
                score: try policy([venue]).score
            ) { $0 + "/" + $1.text }
        }

        func secondary() throws -> SecondaryContacts.Found {
            let search = SecondaryContacts(
                rule: rule, policy: try policy([venue]), directory: directory, places: [:],
                timetable: Timetable(stops: []), vehicles: [], isolations: isolations, zone: .china,
                asOf: SecondaryContactTests.asOf)
            return try search.found(
                from: try direct(), caseSubjects: caseSubjects,
                read: { names, feeds, _ in
                    #expect(feeds.contains(.visit))
                    return names.reduce(into: [:]) { found, name in
                        found[name] = rows.filter { $0.idNumber == name }
                    }
                }, match: { index, _ in index.report(of: match(index)) })
        }

        /// `7 via 5 at bar 60-90` for every meeting, in minutes.
        func told() throws -> [String] {
            try secondary().exposures.map { exposure in
                Self.line(
                    exposure.subject.high, exposure.via?.high ?? 0, exposure.place, exposure.span)
            }.sorted()
        }

        static func line(_ subject: UInt64, _ via: UInt64, _ place: String, _ span: TimeSpan) -> String {
            "\(subject) via \(via) at \(place) \((span.start - 1_580_500_000) / 60)-\((span.end - 1_580_500_000) / 60)"
        }
    }

    @Test func `whom a contact met after its own exposure is a secondary contact, and nobody before`() throws {
        var town = Town()
        town.add(1, "cafe", 100, 160)
        town.add(5, "cafe", 120, 200)
        town.add(5, "bar", 300, 360)
        town.add(6, "bar", 330, 400)
        town.add(5, "gym", 10, 60)
        town.add(7, "gym", 10, 60)
        // The next guest of the table where the contact stayed on.
        town.add(8, "cafe", 170, 190)
        #expect(try town.told() == ["6 via 5 at bar 330-360", "8 via 5 at cafe 170-190"])
        let found = try town.secondary()
        #expect(found.sources == 1)
        #expect(found.exposures.allSatisfy { $0.tier == .secondary && $0.flags == ["VIA_CONTACT"] && $0.caseID == "C" })
        let list = contacts(
            from: try town.direct().flatMap(\.exposures) + found.exposures, directory: town.directory,
            caseSubjects: town.caseSubjects, score: ScoreRule.none
        ) { $0 + "/" + $1.text }
        #expect(list.map(\.tier) == [.close, .secondary, .secondary])
    }

    @Test func `a stay that began before the exposure counts from it on`() throws {
        var town = Town()
        town.add(1, "cafe", 100, 160)
        town.add(5, "cafe", 50, 200)
        town.add(6, "cafe", 60, 90)
        town.add(7, "cafe", 90, 99)
        town.add(8, "cafe", 161, 170)
        #expect(try town.told() == ["8 via 5 at cafe 161-170"])
    }

    @Test func `there is one step, and neither the case nor another close contact is one`() throws {
        var town = Town()
        town.add(1, "cafe", 100, 160)
        town.add(5, "cafe", 100, 160)
        town.add(4, "cafe", 100, 160)
        town.add(5, "bar", 300, 360)
        town.add(4, "bar", 300, 360)
        town.add(1, "bar", 360, 370)
        town.add(6, "bar", 300, 350)
        town.add(6, "shop", 400, 420)
        town.add(7, "shop", 400, 420)
        #expect(try town.told() == ["6 via 4 at bar 300-350", "6 via 5 at bar 300-350"])
    }

    @Test func `nobody is met after the isolation, and a policy says whether its day counts`() throws {
        var town = Town()
        town.add(1, "cafe", 0, 10)
        town.add(5, "cafe", 0, 10)
        // 1 580 500 000 is 03:46:40 of the first of February in China: that day ends 1213 minutes later.
        town.add(5, "bar", 1200, 1230)
        town.add(6, "bar", 1200, 1230)
        let day = ZoneRules.china.localDay(at: 1_580_500_000)
        #expect(try town.told() == ["6 via 5 at bar 1200-1230"])
        town.isolations.add(Self.card(5), day: day)
        #expect(try town.told() == ["6 via 5 at bar 1200-1213"])
        town.rule.isolationDayCounts = false
        #expect(try town.told().isEmpty)
        town.rule.isolationDayCounts = true
        town.isolations.add(Self.person(5), at: 1_580_500_000 + 1210 * 60)
        #expect(try town.told() == ["6 via 5 at bar 1200-1210"])
        // An isolation before the exposure is about another time.
        var before = Town()
        before.rows = town.rows
        before.isolations.add(Self.card(5), day: day - 1)
        #expect(try before.told() == ["6 via 5 at bar 1200-1230"])
    }

    @Test func `a contact that is a case, or only a plate, has no contacts here`() throws {
        var town = Town()
        town.add(1, "cafe", 100, 160)
        town.add(5, "cafe", 100, 160)
        town.add(5, "bar", 300, 360)
        town.add(6, "bar", 300, 360)
        var list = try town.direct()
        let search = SecondaryContacts(
            rule: town.rule, policy: try PolicyReader.policy(of: try PolicyShelf.chain(of: "cn-nhc-v8")),
            directory: town.directory, places: [:], timetable: Timetable(stops: []), vehicles: [],
            isolations: Isolations(),
            zone: .china, asOf: Self.asOf)
        #expect(search.sources(list).map(\.person) == [Self.person(5)])
        for flag in ["IS_CASE", "PLATE_ONLY"] {
            list[0].flags = [flag]
            #expect(search.sources(list).isEmpty)
        }
    }

    @Test func `of very many meetings by one rule the longest are listed and the rest counted`() throws {
        var town = Town()
        town.add(1, "cafe", 0, 5)
        town.add(5, "cafe", 0, 5)
        for number in 0..<20 {
            town.add(5, "bar\(number)", 10 + Int64(number) * 100, 60 + Int64(number) * 100)
            town.add(6, "bar\(number)", 10 + Int64(number) * 100, 20 + Int64(number) * 101)
        }
        let found = try town.secondary()
        #expect(found.exposures.count == SecondaryContacts.mostExposures && found.leftOut == 4)
        #expect(found.exposures.map(\.minutes).min() == 14)
        #expect(found.exposures.allSatisfy { $0.flags == ["EVIDENCE_SHORTENED", "VIA_CONTACT"] })
    }

    @Test(arguments: 0..<300) func `it equals a comparison of everybody with everybody`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var town = Town()
        for _ in 0..<Int.random(in: 4...30, using: &random) {
            let start = Int64.random(in: 0...40, using: &random) * 30
            town.add(
                UInt64.random(in: 1...9, using: &random),
                ["bar", "cafe", "gym"].randomElement(using: &random) ?? "bar",
                start, start + ([0, 30, 60, 300].randomElement(using: &random) ?? 0))
        }
        if Bool.random(using: &random) {
            town.isolations.add(
                Self.person(UInt64.random(in: 2...9, using: &random)),
                at: 1_580_500_000 + Int64.random(in: 0...40, using: &random) * 1800)
        }
        let direct = try town.direct()
        let close = Set(direct.map(\.person.high))
        var expected: [String] = []
        for contact in direct {
            guard let from = contact.exposures.map(\.span.start).min() else { continue }
            let until = town.isolations.end(
                of: [contact.person, Self.card(contact.person.high)], from: from, dayCounts: true, zone: .china,
                asOf: Self.asOf)
            for other in UInt64(2)...9 where !close.contains(other) {
                var meetings: [String: [TimeSpan]] = [:]
                for mine in town.rows where mine.idNumber == Self.card(contact.person.high) {
                    for theirs in town.rows where theirs.idNumber == Self.card(other) && theirs.place == mine.place {
                        let start = max(mine.span.start, theirs.span.start, from)
                        let end = min(mine.span.end, theirs.span.end, until)
                        if start <= end { meetings[mine.place ?? "", default: []].append(TimeSpan(start, end)) }
                    }
                }
                for (place, spans) in meetings {
                    // A minute apart is one episode.
                    let merged = TimeSpan.union(spans.map { TimeSpan($0.start, $0.end + 60) })
                    expected += merged.map {
                        Town.line(other, contact.person.high, place, TimeSpan($0.start, $0.end - 60))
                    }
                }
            }
        }
        #expect(try town.told() == expected.sorted(), "seed \(seed)")
    }
}

extension ScoreRule {
    /// A score that counts nothing.
    fileprivate static let none = ScoreRule(
        base: [:], perHour: 0, hoursCap: 0, nearPoints: 0, nearMeters: 1, perExposure: 0, exposureCap: 0)
}
