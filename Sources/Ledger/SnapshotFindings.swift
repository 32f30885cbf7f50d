internal import Foundation
internal import GRDB
public import Vocabulary

/// Single findings of runs, for whoever asks about one of them.
extension LedgerSnapshot {
    /// A task as a run gave it; nil where the run has no such task.
    public func task(_ taskID: String, of runID: String) throws(LedgerError) -> GridTask? {
        try list(
            "task", "SELECT * FROM task WHERE task_id = ? AND run = (SELECT number FROM run WHERE run_id = ?)",
            [taskID, runID], foundTask
        ).first?.task
    }

    /// The last complete run that had a contact, by as-of moment; nil where none had.
    public func lastRun(withContact contactID: String) throws(LedgerError) -> String? {
        try lastRun("JOIN found_contact AS found ON found.run = run.number WHERE found.contact_id = ?", [contactID])
    }

    /// The last complete run that had a task.
    public func lastRun(withTask taskID: String) throws(LedgerError) -> String? {
        try lastRun("JOIN task AS found ON found.run = run.number WHERE found.task_id = ?", [taskID])
    }

    /// The last complete run that had a subject undeclared for a region.
    public func lastRun(withUndeclared subject: Pseudonym, _ region: String) throws(LedgerError) -> String? {
        try lastRun(
            "JOIN found_undeclared AS found ON found.run = run.number WHERE found.subject = ? AND found.region = ?",
            [subject.data, region])
    }

    /// Subjects and regions that any complete run found undeclared, each once.
    public func everUndeclared() throws(LedgerError) -> [(subject: Pseudonym, region: String)] {
        try list(
            "found_undeclared", "SELECT DISTINCT subject, region FROM found_undeclared ORDER BY subject, region"
        ) { row throws(LedgerError) in (try row.pseudonym("subject"), try row.text("region")) }
    }

    private func lastRun(_ condition: String, _ arguments: StatementArguments) throws(LedgerError) -> String? {
        try list(
            "run",
            "SELECT run_id FROM run \(condition) AND run.state = 'complete' ORDER BY run.as_of DESC, run.number DESC LIMIT 1",
            arguments
        ) { row throws(LedgerError) in try row.text("run_id") }.first
    }

    /// A place by its id.
    public func place(_ placeID: String) throws(LedgerError) -> Place? {
        try list("place", "SELECT * FROM place WHERE place_id = ?", [placeID], foundPlace).first
    }

    /// A grid by its id; its officer stays sealed.
    public func grid(_ gridID: String) throws(LedgerError) -> Grid? {
        try list("grid", "SELECT * FROM grid WHERE grid_id = ?", [gridID], foundGrid).first
    }
}
