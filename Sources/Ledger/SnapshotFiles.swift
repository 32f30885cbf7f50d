internal import GRDB
public import Vocabulary

extension LedgerSnapshot {
    /// The number the next delivered file gets; numbers are never used twice.
    public func nextFileNumber() throws(LedgerError) -> UInt32 {
        try translating {
            let sql = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'input_file'), 0) + 1"
            return try UInt32.fetchOne(database, sql: sql) ?? 1
        }
    }

    /// The file with these bytes, if it was taken in before.
    public func file(sha256: String) throws(LedgerError) -> InputFile? {
        try files(where: "sha256 = ?", [sha256]).first
    }

    /// Whether some file of so many bytes was taken in before.
    public func hasFile(bytes: Int) throws(LedgerError) -> Bool {
        try translating {
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT * FROM input_file WHERE bytes = ?)", arguments: [bytes]) ?? false
        }
    }

    /// Whether some file of a name was taken in before.
    public func hasFile(named name: String) throws(LedgerError) -> Bool {
        try translating {
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT * FROM input_file WHERE name = ?)", arguments: [name]) ?? false
        }
    }

    /// All files by SHA-256: the same set of files gives the same list in whatever order they came.
    public func files() throws(LedgerError) -> [InputFile] { try files(where: "true", []) }

    /// Accepted rows of each file of a feed taken in during the days before a moment, oldest first.
    ///
    /// For the guard against short deliveries.
    public func acceptedRows(feed: Feed, before moment: Int64, days: Int = 7) throws(LedgerError) -> [Int] {
        try list(
            "input_file",
            """
            SELECT accepted FROM input_file WHERE feed = ? AND ingested_at >= ? AND ingested_at < ?
            ORDER BY ingested_at, sha256
            """, [feed.number, moment - Int64(days) * 86_400, moment]
        ) { row throws(LedgerError) in try row.whole("accepted", as: Int.self) }
    }

    private func files(where condition: String, _ arguments: StatementArguments) throws(LedgerError) -> [InputFile] {
        var reasons: [UInt32: [String: Int]] = [:]
        let rejects = try list(
            "input_reject",
            "SELECT * FROM input_reject WHERE file IN (SELECT number FROM input_file WHERE \(condition))", arguments
        ) { row throws(LedgerError) in
            (
                try row.whole("file", as: UInt32.self), try row.text("reason"), try row.whole("rows", as: Int.self)
            )
        }
        for (file, reason, rows) in rejects { reasons[file, default: [:]][reason] = rows }
        return try list(
            "input_file", "SELECT * FROM input_file WHERE \(condition) ORDER BY sha256", arguments
        ) { row throws(LedgerError) in
            let number = try row.whole("number", as: UInt32.self)
            return InputFile(
                number: number, sha256: try row.text("sha256"), name: try row.text("name"),
                feed: try row.feed("feed"), mapping: try row.text("mapping"),
                bytes: try row.whole("bytes", as: Int.self), rowsRead: try row.whole("rows_read", as: Int.self),
                accepted: try row.whole("accepted", as: Int.self), rejected: try row.whole("rejected", as: Int.self),
                duplicate: try row.whole("duplicate", as: Int.self), rejectReasons: reasons[number] ?? [:],
                notes: WordList.words(try row.text("notes")),
                firstDay: try row.optionalWhole("first_day", as: Int32.self),
                lastDay: try row.optionalWhole("last_day", as: Int32.self),
                ingestedAt: try row.integer("ingested_at"), acceptAnyway: row.optionalText("accept_anyway"))
        }
    }

    /// Segments of a feed whose day lies in a range, by day and name; nil: all feeds.
    public func segments(feed: Feed? = nil, days: ClosedRange<Int32>? = nil) throws(LedgerError) -> [SegmentRecord] {
        let days = days ?? (Int32.min...Int32.max)
        return try list(
            "segment",
            "SELECT * FROM segment WHERE (?1 IS NULL OR feed = ?1) AND day BETWEEN ?2 AND ?3 ORDER BY feed, day, name",
            [feed?.number, days.lowerBound, days.upperBound]
        ) { row throws(LedgerError) in
            let first = try row.integer("first")
            let last = try row.integer("last")
            guard first <= last else { throw row.damaged("last") }
            return SegmentRecord(
                name: try row.text("name"), feed: try row.feed("feed"), day: try row.whole("day", as: Int32.self),
                batch: try row.whole("batch", as: UInt32.self), part: try row.whole("part", as: Int.self),
                rows: try row.whole("rows", as: Int.self), bytes: try row.whole("bytes", as: Int.self),
                span: TimeSpan(first, last), southWest: try corner(row, "min"), northEast: try corner(row, "max"),
                sha256: try row.text("sha256"))
        }
    }

    private func corner(_ row: Cells, _ side: String) throws(LedgerError) -> Position? {
        guard let lon = try row.optionalWhole("\(side)_lon", as: Int32.self),
            let lat = try row.optionalWhole("\(side)_lat", as: Int32.self)
        else { return nil }
        return Position(lonE7: lon, latE7: lat)
    }

    /// Which of the files found in the store no transaction ever took: leftovers of an interrupted ingest, sorted.
    public func orphans(in names: [String]) throws(LedgerError) -> [String] {
        let listed = Set(
            try list("segment", "SELECT name FROM segment") { row throws(LedgerError) in try row.text("name") })
        return names.filter { !listed.contains($0) }.sorted()
    }
}
