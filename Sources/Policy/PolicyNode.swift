import Vocabulary
import Yams

/// One value of a policy file together with where it stands, so that each complaint can name line and key.
struct PolicyNode {
    let node: Node
    let file: String
    /// Path from the top, such as `rules[2].reach_m`.
    let path: String
    /// Line of the key, or of the value where there is no key.
    let line: Int

    /// A complaint about this value.
    func expected(_ what: String) -> PolicyError {
        .value(file: file, line: line, key: path.isEmpty ? "the file" : path, expected: what, found: found)
    }

    /// What stands here, short enough for a message.
    private var found: String {
        switch node {
        case .scalar(let scalar):
            if scalar.string.isEmpty { return "nothing" }
            let text = scalar.string.replacing("\n", with: " ")
            return "\"\(text.count > 40 ? text.prefix(40) + "..." : text[...])\""
        case .mapping: return "a mapping"
        case .sequence: return "a list"
        case .alias: return "an alias"
        }
    }

    /// A non-empty text.
    func text(_ what: String = "a text") throws(PolicyError) -> String {
        guard case .scalar(let scalar) = node, !scalar.string.isEmpty else { throw expected(what) }
        return scalar.string
    }

    /// A number in a range.
    func number(_ unit: String, _ range: ClosedRange<Double>) throws(PolicyError) -> Double {
        let what =
            "a number\(unit.isEmpty ? "" : " of \(unit)") from \(short(range.lowerBound)) to "
            + short(range.upperBound)
        let text = try text(what)
        // Swift reads hexadecimal, "inf" and "nan" as numbers too; a policy does not.
        guard text.allSatisfy({ "0123456789.-".contains($0) }), let value = Double(text), range.contains(value) else {
            throw expected(what)
        }
        return value
    }

    /// A whole number in a range.
    func wholeNumber(_ unit: String, _ range: ClosedRange<Int>) throws(PolicyError) -> Int {
        let what = "a whole number\(unit.isEmpty ? "" : " of \(unit)") from \(range.lowerBound) to \(range.upperBound)"
        guard let value = Int(try text(what)), range.contains(value) else { throw expected(what) }
        return value
    }

    /// `true` or `false`.
    func flag() throws(PolicyError) -> Bool {
        switch try text("true or false") {
        case "true": return true
        case "false": return false
        default: throw expected("true or false")
        }
    }

    /// One word of a closed list.
    func word<Value>(of values: [(String, Value)]) throws(PolicyError) -> Value {
        let what = "one of \(values.map(\.0).joined(separator: ", "))"
        let text = try text(what)
        guard let match = values.first(where: { $0.0 == text }) else { throw expected(what) }
        return match.1
    }

    /// A list that is not empty.
    func list(of what: String) throws(PolicyError) -> [PolicyNode] {
        guard case .sequence(let sequence) = node, !sequence.isEmpty else { throw expected("a list of \(what)") }
        var items: [PolicyNode] = []
        for (index, item) in sequence.enumerated() {
            items.append(PolicyNode(node: item, file: file, path: "\(path)[\(index)]", line: item.mark?.line ?? line))
        }
        return items
    }

    /// Words of a closed list, each at most once.
    func words<Value>(_ what: String, of values: [(String, Value)]) throws(PolicyError) -> [Value] {
        var result: [Value] = []
        var seen: Set<String> = []
        for item in try list(of: what) {
            result.append(try item.word(of: values))
            guard seen.insert(try item.text()).inserted else { throw item.expected("each of the \(what) only once") }
        }
        return result
    }

    /// A mapping with exactly these keys, and perhaps some of the optional ones.
    func section(_ required: [String], optional: [String] = []) throws(PolicyError) -> PolicySection {
        guard case .mapping(let mapping) = node else {
            throw expected("a mapping with the keys \(required.joined(separator: ", "))")
        }
        var values: [String: PolicyNode] = [:]
        let known = required + optional
        for (key, value) in mapping {
            let line = key.mark?.line ?? line
            let name = key.scalar?.string ?? "(not a word)"
            let path = path.isEmpty ? name : "\(path).\(name)"
            guard known.contains(name) else {
                throw .unknownKey(file: file, line: line, key: path, nearest: nearestWord(to: name, in: known))
            }
            values[name] = PolicyNode(node: value, file: file, path: path, line: line)
        }
        for name in required where values[name] == nil {
            throw .missing(file: file, line: line, key: path.isEmpty ? name : "\(path).\(name)")
        }
        return PolicySection(node: self, values: values)
    }

    private func short(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }
}

/// A mapping whose keys are known to be right.
struct PolicySection {
    /// The mapping itself.
    let node: PolicyNode
    /// Values of the keys that stand in the file.
    let values: [String: PolicyNode]

    /// The value of a required key.
    subscript(key: String) -> PolicyNode {
        guard let value = values[key] else { preconditionFailure("\(key) was not asked for as required") }
        return value
    }
}

/// The word that takes the fewest edits (Levenshtein) to become `word`, if that is few enough to be a slip.
func nearestWord(to word: String, in words: [String]) -> String? {
    var best: (word: String, edits: Int)?
    for candidate in words {
        let edits = editDistance(Array(word), Array(candidate))
        if edits < (best?.edits ?? .max) { best = (candidate, edits) }
    }
    guard let best, best.edits <= max(2, word.count / 2) else { return nil }
    return best.word
}

private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var previous = Array(0...right.count)
    for (row, character) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            let replaced = previous[column] + (character == other ? 0 : 1)
            current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
        }
        previous = current
    }
    return previous[right.count]
}
