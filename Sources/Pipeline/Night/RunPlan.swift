import FollowUp
import Ledger
import Policy
import Vault
import Vocabulary

/// What makes a run the run it is, and what it is compared with.
struct RunPlan {
    /// The run.
    let run: RunRecord
    /// Whether the same work was the last that was done: the same night twice.
    let isRepeated: Bool
    /// What the run before had found.
    let previous: RunFindings
    /// The names under which it found them, where the pseudonym key was replaced since.
    let previousNames: FormerNames?
    /// What is known to be different since.
    private(set) var causes: ChangeCauses
    /// Rows that the run before had left out because somebody disputed them, and those that this one leaves out.
    private let disputedBefore: Set<RowPlace>, disputes: Disputes
    /// Cases that are screened.
    let cases: Set<String>
    private let workspace: Workspace

    /// Plans a run over inputs as of a moment.
    init(_ workspace: Workspace, inputs: RunInputs, asOf: AsOf) throws {
        self.workspace = workspace
        var digest = SHA256Digest()
        for file in inputs.files {
            digest.update("\(file.sha256) \(file.mapping) \(file.rowsRead) \(file.rejected)\n")
        }
        let names = Dictionary(uniqueKeysWithValues: inputs.files.map { ($0.number, $0.sha256) })
        let disputed = inputs.disputes.places.map { "disputed \(names[$0.file] ?? "") \($0.line)\n" }
        for line in disputed.sorted() { digest.update(line) }
        // Under another key the same night has other lists.
        if workspace.pseudonymKey.generation > 1 {
            digest.update("pseudonym key \(workspace.pseudonymKey.fingerprint)\n")
        }
        for line in inputs.codes?.overrideLines ?? [] { digest.update(line) }
        let key = RunKey(
            asOf: asOf.moment, policySHA256: workspace.policy.sha256, inputDigest: digest.hex,
            settingsDigest: workspace.settingsDigest, toolVersion: TraceGrid.version)
        let last = try workspace.ledger.read { try $0.latestCompleteRun(notAfter: asOf.moment) }
        isRepeated = last?.key == key
        let baseline = isRepeated ? last?.baseline : last?.runID
        var name = SHA256Digest()
        name.update([key.policySHA256, key.inputDigest, key.settingsDigest, key.toolVersion].joined(separator: " "))
        name.update(" \(key.asOf) \(baseline ?? "")")
        run = RunRecord(
            runID: "r" + name.hex.prefix(12), key: key, policy: workspace.policy.id, baseline: baseline, startedAt: 0)
        let before = try baseline.map { baseline in try workspace.ledger.read { try $0.run(id: baseline) } } ?? nil
        var previous =
            try baseline.map { baseline in try workspace.ledger.read { try $0.findings(of: baseline) } }
            ?? RunFindings()
        previousNames = try baseline.flatMap { try workspace.formerNames(ofRun: $0) }
        if let baseline, inputs.codes != nil {
            previous.codes = try workspace.ledger.read { try $0.codes(of: baseline) }
        }
        self.previous = previous
        disputes = inputs.disputes
        disputedBefore =
            try baseline.map { baseline in try workspace.ledger.read { try $0.disputes(ofRun: baseline) } } ?? []
        cases = Set(inputs.cases.filter { $0.confirmed <= asOf.moment }.map(\.caseID))
        causes = ChangeCauses(
            isPolicyChanged: before.map { $0.key.policySHA256 != key.policySHA256 } ?? false,
            newCases: cases.subtracting(previous.cases))
    }

    /// What grids have refuted of what the run before gave them to do.
    func refuted(_ reports: TaskReports) -> Set<TaskFact> {
        TaskFact.refuted(previous.tasks.map(\.task), reports)
    }

    /// Names what a correction touched, now that the findings are there.
    mutating func findCorrected(_ result: Screening.Result, inputs: RunInputs) {
        causes.corrected = disputes.corrected(
            since: disputedBefore, inputs: inputs, previous: previous, now: result
        ) { RunOutputs.undeclaredID($0, $1, workspace.pseudonymKey) }
    }

    /// Puts the folder in place and marks the run complete, in the order that a crash at any point can be mended from.
    func finish(
        _ folder: RunFolder, findings: RunFindings, digests: [(path: String, sha256: String)], now: Int64
    ) throws {
        if !isRepeated {
            var started = run
            started.startedAt = now
            try workspace.ledger.startRun(started)
        }
        try folder.publish()
        if !isRepeated {
            var findings = findings
            findings.disputes = disputes.places
            try workspace.ledger.completeRun(
                run.runID, findings: findings, outputsDigest: RunCheck.digest(of: digests), finishedAt: now)
        }
        try folder.makeCurrent()
    }
}
