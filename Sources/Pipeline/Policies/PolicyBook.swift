import Policy
import Vault

/// The policies of a workspace, or the shipped ones, for people to read.
public struct PolicyBook {
    /// One policy of the list.
    public struct Entry: Sendable {
        /// Name of its file, and the SHA-256 of it with all it extends; empty where it cannot be read.
        public let name: String, sha256: String
        /// Date it came into force, and its title, or what is wrong with it.
        public let effectiveFrom: String, title: String
    }

    private let folder: PolicyFolder?

    /// The policies of a workspace folder; nil: the shipped ones.
    public init(workspace: String?) { folder = workspace.map(PolicyFolder.init(of:)) }

    /// All policies that can be chosen by name; in a workspace with those that cannot be read.
    public func list() throws -> [Entry] {
        let names = try folder?.names().filter { !PolicyShelf.isOnlyExtended($0) } ?? PolicyShelf.names
        return names.map { name in
            do {
                let chain = try chain(name)
                let policy = try PolicyReader.policy(of: chain)
                return Entry(
                    name: name, sha256: SHA256Digest.hex(of: chain.bytes), effectiveFrom: policy.effectiveFrom,
                    title: policy.title)
            } catch {
                return Entry(name: name, sha256: "", effectiveFrom: "", title: "\(error)")
            }
        }
    }

    /// A policy with all it extends, as one YAML file.
    public func text(of name: String) throws -> String {
        let chain = try chain(name)
        return "# SHA-256 of the files' bytes: \(SHA256Digest.hex(of: chain.bytes))\n" + (try chain.resolvedText)
    }

    /// A policy in plain words, as a Markdown page.
    public func page(of name: String) throws -> String {
        let chain = try chain(name)
        do {
            return try PolicyPage.markdown(of: chain, sha256: SHA256Digest.hex(of: chain.bytes))
        } catch {
            throw Failure(.refused, error.description)
        }
    }

    private func chain(_ name: String) throws -> PolicyChain {
        if let folder { return try folder.chain(name) }
        do {
            return try PolicyShelf.chain(of: name)
        } catch {
            throw Failure(.usage, error.description)
        }
    }
}
