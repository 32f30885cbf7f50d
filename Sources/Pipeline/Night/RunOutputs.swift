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
    /// Who may return to which block.
    let rosters: RosterLists
    /// Whose names the lists of grids and blocks ask for.
    let named: Set<Pseudonym>
    /// Contacts by tier and undeclared findings as they stand now; of the tasks those on a list.
    let result: Screening.Result

    /// Lays out a result and the health codes against the findings of the last run, and what grids have refuted of them.
    init(
        _ result: Screening.Result, codes: CodeFindings, plan: RunPlan, refuted: Set<TaskFact>, workspace: Workspace,
        inputs: RunInputs, asOf: Int64, identities: TaskIdentities, forExcel: Bool
    ) throws {
        let previous = plan.previous
        let key = workspace.pseudonymKey
        let life = TaskLife(
            reports: inputs.reports, followUp: workspace.policy.followUp, asOf: asOf, zone: workspace.settings.zone,
            tree: inputs.tree, taskID: { Screening.taskID($0, $1, key) })
        let outcome = life.outcome(of: result.tasks, previous: previous.tasks.map(\.task))
        var result = result
        result.tasks = outcome.tasks
        let watch = WatchLayout(result, key: key, zone: workspace.settings.zone, policy: workspace.policy)
        let residence = ResidenceLayout(result.residence, key: key)
        let rows = watch.rows + residence.rows
        findings = RunOutputs.findings(of: result, rows: rows)
        findings.cases = plan.cases
        let compared =
            plan.previousNames.map { RunOutputs.findings(of: result, rows: rows, under: $0) } ?? findings
        let open = Set(previous.tasks.lazy.map(\.task).filter { !$0.state.isOver }.map(\.taskID))
        // What is over leaves the lists, once its grid has been told that it is closed.
        func isListed(_ task: GridTask) -> Bool {
            !task.state.isOver || (task.state == .closed && open.contains(task.taskID) && task.change != .withdrawn)
        }
        changes = Changes.between(
            previous: RunOutputs.records(previous, key: key) { open.contains($0.taskID) },
            current: RunOutputs.records(compared, key: key, isListed: isListed),
            causes: plan.causes.with(outcome, refuted: refuted, previous: previous, now: findings, key: key))
        let standing = RowStanding(changes)
        tasks = outcome.tasks.filter(isListed).map { task in
            var task = task
            task.change = standing.of(.task, task.taskID)
            return task
        }
        result.tasks = tasks
        self.result = result
        for found in previous.tasks where standing.of(.task, found.task.taskID) == .withdrawn {
            var task = found.task
            task.change = .withdrawn
            tasks.append(task)
        }
        let listed = tasks
        tasks = listed.indices.sorted { TaskList.precedes(listed[$0], listed[$1]) }.map { listed[$0] }
        let stamp = PolicyStamp(id: workspace.policy.id, sha256: workspace.policy.sha256)
        let layout = RunLayout(
            zone: workspace.settings.zone, stamp: stamp, forExcel: forExcel, asOf: asOf,
            language: workspace.settings.language)
        files = layout.overview(
            result, changes, standing,
            fileNames: inputs.files.reduce(into: [:]) { names, file in
                names[file.number] = "\(file.sha256.prefix(12))-\(file.name)"
            }, undeclaredID: { RunOutputs.undeclaredID($0, $1, key) })
        files += watch.files(
            tasks: outcome.tasks, previous: previous, inputs: inputs, standing: standing, stamp: stamp,
            forExcel: forExcel)
        files += residence.files(previous: previous, standing: standing, stamp: stamp, forExcel: forExcel)
        files += layout.codes(CodeRows(codes, previous: previous.codes), codes)
        findings.codes = codes.codes.map { RunFindings.FoundCode(person: $0.person, shown: $0.shown) }
        let policyText = workspace.policyText
        files.append(RunFile("policy.yaml") { policyText })
        rosters =
            inputs.registers.map {
                RosterLists(
                    $0, of: inputs, fevers: result.feverRows, tasks: outcome.tasks, codes: codes,
                    asksForCode: inputs.codes != nil, zone: workspace.settings.zone, asOf: asOf)
            } ?? RosterLists()
        named = Set(tasks.map(\.person)).union(rosters.lines.map(\.person))
        let names = try identities.open(named)
            .merging(TaskIdentities.places(of: result.alerts, inputs.places, key)) { person, _ in person }
        files += layout.grids(
            tasks, inputs.tree, identities: names, notes: try identities.texts(ofClues: result.tasks))
        files += layout.taskLife(outcome, reports: inputs.reports, previous: previous.tasks.map(\.task), inputs.tree)
        files += layout.rosters(rosters, inputs.tree, identities: names)
        files += try layout.exchange(result, inputs, workspace)
        // Last, for it counts the lists before it.
        let source = OverviewSource(
            run: plan.run, settings: workspace.settings, findings: findings, previous: previous, tree: inputs.tree,
            files: inputs.files.map(OverviewSource.File.init), parts: try OverviewParts(files))
        let page = ReportPage.bytes(try workspace.ledger.read { try source.overview($0) }, workspace)
        files.append(RunFile(ReportPage.file) { page })
    }

    /// The findings with the meaning that they had under former names.
    private static func findings(
        of result: Screening.Result, rows: [RunFindings.FoundRow], under names: FormerNames
    ) -> RunFindings {
        let seen = result.contacts.flatMap(\.exposures).reduce(into: Set<Pseudonym>()) { seen, exposure in
            seen.insert(exposure.subject)
            if let via = exposure.via { seen.insert(via) }
        }
        let former = names.former(seen)
        return findings(of: result, rows: rows) { former[$0] ?? $0 }
    }

    /// Stable id of an undeclared finding.
    static func undeclaredID(_ subject: Pseudonym, _ region: String, _ key: PseudonymKey) -> String {
        key.digest([subject.text, region], prefix: "u")
    }

    private static func records(
        _ findings: RunFindings, key: PseudonymKey, isListed: (GridTask) -> Bool
    ) -> [ChangeRecord] {
        findings.contacts.map {
            ChangeRecord(kind: .contact, id: $0.contactID, digest: $0.meaning, about: $0.caseID)
        }
            + findings.undeclared.map {
                ChangeRecord(
                    kind: .undeclared, id: undeclaredID($0.subject, $0.region, key), digest: $0.meaning,
                    about: $0.region)
            }
            + findings.tasks.filter { isListed($0.task) }.map {
                // What a task is about stays out of lists that leave the bureau.
                ChangeRecord(kind: .task, id: $0.task.taskID, digest: $0.meaning, about: $0.task.about)
            }
            + findings.rows.compactMap { row in
                ChangeRecord.Kind(rawValue: row.list).map {
                    ChangeRecord(kind: $0, id: row.id, digest: row.meaning, about: row.about)
                }
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
