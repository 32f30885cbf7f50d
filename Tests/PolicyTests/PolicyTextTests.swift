import Policy
import Testing

@Suite struct PolicyTextTests {
    @Test(arguments: PolicyShelf.names)
    func `a policy printed as one file reads as the same policy`(name: String) throws {
        let chain = try PolicyShelf.chain(of: name)
        let again = try PolicyReader.read(try chain.resolvedText, file: "one.yaml") { _ in nil }
        #expect(again == (try PolicyReader.policy(of: chain)))
        #expect(!(try chain.resolvedText.contains("extends:")))
    }

    @Test func `what needs quotes gets them`() throws {
        let odd =
            "policy: mine\ntitle: 'a: \"b\" # c \\ d'\neffective_from: 2020-01-01\nsource: '- x'\nextends: cn-nhc-v5\n"
        let chain = try PolicyChain(
            PolicySource(file: "mine.yaml", bytes: Array(odd.utf8)), parent: PolicyShelf.source)
        let again = try PolicyReader.read(try chain.resolvedText, file: "one.yaml") { _ in nil }
        #expect(again.title == #"a: "b" # c \ d"# && again.source == "- x")
    }

    @Test(arguments: PolicyShelf.names)
    func `a page names every rule and every number once`(name: String) throws {
        let chain = try PolicyShelf.chain(of: name)
        let policy = try PolicyReader.policy(of: chain)
        let page = try PolicyPage.markdown(of: chain, sha256: "5ad1")
        for rule in policy.rules {
            #expect(page.split(separator: "\n").count { $0.hasPrefix("| `\(rule.id)` | ") } == 1, "\(rule.id)")
            #expect(page.contains(rule.source))
        }
        #expect(page.contains("From \(policy.window.beforeDays) days before"))
        #expect(page.contains("`5ad1`") && page.contains(policy.effectiveFrom))
        for line in page.split(separator: "\n") where line.hasPrefix("| `") {
            #expect(!line.hasSuffix("|  |"), "a key without words: \(line)")
        }
    }
}
