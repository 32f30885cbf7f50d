/// A piece of an explanation, written once and read twice: as words by people, as keys and values by machines.
public enum ExplanationPart: Sendable {
    /// A value under a key, and the sentence that says it; without words it is for machines alone.
    case fact(String, JSONText, String = "")
    /// Pieces under a key, and their heading.
    case group(String, String, [ExplanationPart])
    /// A list of groups under a key, each with its heading.
    case list(String, [(heading: String, parts: [ExplanationPart])])
}

extension [ExplanationPart] {
    /// All keys and values, in their order.
    public var json: JSONText {
        .object(
            map { part in
                switch part {
                case .fact(let key, let value, _): (key, value)
                case .group(let key, _, let parts): (key, parts.json)
                case .list(let key, let items): (key, .array(items.map(\.parts.json)))
                }
            })
    }

    /// All words as lines of at most `width` terminal columns, indented by depth.
    public func lines(width: Int) -> [String] { lines(width: width, depth: 0) }

    private func lines(width: Int, depth: Int) -> [String] {
        var lines: [String] = []
        for part in self {
            switch part {
            case .fact(_, _, let words):
                if !words.isEmpty { lines += TextWrap.lines(words, width: width, indent: depth * 2) }
            case .group(_, let heading, let parts):
                lines += Self.headed(heading, parts, width: width, depth: depth)
            case .list(_, let items):
                for item in items { lines += Self.headed(item.heading, item.parts, width: width, depth: depth) }
            }
        }
        return lines
    }

    /// Parts under a heading; a blank line parts what stands at the top.
    private static func headed(_ heading: String, _ parts: [ExplanationPart], width: Int, depth: Int) -> [String] {
        let inner = parts.lines(width: width, depth: heading.isEmpty ? depth : depth + 1)
        if heading.isEmpty || inner.isEmpty { return inner }
        return (depth == 0 ? [""] : []) + TextWrap.lines(heading, width: width, indent: depth * 2) + inner
    }
}
