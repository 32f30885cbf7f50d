import Vocabulary

/// One value of a policy file together with where it stands, so that each complaint can name file, line and key.
///
/// Of a policy that extends another each node still names the file it was written in.
struct PolicyNode {
    /// What can stand in a policy file.
    enum Value {
        case scalar(String)
        case mapping([(key: String, node: PolicyNode)])
        case list([PolicyNode])
    }
    var value: Value
    let file: String
    /// Path from the top of its file, such as `rules[2].reach_m`.
    let path: String
    /// Line of the key, or of the value where there is no key.
    let line: Int
    /// How many files extend the one it was written in.
    let generation: Int
    /// Where a file that extends this one's takes the rule away that is named here.
    var dropped: Spot?

    /// A key in a file.
    struct Spot: Sendable {
        let file: String, path: String, line: Int
    }

    /// A complaint about this value.
    func expected(_ what: String) -> PolicyError {
        .value(file: file, line: line, key: path.isEmpty ? "the file" : path, expected: what, found: found)
    }

    /// What stands here, short enough for a message.
    private var found: String {
        switch value {
        case .scalar(let text):
            if text.isEmpty { return "nothing" }
            let line = text.replacing("\n", with: " ")
            return "\"\(line.count > 40 ? line.prefix(40) + "..." : line[...])\""
        case .mapping: return "a mapping"
        case .list: return "a list"
        }
    }

    /// Whether the word `none` stands here.
    var isNone: Bool { if case .scalar("none") = value { true } else { false } }

    /// Whether the word `all` stands here.
    var isAll: Bool { if case .scalar("all") = value { true } else { false } }

    /// The value of a key, where this is a mapping that has it.
    func value(of key: String) -> PolicyNode? {
        guard case .mapping(let entries) = value else { return nil }
        return entries.first { $0.key == key }?.node
    }

    /// A non-empty text.
    func text(_ what: String = "a text") throws(PolicyError) -> String {
        guard case .scalar(let text) = value, !text.isEmpty else { throw expected(what) }
        return text
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

    /// A date as `2022-06-28`.
    func date() throws(PolicyError) -> CivilDate {
        let text = try text("a date such as 2022-06-28")
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            CivilDate(year: year, month: month, day: day).isValid,
            CivilDate(year: year, month: month, day: day).text == text
        else { throw expected("a date such as 2022-06-28") }
        return CivilDate(year: year, month: month, day: day)
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
        guard case .list(let items) = value, !items.isEmpty else { throw expected("a list of \(what)") }
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
    ///
    /// Where another value decides what keys are required, a missing one is a fault of whichever of the two was written
    /// later, by the file that extends the other's.
    func section(
        _ required: [String], optional: [String] = [], decidedBy cause: PolicyNode? = nil
    ) throws(PolicyError) -> PolicySection {
        guard case .mapping(let entries) = value else {
            throw expected("a mapping with the keys \(required.joined(separator: ", "))")
        }
        var values: [String: PolicyNode] = [:]
        let known = required + optional
        for (name, node) in entries {
            guard known.contains(name) else {
                throw .unknownKey(
                    file: node.file, line: node.line, key: node.path, nearest: nearestWord(to: name, in: known))
            }
            values[name] = node
        }
        for name in required where values[name] == nil {
            let later = cause.flatMap { $0.generation < generation ? $0 : nil } ?? self
            throw .missing(file: later.file, line: later.line, key: path.isEmpty ? name : "\(path).\(name)")
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
