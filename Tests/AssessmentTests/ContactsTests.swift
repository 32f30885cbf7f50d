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
}
