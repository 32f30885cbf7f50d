import Testing
import Vocabulary

@testable import Assessment
@testable import Policy

/// Cases that met, and persons who touch several cases.
@Suite struct LinkTests {
    private let cases: [String: Set<Pseudonym>] = [
        "c": [name(.idNumber, 11)], "d": [name(.idNumber, 21), name(.plate, 23)], "e": [name(.idNumber, 31)],
    ]
    private let directory = PersonDirectory(persons: [
        Person(pseudonym: name(.person, 2), identifiers: [name(.idNumber, 21), name(.plate, 23)])
    ])

    private func list(_ exposures: [Exposure]) -> [Contact] {
        contacts(from: exposures, directory: directory, caseSubjects: cases, score: defaultScore) { $0 + "/" + $1.text }
    }

    private func links(_ exposures: [Exposure], windows: [String: TimeSpan] = [:]) -> [CaseLink] {
        caseLinks(of: list(exposures), directory: directory, caseSubjects: cases, windows: windows)
    }

    @Test func `both directions are one link with the weightier tier`() {
        let found = links([
            exposure("c", name(.idNumber, 21), tier: .general, at: 1000),
            exposure("d", name(.idNumber, 11), rule: "venue.shared", at: 500, flags: ["OPEN_END"]),
        ])
        #expect(found.map(\.caseA) == ["c"] && found.map(\.caseB) == ["d"])
        #expect(found.first?.tier == .close)
        #expect(found.first?.inWindowOf == ["a", "b"])
        #expect(found.first?.exposures.map(\.rule) == ["venue.shared", "hotel.room"])
        #expect(found.first?.flags == ["OPEN_END", "UNREGISTERED"])
    }

    @Test func `who was infectious before the other can have infected it`() {
        let early = exposure("c", name(.idNumber, 21), at: 1000, minutes: 1)
        let windows = ["c": TimeSpan(0, 9000), "d": TimeSpan(5000, 9000)]
        #expect(links([early], windows: windows).map(\.direction) == [.aToB])
        #expect(links([early], windows: windows).map(\.inWindowOf) == [["a"]])
        let late = exposure("c", name(.idNumber, 21), at: 5000, minutes: 1)
        #expect(links([late], windows: windows).map(\.direction) == [.unclear])
        let back = exposure("d", name(.idNumber, 11), at: 5000, minutes: 1)
        let other = ["c": TimeSpan(6000, 9000), "d": TimeSpan(5000, 9000)]
        #expect(links([back], windows: other).map(\.direction) == [.bToA])
    }

    @Test func `a meeting in both windows is in both, whichever side a feed saw`() {
        let windows = ["c": TimeSpan(0, 9000), "d": TimeSpan(5000, 9000)]
        let ofFirst = exposure("c", name(.idNumber, 21), at: 6000, minutes: 1)
        let ofSecond = exposure("d", name(.idNumber, 11), at: 6000, minutes: 1)
        for rows in [[ofFirst], [ofSecond], [ofFirst, ofSecond]] {
            #expect(links(rows, windows: windows).map(\.inWindowOf) == [["a", "b"]])
            #expect(links(rows, windows: windows).map(\.direction) == [.unclear])
        }
        let before = exposure("c", name(.idNumber, 21), at: 1000, minutes: 1)
        for rows in [[before, ofFirst], [before, ofSecond]] {
            #expect(links(rows, windows: windows).map(\.inWindowOf) == [["a", "b"]])
            #expect(links(rows, windows: windows).map(\.direction) == [.aToB])
        }
    }

    @Test func `who came after the case had left cannot have infected it`() {
        let windows = ["c": TimeSpan(0, 9000), "d": TimeSpan(5000, 9000)]
        let after = exposure("c", name(.idNumber, 21), tier: .environment, at: 6000, minutes: 0)
        #expect(links([after], windows: windows).map(\.inWindowOf) == [["a"]])
        // They were together before the other's window; what the first left behind lasted into it.
        var lasting = exposure("c", name(.idNumber, 21), at: 1000, minutes: 1)
        lasting.span = TimeSpan(1000, 6000)
        lasting.together = [TimeSpan(1000, 1060)]
        #expect(links([lasting], windows: windows).map(\.inWindowOf) == [["a"]])
        lasting.together.append(TimeSpan(4990, 5000))
        #expect(links([lasting], windows: windows).map(\.inWindowOf) == [["a", "b"]])
    }

    @Test func `a third person between two cases is no meeting of theirs, and a plate is no case`() {
        var through = exposure("c", name(.idNumber, 21), tier: .secondary)
        through.via = name(.person, 9)
        #expect(links([through]).isEmpty)
        #expect(links([exposure("c", name(.idNumber, 99))]).isEmpty)
    }

    @Test func `persons are ranked by cases, then tier, then score`() {
        let all = list([
            exposure("c", name(.phone, 1), tier: .general), exposure("d", name(.phone, 1), tier: .general),
            exposure("e", name(.phone, 1), tier: .environment),
            exposure("c", name(.phone, 2), tier: .general), exposure("d", name(.phone, 2)),
            exposure("c", name(.phone, 3), tier: .general, minutes: 120),
            exposure("d", name(.phone, 3), tier: .general),
            exposure("c", name(.phone, 4), tier: .general), exposure("d", name(.phone, 4), tier: .general),
            exposure("c", name(.phone, 5)),
        ])
        let found = sharedContacts(of: all)
        #expect(found.map(\.person) == [1, 2, 3, 4].map { name(.phone, $0) })
        #expect(found.first?.contacts.map(\.caseID) == ["c", "d", "e"])
        #expect(found.map(\.tier) == [.general, .close, .general, .general])
    }

    @Test func `companions rank above any seat and any ride of their tier`() {
        var rule = defaultScore
        rule.companionPoints = 30
        let seatMates = (0..<6).map { exposure("c", name(.phone, 1), rule: "air.rows", at: Int64($0) * 90_000) }
        let mate = exposure("c", name(.phone, 2), rule: "companion", minutes: 0, flags: ["SAME_ORDER"])
        #expect(rule.score(of: [mate], tier: .close) >= rule.score(of: seatMates, tier: .close))
        for evidence in CompanionEvidence.allCases {
            let alone = exposure("c", name(.phone, 2), flags: [evidence.rawValue])
            #expect(
                rule.score(of: [alone], tier: .close)
                    == rule.score(of: [exposure("c", name(.phone, 2))], tier: .close) + 30)
        }
    }

    @Test func `two exposures through different contacts are two, in a fixed order`() {
        var one = exposure("c", name(.phone, 1), tier: .secondary)
        var two = one
        one.via = name(.person, 8)
        two.via = name(.person, 9)
        let direct = exposure("c", name(.phone, 1), tier: .secondary)
        #expect(list([two, one, direct]) == list([direct, one, two]))
        #expect(list([two, one, direct]).first?.exposures.map(\.via) == [nil, one.via, two.via])
    }
}
