import Files
import Policy
import Vault

/// The `policies/` folder of a workspace.
struct PolicyFolder {
    private let path: String

    /// The folder of a workspace.
    init(of workspace: String) { path = workspace + "/policies" }

    /// Names of the files, without `.yaml`, in alphabetical order.
    func names() throws -> [String] {
        try FileSystem.list(path).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// A policy with what it extends; throws ``Outcome/refused`` where it is not there or wrong.
    func policy(_ name: String) throws -> Policy {
        let chain = try chain(name)
        var policy: Policy
        do throws(PolicyError) {
            policy = try PolicyReader.policy(of: chain)
        } catch {
            throw Failure(.refused, error.description)
        }
        guard policy.id == name else {
            throw Failure(
                .refused,
                "\(path)/\(name).yaml: policy: \(policy.id), which every row would bear, is not the file's name: write "
                    + "policy: \(name)")
        }
        policy.sha256 = SHA256Digest.hex(of: chain.bytes)
        return policy
    }

    /// A policy with what it extends as the text of one file.
    func text(_ name: String) throws -> [UInt8] {
        do {
            return Array(try chain(name).resolvedText.utf8)
        } catch let error as PolicyError {
            throw Failure(.refused, error.description)
        }
    }

    /// The files of a policy, parents first.
    func chain(_ name: String) throws -> PolicyChain {
        guard !name.contains("/"), !name.hasPrefix(".") else {
            throw Failure(.refused, "policy: \(name) is no name of a file in policies/")
        }
        let file = "\(path)/\(name).yaml"
        guard FileSystem.exists(file) else {
            throw Failure(.refused, "policy: no file \(file); there are \(try names().joined(separator: ", "))")
        }
        do throws(PolicyError) {
            return try PolicyChain(try source(name) ?? PolicySource(file: file, bytes: []), parent: source)
        } catch {
            throw Failure(.refused, error.description)
        }
    }

    private func source(_ name: String) throws(PolicyError) -> PolicySource? {
        let file = "\(path)/\(name).yaml"
        guard FileSystem.exists(file) else { return nil }
        do {
            return PolicySource(file: file, bytes: try FileSystem.read(file))
        } catch {
            throw .syntax(file: file, line: 1, problem: error.description)
        }
    }
}
