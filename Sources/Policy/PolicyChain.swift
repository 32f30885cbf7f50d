/// A policy file and the files it extends, merged into one.
///
/// `extends: cn-nhc-v5` at the top of a file names another policy of the same folder. Where both write a mapping, the
/// mappings merge key by key; `rules` merge by `id` (see ``PolicyMerge``); every other value, lists too, is replaced
/// whole. What a file is (its ``ownKeys``) it must say itself.
public struct PolicyChain: Sendable {
    /// Keys that no file inherits.
    static let ownKeys = ["policy", "title", "effective_from", "source"]
    /// Files that may stand in one chain: far more than editions of one plan need.
    static let maxFiles = 8

    /// The files, parents first.
    public let files: [PolicySource]
    /// What they say together.
    let resolved: PolicyNode

    /// The bytes of all files, parents first: what the SHA-256 of a policy is taken over.
    public var bytes: [UInt8] { files.flatMap(\.bytes) }

    /// Reads a file and follows its `extends:`.
    ///
    /// `parent` gives the file of a policy's name, or nil where there is none; nothing is opened here. Throws where a
    /// parent is missing, the chain is a circle or longer than ``maxFiles``, or a file cannot be merged.
    public init(
        _ source: PolicySource, parent: (String) throws(PolicyError) -> PolicySource?
    ) throws(PolicyError) {
        var files = [source]
        var node = try PolicyYAML.root(of: source, generation: 0)
        var trees = [node]
        while let (name, line) = try PolicyChain.parentName(of: node) {
            let child = files[files.count - 1].file
            guard let next = try parent(name) else {
                throw .extends(file: child, line: line, problem: "there is no policy \(name) beside this file")
            }
            guard !files.contains(where: { $0.file == next.file }) else {
                throw .extends(file: child, line: line, problem: "\(name) extends this file, which makes a circle")
            }
            guard files.count < PolicyChain.maxFiles else {
                throw .extends(
                    file: child, line: line, problem: "more than \(PolicyChain.maxFiles) files extend one another")
            }
            node = try PolicyYAML.root(of: next, generation: files.count)
            files.append(next)
            trees.append(node)
        }
        var resolved = try PolicyMerge.checked(trees[trees.count - 1])
        for child in trees.dropLast().reversed() { resolved = try PolicyMerge.merge(child, over: resolved) }
        self.files = files.reversed()
        self.resolved = resolved
    }

    /// The name and line of a file's `extends:`, after a look at whether the file says what it is.
    private static func parentName(of node: PolicyNode) throws(PolicyError) -> (name: String, line: Int)? {
        guard let extends = node.value(of: "extends") else { return nil }
        let name = try extends.text("the name of a policy beside this file, such as cn-nhc-v5")
        guard name.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789-".contains($0) }) else {
            throw extends.expected("the name of a policy beside this file, such as cn-nhc-v5")
        }
        for key in ownKeys where node.value(of: key) == nil {
            throw .missing(file: node.file, line: node.line, key: key)
        }
        return (name, extends.line)
    }
}
