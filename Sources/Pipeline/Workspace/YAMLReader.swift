import Policy
import Yams

/// Walks a YAML file and names file, line and key of whatever is wrong in it.
struct YAMLReader {
    let file: String
    let path: String
    let node: Node

    /// Reads a file's bytes, which must be UTF-8.
    static func root(of bytes: [UInt8], file: String) throws -> YAMLReader {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(.refused, "\(file): it is not UTF-8: save it as UTF-8")
        }
        return try root(of: text, file: file)
    }

    /// Reads a file's text; an empty file is an empty mapping.
    static func root(of text: String, file: String) throws -> YAMLReader {
        if YAMLAliases.areTooMany(in: text) {
            throw Failure(
                .refused, "\(file): more than \(YAMLAliases.limit) aliases (*name): write the values out")
        }
        do {
            let node = try Yams.compose(yaml: text) ?? Node.mapping(Node.Mapping([]))
            return YAMLReader(file: file, path: "", node: node)
        } catch let error as YamlError {
            throw Failure(.refused, "\(file): not readable as YAML: \(describe(error))")
        }
    }

    /// Whether this node has keys.
    var isMapping: Bool { if case .mapping = node { true } else { false } }

    /// The failure that this node is not as it should be.
    func failure(_ what: String) -> Failure {
        let place = node.mark.map { "\(file):\($0.line)" } ?? file
        return Failure(.refused, "\(place): \(path.isEmpty ? "the file" : path): \(what)")
    }

    /// The mapping under this node; keys that are not in `known` are refused.
    func fields(_ known: [String]) throws -> [String: YAMLReader] {
        guard case .mapping(let mapping) = node else { throw failure("expected keys and values") }
        var result: [String: YAMLReader] = [:]
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else { throw failure("expected plain keys") }
            let child = YAMLReader(
                file: file, path: path.isEmpty ? scalar.string : "\(path).\(scalar.string)", node: value)
            guard known.contains(scalar.string) else {
                throw child.failure("unknown key; known here: \(known.joined(separator: ", "))")
            }
            guard result.updateValue(child, forKey: scalar.string) == nil else { throw child.failure("given twice") }
        }
        return result
    }

    /// Pairs of text, in the order of the file.
    func pairs() throws -> [(key: String, value: YAMLReader)] {
        guard case .mapping(let mapping) = node else { throw failure("expected pairs such as `name: value`") }
        return try mapping.map { key, value in
            guard case .scalar(let scalar) = key else { throw failure("expected plain keys") }
            return (scalar.string, YAMLReader(file: file, path: "\(path).\(scalar.string)", node: value))
        }
    }

    /// Items of a list; a single scalar counts as a list of one.
    func items() throws -> [YAMLReader] {
        switch node {
        case .sequence(let sequence):
            return sequence.enumerated().map { YAMLReader(file: file, path: "\(path)[\($0.offset)]", node: $0.element) }
        case .scalar(let scalar) where !scalar.string.isEmpty: return [self]
        case .scalar: return []
        default: throw failure("expected a list")
        }
    }

    /// A scalar as text.
    func text() throws -> String {
        guard case .scalar(let scalar) = node, !scalar.string.isEmpty else { throw failure("expected a text") }
        return scalar.string
    }

    /// A scalar as text, which may be empty: `{NA: ""}`.
    func textOrNothing() throws -> String {
        guard case .scalar(let scalar) = node else { throw failure("expected a text") }
        return scalar.string
    }

    /// A number in a range.
    func number(_ range: ClosedRange<Double>) throws -> Double {
        let text = try text()
        // Swift reads hexadecimal, "inf" and "nan" as numbers too.
        guard text.allSatisfy({ "0123456789.-".contains($0) }), let value = Double(text), range.contains(value) else {
            throw failure("expected a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// `true` or `false`.
    func flag() throws -> Bool {
        switch try text() {
        case "true", "yes": return true
        case "false", "no": return false
        default: throw failure("expected true or false")
        }
    }

    private static func describe(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            "line \(mark.line): \(problem)"
        case .duplicatedKeysInMapping(let duplicates, let context):
            "line \(context.mark.line): a key stands twice in the part that begins here: "
                + duplicates.sorted().joined(separator: ", ")
        case .reader(let problem, _, _, _): problem
        default: "it is damaged"
        }
    }
}
