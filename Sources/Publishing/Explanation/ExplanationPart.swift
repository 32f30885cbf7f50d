/// A piece of an explanation, written once and read twice: as words by people, as keys and values by machines.
public enum ExplanationPart: Sendable {
    /// A value under a key, and the sentence that says it; without words it is for machines alone.
    case fact(String, JSONText, Phrase = "")
    /// Pieces under a key, and their heading.
    case group(String, Phrase, [ExplanationPart])
    /// A list of groups under a key, each with its heading.
    case list(String, [(heading: Phrase, parts: [ExplanationPart])])
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
    public func lines(width: Int, language: Language = .english) -> [String] {
        lines(width: width, depth: 0, language)
    }

    private func lines(width: Int, depth: Int, _ language: Language) -> [String] {
        var lines: [String] = []
        for part in self {
            switch part {
            case .fact(_, _, let words):
                let words = words.text(language)
                if !words.isEmpty { lines += TextWrap.lines(words, width: width, indent: depth * 2) }
            case .group(_, let heading, let parts):
                lines += Self.headed(heading.text(language), parts, width: width, depth: depth, language)
            case .list(_, let items):
                for item in items {
                    lines += Self.headed(
                        item.heading.text(language), item.parts, width: width, depth: depth, language)
                }
            }
        }
        return lines
    }

    /// Parts under a heading; a blank line parts what stands at the top.
    private static func headed(
        _ heading: String, _ parts: [ExplanationPart], width: Int, depth: Int, _ language: Language
    ) -> [String] {
        let inner = parts.lines(width: width, depth: heading.isEmpty ? depth : depth + 1, language)
        if heading.isEmpty || inner.isEmpty { return inner }
        return (depth == 0 ? [""] : []) + TextWrap.lines(heading, width: width, indent: depth * 2) + inner
    }
}
