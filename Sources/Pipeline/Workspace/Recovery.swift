import Files
import Foundation
import Ledger

/// Mends what an interrupted run left behind, and says so.
///
/// The ledger is the truth: a segment or a run folder that it does not list never happened; a run that it lists as
/// complete has its folder in place, and only `current` may be behind.
enum Recovery {
    /// Runs at every start, under the lock.
    static func run(_ workspace: Workspace, reporter: any Reporter) throws {
        var mended: [String] = []
        for folder in Workspace.Folder.allCases where ![.runs, .inbox, .audit].contains(folder) {
            // Workspaces of earlier versions lack the newer folders.
            try FileSystem.makeFolder(workspace.path(folder))
            let swept = try FileSystem.sweepTemporaries(in: workspace.path(folder))
            if swept > 0 { mended.append("\(swept) half-written files in \(folder.rawValue)/") }
        }
        if let line = try PseudonymRotation.settle(workspace, reporter: reporter) { mended.append(line) }
        let names = try workspace.storedNames()
        let orphans = try workspace.ledger.read { try $0.orphans(in: names) }
        for name in orphans { try FileSystem.remove(workspace.path(.store, name)) }
        if !orphans.isEmpty { mended.append("\(orphans.count) segments of an unfinished ingest") }
        let unfinished = try workspace.ledger.discardUnfinishedRuns()
        if !unfinished.isEmpty { mended.append("\(unfinished.count) unfinished runs") }
        mended += try mendRunFolders(workspace, unfinished: Set(unfinished))
        if let purge = try Purge.resume(workspace, reporter: reporter) { mended.append(purge) }
        if !mended.isEmpty {
            reporter.note("recovered from an interrupted run: removed \(mended.joined(separator: ", "))")
        }
        let lost = try LostDeliveries(workspace)
        if !lost.names.isEmpty {
            reporter.warn("LEDGER_BEHIND: archive/ holds \(lost.line): run `tracegrid doctor --repair`")
        }
    }

    /// Removes what is no complete run, and points each `current` at the latest that is.
    @discardableResult
    static func mendRunFolders(_ workspace: Workspace, unfinished: Set<String> = []) throws -> [String] {
        let complete = try workspace.ledger.read { try $0.runs() }.filter { $0.state == .complete }
        var removed = 0
        for asOf in try FileSystem.list(workspace.path(.runs)) {
            let folder = workspace.path(.runs, asOf)
            guard FileSystem.isFolder(folder) else { continue }
            let names = try FileSystem.list(folder)
            for name in names where name.hasPrefix(RunFolder.asidePrefix) || unfinished.contains(name) {
                try FileSystem.removeTree("\(folder)/\(name)")
                removed += 1
            }
            if let latest = complete.first(where: { FileSystem.exists("\(folder)/\($0.runID)") }),
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/current")) != latest.runID
            {
                try FileSystem.replaceLink("\(folder)/current", to: latest.runID)
            }
        }
        return removed > 0 ? ["\(removed) half-written run folders"] : []
    }
}
