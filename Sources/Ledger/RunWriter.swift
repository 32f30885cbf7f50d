internal import Foundation
internal import GRDB
internal import Vocabulary

extension Ledger {
    /// Notes that a run starts; until it is complete no other call takes it for a result.
    public func startRun(_ run: RunRecord) throws(LedgerError) {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO run (run_id, as_of, policy, policy_sha256, input_digest, settings_digest, tool_version,
                        baseline, state, started_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'started', ?)
                    """,
                arguments: [
                    run.runID, run.key.asOf, run.policy, run.key.policySHA256, run.key.inputDigest,
                    run.key.settingsDigest, run.key.toolVersion, run.baseline, run.startedAt,
                ])
        }
    }

    /// Stores a started run's findings and marks it complete, in one transaction.
    ///
    /// Call it when the output files are whole and in their place.
    public func completeRun(
        _ runID: String, findings: RunFindings, outputsDigest: String, finishedAt: Int64
    ) throws(LedgerError) {
        try write { database in
            guard
                let number = try Int64.fetchOne(
                    database, sql: "SELECT number FROM run WHERE run_id = ? AND state = 'started'", arguments: [runID])
            else { throw LedgerError.noUnfinishedRun(id: runID) }
            for caseID in findings.cases {
                try database.execute(sql: "INSERT INTO screened_case VALUES (?, ?)", arguments: [number, caseID])
            }
            for place in findings.disputes {
                try database.execute(
                    sql: "INSERT INTO run_dispute VALUES (?, ?, ?)", arguments: [number, place.file, place.line])
            }
            try insert(findings.contacts, run: number, in: database)
            try insert(findings.undeclared, run: number, in: database)
            try insert(findings.tasks, run: number, in: database)
            try insert(findings.codes, run: number, in: database)
            try insert(findings.rows, run: number, in: database)
            try database.execute(
                sql: "UPDATE run SET state = 'complete', finished_at = ?, outputs_digest = ? WHERE number = ?",
                arguments: [finishedAt, outputsDigest, number])
        }
    }

    /// Removes runs that were started and never completed; their ids, oldest first.
    ///
    /// For the start after a crash, when no other run is under way.
    public func discardUnfinishedRuns() throws(LedgerError) -> [String] {
        try write { database in
            let ids = try String.fetchAll(
                database, sql: "SELECT run_id FROM run WHERE state = 'started' ORDER BY number")
            try database.execute(sql: "DELETE FROM run WHERE state = 'started'")
            return ids
        }
    }

    private func insert(_ contacts: [RunFindings.FoundContact], run: Int64, in database: Database) throws {
        let statement = try database.makeStatement(
            sql: """
                INSERT INTO found_contact (run, contact_id, case_id, person, tier, score, meaning, via)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        // In the order of their keys, so that the tree of the table grows at its end only.
        for number in contacts.indices.sorted(by: { contacts[$0].contactID < contacts[$1].contactID }) {
            let contact = contacts[number]
            try statement.execute(arguments: [
                run, contact.contactID, contact.caseID, contact.person.data, contact.tier.rawValue, contact.score,
                contact.meaning, contact.via.isEmpty ? nil : contact.via.reduce(Data()) { $0 + $1.data },
            ])
        }
    }

    private func insert(_ findings: [RunFindings.FoundUndeclared], run: Int64, in database: Database) throws {
        let statement = try database.makeStatement(
            sql: "INSERT INTO found_undeclared (run, subject, region, status, meaning) VALUES (?, ?, ?, ?, ?)")
        for finding in findings {
            try statement.execute(arguments: [
                run, finding.subject.data, finding.region, finding.status.rawValue, finding.meaning,
            ])
        }
    }

    private func insert(_ tasks: [RunFindings.FoundTask], run: Int64, in database: Database) throws {
        let statement = try database.makeStatement(
            sql: """
                INSERT INTO task (run, task_id, person, reason, about, grid_id, grid_basis, provisional, action, due,
                    change, state, meaning, issued, former)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for number in tasks.indices.sorted(by: { tasks[$0].task.taskID < tasks[$1].task.taskID }) {
            let found = tasks[number]
            let task = found.task
            try statement.execute(arguments: [
                run, task.taskID, task.person.data, task.reason.rawValue, task.about, task.gridID, task.gridBasis,
                task.isProvisional, task.action, task.due, task.change.rawValue, task.state.rawValue, found.meaning,
                task.issued, WordList.text(task.formerIDs),
            ])
        }
    }

    private func insert(_ codes: [RunFindings.FoundCode], run: Int64, in database: Database) throws {
        let statement = try database.makeStatement(
            sql: "INSERT INTO found_code (run, person, colour, cause, since) VALUES (?, ?, ?, ?, ?)")
        for code in codes {
            try statement.execute(arguments: [
                run, code.person.data, code.shown.colour.rawValue, code.shown.cause.rawValue, code.shown.since,
            ])
        }
    }

    private func insert(_ rows: [RunFindings.FoundRow], run: Int64, in database: Database) throws {
        let statement = try database.makeStatement(
            sql: "INSERT INTO found_row (run, list, id, subject, about, parts, meaning) VALUES (?, ?, ?, ?, ?, ?, ?)")
        for row in rows.sorted(by: { ($0.list, $0.id) < ($1.list, $1.id) }) {
            try statement.execute(arguments: [
                run, row.list, row.id, row.subject?.data, row.about, WordList.text(row.parts), row.meaning,
            ])
        }
    }
}
