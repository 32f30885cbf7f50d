import Files
import Foundation
import Ledger
import Vault

/// Whether what runs have published is still what they wrote.
struct RunCheck {
    let workspace: Workspace

    /// Faults of all complete runs whose folder is there, one line each with the mend; and the number of these runs.
    func faults() throws -> (lines: [String], runs: Int) {
        var lines: [String] = []
        var count = 0
        let complete = try workspace.ledger.read { try $0.runs() }.filter { $0.state == .complete }
        for asOf in try FileSystem.list(workspace.path(.runs)) {
            let folder = workspace.path(.runs, asOf)
            guard FileSystem.isFolder(folder) else { continue }
            for run in complete where FileSystem.isFolder("\(folder)/\(run.runID)") {
                count += 1
                if let fault = try fault(of: run, in: "\(folder)/\(run.runID)") {
                    lines.append("\(fault): run the night of \(asOf) again, or restore it from a backup")
                }
            }
        }
        return (lines, count)
    }

    private func fault(of run: RunRecord, in folder: String) throws -> String? {
        let found: [(path: String, sha256: String)]
        do {
            found = try Self.files(in: folder).filter { $0 != "manifest.json" }
                .map { ($0, SHA256Digest.hex(of: try FileSystem.read("\(folder)/\($0)"))) }
        } catch {
            return "\(error)"
        }
        guard let promised = promised(by: folder, of: run) else { return "\(folder)/manifest.json: damaged" }
        if Self.digest(of: found) == run.outputsDigest { return nil }
        let files = Dictionary(found) { first, _ in first }
        let wrong = promised.filter { files[$0.key] != $0.value }.keys.sorted()
        let named = wrong.first ?? files.keys.filter { promised[$0] == nil }.sorted().first ?? "manifest.json"
        let rest = wrong.count > 1 ? " (and \(wrong.count - 1) more)" : ""
        return "\(folder)/\(named)\(rest): it is not what the run wrote"
    }

    /// Digests by path, as the run's own manifest has them; nil where it cannot be read.
    private func promised(by folder: String, of run: RunRecord) -> [String: String]? {
        guard let bytes = try? FileSystem.read("\(folder)/manifest.json"),
            let manifest = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
            manifest["run_id"] as? String == run.runID, let outputs = manifest["outputs"] as? [[String: Any]]
        else { return nil }
        var digests: [String: String] = [:]
        for output in outputs {
            guard let path = output["path"] as? String, let digest = output["sha256"] as? String else { return nil }
            digests[path] = digest
        }
        return digests
    }

    /// One digest over the paths and digests of a run's files.
    static func digest(of files: [(path: String, sha256: String)]) -> String {
        var digest = SHA256Digest()
        for file in files.sorted(by: { $0.path < $1.path }) { digest.update("\(file.path) \(file.sha256)\n") }
        return digest.hex
    }

    private static func files(in folder: String, below prefix: String = "") throws -> [String] {
        try FileSystem.list(folder).flatMap { name in
            FileSystem.isFolder("\(folder)/\(name)")
                ? try files(in: "\(folder)/\(name)", below: "\(prefix)\(name)/") : [prefix + name]
        }
    }
}
