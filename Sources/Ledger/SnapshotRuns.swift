internal import Foundation
internal import GRDB
public import Vocabulary

extension LedgerSnapshot {
    /// A run by its id, whatever its state.
    public func run(id: String) throws(LedgerError) -> RunRecord? { try runs("run_id = ?", [id]).first }

    /// The latest complete run with this key, if the same work was done before.
    public func completeRun(with key: RunKey) throws(LedgerError) -> RunRecord? {
        try runs(
            """
            state = 'complete' AND as_of = ? AND policy_sha256 = ? AND input_digest = ? AND settings_digest = ?
            AND tool_version = ?
            """,
            [key.asOf, key.policySHA256, key.inputDigest, key.settingsDigest, key.toolVersion]
        ).first
    }

    /// The complete run with the latest as-of moment up to a limit; among equals the one that was started last.
    public func latestCompleteRun(notAfter asOf: Int64 = .max) throws(LedgerError) -> RunRecord? {
        try runs("state = 'complete' AND as_of <= ?", [asOf]).first
    }

    /// All runs, latest as-of moment first.
    public func runs() throws(LedgerError) -> [RunRecord] { try runs("true", []) }

    private func runs(_ condition: String, _ arguments: StatementArguments) throws(LedgerError) -> [RunRecord] {
        try list(
            "run", "SELECT * FROM run WHERE \(condition) ORDER BY as_of DESC, number DESC", arguments
        ) { row throws(LedgerError) in
            var run = RunRecord(
                runID: try row.text("run_id"),
                key: RunKey(
                    asOf: try row.integer("as_of"), policySHA256: try row.text("policy_sha256"),
                    inputDigest: try row.text("input_digest"), settingsDigest: try row.text("settings_digest"),
                    toolVersion: try row.text("tool_version")),
                policy: try row.text("policy"), baseline: row.optionalText("baseline"),
                startedAt: try row.integer("started_at"))
            run.state = try row.word("state", as: RunRecord.State.self)
            run.finishedAt = row.optionalInteger("finished_at")
            run.outputsDigest = row.optionalText("outputs_digest")
            return run
        }
    }

    /// What a run found: contacts and tasks by id, undeclared by subject and region; empty for an unknown run.
    public func findings(of runID: String) throws(LedgerError) -> RunFindings {
        let ofRun = "WHERE run = (SELECT number FROM run WHERE run_id = ?)"
        let cases = try list(
            "screened_case", "SELECT case_id FROM screened_case \(ofRun)", [runID]
        ) { row throws(LedgerError) in try row.text("case_id") }
        let contacts = try list(
            "found_contact", "SELECT * FROM found_contact \(ofRun) ORDER BY contact_id", [runID]
        ) { row throws(LedgerError) in
            RunFindings.FoundContact(
                contactID: try row.text("contact_id"), caseID: try row.text("case_id"),
                person: try row.pseudonym("person"), tier: try row.word("tier", as: Tier.self),
                score: try row.number("score"), meaning: try row.text("meaning"), via: try row.pseudonyms("via"))
        }
        let undeclared = try list(
            "found_undeclared", "SELECT * FROM found_undeclared \(ofRun) ORDER BY subject, region", [runID]
        ) { row throws(LedgerError) in
            RunFindings.FoundUndeclared(
                subject: try row.pseudonym("subject"), region: try row.text("region"),
                status: try row.word("status", as: DeclarationStatus.self), meaning: try row.text("meaning"))
        }
        let tasks = try list("task", "SELECT * FROM task \(ofRun) ORDER BY task_id", [runID], foundTask)
        var findings = RunFindings(cases: Set(cases), contacts: contacts, undeclared: undeclared, tasks: tasks)
        findings.rows = try list(
            "found_row", "SELECT * FROM found_row \(ofRun) ORDER BY list, id", [runID]
        ) { row throws(LedgerError) in
            RunFindings.FoundRow(
                list: try row.text("list"), id: try row.text("id"), subject: try row.optionalPseudonym("subject"),
                about: try row.text("about"), parts: WordList.words(try row.text("parts")),
                meaning: try row.text("meaning"))
        }
        return findings
    }

    func foundTask(_ row: Cells) throws(LedgerError) -> RunFindings.FoundTask {
        var task = GridTask(
            taskID: try row.text("task_id"), person: try row.pseudonym("person"),
            reason: try row.word("reason", as: TaskReason.self), about: try row.text("about"),
            gridID: try row.text("grid_id"), gridBasis: try row.text("grid_basis"),
            isProvisional: try row.integer("provisional") == 1, action: try row.text("action"),
            due: try row.integer("due"), change: try row.word("change", as: Change.self))
        task.state = try row.word("state", as: TaskState.self)
        task.issued = row.optionalInteger("issued") ?? task.due
        task.formerIDs = WordList.words(try row.text("former"))
        return RunFindings.FoundTask(task: task, meaning: try row.text("meaning"))
    }

    /// When each undeclared finding was first reported: the earliest as-of moment of a complete run from
    /// `first` on and before `asOf`.
    ///
    /// A declaration made after that moment came `after_notice`.
    public func firstReports(from first: Int64 = .min, before asOf: Int64) throws(LedgerError) -> [(
        subject: Pseudonym, region: String, at: Int64
    )] {
        try list(
            "found_undeclared",
            """
            SELECT subject, region, min(as_of) AS at FROM found_undeclared JOIN run ON run.number = run
            WHERE run.state = 'complete' AND run.as_of >= ? AND run.as_of < ? GROUP BY subject, region ORDER BY subject, region
            """, [first, asOf]
        ) { row throws(LedgerError) in
            (try row.pseudonym("subject"), try row.text("region"), try row.integer("at"))
        }
    }
}
