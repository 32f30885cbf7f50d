internal import GRDB
public import Vocabulary

/// How many findings of each kind a run had, without any of the findings.
public struct RunTally: Hashable, Sendable {
    /// Contacts by tier, undeclared travellers by status, open tasks by reason; what is missing is none.
    public var tiers: [Tier: Int], statuses: [DeclarationStatus: Int], reasons: [TaskReason: Int]
}

extension LedgerSnapshot {
    /// The findings of a run, counted; none for an unknown run.
    public func tally(of runID: String) throws(LedgerError) -> RunTally {
        RunTally(
            tiers: try counts(of: "tier", in: "found_contact", run: runID, as: Tier.self),
            statuses: try counts(of: "status", in: "found_undeclared", run: runID, as: DeclarationStatus.self),
            reasons: try counts(
                of: "reason", in: "task", run: runID, as: TaskReason.self,
                where:
                    "state NOT IN (\(TaskState.allCases.filter(\.isOver).map { "'\($0.rawValue)'" }.joined(separator: ",")))"
            ))
    }

    private func counts<Word: RawRepresentable<String> & Hashable>(
        of column: String, in table: String, run runID: String, as: Word.Type,
        where condition: String = "TRUE"
    ) throws(LedgerError) -> [Word: Int] {
        let found = try list(
            table,
            """
            SELECT \(column), count(*) AS rows FROM \(table)
            WHERE run = (SELECT number FROM run WHERE run_id = ?) AND \(condition) GROUP BY \(column)
            """, [runID]
        ) { row throws(LedgerError) in (try row.word(column, as: Word.self), Int(try row.integer("rows"))) }
        return Dictionary(found) { $0 + $1 }
    }
}
