import Testing
import Vocabulary

@testable import Policy

/// The sections `alerts:` and `clues:` of a policy file.
@Suite struct AlertPolicyTests {
    private func read(_ text: String) throws(PolicyError) -> Policy {
        let child =
            "extends: cn-nhc-v9\npolicy: mine\ntitle: T\neffective_from: 2020-01-01\nsource: own rule\n\(text)\n"
        return try PolicyReader.read(child, file: "mine.yaml", parent: PolicyShelf.source)
    }

    @Test func `every shipped policy that extends common has every kind of alert and ten classes of clues`() throws {
        let policy = try read("")
        #expect(policy.alerts?.kinds == Set(Alert.Kind.allCases))
        #expect(policy.alerts?.actions.count == Alert.Kind.allCases.count)
        #expect(policy.alerts?.taskKinds.contains(.declaredElsewhere) == false)
        #expect(policy.clues?.kinds.count == 10)
    }

    @Test func `a policy may have neither, and switch off one kind`() throws {
        let none = try read("alerts: none\nclues: none")
        #expect(none.alerts == nil && none.clues == nil)
        let policy = try read("alerts: {not_out: {enabled: false}, holidays: [2020-01-24, 2020-01-27]}")
        #expect(policy.alerts?.kinds == Set(Alert.Kind.allCases).subtracting([.notOut]))
        #expect(policy.alerts?.holidays == [18_285, 18_288])
    }

    @Test(arguments: [
        ("alerts: {rate_up: {robust_z: high}}", "alerts.rate_up.robust_z: expected a number"),
        ("alerts: {rate_up: {robustz: 3}}", "robust_z"),
        ("alerts: {holidays: [2020-02-30]}", "expected a date such as 2022-06-28"),
        ("alerts: {look_back_days: 61}", "alerts.look_back_days: expected a whole number of days from 1 to 60"),
        ("alerts: {not_out: {chance: 1.5}}", "alerts.not_out.chance: expected a number from 0 to 1"),
        ("clues: {kinds: [{code: a, names: [b], action: x}, {code: b, names: none, action: x}]}", "no other class has"),
        ("clues: {kinds: [{code: OTHER, names: none, action: x}]}", "no other class has"),
    ])
    func `what is wrong is told with its line and key`(text: String, words: String) throws {
        let error = try #require(throws: PolicyError.self) { try read(text) }
        #expect(error.description.contains(words), "\(error)")
        #expect(error.description.contains("mine.yaml:6") || error.description.contains("line 6"), "\(error)")
    }
}
