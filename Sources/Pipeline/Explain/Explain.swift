import Files
import Ledger
import Policy
public import Publishing
import Vault
import Vocabulary

/// What is asked of `explain`.
public struct ExplainRequest: Sendable {
    /// A contact, task or undeclared id, and the run; nil takes the latest complete one.
    public var id: String, runID: String?
    /// Whether rows are shown as they stand.
    public var showsRaw: Bool

    /// A request.
    public init(id: String, runID: String? = nil, showsRaw: Bool = false) {
        self.id = id
        self.runID = runID
        self.showsRaw = showsRaw
    }

    /// The command that it is.
    public var command: AccessCommand { showsRaw ? .explainRaw : .explain }

    /// What may stand in the audit of it: an id of ours, and nothing else that somebody may have typed.
    public var asked: [String] { Explain.isID(id) ? [id] : [] }
}

/// An explanation, ready to be printed.
public struct ExplainAnswer: Sendable {
    let parts: [ExplanationPart]

    /// Lines for people, of at most so many terminal columns.
    public func lines(width: Int, language: Language = .english) -> [String] {
        parts.lines(width: width, language: language)
    }

    /// The same for machines.
    public var json: String { parts.json.pretty }
}

/// Every step from raw row to tier, for one finding of one run.
///
/// It reads the run's own folder, single rows of the ledger, and the archived files of the rows that are named; it
/// matches nothing, takes no lock and changes nothing.
public enum Explain {
    /// Explains a finding.
    ///
    /// Throws ``Outcome/usage`` for an id that the run does not have.
    public static func run(_ workspace: Workspace, _ request: ExplainRequest) throws -> ExplainAnswer {
        let files = try RunFiles(workspace, runID: request.runID)
        let builder = ExplanationBuilder(
            workspace: workspace, files: files, policy: try files.policy(),
            rows: try ArchivedRows(workspace, showsRaw: request.showsRaw))
        workspace.access?.runID = files.run.runID
        return ExplainAnswer(parts: try builder.explanation(of: request.id).parts(zone: files.zone))
    }

    /// Whether a text has the shape of the ids that can be explained.
    static func isID(_ text: String) -> Bool {
        text.count == 21 && "cut".contains(text.prefix(1))
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
}

/// Puts an explanation together.
struct ExplanationBuilder {
    let workspace: Workspace
    let files: RunFiles
    let policy: Policy
    let rows: ArchivedRows

    /// The explanation of a contact, task or undeclared id.
    func explanation(of id: String) throws -> Explanation {
        guard Explain.isID(id) else { throw unknown(id) }
        let (list, column) =
            switch id.first {
            case "c": (["contacts.csv"], "contact_id")
            case "u": (["undeclared.csv"], "undeclared_id")
            case "t": (["contacts.csv", "undeclared.csv"], "task_id")
            default: throw unknown(id)
            }
        for name in list {
            let row = try files.rows(name, holding: id).first { row in
                (row[column] ?? "").split(separator: ";").contains(Substring(id))
            }
            guard let row else { continue }
            return name == "contacts.csv" ? try contact(row, asked: id) : try undeclared(row, asked: id)
        }
        try pointElsewhere(id)
        throw try absent(id)
    }

    /// Throws ``Outcome/usage`` for a task that follows from an alert, a clue or fever, with where that is told.
    private func pointElsewhere(_ id: String) throws {
        for (name, column) in [("alerts.csv", "alert_id"), ("clues.csv", "clue_id"), ("categories.csv", "person")] {
            guard
                let row = try? files.rows(name, holding: id).first(where: { row in
                    (row["task_id"] ?? "").split(separator: ";").contains(Substring(id))
                }), let found = row[column]
            else { continue }
            let place =
                name == "alerts.csv" ? "ask `tracegrid alerts show \(found)`" : "its row \(found) of \(name) tells why"
            throw Failure(.usage, "explain: the task follows from no contact and no journey: \(place)")
        }
    }

    /// What contacts and undeclared findings have in common.
    func explanation(
        _ row: RunTable.Row, asked: String, who: Pseudonym, id: String, finding: Explanation.Finding,
        terms: [ScoreTerm]
    ) throws -> Explanation {
        let run = files.run
        workspace.access?.subjects.insert(who)
        let gridIDs = (row["grid_id"] ?? "").split(separator: ";").map(String.init)
        let taskIDs = (row["task_id"] ?? "").split(separator: ";").map(String.init)
        let grids = try workspace.ledger.read { ledger in
            try gridIDs.map { (gridID: $0, name: try ledger.grid($0)?.name ?? "") }
        }
        let changes = try files.rows("changes.csv", holding: "")
        let differing = Dictionary(changes.map { ($0["id"] ?? "", $0) }) { first, _ in first }
        let tasks = try workspace.ledger.read { ledger in
            try taskIDs.compactMap { try ledger.task($0, of: run.runID) }
        }
        return Explanation(
            asked: asked,
            run: Explanation.Run(
                runID: run.runID, asOf: run.key.asOf, toolVersion: run.key.toolVersion, baseline: run.baseline,
                policyID: policy.id, policyTitle: policy.title, policySHA256: run.key.policySHA256),
            who: Explanation.Who(
                pseudonym: who, grids: grids,
                flags: (row["flags"] ?? "").split(separator: ";").map(String.init)),
            finding: finding, score: Double(row["score"] ?? "") ?? 0, scoreTerms: terms,
            tasks: tasks.map {
                Explanation.Task(task: $0, change: differing[$0.taskID]?["change"] ?? Change.unchanged.rawValue)
            },
            change: row["change"] ?? "", why: differing[id]?["why"] ?? "")
    }

    private func unknown(_ id: String) -> Failure {
        Failure(
            .usage,
            "explain: that is no id of a finding: take a contact_id of contacts.csv (c...), a task_id (t...) or an "
                + "undeclared_id of undeclared.csv (u...), 21 characters each")
    }

    /// The failure that the run does not have an id, with the run that had it last.
    private func absent(_ id: String) throws -> Failure {
        let last = try workspace.ledger.read { ledger -> String? in
            switch id.first {
            case "c": return try ledger.lastRun(withContact: id)
            case "t": return try ledger.lastRun(withTask: id)
            default:
                let found = try ledger.everUndeclared().first {
                    RunOutputs.undeclaredID($0.subject, $0.region, workspace.pseudonymKey) == id
                }
                return try found.flatMap { try ledger.lastRun(withUndeclared: $0.subject, $0.region) }
            }
        }
        let run = files.run.runID
        guard let last, last != run else {
            return Failure(
                .usage, "\(id): run \(run) has no such finding: ids stand in its contacts.csv and undeclared.csv")
        }
        return Failure(
            .usage, "\(id): run \(run) has no such finding any more; run \(last) had it last: add --run \(last)")
    }
}
