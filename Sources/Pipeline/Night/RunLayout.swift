import Assessment
import FollowUp
import Matching
import Publishing
import Vocabulary

/// Lays the findings of a run out as files.
struct RunLayout: Sendable {
    let zone: ZoneRules
    let stamp: PolicyStamp
    /// Whether CSV files begin with a byte order mark.
    let forExcel: Bool
    /// The run's moment, UTC seconds.
    let asOf: Int64
    /// Language of what people read.
    let language: Language

    private struct TaskKey: Hashable {
        var reason: TaskReason
        var person: Pseudonym
        var about: String
    }

    /// The lists that stay in the bureau.
    func overview(
        _ result: Screening.Result, _ changes: [RowChange], _ standing: RowStanding, fileNames names: [UInt32: String],
        undeclaredID: (Pseudonym, String) -> String
    ) -> [RunFile] {
        let (zone, stamp, forExcel) = (zone, stamp, forExcel)
        let (contacts, chosen) = (result.contacts, result.grids)
        @Sendable func grids(_ person: Pseudonym) -> [String] { chosen[person]?.choices.map(\.gridID) ?? [] }
        var taskIDs: [TaskKey: [String]] = [:]
        for task in result.tasks {
            taskIDs[TaskKey(reason: task.reason, person: task.person, about: task.about), default: []]
                .append(task.taskID)
        }
        let idsOfTasks = taskIDs
        @Sendable func tasks(_ reason: TaskReason, _ person: Pseudonym, _ about: String) -> [String] {
            idsOfTasks[TaskKey(reason: reason, person: person, about: about)]?.sorted() ?? []
        }
        let undeclared = result.undeclared.map {
            let id = undeclaredID($0.subject, $0.region)
            return UndeclaredRow(
                finding: $0, gridIDs: grids($0.subject), change: standing.of(.undeclared, id), id: id,
                taskIDs: tasks(.undeclared, $0.subject, $0.region))
        }
        return [
            RunFile(
                "contacts.csv", header: ContactsFile.bytes([], policy: stamp, zone: zone, byteOrderMark: forExcel),
                rows: contacts.indices
            ) { range in
                let rows = contacts[range].map {
                    ContactRow(
                        contact: $0, gridIDs: grids($0.person), change: standing.of(.contact, $0.contactID),
                        taskIDs: tasks(.contact, $0.person, $0.caseID))
                }
                return ContactsFile.lines(rows, policy: stamp, zone: zone)
            },
            RunFile("exposures.jsonl", rows: contacts.indices) { range in
                ExposuresFile.bytes(Array(contacts[range]), policy: stamp, zone: zone, fileNames: names)
            },
            RunFile("case_links.csv") {
                CaseLinksFile.bytes(
                    result.caseLinks.map(CaseLinkRow.init), policy: stamp, zone: zone, byteOrderMark: forExcel)
            },
            RunFile("shared_contacts.csv") {
                SharedContactsFile.bytes(
                    result.sharedContacts.map { ($0.contacts, grids($0.person)) }, policy: stamp, zone: zone,
                    byteOrderMark: forExcel)
            },
            RunFile("undeclared.csv") {
                UndeclaredFile.bytes(undeclared, policy: stamp, zone: zone, byteOrderMark: forExcel)
            },
            RunFile("undeclared.jsonl") {
                UndeclaredEvidenceFile.bytes(undeclared, policy: stamp, zone: zone, fileNames: names)
            },
            RunFile("windows.csv") {
                WindowsFile.bytes(
                    result.windows, policy: stamp, zone: zone, fileNames: names, byteOrderMark: forExcel)
            },
            RunFile(
                "changes.csv", header: ChangesFile.bytes([], policy: stamp, byteOrderMark: forExcel),
                rows: changes.indices
            ) { range in
                let rows = changes[range].map {
                    ChangeRow(
                        kind: $0.record.kind.rawValue, id: $0.record.id, about: $0.record.about, change: $0.change,
                        why: $0.why?.rawValue ?? "")
                }
                return ChangesFile.lines(rows, policy: stamp)
            },
            RunFile("disagreements.csv") {
                DisagreementsFile.bytes(
                    result.disagreements.map {
                        DisagreementRow(
                            caseID: $0.caseID, kind: $0.kind.rawValue, span: $0.span,
                            distanceMeters: $0.distanceMeters, feed: $0.feed, reported: $0.reported,
                            observed: $0.observed)
                    }, policy: stamp, zone: zone, fileNames: names, byteOrderMark: forExcel)
            },
        ]
    }

    /// The lists of the grids, of tasks in the order of their grids.
    ///
    /// Every grid of the tree has its list, empty or not, so that a missing file is never taken for "nothing to do".
    func grids(
        _ tasks: [GridTask], _ tree: GridTree, identities: [Pseudonym: TaskIdentity], notes: [String: String]
    ) -> [RunFile] {
        let (zone, stamp, forExcel) = (zone, stamp, forExcel)
        var ranges: [String: Range<Int>] = [:]
        var first = 0
        while first < tasks.count {
            var last = first + 1
            while last < tasks.count, tasks[last].gridID == tasks[first].gridID { last += 1 }
            ranges[tasks[first].gridID] = first..<last
            first = last
        }
        let escalated = Escalation.byGrid(tasks.filter { $0.change != .withdrawn }, in: tree)
        let rollups = Dictionary(uniqueKeysWithValues: TaskRollup.rollups(of: tasks, in: tree).map { ($0.gridID, $0) })
        let header = TasksFile.csv([], identities: [:], policy: stamp, zone: zone, byteOrderMark: forExcel)
        return Set(tree.gridIDs).union(ranges.keys).sorted().flatMap { gridID in
            let own = ranges[gridID] ?? 0..<0
            let grid = tree.grid(gridID)
            let counts = rollups[gridID]?.counts ?? [:]
            return workbook(of: gridID, tasks[own], grid, identities) + escalation(to: gridID, escalated[gridID]) + [
                RunFile(GridFolder.path("tasks.csv", of: gridID), header: header, rows: own) { range in
                    TasksFile.lines(
                        Array(tasks[range]), identities: identities, notes: notes, policy: stamp, zone: zone)
                },
                RunFile(GridFolder.path("tasks.jsonl", of: gridID), rows: own) { range in
                    TasksFile.jsonLines(
                        Array(tasks[range]), identities: identities, notes: notes, policy: stamp, zone: zone)
                },
                RunFile(GridFolder.path("summary.csv", of: gridID)) {
                    SummaryFile.bytes(
                        gridID: gridID, level: grid?.level ?? "", name: grid?.name ?? "",
                        rows: counts.map { SummaryRow(reason: $0.key, counts: $0.value) }, byteOrderMark: forExcel)
                },
            ]
        }
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
