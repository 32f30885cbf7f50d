internal import GRDB
public import Vocabulary

extension LedgerSnapshot {
    /// Who said in a check-in up to a day to be isolated, by day.
    ///
    /// The ID number names the person; without one, the phone.
    public func isolatedCheckins(notAfter day: Int32) throws(LedgerError) -> [(who: Pseudonym, day: Int32)] {
        try list(
            "checkin",
            """
            SELECT DISTINCT coalesce(id_number, phone) AS who, day FROM checkin
            WHERE isolated = 1 AND day <= ? AND coalesce(id_number, phone) IS NOT NULL ORDER BY day, who
            """, [day]
        ) { row throws(LedgerError) in
            (try row.pseudonym("who"), try row.whole("day", as: Int32.self))
        }
    }

    /// Persons of whose tasks a grid worker reported up to a moment that they are isolated, with the time.
    public func isolatedByFeedback(notAfter moment: Int64) throws(LedgerError) -> [(person: Pseudonym, at: Int64)] {
        try list(
            "feedback",
            """
            SELECT DISTINCT person, at FROM feedback JOIN task USING (task_id)
            WHERE outcome = 'isolated' AND at <= ? ORDER BY at, person
            """, [moment]
        ) { row throws(LedgerError) in
            (try row.pseudonym("person"), try row.integer("at"))
        }
    }
}
