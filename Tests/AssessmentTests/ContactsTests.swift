import TestSupport
import Testing
import Vocabulary

@testable import Assessment
@testable import Policy

@Suite struct ContactsTests {
    let anna = Person(pseudonym: name(.person, 1), identifiers: [name(.idNumber, 11), name(.phone, 12)])
    let bert = Person(
        pseudonym: name(.person, 2), identifiers: [name(.idNumber, 21), name(.phone, 12), name(.plate, 23)])

    func list(_ exposures: [Exposure], cases: [String: Set<Pseudonym>] = [:]) -> [Contact] {
        contacts(
            from: exposures, directory: PersonDirectory(persons: [bert, anna]), caseSubjects: cases,
            score: defaultScore
        ) { $0 + "/" + $1.text }
    }

    @Test func `nothing gives nothing`() { #expect(list([]).isEmpty) }

    @Test func `an identifier without owner stands for itself`() {
        let found = list([exposure("c", name(.idNumber, 99))])
        #expect(found.map(\.person) == [name(.idNumber, 99)])
        #expect(found.first?.flags == ["UNREGISTERED"])
    }

    @Test func `a shared phone gives a contact for every owner, each marked`() {
        let found = list([exposure("c", name(.phone, 12))])
        #expect(Set(found.map(\.person)) == [anna.pseudonym, bert.pseudonym])
        #expect(found.allSatisfy { $0.flags == ["SHARED_IDENTIFIER"] })
    }

    @Test func `a plate alone is marked and a plate beside the owner's card is not`() {
        let plate = exposure("c", name(.plate, 23))
        #expect(list([plate]).map(\.flags) == [["PLATE_ONLY"]])
        let both = list([plate, exposure("c", name(.idNumber, 21), line: 2)])
        #expect(both.count == 1)
        #expect(both.first?.flags == [])
        #expect(both.first?.exposures.count == 2)
    }

    @Test func `identifiers of one person make one contact with the highest tier`() {
        let found = list([
            exposure("c", name(.idNumber, 11), tier: .general, at: 900), exposure("c", name(.phone, 12), at: 100),
        ])
        let contact = found.first { $0.person == anna.pseudonym }
        #expect(contact?.tier == .close)
        #expect(contact?.exposures.map(\.span.start) == [100, 900])
    }

    @Test func `a case is no contact of itself but can be one of another case`() {
        let cases: [String: Set<Pseudonym>] = ["c": [name(.idNumber, 11)], "d": [name(.idNumber, 21)]]
        let found = list(
            [exposure("c", name(.idNumber, 11)), exposure("d", name(.idNumber, 11))], cases: cases)
        #expect(found.map(\.caseID) == ["d"])
        #expect(found.first?.flags == ["IS_CASE"])
    }

    @Test func `the phone a case shares does not make its family the case`() {
        let cases: [String: Set<Pseudonym>] = ["c": [name(.idNumber, 11), name(.phone, 12)]]
        let found = list([exposure("c", name(.phone, 12)), exposure("c", name(.idNumber, 21))], cases: cases)
        #expect(found.map(\.person) == [bert.pseudonym])
        #expect(found.first?.exposures.count == 1)
        #expect(found.first?.flags == [])
    }

    @Test func `the same exposure twice counts once`() {
        let one = exposure("c", name(.idNumber, 11))
        #expect(list([one, one]) == list([one]))
    }

    @Test(arguments: 0..<20) func `the order of input never shows`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let subjects = [name(.idNumber, 11), name(.phone, 12), name(.plate, 23), name(.idNumber, 99)]
        let exposures = (0..<40).map { line in
            exposure(
                ["c", "d"].randomElement(using: &random) ?? "c", subjects.randomElement(using: &random) ?? subjects[0],
                rule: ["a", "b"].randomElement(using: &random) ?? "a",
                tier: Tier.allCases.randomElement(using: &random) ?? .close,
                at: Int64.random(in: 0...5, using: &random), minutes: Double.random(in: 0...90, using: &random),
                line: UInt32(line))
        }
        #expect(list(exposures) == list(exposures.shuffled(using: &random)), "seed \(seed)")
    }

    @Test(arguments: 0..<200) func `the score never falls when the evidence grows`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var rule = defaultScore
        for tier in Tier.allCases { rule.base[tier.rawValue] = Double.random(in: 0...60, using: &random) }
        let exposures = (0..<Int.random(in: 1...4, using: &random)).map { line in
            exposure(
                "c", name(.idNumber, 11), rule: ["a", "b"].randomElement(using: &random) ?? "a",
                at: Int64.random(in: 0...2, using: &random) * 10_000,
                minutes: Double(Int.random(in: 0...120, using: &random)),
                meters: Bool.random(using: &random) ? Double.random(in: 0...150, using: &random) : nil,
                line: UInt32(line))
        }
        let tier = Tier.allCases.randomElement(using: &random) ?? .general
        let before = rule.score(of: exposures, tier: tier)
        #expect((0...100).contains(before), "seed \(seed)")
        var longer = exposures
        longer[0].minutes += 30
        longer[0].together[0].end += 1800
        #expect(rule.score(of: longer, tier: tier) >= before, "minutes, seed \(seed)")
        var nearer = exposures
        nearer[0].minDistanceMeters = (nearer[0].minDistanceMeters ?? 200) / 2
        #expect(rule.score(of: nearer, tier: tier) >= before, "distance, seed \(seed)")
        let more = exposures + [exposure("c", name(.idNumber, 11), rule: "z", at: 99_999)]
        #expect(rule.score(of: more, tier: tier) >= before, "exposures, seed \(seed)")
        for stronger in Tier.allCases where stronger < tier {
            #expect(rule.score(of: exposures, tier: stronger) >= before, "tier, seed \(seed)")
        }
    }

    @Test func `the score follows its formula`() {
        let two = [
            exposure("c", name(.idNumber, 11), minutes: 60, meters: 50),
            exposure("c", name(.idNumber, 11), at: 9_000, minutes: 60),
        ]
        #expect(defaultScore.score(of: two, tier: .general) == 30 + 2 * 5 + 5 + 2)
        // Two feeds of one rule that saw the same hour.
        var other = two[0]
        other.feed = .visit
        #expect(defaultScore.score(of: [two[0], other], tier: .general) == 30 + 5 + 5)
        let twoRulesOneHour = [two[0], exposure("c", name(.idNumber, 11), rule: "hotel.house")]
        #expect(defaultScore.score(of: twoRulesOneHour, tier: .general) == 30 + 5 + 5)
    }
}
