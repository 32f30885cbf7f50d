import Yams

/// Turns the bytes of one file into nodes that know where they stand.
enum PolicyYAML {
    /// Values one file may have, so that aliases of aliases cannot fill the memory.
    private static let maxValues = 100_000

    /// The top of a file that so many files extend; throws where it is no UTF-8, no YAML, or empty.
    static func root(of source: PolicySource, generation: Int) throws(PolicyError) -> PolicyNode {
        let file = source.file
        guard let text = String(validating: source.bytes, as: UTF8.self) else {
            throw .syntax(file: file, line: 1, problem: "the file is not UTF-8; save it as UTF-8")
        }
        if YAMLAliases.areTooMany(in: text) {
            throw .syntax(
                file: file, line: 1, problem: "more than \(YAMLAliases.limit) aliases (*name); write the values out")
        }
        let node: Node?
        do {
            node = try compose(yaml: text)
        } catch let error as YamlError {
            throw syntaxError(error, file: file)
        } catch {
            throw .syntax(file: file, line: 1, problem: "the parser gave up")
        }
        guard let node else { throw .syntax(file: file, line: 1, problem: "the file is empty") }
        var count = 0
        let origin = Origin(file: file, generation: generation)
        return try convert(node, origin, path: "", line: node.mark?.line ?? 1, &count)
    }

    /// What all nodes of a file share.
    private struct Origin {
        var file: String, generation: Int
    }

    private static func convert(
        _ node: Node, _ origin: Origin, path: String, line: Int, _ count: inout Int
    ) throws(PolicyError) -> PolicyNode {
        count += 1
        guard count <= maxValues else {
            throw .syntax(file: origin.file, line: line, problem: "the file has too many values")
        }
        let value: PolicyNode.Value
        switch node {
        case .scalar(let scalar): value = .scalar(scalar.string)
        case .alias: throw .syntax(file: origin.file, line: line, problem: "an alias that names nothing")
        case .sequence(let sequence):
            var items: [PolicyNode] = []
            for (index, item) in sequence.enumerated() {
                items.append(
                    try convert(
                        item, origin, path: "\(path)[\(index)]", line: item.mark?.line ?? line, &count))
            }
            value = .list(items)
        case .mapping(let mapping):
            var entries: [(key: String, node: PolicyNode)] = []
            for (key, item) in mapping {
                let name = key.scalar?.string ?? "(not a word)"
                entries.append(
                    (
                        name,
                        try convert(
                            item, origin, path: path.isEmpty ? name : "\(path).\(name)",
                            line: key.mark?.line ?? line, &count)
                    ))
            }
            value = .mapping(entries)
        }
        return PolicyNode(value: value, file: origin.file, path: path, line: line, generation: origin.generation)
    }

    private static func syntaxError(_ error: YamlError, file: String) -> PolicyError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            .syntax(file: file, line: mark.line, problem: problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            .syntax(
                file: file, line: context.mark.line,
                problem: "the mapping that starts here has a key twice: \(duplicates.sorted().joined(separator: ", "))")
        case .reader(let problem, _, _, _):
            .syntax(file: file, line: 1, problem: problem)
        default:
            .syntax(file: file, line: 1, problem: "the parser gave up")
        }
    }

}
