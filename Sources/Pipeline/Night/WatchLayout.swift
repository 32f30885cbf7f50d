import Assessment
import FollowUp
import Ledger
import Policy
import Publishing
import Vault
import Vocabulary

/// Lays out the roster of key persons, alerts and clues, and what the ledger keeps of them.
struct WatchLayout {
    private let alerts: [(alert: Alert, id: String)]
    private let result: Screening.Result
    private let key: PseudonymKey
    private let zone: ZoneRules
    private let policy: Policy
    /// What later runs compare with.
    let rows: [RunFindings.FoundRow]

    init(_ result: Screening.Result, key: PseudonymKey, zone: ZoneRules, policy: Policy) {
        (self.result, self.key, self.zone, self.policy) = (result, key, zone, policy)
        let alerts = result.alerts.map { (alert: $0, id: $0.id(zone: zone, key: key)) }
        self.alerts = alerts
        func grids(_ person: Pseudonym) -> [String] { result.grids[person]?.choices.map(\.gridID) ?? [] }
        rows =
            alerts.map { alert, id in
                // An end that moves with the night is no change; what an hour more of silence scores is none either.
                let parts =
                    ["\(alert.span.start)", alert.place] + (alert.gridID.map { [$0] } ?? alert.subject.map(grids) ?? [])
                let counted = [.rateUp, .isolatedSeen, .focusOut, .declaredElsewhere].contains(alert.kind)
                return RunFindings.FoundRow(
                    list: ChangeRecord.Kind.alert.rawValue, id: id, subject: alert.subject, about: alert.kind.rawValue,
                    parts: alert.identity(zone: zone),
                    meaning: RunOutputs.meaning(of: parts + (counted ? ["\(alert.count)"] : [])))
            }
            + result.keyPersons.map { person in
                let away = person.away.map { ["\($0.start)", "\($0.end)"] } ?? []
                return RunFindings.FoundRow(
                    list: ChangeRecord.Kind.category.rawValue, id: person.person.text, subject: person.person,
                    about: person.category,
                    meaning: RunOutputs.meaning(
                        of: person.categories + person.regions + away + [person.declared]
                            + ["\(person.returnedAt ?? 0)"] + person.measures + ["|"] + person.problems
                            + grids(person.person)))
            }
            + result.clues.map { clue in
                let standing = clue.standing
                return RunFindings.FoundRow(
                    list: ChangeRecord.Kind.clue.rawValue, id: standing.clue.clueID, subject: standing.clue.subject,
                    about: standing.kind.code,
                    meaning: RunOutputs.meaning(
                        of: [
                            "\(standing.clue.time)", standing.gridID ?? "", standing.repeats ?? "",
                            "\(clue.persons.count)",
                        ]))
            }
    }

    /// `alerts.csv`, `categories.csv` and `clues.csv`.
    func files(
        tasks: [GridTask], previous: RunFindings, inputs: RunInputs, standing: RowStanding, stamp: PolicyStamp,
        forExcel: Bool
    ) -> [RunFile] {
        let alertTasks = ids(of: tasks, .alert), clueTasks = ids(of: tasks, .clue)
        var personTasks: [Pseudonym: [String]] = [:]
        for task in tasks { personTasks[task.person, default: []].append(task.taskID) }
        let alertRows = alertRows(alertTasks, previous, standing)
        let personRows = personRows(personTasks, previous, standing)
        let clueLines = clueLines(clueTasks, inputs, standing)
        let zone = zone
        return [
            RunFile("alerts.csv") {
                AlertsFile.bytes(alertRows, policy: stamp, zone: zone, byteOrderMark: forExcel)
            },
            RunFile("categories.csv") {
                CategoriesFile.bytes(personRows, policy: stamp, zone: zone, byteOrderMark: forExcel)
            },
            RunFile("clues.csv") { CluesFile.bytes(clueLines, policy: stamp, zone: zone, byteOrderMark: forExcel) },
        ]
    }

    private func ids(of tasks: [GridTask], _ reason: TaskReason) -> [String: [GridTask]] {
        Dictionary(grouping: tasks.filter { $0.reason == reason }, by: \.about)
    }

    private func grids(of person: Pseudonym) -> [String] { result.grids[person]?.choices.map(\.gridID) ?? [] }

    /// What the last run had in a list and this one has not.
    private func gone(_ kind: ChangeRecord.Kind, _ previous: RunFindings, _ standing: RowStanding) -> [RunFindings
        .FoundRow]
    {
        previous.rows.filter { $0.list == kind.rawValue && standing.of(kind, $0.id) == .withdrawn }
    }

    private func alertRows(
        _ tasks: [String: [GridTask]], _ previous: RunFindings, _ standing: RowStanding
    ) -> [AlertRow] {
        alerts.map { alert, id in
            AlertRow(
                alert: alert, id: id, kind: alert.kind.rawValue, subject: alert.subject,
                gridIDs: alert.subject.map(grids) ?? [alert.gridID ?? GridChoice.unassigned],
                action: policy.alerts?.actions[alert.kind] ?? "", change: standing.of(.alert, id),
                taskIDs: (tasks[id] ?? []).map(\.taskID).sorted())
        }
            + gone(.alert, previous, standing).map {
                AlertRow(
                    alert: nil, id: $0.id, kind: $0.about, subject: $0.subject, gridIDs: [], action: "",
                    change: .withdrawn, taskIDs: [])
            }
    }

    private func personRows(
        _ tasks: [Pseudonym: [String]], _ previous: RunFindings, _ standing: RowStanding
    ) -> [KeyPersonRow] {
        result.keyPersons.map { person in
            KeyPersonRow(
                person: person.person, category: person.category, details: person, gridIDs: grids(of: person.person),
                taskIDs: (tasks[person.person] ?? []).sorted(), change: standing.of(.category, person.person.text))
        }
            + gone(.category, previous, standing).compactMap { row in
                row.subject.map {
                    KeyPersonRow(
                        person: $0, category: row.about, details: nil, gridIDs: [], taskIDs: [], change: .withdrawn)
                }
            }
    }

    private func clueLines(
        _ tasks: [String: [GridTask]], _ inputs: RunInputs, _ standing: RowStanding
    ) -> [ClueLine] {
        let reports = inputs.watch?.reports ?? [:]
        return result.clues.map { clue in
            let clueStanding = clue.standing
            let own = tasks[clueStanding.repeats ?? clueStanding.clue.clueID] ?? []
            let ids = Set(own.map(\.taskID))
            let channel = clueStanding.clue.channel
            return ClueLine(
                clueID: clueStanding.clue.clueID, kind: clueStanding.kind.code,
                channel: ["app", "hotline"].contains(channel) ? channel : "other", time: clueStanding.clue.time,
                gridIDs: clueStanding.gridID.map { [$0] } ?? own.map(\.gridID).sorted(),
                basis: clueStanding.gridID == nil ? own.first?.gridBasis ?? "" : clueStanding.gridBasis,
                subject: clueStanding.clue.subject, persons: clue.persons, repeats: clueStanding.repeats ?? "",
                taskIDs: ids.sorted(),
                outcome: (reports[clue.target] ?? []).last { ids.contains($0.taskID) }?.outcome ?? "",
                change: standing.of(.clue, clueStanding.clue.clueID))
        }
    }
}
