import Assessment
import FollowUp
import Ledger
import Matching
import Policy
import Publishing
import Vault
import Vocabulary

/// The files of a run as bytes, by path below the run's folder, and what the ledger keeps of its findings.
struct RunOutputs {
    /// Paths and bytes, without the manifest.
    private(set) var files: [(path: String, bytes: [UInt8])] = []
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
        _ result: Screening.Result, previous: RunFindings, causes: ChangeCauses, workspace: Workspace,
        inputs: RunInputs, identities: TaskIdentities, forExcel: Bool
    ) throws {
        self.result = result
        let zone = workspace.settings.zone
        findings = RunOutputs.findings(of: result, zone: zone)
        changes = Changes.between(
            previous: RunOutputs.records(previous, key: workspace.pseudonymKey),
            current: RunOutputs.records(findings, key: workspace.pseudonymKey), causes: causes)
        var standing: [String: Change] = [:]
        for change in changes { standing["\(change.record.kind.rawValue) \(change.record.id)"] = change.change }
        func change(_ kind: ChangeRecord.Kind, _ id: String) -> Change { standing["\(kind.rawValue) \(id)"] ?? .new }
        let told = Dictionary(previous.tasks.map { ($0.task.taskID, $0.task) }) { first, _ in first }
        tasks = result.tasks.map { task in
            var task = task
            task.change = change(.task, task.taskID)
            // A task stays due when it was first due; only a stronger action sets a new time.
            if let before = told[task.taskID], before.action == task.action { task.due = min(task.due, before.due) }
            return task
        }
        let due = Dictionary(tasks.map { ($0.taskID, $0.due) }) { first, _ in first }
        findings.tasks = findings.tasks.map { found in
            var found = found
            found.task.due = due[found.task.taskID] ?? found.task.due
            return found
        }
        let gone = previous.tasks.filter { change(.task, $0.task.taskID) == .withdrawn }.map { found in
            var task = found.task
            task.change = .withdrawn
            return task
        }
        tasks = (tasks + gone).sorted { ($0.gridID, $0.due, $0.taskID) < ($1.gridID, $1.due, $1.taskID) }
        files = RunOutputs.overview(
            result, changes, policy: workspace.policy, zone: zone, inputs: inputs, change: change,
            key: workspace.pseudonymKey, forExcel: forExcel)
        files.append(("policy.yaml", workspace.policyText))
        files += try grids(inputs, policy: workspace.policy, zone: zone, identities: identities, forExcel: forExcel)
    }

    private static func overview(
        _ result: Screening.Result, _ changes: [RowChange], policy: Policy, zone: ZoneRules, inputs: RunInputs,
        change: (ChangeRecord.Kind, String) -> Change, key: PseudonymKey, forExcel: Bool
    ) -> [(path: String, bytes: [UInt8])] {
        func grids(_ person: Pseudonym) -> [String] { result.grids[person]?.choices.map(\.gridID) ?? [] }
        let tasks = Dictionary(grouping: result.tasks) { "\($0.reason.rawValue) \($0.person.text) \($0.about)" }
        func taskIDs(_ reason: TaskReason, _ person: Pseudonym, _ about: String) -> [String] {
            tasks["\(reason.rawValue) \(person.text) \(about)"]?.map(\.taskID).sorted() ?? []
        }
        let contacts = result.contacts.map {
            ContactRow(
                contact: $0, gridIDs: grids($0.person), change: change(.contact, $0.contactID),
                taskIDs: taskIDs(.contact, $0.person, $0.caseID))
        }
        let undeclared = result.undeclared.map {
            let id = undeclaredID($0.subject, $0.region, key)
            return UndeclaredRow(
                finding: $0, gridIDs: grids($0.subject), change: change(.undeclared, id), id: id,
                taskIDs: taskIDs(.undeclared, $0.subject, $0.region))
        }
        let names = Dictionary(
            uniqueKeysWithValues: inputs.files.map { ($0.number, "\($0.sha256.prefix(12))-\($0.name)") })
        let rows = changes.map {
            ChangeRow(
                kind: $0.record.kind.rawValue, id: $0.record.id, about: $0.record.about, change: $0.change,
                why: $0.why?.rawValue ?? "")
        }
        let stamp = PolicyStamp(id: policy.id, sha256: policy.sha256)
        return [
            ("contacts.csv", ContactsFile.bytes(contacts, policy: stamp, zone: zone, byteOrderMark: forExcel)),
            ("exposures.jsonl", ExposuresFile.bytes(result.contacts, policy: stamp, zone: zone, fileNames: names)),
            (
                "case_links.csv",
                CaseLinksFile.bytes(
                    result.caseLinks.map(CaseLinkRow.init), policy: stamp, zone: zone, byteOrderMark: forExcel)
            ),
            (
                "shared_contacts.csv",
                SharedContactsFile.bytes(
                    result.sharedContacts.map { ($0.contacts, grids($0.person)) }, policy: stamp, zone: zone,
                    byteOrderMark: forExcel)
            ),
            ("undeclared.csv", UndeclaredFile.bytes(undeclared, policy: stamp, zone: zone, byteOrderMark: forExcel)),
            (
                "undeclared.jsonl",
                UndeclaredEvidenceFile.bytes(undeclared, policy: stamp, zone: zone, fileNames: names)
            ),
            (
                "windows.csv",
                WindowsFile.bytes(
                    result.windows, policy: stamp, zone: zone, fileNames: names, byteOrderMark: forExcel)
            ),
            ("changes.csv", ChangesFile.bytes(rows, policy: stamp, byteOrderMark: forExcel)),
            (
                "disagreements.csv",
                DisagreementsFile.bytes(
                    result.disagreements.map {
                        DisagreementRow(
                            caseID: $0.caseID, kind: $0.kind.rawValue, span: $0.span,
                            distanceMeters: $0.distanceMeters, feed: $0.feed, reported: $0.reported,
                            observed: $0.observed)
                    }, policy: stamp, zone: zone, fileNames: names, byteOrderMark: forExcel)
            ),
        ]
    }

    /// Every grid of the tree has its list, empty or not, so that a missing file is never taken for "nothing to do".
    private func grids(
        _ inputs: RunInputs, policy: Policy, zone: ZoneRules, identities: TaskIdentities, forExcel: Bool
    ) throws -> [(path: String, bytes: [UInt8])] {
        let stamp = PolicyStamp(id: policy.id, sha256: policy.sha256)
        let clear = try identities.open(Set(tasks.map(\.person)))
        let byGrid = Dictionary(grouping: tasks, by: \.gridID)
        let rollups = Dictionary(
            uniqueKeysWithValues: TaskRollup.rollups(of: tasks, in: inputs.tree).map { ($0.gridID, $0) })
        var files: [(path: String, bytes: [UInt8])] = []
        for gridID in Set(inputs.tree.gridIDs).union(byGrid.keys).sorted() {
            let own = byGrid[gridID] ?? []
            files.append(
                (
                    GridFolder.path("tasks.csv", of: gridID),
                    TasksFile.csv(own, identities: clear, policy: stamp, zone: zone, byteOrderMark: forExcel)
                ))
            files.append(
                (
                    GridFolder.path("tasks.jsonl", of: gridID),
                    TasksFile.jsonLines(own, identities: clear, policy: stamp, zone: zone)
                ))
            let grid = inputs.tree.grid(gridID)
            let rows = (rollups[gridID]?.counts ?? [:]).map { SummaryRow(reason: $0.key, counts: $0.value) }
            files.append(
                (
                    GridFolder.path("summary.csv", of: gridID),
                    SummaryFile.bytes(
                        gridID: gridID, level: grid?.level ?? "", name: grid?.name ?? "", rows: rows,
                        byteOrderMark: forExcel)
                ))
        }
        return files
    }
}

extension RunOutputs {
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

    /// Digests of meaning leave out where rows stood, so that a repeated delivery changes nothing.
    private static func findings(of result: Screening.Result, zone: ZoneRules) -> RunFindings {
        func grids(_ person: Pseudonym) -> String {
            result.grids[person]?.choices.map(\.gridID).joined(separator: " ") ?? ""
        }
        func meaning(_ parts: [String]) -> String {
            SHA256Digest.hex(of: parts.joined(separator: "\u{1F}"))
        }
        return RunFindings(
            contacts: result.contacts.map { contact in
                let exposures = contact.exposures.map {
                    "\($0.subject.text) \($0.rule) \($0.tier.rawValue) \($0.place) \($0.span.start) \($0.span.end) "
                        + "\($0.minutes) \($0.environmentalMinutes) \($0.minDistanceMeters ?? -1) \($0.flags)"
                        + ($0.via.map { " \($0.text)" } ?? "")
                }
                return RunFindings.FoundContact(
                    contactID: contact.contactID, caseID: contact.caseID, person: contact.person, tier: contact.tier,
                    score: contact.score,
                    meaning: meaning(
                        [contact.tier.rawValue, "\(contact.score)", grids(contact.person)] + contact.flags + exposures))
            },
            undeclared: result.undeclared.map { finding in
                let evidence = finding.evidence.map {
                    "\($0.kind) \($0.place) \($0.span.start) \($0.span.end) \($0.feed.rawValue) \($0.flags)"
                }
                return RunFindings.FoundUndeclared(
                    subject: finding.subject, region: finding.region, status: finding.status,
                    meaning: meaning(
                        [
                            finding.status.rawValue, finding.category, "\(finding.score)", "\(finding.returnedAt ?? 0)",
                            finding.returnedPlace ?? "", grids(finding.subject),
                        ] + finding.flags + evidence))
            },
            tasks: result.tasks.map { task in
                // The due time moves with every night; a task that is otherwise the same is unchanged.
                RunFindings.FoundTask(
                    task: task, state: "new",
                    meaning: meaning([task.gridID, task.gridBasis, "\(task.isProvisional)", task.action]))
            })
    }
}

extension CaseLinkRow {
    /// A link as it is printed.
    fileprivate init(_ link: CaseLink) {
        self.init(
            caseA: link.caseA, caseB: link.caseB, tier: link.tier, score: link.score, exposures: link.exposures,
            inWindowOf: link.inWindowOf, couldInfect: link.direction.rawValue, flags: link.flags)
    }
}
