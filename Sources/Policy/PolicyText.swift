extension PolicyChain {
    /// All that the files say together as one file, which reads as the same policy and extends nothing.
    ///
    /// A comment over each rule names the file that wrote it last.
    public var resolvedText: String {
        guard case .mapping(let entries) = resolved.value else { return "" }
        var text = ""
        for (key, node) in entries {
            if case .mapping = node.value { text += "\n" }
            if case .list = node.value { text += "\n" }
            text += PolicyText.entry(key, node, indent: "", isRule: key == "rules")
        }
        return text
    }
}

/// Writes nodes as YAML.
enum PolicyText {
    static func entry(_ key: String, _ node: PolicyNode, indent: String, isRule: Bool = false) -> String {
        switch node.value {
        case .mapping(let entries) where entries.contains { !isScalar($0.node) }:
            "\(indent)\(key):\n" + entries.map { entry($0.key, $0.node, indent: indent + "  ") }.joined()
        case .list(let items) where items.contains { !isScalar($0) }:
            "\(indent)\(key):\n" + items.map { item($0, indent: indent + "  ", isRule: isRule) }.joined()
        default: "\(indent)\(key): \(flow(node))\n"
        }
    }

    private static func item(_ node: PolicyNode, indent: String, isRule: Bool) -> String {
        guard isRule, case .mapping(let entries) = node.value else { return "\(indent)- \(flow(node))\n" }
        let lines = entries.map { entry($0.key, $0.node, indent: indent + "  ") }.joined()
        return "\(indent)# \(node.file)\n\(indent)- " + lines.dropFirst(indent.count + 2)
    }

    /// On one line.
    static func flow(_ node: PolicyNode) -> String {
        switch node.value {
        case .scalar(let text): scalar(text)
        case .list(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
        case .mapping(let entries): "{" + entries.map { "\($0.key): \(flow($0.node))" }.joined(separator: ", ") + "}"
        }
    }

    private static func isScalar(_ node: PolicyNode) -> Bool {
        if case .scalar = node.value { return true }
        return false
    }

    /// Plain where YAML reads it back as it is, else in quotes.
    private static func scalar(_ text: String) -> String {
        let plain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || " _./+()-".contains($0)) }
        if plain, let first = text.first, first.isLetter || first.isNumber, text.last != " " { return text }
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return "\"\(escaped)\""
    }
}
