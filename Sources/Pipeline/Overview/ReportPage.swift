import Files
import Foundation
import FollowUp
import Ledger
public import Publishing
import Vault
import Vocabulary

/// The command centre's page, made again from a finished run; counts only.
public enum ReportPage {
    /// Name of the page in a run's folder.
    static let file = "report.html"

    /// The page of the latest complete run, or of the latest one as of a moment, in a language or the settings' own.
    ///
    /// Throws ``Outcome/usage`` where there is no such run, ``Outcome/refused`` where its folder is gone.
    public static func run(_ workspace: Workspace, asOf text: String?, language: Language?) throws -> [UInt8] {
        let asOf = try text.map { try AsOf.moment($0, or: 0, zone: workspace.settings.zone) }
        let run = try asOf.map { asOf in
            guard let run = try workspace.ledger.read({ try $0.latestCompleteRun(notAfter: asOf.moment) }),
                run.key.asOf == asOf.moment
            else {
                throw Failure(
                    .usage, "--as-of \(asOf.folder): no run is complete for it: take one of the folders below runs/")
            }
            return run.runID
        }
        let files = try RunFiles(workspace, runID: run)
        let read = try inputs(of: files, workspace)
        let tree = try TaskQuestions.tree(workspace)
        let parts = try OverviewParts(folder: files.folder)
        let overview = try workspace.ledger.read { ledger in
            try OverviewSource(
                run: files.run, settings: workspace.settings, findings: try ledger.findings(of: files.run.runID),
                previous: try files.run.baseline.map { try ledger.findings(of: $0) } ?? RunFindings(), tree: tree,
                files: read, parts: parts
            ).overview(ledger)
        }
        workspace.access?.runID = files.run.runID
        workspace.access?.counts = ["grids": overview.areas.count]
        return bytes(overview, workspace, language: language)
    }

    /// The page's bytes.
    static func bytes(_ overview: Overview, _ workspace: Workspace, language: Language? = nil) -> [UInt8] {
        OverviewPage(
            overview, language: language ?? workspace.settings.language, zone: workspace.settings.zone
        ).bytes { SHA256Digest.base64(of: $0) }
    }

    private struct Manifest: Decodable {
        struct Input: Decodable { var sha256: String, read: Int, accepted: Int, rejected: Int }
        var inputs: [Input]
    }

    /// The files that the run read, by what its manifest says.
    private static func inputs(of files: RunFiles, _ workspace: Workspace) throws -> [OverviewSource.File] {
        let known = Dictionary(
            uniqueKeysWithValues: try workspace.ledger.read { try $0.files() }.map { ($0.sha256, $0) })
        let bytes = try FileSystem.read(files.folder + "/manifest.json")
        guard let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(bytes)) else {
            throw files.isOlder("manifest.json")
        }
        return manifest.inputs.compactMap { input in
            known[input.sha256].map {
                OverviewSource.File(
                    number: $0.number, feed: $0.feed, read: input.read, accepted: input.accepted,
                    rejected: input.rejected)
            }
        }
    }
}
