import Yams

extension PolicyChain {
    /// What the files say together, as the text of one policy file that extends nothing and reads the same.
    ///
    /// A run keeps it, so that its rules can be read again from its own folder.
    public var resolvedText: String {
        get throws(PolicyError) {
            let head = files.map { "# \($0.file.split(separator: "/").last ?? "")" }
            do {
                let body = try serialize(node: PolicyChain.yaml(of: resolved), width: 110, allowUnicode: true)
                return "# A policy with all that it extends, parents first:\n"
                    + head.joined(separator: "\n") + "\n" + body
            } catch {
                throw .syntax(file: resolved.file, line: 1, problem: "what its chain says cannot be written as YAML")
            }
        }
    }

    private static func yaml(of node: PolicyNode) -> Node {
        switch node.value {
        case .scalar(let text): return Node(text)
        case .list(let items):
            let isPlain = items.allSatisfy { if case .scalar = $0.value { true } else { false } }
            return .sequence(Node.Sequence(items.map(yaml), .implicit, isPlain ? .flow : .block))
        case .mapping(let entries):
            return .mapping(
                Node.Mapping(entries.filter { $0.key != "extends" }.map { (Node($0.key), yaml(of: $0.node)) }))
        }
    }
}
