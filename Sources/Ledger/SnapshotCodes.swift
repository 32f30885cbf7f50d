internal import GRDB
public import Vocabulary

extension LedgerSnapshot {
    /// Lends the check-ins of some days one after another, in no order: a city has tens of millions.
    ///
    /// With names, only those that name one of them.
    public func eachCheckin(
        days: ClosedRange<Int32>, of names: Set<Pseudonym>? = nil, without disputed: Set<RowPlace> = [],
        _ body: (CheckinRecord) -> Void
    ) throws(LedgerError) {
        var condition = "day BETWEEN ? AND ? AND \(undisputed("checkin", disputed))"
        var arguments: StatementArguments = [days.lowerBound, days.upperBound]
        if let names {
            let marks = names.map { _ in "?" }.joined(separator: ", ")
            condition += " AND coalesce(id_number, phone) IN (\(marks))"
            arguments += StatementArguments(names.sorted().map(\.data))
        }
        _ = try list(
            "checkin", "SELECT id_number, phone, day, temperature, isolated FROM checkin WHERE \(condition)", arguments
        ) { row throws(LedgerError) in
            body(
                CheckinRecord(
                    idNumber: try row.optionalPseudonym("id_number"), phone: try row.optionalPseudonym("phone"),
                    day: try row.whole("day", as: Int32.self),
                    temperatureHundredths: try row.whole("temperature", as: Int32.self),
                    isolated: row.optionalInteger("isolated").map { $0 == 1 }))
        }
    }

    /// Codes that a run showed, by person; empty for an unknown run.
    public func codes(of runID: String) throws(LedgerError) -> [RunFindings.FoundCode] {
        try list(
            "found_code",
            "SELECT * FROM found_code WHERE run = (SELECT number FROM run WHERE run_id = ?) ORDER BY person", [runID]
        ) { row throws(LedgerError) in
            RunFindings.FoundCode(
                person: try row.pseudonym("person"),
                shown: CodeStanding(
                    try row.word("colour", as: CodeColour.self), try row.word("cause", as: CodeCause.self),
                    since: try row.whole("since", as: Int32.self)))
        }
    }
}
