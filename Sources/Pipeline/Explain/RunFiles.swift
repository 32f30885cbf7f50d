import Files
import Foundation
import Ledger
import Policy
import Vocabulary

/// The folder of a complete run, read back.
struct RunFiles {
    let run: RunRecord
    let folder: String
    let zone: ZoneRules
    /// The names in its files, where they are not the present ones.
    private let names: FormerNames?

    /// The latest complete run of a workspace, or the named one.
    ///
    /// Throws ``Outcome/usage`` where there is none, ``Outcome/refused`` where its folder is gone.
    init(_ workspace: Workspace, runID: String?) throws {
        let found = try workspace.ledger.read { ledger in
            try runID.map { try ledger.run(id: $0) } ?? ledger.latestCompleteRun()
        }
        guard let found, found.state == .complete else {
            throw Failure(
                .usage,
                runID.map { "--run \($0): no complete run has this id: take one of the folders below runs/" }
                    ?? "no run is complete yet: screen first, with `tracegrid nightly` or `tracegrid screen`")
        }
        run = found
        zone = workspace.settings.zone
        names = try workspace.formerNames(ofRun: found.runID)
        let asOf = try FileSystem.list(workspace.path(.runs)).first {
            FileSystem.exists(workspace.path(.runs, "\($0)/\(found.runID)/manifest.json"))
        }
        guard let asOf else {
            throw Failure(
                .refused, "run \(found.runID): its folder is not below runs/ any more: bring it back or screen again")
        }
        folder = workspace.path(.runs, "\(asOf)/\(found.runID)")
    }

    /// The rules of the run, from the text it kept.
    func policy() throws -> Policy {
        do {
            let source = PolicySource(file: folder + "/policy.yaml", bytes: try bytes("policy.yaml"))
            return try PolicyReader.policy(of: PolicyChain(source) { _ throws(PolicyError) in nil })
        } catch let error as PolicyError {
            throw Failure(.refused, error.description)
        }
    }

    /// Rows of a list that hold a text.
    func rows(_ name: String, holding text: String) throws -> [RunTable.Row] {
        RunTable.rows(try bytes(name), holding: text)
    }

    /// Lines of a JSONL file whose first field has a value, decoded.
    func lines<Line: Decodable>(_ name: String, first key: String, is value: String, as: Line.Type) throws -> [Line] {
        let prefix = Array("{\"\(key)\":\"\(value)\"".utf8)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try bytes(name).split(separator: UInt8(ascii: "\n")).filter { $0.starts(with: prefix) }
                .map { try decoder.decode(Line.self, from: Data($0)) }
        } catch is DecodingError {
            throw isOlder(name)
        }
    }

    /// The moment of an RFC 3339 text of the run.
    func moment(_ text: String) throws -> Int64 {
        guard let moment = AsOf(text, zone: zone)?.moment else { throw isOlder("a time") }
        return moment
    }

    private func bytes(_ name: String) throws -> [UInt8] {
        guard FileSystem.exists("\(folder)/\(name)") else { throw isOlder(name) }
        let text = try FileSystem.read("\(folder)/\(name)")
        return names?.renaming(text) ?? text
    }

    /// The failure that a file is not as this version writes it.
    func isOlder(_ name: String) -> Failure {
        Failure(
            .refused,
            "run \(run.runID): \(name) is not as this version writes it: the run is older or was changed: screen again")
    }
}
