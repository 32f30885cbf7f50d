public import Vocabulary

/// A reported part of a case's itinerary and one of the case's own rows that cannot both be right.
public struct DisagreementRow: Sendable {
    /// The case, and what kind of contradiction (`elsewhere`, `other_ride`).
    public var caseID: String, kind: String
    /// When the own row was observed, and the distance between the two in metres; nil for rides.
    public var span: TimeSpan, distanceMeters: Double?
    /// Feed of the own row, and the rows on both sides.
    public var feed: Feed, reported: RowSource, observed: RowSource

    /// A row.
    public init(
        caseID: String, kind: String, span: TimeSpan, distanceMeters: Double?, feed: Feed, reported: RowSource,
        observed: RowSource
    ) {
        self.caseID = caseID
        self.kind = kind
        self.span = span
        self.distanceMeters = distanceMeters
        self.feed = feed
        self.reported = reported
        self.observed = observed
    }
}

/// `disagreements.csv`: where a case's own rows contradict its reported itinerary, in the order given.
public enum DisagreementsFile {
    /// Columns in their order.
    public static let columns =
        [
            "case_id", "kind", "start", "end", "distance_m", "feed", "reported_file", "reported_line", "observed_file",
            "observed_line",
        ] + PolicyStamp.columns

    /// The file's bytes.
    ///
    /// - Parameter fileNames: name of each input file by its number in the ledger.
    public static func bytes(
        _ rows: [DisagreementRow], policy: PolicyStamp, zone: ZoneRules, fileNames: [UInt32: String],
        byteOrderMark: Bool = false
    ) -> [UInt8] {
        var csv = CSVWriter(header: columns, byteOrderMark: byteOrderMark)
        for row in rows {
            func file(_ source: RowSource) -> String { fileNames[source.file] ?? String(source.file) }
            let cells = [
                row.caseID, row.kind, zone.rfc3339(row.span.start), zone.rfc3339(row.span.end),
                row.distanceMeters.map { decimalText($0, places: 1) } ?? "", row.feed.rawValue, file(row.reported),
                String(row.reported.line), file(row.observed), String(row.observed.line),
            ]
            csv.append(cells + policy.cells)
        }
        return csv.bytes
    }
}
