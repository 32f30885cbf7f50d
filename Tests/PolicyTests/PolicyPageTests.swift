import Policy
import Testing

/// A policy in plain words.
@Suite struct PolicyPageTests {
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
