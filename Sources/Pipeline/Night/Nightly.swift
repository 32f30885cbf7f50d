import Assessment
import Files
import FollowUp
import Ledger
import Policy
import Publishing
import Vault
import Vocabulary

/// How a run is written.
public struct RunOptions: Sendable {
    /// Whether CSV files begin with a byte order mark, so that Excel reads them as UTF-8.
    public var forExcel: Bool

    /// Options of a run.
    public init(forExcel: Bool = false) {
        self.forExcel = forExcel
    }
}

/// What cron runs: the inbox in, the findings out, each grid's list written.
public enum Nightly {
    /// Ingests the inbox, screens, then removes what has expired.
    public static func run(
        _ workspace: Workspace, asOf text: String, options: RunOptions = RunOptions(), acceptAnyway: String? = nil,
        now: Int64, reporter: any Reporter
    ) throws -> RunSummary {
        // A wrong moment must not be found out after an hour of ingest.
        let asOf = try asOf(text, workspace)
        let clock = ContinuousClock()
        let start = clock.now
        let ingest = try Ingest.run(workspace, IngestRequest(acceptAnyway: acceptAnyway), now: now, reporter: reporter)
        let seconds = start.duration(to: clock.now)
        var summary = try screen(
            workspace, asOf: asOf, options: options, now: now, ingest: (ingest, seconds), reporter: reporter)
        summary.ingest = ingest
        Purge.night(workspace, asOf: asOf.moment, now: now, reporter: reporter)
        if summary.outcome != .done { workspace.access?.outcome = summary.outcome }
        return summary
    }

    /// Screens what is in the store.
    public static func screen(
        _ workspace: Workspace, asOf text: String, options: RunOptions = RunOptions(), now: Int64,
        reporter: any Reporter
    ) throws -> RunSummary {
        try screen(
            workspace, asOf: try asOf(text, workspace), options: options, now: now, ingest: nil, reporter: reporter)
    }

    private static func asOf(_ text: String, _ workspace: Workspace) throws -> AsOf {
        guard let asOf = AsOf(text, zone: workspace.settings.zone) else {
            throw Failure(
                .usage, "--as-of: \(text) is no moment: write 2020-02-03 or 2020-02-03T06:00:00+08:00")
        }
        return asOf
    }

    private static func screen(
        _ workspace: Workspace, asOf: AsOf, options: RunOptions, now: Int64,
        ingest: (summary: IngestSummary, seconds: Duration)?, reporter: any Reporter
    ) throws -> RunSummary {
        let clock = ContinuousClock()
        let start = clock.now
        let inputs = try RunInputs.read(workspace, policies: [workspace.policy], asOf: asOf, forNight: true)[0]
        var plan = try RunPlan(workspace, inputs: inputs, asOf: asOf)
        reporter.began(run: plan.run.runID)
        let refuted = plan.refuted(inputs.reports)
        let result = try StoreRepair.mending(workspace, reporter: reporter) {
            try Screening(
                workspace: workspace, policy: workspace.policy, inputs: inputs, asOf: asOf, reporter: reporter,
                refuted: refuted
            ).run()
        }
        plan.findCorrected(result, inputs: inputs)
        let codes =
            inputs.codes.map { CodeFindings($0, of: inputs, result: result, zone: workspace.settings.zone) }
            ?? CodeFindings()
        let screened = clock.now
        let identities = try TaskIdentities(workspace, directory: inputs.directory)
        var warnings =
            RunWarnings.about(inputs, asOf: asOf, now: now, lookBackDays: workspace.policy.undeclared.lookBackDays)
            + result.warnings
        if !identities.canOpen {
            warnings.append(
                "IDENTITY_KEY_ABSENT: keys/identity.key is not here: the task lists bear no names: bring the key and "
                    + "run again")
        }
        let outputs = try RunOutputs(
            result, codes: codes, plan: plan, refuted: refuted, workspace: workspace, inputs: inputs,
            asOf: asOf.moment, identities: identities, forExcel: options.forExcel)
        let folder = RunFolder(workspace: workspace, asOf: asOf, runID: plan.run.runID)
        let digests = try folder.write(outputs.files)
        var manifest = Manifest(
            runID: plan.run.runID, asOf: asOf.moment, toolVersion: TraceGrid.version, policyID: workspace.policy.id,
            policySHA256: workspace.policy.sha256,
            purpose: workspace.access?.permit.purpose?.code ?? "")
        manifest.inputs = inputs.files.map(Manifest.Input.init)
        manifest.counts = (result.counts + codes.counts + outputs.rosters.counts).map {
            Manifest.Count($0.name, Int64($0.value))
        }
        manifest.store = [
            Manifest.Count("blocks", Int64(result.store.blocks)),
            Manifest.Count("blocks_read", Int64(result.store.blocksRead)),
            Manifest.Count("rows_read", Int64(result.store.rowsRead)),
        ]
        manifest.warnings =
            (ingest?.summary.refused.map { "REFUSED: \($0.why)" } ?? []) + RunWarnings.ofFiles(inputs) + warnings
            + (workspace.settings.isEncrypted ? [] : [RunSummary.notEncrypted])
        manifest.outputs = digests
        manifest.timings = [
            Manifest.Count("ingest_ms", (ingest?.seconds ?? .zero).milliseconds),
            Manifest.Count("screen_ms", start.duration(to: screened).milliseconds),
        ]
        manifest.timings += result.stages.map { Manifest.Count("screen_\($0.name)_ms", $0.lasted.milliseconds) }
        manifest.timings += [
            Manifest.Count("publish_ms", screened.duration(to: clock.now).milliseconds)
        ]
        manifest.startedAt = now
        manifest.finishedAt =
            now + (ingest?.seconds ?? .zero).components.seconds + start.duration(to: clock.now).components.seconds
        manifest.peakMemoryBytes = ProcessMemory.peakBytes
        manifest.audit = workspace.access.map { ($0.begun.number, $0.begun.digest) }
        try folder.writeManifest(manifest.bytes(zone: workspace.settings.zone))
        try plan.finish(folder, findings: outputs.findings, digests: digests, now: now)
        warnings.forEach(reporter.warn)
        if let access = workspace.access {
            access.runID = plan.run.runID
            access.counts = [
                "persons": inputs.directory.count, "contacts": result.contacts.count,
                "undeclared": result.undeclared.count, "tasks": outputs.tasks.count, "codes": codes.codes.count,
            ]
            if identities.canOpen { access.counts["names_opened"] = outputs.named.count }
            access.outcome = warnings.isEmpty ? .done : .warnings
        }
        return RunSummary(
            outputs, folder: folder.path, runID: plan.run.runID, isRepeated: plan.isRepeated,
            isFirst: plan.run.baseline == nil, tree: inputs.tree,
            workspace)
    }
}

extension Duration {
    /// Whole milliseconds.
    fileprivate var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}

extension Manifest.Input {
    /// A file's accounting in the manifest.
    fileprivate init(_ file: InputFile) {
        self.init(
            name: file.name, feed: file.feed, sha256: file.sha256, read: Int64(file.rowsRead),
            accepted: Int64(file.accepted), rejected: Int64(file.rejected), duplicate: Int64(file.duplicate))
        rejectReasons = file.rejectReasons.mapValues { Int64($0) }
        notes = Dictionary(uniqueKeysWithValues: file.countedNotes.map { ($0.name, Int64($0.count)) })
        acceptAnyway = file.acceptAnyway
    }
}

/// Memory of this process.
enum ProcessMemory {
    /// Largest resident size so far, in bytes; nil where the system does not tell.
    static var peakBytes: Int64? {
        guard let status = try? FileSystem.read("/proc/self/status") else { return nil }
        for line in String(decoding: status, as: UTF8.self).split(separator: "\n") where line.hasPrefix("VmHWM:") {
            return line.split(separator: " ").compactMap { Int64($0) }.first.map { $0 * 1024 }
        }
        return nil
    }
}
