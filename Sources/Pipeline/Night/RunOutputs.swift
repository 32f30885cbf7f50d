import FollowUp
import Ledger
import Policy
import Publishing
import Vault
import Vocabulary

/// The files of a run, by path below the run's folder, and what the ledger keeps of its findings.
struct RunOutputs {
    /// All files but the manifest.
    private(set) var files: [RunFile] = []
    /// What later runs compare with.
    private(set) var findings = RunFindings()
    /// How every row stands to the last run.
    private(set) var changes: [RowChange] = []
    /// The tasks with their change, withdrawn ones included.
    private(set) var tasks: [GridTask] = []
    /// Contacts by tier and undeclared findings as they stand now.
    let result: Screening.Result

    /// Lays out a result against the findings of the last run.
    init(
        _ result: Screening.Result, plan: RunPlan, workspace: Workspace, inputs: RunInputs,
        identities: TaskIdentities, forExcel: Bool
    ) throws {
        let previous = plan.previous
        self.result = result
        let key = workspace.pseudonymKey
        findings = RunOutputs.findings(of: result)
        findings.cases = plan.cases
        changes = Changes.between(
            previous: RunOutputs.records(previous, key: key), current: RunOutputs.records(findings, key: key),
            causes: plan.causes)
        let standing = RowStanding(changes)
        let told = Dictionary(previous.tasks.map { ($0.task.taskID, $0.task) }) { first, _ in first }
        tasks = result.tasks.map { task in
            var task = task
            task.change = standing.of(.task, task.taskID)
            // A task stays due when it was first due; only a stronger action sets a new time.
            if let before = told[task.taskID], before.action == task.action { task.due = min(task.due, before.due) }
            return task
        }
        for (number, task) in tasks.enumerated() { findings.tasks[number].task.due = task.due }
        for found in previous.tasks where standing.of(.task, found.task.taskID) == .withdrawn {
            var task = found.task
            task.change = .withdrawn
            tasks.append(task)
        }
        let listed = tasks
        tasks = listed.indices.sorted { TaskList.precedes(listed[$0], listed[$1]) }.map { listed[$0] }
        let stamp = PolicyStamp(id: workspace.policy.id, sha256: workspace.policy.sha256)
        let layout = RunLayout(zone: workspace.settings.zone, stamp: stamp, forExcel: forExcel)
        files = layout.overview(
            result, changes, standing,
            fileNames: inputs.files.reduce(into: [:]) { names, file in
                names[file.number] = "\(file.sha256.prefix(12))-\(file.name)"
            }, undeclaredID: { RunOutputs.undeclaredID($0, $1, key) })
        let policyText = workspace.policyText
        files.append(RunFile("policy.yaml") { policyText })
        files += layout.grids(tasks, inputs.tree, identities: try identities.open(Set(tasks.map(\.person))))
        // Last, for it counts the lists before it.
        let source = OverviewSource(
            run: plan.run, settings: workspace.settings, findings: findings, previous: previous, tree: inputs.tree,
            files: inputs.files.map(OverviewSource.File.init), parts: OverviewParts(files))
        let page = ReportPage.bytes(try workspace.ledger.read { try source.overview($0) }, workspace)
        files.append(RunFile(ReportPage.file) { page })
    }

    /// Stable id of an undeclared finding.
    static func undeclaredID(_ subject: Pseudonym, _ region: String, _ key: PseudonymKey) -> String {
        key.digest([subject.text, region], prefix: "u")
    }

    private static func records(_ findings: RunFindings, key: PseudonymKey) -> [ChangeRecord] {
        findings.contacts.map {
            ChangeRecord(kind: .contact, id: $0.contactID, digest: $0.meaning, about: $0.caseID)
        }
            + findings.undeclared.map {
                ChangeRecord(
                    kind: .undeclared, id: undeclaredID($0.subject, $0.region, key), digest: $0.meaning,
                    about: $0.region)
            }
            + findings.tasks.map {
                // What a task is about stays out of lists that leave the bureau.
                ChangeRecord(kind: .task, id: $0.task.taskID, digest: $0.meaning, about: $0.task.about)
            }
    }
}

/// How rows stand to the last run, by list and id; a row that is in neither is new.
struct RowStanding: Sendable {
    private var changes: [ChangeRecord.Kind: [String: Change]] = [:]

    init(_ rows: [RowChange]) {
        for row in rows { changes[row.record.kind, default: [:]][row.record.id] = row.change }
    }

    func of(_ kind: ChangeRecord.Kind, _ id: String) -> Change { changes[kind]?[id] ?? .new }
}
