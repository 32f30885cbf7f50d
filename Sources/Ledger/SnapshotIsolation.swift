internal import GRDB
public import Vocabulary

extension LedgerSnapshot {
    /// Who said in a check-in of a range of days to be isolated, by day.
    ///
    /// The ID number names the person; without one, the phone.
    public func isolatedCheckins(
        days: ClosedRange<Int32>, without disputed: Set<RowPlace> = []
    ) throws(LedgerError) -> [(who: Pseudonym, day: Int32)] {
        try list(
            "checkin",
            """
            SELECT DISTINCT coalesce(id_number, phone) AS who, day FROM checkin
            WHERE isolated = 1 AND day BETWEEN ? AND ? AND coalesce(id_number, phone) IS NOT NULL
                AND \(undisputed("checkin", disputed)) ORDER BY day, who
            """, [days.lowerBound, days.upperBound]
        ) { row throws(LedgerError) in
            (try row.pseudonym("who"), try row.whole("day", as: Int32.self))
        }
    }

    /// Persons of whose tasks a grid worker reported in a period that they are isolated, with the time.
    public func isolatedByFeedback(
        in period: ClosedRange<Int64>, without disputed: Set<RowPlace> = []
    ) throws(LedgerError) -> [(person: Pseudonym, at: Int64)] {
        try list(
            "feedback",
            """
            SELECT DISTINCT person, at FROM feedback JOIN task USING (task_id)
            WHERE outcome = 'isolated' AND at BETWEEN ? AND ? AND \(undisputed("feedback", disputed)) ORDER BY at, person
            """, [period.lowerBound, period.upperBound]
        ) { row throws(LedgerError) in
            (try row.pseudonym("person"), try row.integer("at"))
        }
    }
}
