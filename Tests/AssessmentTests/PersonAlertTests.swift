import Testing
import Vocabulary

@testable import Assessment
@testable import Policy

/// What is unusual about single persons.
@Suite struct PersonAlertTests {
    private static let asOf = GateAlertTests.asOf
    private static let day: Int64 = 86_400
    private static let card = name(.idNumber, 5), phone = name(.phone, 6), person = name(.person, 7)

    private func passage(_ moment: Int64, _ direction: Direction, place: String = "gate") -> Observation {
        var row = sight(.checkpoint, Self.card, moment, place: place, line: UInt32(truncatingIfNeeded: moment))
        row.traits.direction = direction
        return row
    }

    private func search(_ change: (inout AlertRules) -> Void = { _ in }) throws -> PersonAlerts {
        var rules = try GateAlertTests.rules()
        change(&rules)
        return PersonAlerts(
            rules: rules, zone: GateAlertTests.zone, asOf: Self.asOf, newestPing: Self.asOf,
            isNearHome: { _, position in position.lonE7 == 0 ? true : position.lonE7 < 0 ? nil : false })
    }

    private func alerts(
        _ sights: [Observation], focus: String? = nil, isolated: [TimeSpan] = [],
        _ change: (inout AlertRules) -> Void = { _ in }
    ) throws -> [Alert] {
        try search(change).alerts(
            about: WatchedPerson(subject: Self.person, focus: focus, isolated: isolated, sights: sights))
    }

    private var lastDays: [TimeSpan] { [TimeSpan(Self.asOf - 2 * Self.day + 1, Self.asOf)] }

    @Test func `a passage while isolated is one alert a day, to the second`() throws {
        let start = lastDays[0].start
        #expect(try alerts([passage(start - 1, .outward)], isolated: lastDays).isEmpty)
        let found = try alerts([passage(start, .outward), passage(start + 60, .inward)], isolated: lastDays)
        #expect(found.map(\.kind) == [.isolatedSeen] && found[0].count == 2 && found[0].sources.count == 2)
        let twoDays = try alerts([passage(start, .outward), passage(Self.asOf, .inward)], isolated: lastDays)
        #expect(twoDays.count == 2)
        #expect(Set(twoDays.map { $0.identity(zone: GateAlertTests.zone) }).count == 2)
        #expect(try alerts([passage(start, .outward)], isolated: lastDays) { $0.kinds = [] }.isEmpty)
    }

    @Test func `somebody isolated is seen elsewhere, but not at the doctor's, nor by a doubtful position`() throws {
        var visit = sight(.visit, Self.card, Self.asOf - 7200, Self.asOf - 3600, place: "tea")
        visit.kind = "cafe"
        #expect(try alerts([visit], isolated: lastDays).map(\.kind) == [.declaredElsewhere])
        visit.kind = "clinic"
        #expect(try alerts([visit], isolated: lastDays).isEmpty)
        func ping(_ lon: Int32, accuracy: Int32) -> Observation {
            sight(
                .carrier, Self.phone, Self.asOf - 60, position: Position(lonE7: lon, latE7: 0),
                accuracyMeters: accuracy)
        }
        for (row, isTold) in [
            (ping(1, accuracy: 500), true), (ping(1, accuracy: 501), false), (ping(0, accuracy: 10), false),
            (ping(-1, accuracy: 10), false),
        ] {
            #expect(try alerts([row], isolated: lastDays).contains { $0.kind == .declaredElsewhere } == isTold)
        }
    }

    @Test func `only people of the watched words are told to go out`() throws {
        let out = passage(Self.asOf - 60, .outward), into = passage(Self.asOf - 30, .inward)
        #expect(try alerts([out, into], focus: "x").map(\.count) == [1])
        #expect(try alerts([into], focus: "x").isEmpty)
        #expect(try alerts([out], focus: nil).isEmpty)
        #expect(try alerts([out], focus: "").isEmpty)
        #expect(try alerts([out], focus: "x") { $0.focusOut.focus = ["y"] }.isEmpty)
        #expect(try alerts([out], focus: "y") { $0.focusOut.focus = ["y"] }.count == 1)
        let old = passage(Self.asOf - 72 * 3600, .outward), edge = passage(Self.asOf - 72 * 3600 + 1, .outward)
        #expect(try alerts([old], focus: "x").isEmpty)
        #expect(try alerts([edge], focus: "x").count == 1)
    }

    @Test func `asking to go out is told, a journey that had begun is none`() throws {
        let search = try search()
        let asked = Declaration(
            idNumber: Self.card, phone: nil, declaredAt: Self.asOf - 100, travelled: true, region: "42",
            from: Self.asOf + 1000)
        var begun = asked
        begun.from = asked.declaredAt
        func count(_ declaration: Declaration, _ clue: String) -> [Int] {
            search.requests(
                subject: Self.person, focus: "x", declarations: [declaration], clues: [(clue, Self.asOf - 50)]
            ).map(\.count)
        }
        #expect(count(asked, "exit_request") == [2])
        #expect(count(begun, "exit_request") == [1])
        #expect(count(begun, "rumour") == [])
    }

    @Test func `a phone is silent from the rule's hours on, if it was heard often enough before`() throws {
        func pings(_ count: Int, last: Int64) -> [Observation] {
            (0..<count).map { number in
                sight(
                    .carrier, Self.phone, last - Int64(number) * 600, position: Position(lonE7: 0, latE7: 0),
                    line: UInt32(number))
            }
        }
        let edge = Self.asOf - 24 * 3600
        #expect(try alerts(pings(24, last: edge), isolated: lastDays).map(\.kind) == [.phoneSilent])
        #expect(try alerts(pings(24, last: edge + 1), isolated: lastDays).isEmpty)
        #expect(try alerts(pings(23, last: edge), isolated: lastDays).isEmpty)
        #expect(try alerts(pings(24, last: edge)).isEmpty)
        #expect(try alerts(pings(24, last: edge), focus: "x").map(\.kind) == [.phoneSilent])
    }
}

/// Somebody who has not been out for long.
@Suite struct NotOutTests {
    private static let home = Person(
        pseudonym: name(.person, 1), identifiers: [name(.idNumber, 1)], homeGrid: "home")

    /// One person who goes out and in on the given days through gate 1.
    private func candidates(
        _ days: [Int], lastIn: Bool = true, focus: String? = nil, isNear: Bool = true,
        others: [Passage] = []
    ) throws -> [NotOut.Candidate] {
        let rules = try GateAlertTests.rules()
        let clock = AlertClock(rules, zone: GateAlertTests.zone, asOf: GateAlertTests.asOf)
        var passages = others
        for day in days {
            passages.append(Passage(second: UInt32(day * 86_400 + 8 * 3600), who: 0, gate: 1 << 2 | 2))
            if day != days.last || lastIn {
                passages.append(Passage(second: UInt32(day * 86_400 + 18 * 3600), who: 0, gate: 1 << 2 | 1))
            }
        }
        var book = PassageBook(clock: clock, gates: 3, persons: 1, repeatSeconds: 60)
        book.take(passages.sorted())
        var person = Self.home
        person.focus = focus
        return NotOut(rule: rules.notOut).candidates(
            book, GateSilences(book, rule: rules.gateSilent), persons: [person]
        ) { _, gate in isNear && gate == 1 }
    }

    @Test func `somebody who went out daily is missed after three days`() throws {
        #expect(try candidates(Array(10...24)).map(\.daysOut) == [15])
        #expect(try candidates(Array(10...25)).map(\.ofDays) == [16])
        // The evening of day 26 is 54 hours before.
        #expect(try candidates(Array(10...26)).isEmpty)
        #expect(try candidates(Array(10...26), focus: "lone_elderly").count == 1)
    }

    @Test func `whoever went out last, away from home, or too seldom to tell, is not missed`() throws {
        #expect(try candidates(Array(10...24), lastIn: false).isEmpty)
        #expect(try candidates(Array(10...24), isNear: false).isEmpty)
        #expect(try candidates([10, 11, 12]).isEmpty)
        // Every fourth day: nine days without are nothing rare.
        #expect(try candidates([4, 8, 12, 16, 20]).isEmpty)
        #expect(try candidates([4, 6, 8, 10, 12, 14]).count == 1)
    }

    @Test func `of an in and an out in one second the out counts`() throws {
        let out = Passage(second: UInt32(24 * 86_400 + 18 * 3600), who: 0, gate: 2 << 2 | 2)
        #expect(try candidates(Array(10...24), others: [out]).isEmpty)
    }

    @Test func `the chance is that of independent days`() {
        #expect(abs(NotOut.chance(daysOut: 9, of: 9, quietSeconds: 3 * 86_400) - 0.001) < 1e-12)
        #expect(abs(NotOut.chance(daysOut: 5, of: 9, quietSeconds: 2 * 86_400) - 0.25) < 1e-12)
        #expect(NotOut.chance(daysOut: 5, of: 9, quietSeconds: 86_399) == 1)
    }
}

/// The roster of the five categories.
@Suite struct KeyPersonTests {
    private func presence(_ subject: Pseudonym, _ categories: [String], status: DeclarationStatus?) -> RegionPresence {
        var presence = RegionPresence(
            subject: subject, region: "4201", level: "high", span: TimeSpan(100, 200), sights: 1, evidence: [],
            status: status, declarations: [], flags: [])
        presence.categories = categories
        return presence
    }

    @Test func `all categories stand there, the first in precedence counts, fever gives way to contact`() {
        let people = (1...5).map {
            Person(pseudonym: name(.person, $0), identifiers: [name(.idNumber, $0)])
        }
        let list = KeyPersons(directory: PersonDirectory(persons: people)).list(
            presences: [
                presence(name(.person, 1), ["WUHAN", "HUBEI", "OUTSIDE"], status: nil),
                presence(name(.person, 2), ["OUTSIDE"], status: .denied),
                presence(name(.person, 2), ["WUHAN", "HUBEI"], status: nil),
                presence(name(.plate, 9), ["WUHAN"], status: DeclarationStatus.none),
                presence(name(.person, 5), ["WUHAN"], status: DeclarationStatus.none),
            ],
            contacts: [name(.idNumber, 2), name(.idNumber, 3)],
            fever: [name(.idNumber, 3), name(.idNumber, 4), name(.idNumber, 1)], rules: defaultCategories,
            caseSubjects: ["case": [name(.idNumber, 5)]])
        #expect(list.map(\.person) == [2, 3, 1, 4].map { name(.person, $0) })
        #expect(
            list.map(\.categories) == [
                ["CONTACT", "WUHAN", "HUBEI", "OUTSIDE"], ["CONTACT"], ["FEVER", "WUHAN", "HUBEI", "OUTSIDE"],
                ["FEVER"],
            ])
        #expect(list.map(\.declared) == ["partly", "", "declared", ""])
    }
}
