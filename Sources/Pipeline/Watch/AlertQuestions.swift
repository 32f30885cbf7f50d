import FollowUp
import Ledger
import Policy
public import Publishing
import Vocabulary

/// Reads back what the latest complete run, or a named one, found unusual.
public enum AlertQuestions {
    private static let shown = [
        "alert_id", "kind", "subject", "place", "grid_id", "since", "count", "score", "facts", "action", "change",
    ]

    /// The alerts of a run: of a grid and all below it, and of a kind, where these are given; withdrawn ones only where
    /// they are asked for.
    ///
    /// Throws ``Outcome/usage`` for a run, grid or kind that there is not.
    public static func list(
        _ workspace: Workspace, gridID: String?, kind: String?, isWithWithdrawn: Bool, runID: String?
    ) throws -> Report {
        if let kind, Alert.Kind(rawValue: kind) == nil {
            throw Failure(
                .usage,
                "--kind \(kind): no such kind: take one of "
                    + Alert.Kind.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let files = try RunFiles(workspace, runID: runID)
        var rows = try files.rows("alerts.csv", holding: "").filter { row in
            (kind == nil || row["kind"] == kind) && (isWithWithdrawn || row["change"] != Change.withdrawn.rawValue)
        }
        if let gridID {
            let tree = try TaskQuestions.tree(workspace)
            guard tree.grid(gridID) != nil else {
                throw Failure(.usage, "--grid \(gridID): there is no such grid: take one of the grids feed")
            }
            rows = rows.filter { row in
                row["grid_id", default: ""].split(separator: ";").contains { part in
                    part == gridID || tree.ancestors(of: String(part)).contains(gridID)
                }
            }
        }
        note(rows, of: files.run.runID, workspace)
        var section = Report.Section("alerts", title: "", columns: shown)
        // An id must be whole to be asked for; `show` has the rest.
        section.forMachines = ["subject", "place", "since", "count", "facts", "action", "change"]
        section.rows = rows.map { row in shown.map { cell($0, row[$0] ?? "") } }
        let counts = Dictionary(grouping: rows) { $0["kind"] ?? "" }.sorted { $0.key < $1.key }
        return Report(
            about: [
                ("run", Phrase(files.run.runID)),
                (
                    "alerts",
                    counts.isEmpty
                        ? AnswerWord.noAlerts.phrase()
                        : Phrase { language in
                            counts.map { kind, rows in
                                AnswerWord.alertsOf.text(language, Term.alert.name(kind, language), "\(rows.count)")
                            }.joined(separator: AnswerWord.list.text(language))
                        }
                ),
            ], sections: [section],
            notes: [AnswerWord.alertsHint.phrase()])
    }

    /// One alert with all that it rests on, and the rule it was found by.
    ///
    /// Throws ``Outcome/usage`` where the run has no such alert.
    public static func show(_ workspace: Workspace, id: String, runID: String?) throws -> Report {
        let files = try RunFiles(workspace, runID: runID)
        guard let row = try files.rows("alerts.csv", holding: id).first(where: { $0["alert_id"] == id }) else {
            throw Failure(
                .usage,
                "run \(files.run.runID) has no alert of this id: take one of those that `tracegrid alerts list` shows")
        }
        note([row], of: files.run.runID, workspace)
        var fields = Report.Section("alert", title: "", columns: ["field", "value"])
        for name in AlertsFile.columns where !(row[name] ?? "").isEmpty && name != "facts" {
            fields.rows.append([.said(Term.column.phrase("\(name)/alert")), cell(name, row[name] ?? "")])
        }
        for fact in row["facts", default: ""].split(separator: ";") {
            let parts = fact.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 {
                let fact = Term.fact.phrase(parts[0])
                fields.rows.append([.said(AnswerWord.factOf.phrase(fact)), .code(.word, parts[1])])
            }
        }
        let words = Alert.Kind(rawValue: row["kind"] ?? "").map(AlertWords.meaning)
        let policy = try files.policy()
        let rule = Alert.Kind(rawValue: row["kind"] ?? "").flatMap { kind in
            policy.alerts.map { AlertWords.rule(kind, $0) }
        }
        return Report(
            about: [("run", Phrase(files.run.runID))], sections: [fields], notes: [words, rule].compactMap(\.self))
    }

    private static func cell(_ column: String, _ text: String) -> Report.Cell {
        switch column {
        case "kind": .code(.alert, text)
        case "action": .code(.action, text)
        case "change": .code(.change, text)
        case "grid_id": .code(.word, text)
        default: .text(text)
        }
    }

    private static func note(_ rows: [RunTable.Row], of runID: String, _ workspace: Workspace) {
        workspace.access?.runID = runID
        workspace.access?.subjects = Set(rows.compactMap { Pseudonym(text: $0["subject"] ?? "") })
        workspace.access?.counts = ["alerts": rows.count]
    }
}
