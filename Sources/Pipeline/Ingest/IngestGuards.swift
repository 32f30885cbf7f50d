import Feeds
import Ledger
import Vocabulary

/// Doubts about a delivery that need a person (DOMAIN 0.4: silent loss at ingest is the worst failure of this field).
enum IngestGuards {
    /// Feeds that come whole each time; cases, regions and the like come as they happen, few or many.
    static func hasUsualSize(_ feed: Feed) -> Bool {
        feed.isObservation || [.people, .declarations, .checkins].contains(feed)
    }

    /// Row counts at which spreadsheets cut a sheet, with and without a header row.
    static let spreadsheetLimits: Set<Int> = [65_535, 65_536, 1_048_575, 1_048_576]

    /// Throws where too many rows are rejected; gives the reason where one overruled it.
    static func checkRejects(
        _ counts: RejectCounts, counted: Int, rows: Int, guards: Settings.Guards, name: String, acceptAnyway: String?
    ) throws -> String? {
        guard rows > 0, Double(counted) > guards.rejectedShare * Double(rows) else { return nil }
        if let acceptAnyway { return acceptAnyway }
        throw Failure(
            .refused,
            "\(name): TOO_MANY_REJECTED: \(counted) of \(rows) rows rejected: \(counts.text); mend the file or its "
                + "mapping, or take it with --accept-anyway \"reason\"")
    }

    /// Warnings about an accepted file; `sizes` are the accepted rows of the same feed's files of the last 7 days,
    /// ascending.
    static func warnings(_ file: InputFile, sizes: [Int], guards: Settings.Guards) -> [String] {
        var warnings: [String] = []
        if file.rowsRead == 0 { warnings.append("NO_ROWS: \(file.name): a header and no rows; ask the source") }
        if spreadsheetLimits.contains(file.rowsRead) {
            warnings.append(
                "SPREADSHEET_LIMIT: \(file.name): exactly \(file.rowsRead) rows, where spreadsheets cut; "
                    + "ask the source for the rest")
        }
        if file.rowsRead > 0, file.accepted + file.duplicate == 0 {
            warnings.append("NOTHING_ACCEPTED: \(file.name): every row is in quarantine; mend the file or its mapping")
        }
        let sorted = hasUsualSize(file.feed) ? sizes : []
        if !sorted.isEmpty {
            let middle = sorted.count / 2
            let median =
                sorted.count % 2 == 1 ? Double(sorted[middle]) : Double(sorted[middle - 1] + sorted[middle]) / 2
            if Double(file.accepted + file.duplicate) < guards.shortShare * median {
                warnings.append(
                    "SHORT_FILE: \(file.name): \(file.accepted + file.duplicate) rows, the 7-day median of "
                        + "\(file.feed.rawValue) is \(Int(median)); ask the source whether it is whole")
            }
        }
        return warnings
    }
}
