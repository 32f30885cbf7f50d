import Policy
import Testing

/// The text that a run keeps of its rules.
@Suite struct ResolvedPolicyTests {
    private func reread(_ text: String) throws -> Policy {
        try PolicyReader.read(text, file: "policy.yaml") { _ throws(PolicyError) in nil }
    }

    @Test(arguments: PolicyShelf.names)
    func `the resolved text of a shipped policy reads the same, by itself`(name: String) throws {
        let chain = try PolicyShelf.chain(of: name)
        let text = try chain.resolvedText
        #expect(try reread(text) == PolicyReader.policy(of: chain))
        #expect(text.hasPrefix("# A policy with all that it extends"))
        for file in chain.files { #expect(text.contains("# \(file.file)\n")) }
        #expect(!text.contains("extends:"))
    }

    @Test func `texts that YAML could take for something else stay what they are`() throws {
        let child =
            "extends: cn-nhc-v9\npolicy: mine\ntitle: \"yes: 'a' # b\"\neffective_from: 2020-01-01\nsource: \"0x10\"\n"
            + "categories:\n  - {code: \"null\", prefix: \"0042\"}\n  - {code: \"~\", prefix: \"*\"}\n"
        let chain = try PolicyChain(
            PolicySource(file: "mine.yaml", bytes: Array(child.utf8)), parent: PolicyShelf.source)
        let policy = try PolicyReader.policy(of: chain)
        #expect(policy.title == "yes: 'a' # b" && policy.categories.map(\.prefix) == ["0042", "*"])
        #expect(try reread(try chain.resolvedText) == policy)
    }
}
