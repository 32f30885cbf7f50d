import Testing
import Vocabulary

@testable import Policy

/// The `codes` of a policy: the table as shipped, and what is refused.
@Suite struct CodeRuleTests {
    private func read(_ text: String, extends parent: String = "cn-nhc-v9") throws -> Policy {
        let head = "policy: own\ntitle: t\neffective_from: 2022-01-01\nsource: own rule\nextends: \(parent)\n"
        return try PolicyReader.read(head + text, file: "own.yaml", parent: PolicyShelf.source)
    }

    @Test func `the policies of China have the table of Sanmenxia, the others no codes`() throws {
        for name in PolicyShelf.names {
            let policy = try PolicyReader.policy(of: try PolicyShelf.chain(of: name))
            #expect((policy.codes != nil) == (name.hasPrefix("cn-") || name == "chengdu-stc"), "\(name)")
            guard let rule = policy.codes else { continue }
            #expect(
                rule.turns == [
                    CodeRule.Turn(from: .green, when: .missed, days: 1, to: .yellow),
                    CodeRule.Turn(from: .yellow, when: .checkedIn, days: 1, to: .green),
                    CodeRule.Turn(from: .yellow, when: .missed, days: 2, to: .red),
                    CodeRule.Turn(from: .red, when: .checkedIn, days: 3, to: .green),
                ])
            #expect(rule.missedDays == .further && rule.checkedDays == .consecutive && rule.severalCheckins == .once)
            #expect(rule.feverHundredths == 3730 && rule.risks[.contactEnvironment] == nil)
            #expect(rule.risks[.fever] == CodeRule.Risk(colour: .red, days: 3, then: .init(colour: .yellow, days: 4)))
            #expect(!rule.overrides.to.contains(.red), "nobody is turned red by hand")
        }
    }

    @Test func `a policy that extends one turns a switch, replaces the table, or has no codes at all`() throws {
        let turned = try #require(try read("codes: {missed_days: in_all, risk: {fever: none}}\n").codes)
        #expect(turned.missedDays == .inAll && turned.risks[.fever] == nil && turned.risks[.indexCase] != nil)
        let table = "codes:\n  transitions: [{from: green, when: missed, days: 2, to: yellow}]\n"
        #expect(try read(table).codes?.turns == [CodeRule.Turn(from: .green, when: .missed, days: 2, to: .yellow)])
        #expect(try read("codes: none\n").codes == nil)
        #expect(try read("window: {before_days: 3}\n", extends: "who-2022").codes == nil)
    }

    @Test(arguments: [
        ("{missed_days: some}", "one of further, in_all"), ("{fever_c: 370}", "a number of degrees from 35 to 42"),
        ("{history_days: 3}", "from 7 to 365"), ("{colours: 3}", "colours"),
        ("{transitions: [{from: green, when: missed, days: 1, to: green}]}", "another colour than from"),
        (
            "{transitions: [{from: green, when: missed, days: 1, to: red}, {from: green, when: missed, days: 2, to: red}]}",
            "no other transition"
        ),
        ("{transitions: [{from: blue, when: missed, days: 1, to: red}]}", "one of green, yellow, red"),
        ("{risk: {fever: {colour: green, days: 1, then: none}}}", "one of yellow, red"),
        ("{overrides: {reasons: [because I say so]}}", "lower-case letters"),
        ("{overrides: {reasons: [a, a]}}", "only once"), ("{overrides: {max_days: 400}}", "from 1 to 60"),
        ("{overrides: {to: [pending]}}", "one of green, yellow, red"),
    ])
    func `what is wrong is named with its file and line`(text: String, words: String) throws {
        let error = #expect(throws: PolicyError.self) { try read("codes: \(text)\n") }
        let told = error?.description ?? ""
        #expect(told.contains(words) && told.contains("own.yaml") && told.contains("6"), "\(told)")
    }
}
