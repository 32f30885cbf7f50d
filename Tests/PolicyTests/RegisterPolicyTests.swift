import Testing
import Vocabulary

@testable import Policy

/// The section `registers:` of a policy file.
@Suite struct RegisterPolicyTests {
    private func read(_ text: String) throws(PolicyError) -> Policy {
        let child =
            "extends: cn-nhc-v9\npolicy: mine\ntitle: T\neffective_from: 2020-01-01\nsource: own rule\n\(text)\n"
        return try PolicyReader.read(child, file: "mine.yaml", parent: PolicyShelf.source)
    }

    @Test func `shipped policies have it, and a file may go without or change one number`() throws {
        #expect(try read("").registers?.residence?.leastNights == 5)
        #expect(try read("registers: none").registers == nil)
        let some = try read("registers: {residence: none, task_reasons: none}").registers
        #expect(some?.residence == nil && some?.taskReasons == [] && some?.reportByHour == 10)
        #expect(try read("registers: {residence: {nights: 5}}").registers?.residence?.nights == 5)
    }

    @Test(arguments: [
        ("registers: {fever_days: 0}", "registers.fever_days: expected a whole number of days from 1 to 60"),
        ("registers: {report_by_hour: 24}", "from 0 to 23"), ("registers: {nights: 3}", "nights"),
        ("registers: {task_reasons: [gossip]}", "gossip"),
        ("registers: {residence: {least_nights: 8}}", "from 1 to 7"),
    ])
    func `what is wrong is told with its line and key`(text: String, words: String) throws {
        let error = try #require(throws: PolicyError.self) { try read(text) }
        #expect(error.description.contains(words), "\(error)")
        #expect(error.description.contains("mine.yaml:6") || error.description.contains("line 6"), "\(error)")
    }
}
