internal import GRDB
public import Vocabulary

extension LedgerSnapshot {
    /// All cases by id.
    public func cases() throws(LedgerError) -> [IndexCase] {
        try list("index_case", "SELECT * FROM index_case ORDER BY case_id") { row throws(LedgerError) in
            var found = IndexCase(
                caseID: try row.text("case_id"), idNumber: try row.optionalPseudonym("id_number"),
                onset: row.optionalInteger("onset"), sampled: row.optionalInteger("sampled"),
                confirmed: try row.integer("confirmed"), isolated: row.optionalInteger("isolated"))
            found.source = try source(row, digest: UInt64(bitPattern: try row.integer("digest")))
            return found
        }
    }

    /// Reported itinerary parts of one case or of all, by case, time and content.
    public func itineraries(of caseID: String? = nil) throws(LedgerError) -> [ItineraryPart] {
        try list(
            "itinerary",
            "SELECT * FROM itinerary WHERE ?1 IS NULL OR case_id = ?1 ORDER BY case_id, start, until, content", [caseID]
        ) { row throws(LedgerError) in
            ItineraryPart(
                caseID: try row.text("case_id"), kind: try row.word("kind", as: ItineraryPart.Kind.self),
                span: try row.span(), position: try row.position(), radiusMeters: try row.number("radius_m"),
                place: row.optionalText("place"), room: row.optionalText("room"), ride: try ride(row),
                plate: try row.optionalPseudonym("plate"), origin: .reported,
                source: try source(row, digest: UInt64(bitPattern: try row.integer("digest"))))
        }
    }

    /// Where a row stood.
    private func source(_ row: Cells, digest: UInt64) throws(LedgerError) -> RowSource {
        RowSource(
            file: try row.whole("file", as: UInt32.self), line: try row.whole("line", as: UInt32.self), digest: digest)
    }

    private func ride(_ row: Cells) throws(LedgerError) -> Ride? {
        guard row.optionalInteger("mode") != nil else { return nil }
        return Ride(
            mode: try row.mode("mode"), service: try row.text("service"),
            serviceDate: try row.optionalWhole("service_date", as: Int32.self), carriage: row.optionalText("carriage"),
            seat: row.optionalText("seat"), fromPlace: row.optionalText("from_place"),
            toPlace: row.optionalText("to_place"))
    }

    /// All declarations by time and content.
    public func declarations() throws(LedgerError) -> [Declaration] {
        try list("declaration", "SELECT * FROM declaration ORDER BY declared_at, content", [], foundDeclaration)
    }

    func foundDeclaration(_ row: Cells) throws(LedgerError) -> Declaration {
        var found = Declaration(
            idNumber: try row.optionalPseudonym("id_number"), phone: try row.optionalPseudonym("phone"),
            declaredAt: try row.integer("declared_at"), travelled: try row.integer("travelled") == 1,
            region: row.optionalText("region"), from: row.optionalInteger("from_time"),
            to: row.optionalInteger("to_time"))
        found.source = try source(row, digest: 0)
        return found
    }

    /// Check-ins of a range of days, by day and content.
    public func checkins(
        days: ClosedRange<Int32>, without disputed: Set<RowPlace> = []
    ) throws(LedgerError) -> [CheckinRecord] {
        try list(
            "checkin",
            "SELECT * FROM checkin WHERE day BETWEEN ? AND ? AND \(undisputed("checkin", disputed)) ORDER BY day, content",
            [days.lowerBound, days.upperBound]
        ) { row throws(LedgerError) in
            CheckinRecord(
                idNumber: try row.optionalPseudonym("id_number"), phone: try row.optionalPseudonym("phone"),
                day: try row.whole("day", as: Int32.self),
                temperatureHundredths: try row.whole("temperature", as: Int32.self),
                isolated: row.optionalInteger("isolated").map { $0 == 1 })
        }
    }

    /// Clues of a period by time and id, with what is sealed about them.
    public func clues(
        in period: ClosedRange<Int64> = .min ... .max, without disputed: Set<RowPlace> = []
    ) throws(LedgerError) -> [(clue: ClueRecord, sealed: SealedValue?)] {
        try list(
            "clue",
            "SELECT * FROM clue WHERE time BETWEEN ? AND ? AND \(undisputed("clue", disputed)) ORDER BY time, clue_id",
            [period.lowerBound, period.upperBound]
        ) { row throws(LedgerError) in
            (
                ClueRecord(
                    clueID: try row.text("clue_id"), time: try row.integer("time"), kind: try row.text("kind"),
                    channel: try row.text("channel"), gridID: row.optionalText("grid_id"),
                    position: try row.position(), subject: try row.optionalPseudonym("subject")), try row.sealed()
            )
        }
    }

    /// Reports about tasks of a period, or of one file, by task, time and what they say; disputed ones are left out.
    public func feedback(
        from first: Int64 = .min, notAfter moment: Int64 = .max, ofFile file: UInt32? = nil,
        without disputed: Set<RowPlace> = []
    ) throws(LedgerError) -> [FeedbackRecord] {
        try list(
            "feedback",
            """
            SELECT * FROM feedback WHERE at >= ? AND at <= ? AND file = coalesce(?, file) AND \(undisputed("feedback", disputed))
            ORDER BY task_id, at, outcome, refer_to, grid_id
            """, [first, moment, file]
        ) { row throws(LedgerError) in
            func named(_ column: String) throws(LedgerError) -> String? {
                let text = try row.text(column)
                return text.isEmpty ? nil : text
            }
            return FeedbackRecord(
                taskID: try row.text("task_id"), outcome: try row.text("outcome"), at: try row.integer("at"),
                referTo: try named("refer_to"), gridID: try named("grid_id"))
        }
    }
}
