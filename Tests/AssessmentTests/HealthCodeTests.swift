import Testing
import Vocabulary

@testable import Assessment
@testable import Policy

/// The rules of DOMAIN 5.1, one after another.
@Suite struct HealthCodeTests {
    private let person = name(.person, 1)

    private func rows(_ pattern: String) -> [CheckinRow] {
        pattern.enumerated().filter { $0.element != "0" }.map { offset, mark in
            CheckinRow(
                person: person, day: Int32(offset), fever: mark == "f",
                isolated: mark == "i" ? true : mark == "n" ? false : nil)
        }
    }

    private func days(_ pattern: String, _ rule: CodeRule, evidence: [CodeEvidence] = []) -> [HealthCodes.Day] {
        codes(rows(pattern), rule, last: Int32(pattern.count) - 1, evidence: evidence).history(of: person)
    }

    /// Golden vectors of DOMAIN 5.1.
    @Test(arguments: [
        ("1011", "GYGG", "GYGG", "GYGG"), ("100", "GYY", "GYR", "GYY"), ("1000", "GYYR", "GYRR", "GYYR"),
        ("1000111", "GYYRRRG", "GYRRRRG", "GYYRRRG"), ("10001011", "GYYRRRRR", "GYRRRRRR", "GYYRRRRG"),
        ("100010111", "GYYRRRRRG", "GYRRRRRRG", "GYYRRRRGG"),
    ])
    func `the published vectors under the readings A, B and C`(days: String, a: String, b: String, c: String) throws {
        for (reading, wanted) in [("A", a), ("B", b), ("C", c)] {
            #expect(letters(self.days(days, try .reading(reading))) == wanted, "\(reading) \(days)")
        }
    }

    @Test func `several check-ins of a day count once, or each`() throws {
        var rule = try CodeRule.shipped
        let one = rows("1000") + [CheckinRow](repeating: CheckinRow(person: person, day: 4), count: 3)
        #expect(letters(codes(one, rule, last: 4).history(of: person)) == "GYYRR")
        rule.severalCheckins = .each
        #expect(letters(codes(one, rule, last: 4).history(of: person)) == "GYYRG")
    }

    @Test func `a day that is not over is not missed, and counts once somebody checks in`() throws {
        let rule = try CodeRule.shipped
        let open = codes(rows("11"), rule, last: 2, lastClosed: 1)
        #expect(letters(open.history(of: person)) == "GGG")
        #expect(letters(codes(rows("11"), rule, last: 2).history(of: person)) == "GGY")
        #expect(letters(codes(rows("101"), rule, last: 2, lastClosed: 1).history(of: person)) == "GYG")
    }

    @Test func `a check-in that comes late counts for its day`() throws {
        let rule = try CodeRule.shipped
        #expect(codes(rows("1000"), rule, last: 3).code(of: person).shown.colour == .red)
        #expect(codes(rows("1000") + rows("0010"), rule, last: 3).code(of: person).shown.colour == .yellow)
    }

    @Test func `newcomers have no code before they apply, and no missed day within the grace`() throws {
        var rule = try CodeRule.shipped
        #expect(letters(days("00100", rule)) == "--GYY")
        rule.graceDays = 1
        #expect(letters(days("00100", rule)) == "--GGY")
        let code = codes([], rule, last: 3).code(of: person)
        #expect(code.shown == CodeStanding(.none, .notApplied, since: 0) && code.lastCheckin == nil)
    }

    @Test func `an application waits until neither fever nor isolation nor risk speaks against it`() throws {
        var rule = try CodeRule.shipped
        rule.risks[.fever] = CodeRule.Risk(colour: .red, days: 1, then: nil)
        rule.risks[.isolation] = CodeRule.Risk(colour: .red, days: 14, then: nil)
        #expect(letters(days("f1111", rule)) == "ppGGG")
        #expect(letters(days("f00", rule)) == "ppp", "nobody misses a day before the code is given")
        #expect(letters(days("iin11", rule)) == "ppGGG")
        let contact = CodeEvidence(person: person, cause: .contactClose, about: "C1", first: 0, last: 0)
        rule.risks[.contactClose] = CodeRule.Risk(colour: .red, days: 2, then: nil)
        #expect(letters(days("11111", rule, evidence: [contact])) == "pppGG")
        rule.application = .any
        #expect(letters(days("11111", rule, evidence: [contact])) == "GGGGG")
    }

    @Test func `the worse channel is shown, with its cause and day; the channels do not touch each other`() throws {
        let rule = try CodeRule.shipped
        let contact = CodeEvidence(person: person, cause: .contactClose, about: "C1", first: 2, last: 3)
        let engine = codes(rows("11110111"), rule, last: 7, evidence: [contact])
        let code = engine.code(of: person)
        #expect(code.discipline == CodeStanding(.green, .checkedIn, since: 5))
        #expect(code.risk == CodeStanding(.red, .contactClose, about: "C1", since: 2))
        #expect(code.shown == code.risk && code.lastCheckin == 7)
        #expect(letters(engine.history(of: person), { $0.ruled.colour }) == "GGRRRRRR")
        let early = codes(rows("11"), rule, last: 1).code(of: person)
        #expect(early.shown == CodeStanding(.green, .applied, since: 0))
        let late = codes(rows("11110111"), rule, last: 7 + 14, evidence: [contact]).code(of: person)
        #expect(late.risk.colour == .green && late.shown == late.discipline && late.shown.colour == .red)
    }

    @Test
    func `fever is red, then yellow, then over; a day with fever is a day with a check-in unless the policy says no`()
        throws
    {
        var rule = try CodeRule.shipped
        rule.risks[.fever] = CodeRule.Risk(colour: .red, days: 1, then: .init(colour: .yellow, days: 2))
        let fever = days("1f11111", rule)
        #expect(letters(fever, { $0.ruled.colour }) == "GRRYYGG" && letters(fever) == "GGGGGGG")
        rule.feverCheckinCounts = false
        #expect(letters(days("1f11111", rule)) == "GYGGGGG")
    }

    @Test func `isolation ends on the day before somebody says so, else with the policy's days`() throws {
        var rule = try CodeRule.shipped
        rule.risks[.isolation] = CodeRule.Risk(colour: .red, days: 2, then: nil)
        #expect(letters(days("1iin111", rule), { $0.ruled.colour }) == "GRRGGGG")
        #expect(letters(days("1ii1111", rule), { $0.ruled.colour }) == "GRRRRGG")
        let both = rows("1i1") + [CheckinRow(person: person, day: 1, isolated: false)]
        #expect(letters(codes(both, rule, last: 2).history(of: person), { $0.ruled.colour }) == "GRR")
    }

    @Test func `of causes of one colour the weightier is named, of one cause the first of what it is about`() throws {
        let rule = try CodeRule.shipped
        let evidence = [
            CodeEvidence(person: person, cause: .undeclared, about: "42", first: 0, last: 1),
            CodeEvidence(person: person, cause: .contactGeneral, about: "C2", first: 1, last: 1),
            CodeEvidence(person: person, cause: .contactSecondary, about: "C9", first: 2, last: 2),
            CodeEvidence(person: person, cause: .contactSecondary, about: "C3", first: 2, last: 2),
        ]
        let risk = codes([], rule, last: 2, evidence: evidence).code(of: person).risk
        #expect(risk == CodeStanding(.yellow, .contactSecondary, about: "C3", since: 2))
        #expect(codes([], rule, last: 1, evidence: evidence).code(of: person).risk.cause == .undeclared)
    }

    @Test func `another city's table is another table: Hubei's way back leads over yellow`() throws {
        var rule = try CodeRule.shipped
        rule.turns = [
            CodeRule.Turn(from: .green, when: .missed, days: 2, to: .yellow),
            CodeRule.Turn(from: .yellow, when: .missed, days: 1, to: .red),
            CodeRule.Turn(from: .red, when: .checkedIn, days: 2, to: .yellow),
            CodeRule.Turn(from: .yellow, when: .checkedIn, days: 2, to: .green),
        ]
        #expect(letters(days("10101001" + "0" + "1111", rule)) == "GGGGGGYYR" + "RYYG")
    }
}
