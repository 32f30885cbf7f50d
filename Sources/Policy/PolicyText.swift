/// Writes nodes on one line, as YAML flow.
enum PolicyText {
    /// On one line.
    static func flow(_ node: PolicyNode) -> String {
        switch node.value {
        case .scalar(let text): scalar(text)
        case .list(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
        case .mapping(let entries): "{" + entries.map { "\($0.key): \(flow($0.node))" }.joined(separator: ", ") + "}"
        }
    }

    /// Plain where YAML reads it back as it is, else in quotes.
    private static func scalar(_ text: String) -> String {
        let plain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || " _./+()-".contains($0)) }
        if plain, let first = text.first, first.isLetter || first.isNumber, text.last != " " { return text }
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return "\"\(escaped)\""
    }
}
