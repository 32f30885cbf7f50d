internal import Foundation
internal import GRDB
public import Vocabulary

/// What the ledger says about one person, for whoever asks who looked at them.
extension LedgerSnapshot {
    /// Identifiers of a registry entry, by pseudonym.
    public func identifiers(ofPerson person: Pseudonym) throws(LedgerError) -> [Pseudonym] {
        try list(
            "person_identifier", "SELECT identifier FROM person_identifier WHERE person = ? ORDER BY identifier",
            [person.data]
        ) { row throws(LedgerError) in try row.pseudonym("identifier") }
    }

    /// Complete runs that list one of these subjects, and the ids of the contacts and tasks that say so.
    public func mentions(of subjects: [Pseudonym]) throws(LedgerError) -> (runs: Set<String>, ids: Set<String>) {
        var runs: Set<String> = []
        var ids: Set<String> = []
        let findings = [
            ("found_contact", "contact_id", "person"), ("task", "task_id", "person"),
            ("found_undeclared", "''", "subject"), ("found_code", "''", "person"), ("found_row", "id", "subject"),
        ]
        for subject in subjects {
            for (table, id, column) in findings {
                let found = try list(
                    table,
                    """
                    SELECT run_id, \(id) AS id FROM \(table) JOIN run ON run.number = run
                    WHERE \(column) = ? AND run.state = 'complete'
                    """, [subject.data]
                ) { row throws(LedgerError) in (try row.text("run_id"), try row.text("id")) }
                runs.formUnion(found.map(\.0))
                ids.formUnion(found.map(\.1))
            }
        }
        return (runs, ids.subtracting([""]))
    }
}
