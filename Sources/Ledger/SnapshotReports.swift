internal import GRDB
public import Vocabulary

extension LedgerSnapshot {
    /// What grid workers reported in a period about tasks of any run, by person and time.
    public func reports(
        in period: ClosedRange<Int64>, without disputed: Set<RowPlace> = []
    ) throws(LedgerError) -> [(person: Pseudonym, taskID: String, outcome: String, at: Int64)] {
        try list(
            "feedback",
            """
            SELECT DISTINCT person, task_id, outcome, at FROM feedback JOIN task USING (task_id)
            WHERE at BETWEEN ? AND ? AND \(undisputed("feedback", disputed)) ORDER BY person, at, task_id, outcome
            """, [period.lowerBound, period.upperBound]
        ) { row throws(LedgerError) in
            (
                try row.pseudonym("person"), try row.text("task_id"), try row.text("outcome"), try row.integer("at")
            )
        }
    }
}
