/// What can be wrong with a policy file; each says the file, the line and the key.
public enum PolicyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file is no YAML.
    case syntax(file: String, line: Int, problem: String)
    /// A key is missing.
    case missing(file: String, line: Int, key: String)
    /// A key that no policy has.
    case unknownKey(file: String, line: Int, key: String, nearest: String?)
    /// A value is not what the key asks for.
    case value(file: String, line: Int, key: String, expected: String, found: String)
    /// Two rules have the same id.
    case duplicateRule(file: String, line: Int, key: String, id: String, firstLine: Int)
    /// A rule is taken away that something else still names.
    case droppedRule(file: String, line: Int, key: String, id: String, named: String)
    /// The `extends:` of a file leads nowhere, or in a circle.
    case extends(file: String, line: Int, problem: String)
    /// No shipped policy has this name.
    case unknownPolicy(name: String, known: [String])

    /// One line: what, where and the mend.
    public var description: String {
        switch self {
        case .syntax(let file, let line, let problem):
            "\(file):\(line): not readable as YAML: \(problem)"
        case .missing(let file, let line, let key):
            "\(file):\(line): \(key): missing; a policy has no hidden defaults, so write it down"
        case .unknownKey(let file, let line, let key, let nearest):
            "\(file):\(line): \(key): unknown key" + (nearest.map { "; did you mean \($0)?" } ?? "")
        case .value(let file, let line, let key, let expected, let found):
            "\(file):\(line): \(key): expected \(expected), found \(found)"
        case .duplicateRule(let file, let line, let key, let id, let firstLine):
            "\(file):\(line): \(key): rule \(id) stands already on line \(firstLine); rename one of them"
        case .droppedRule(let file, let line, let key, let id, let named):
            "\(file):\(line): \(key): rule \(id) is still named by \(named); write that list anew without it"
        case .extends(let file, let line, let problem):
            "\(file):\(line): extends: \(problem)"
        case .unknownPolicy(let name, let known):
            "there is no policy \(name); known: \(known.joined(separator: ", "))"
        }
    }
}
