public import Vocabulary

/// A disagreement of registry and nights, with what only the run knows of it.
public struct ResidenceRow: Sendable {
    /// Stable id, whom it is about and how; nil details of one that the last run had and this one has not.
    public var id: String, person: Pseudonym?, status: String, details: ResidenceFinding?
    /// Difference from the last run.
    public var change: Change

    /// A row.
    public init(id: String, person: Pseudonym?, status: String, details: ResidenceFinding?, change: Change) {
        self.id = id
        self.person = person
        self.status = status
        self.details = details
        self.change = change
    }
}

/// `residence.csv`: where registry, declarations and nights disagree, one person and grid per line, in the order given.
public enum ResidenceFile {
    /// Columns in their order.
    public static let columns =
        [
            "residence_id", "person", "status", "grid_id", "registered_grid", "seen_grid", "nights", "of_nights",
            "first_night", "last_night", "declared", "feeds", "rows", "change",
        ] + PolicyStamp.columns

    /// The file's bytes; nights are named by the day they begin, rows are the digests of some rows.
    public static func bytes(_ rows: [ResidenceRow], policy: PolicyStamp, byteOrderMark: Bool = false) -> [UInt8] {
        func day(_ number: Int32?) -> String { number.map { CivilDate(dayNumber: $0).text } ?? "" }
        var csv = CSVWriter(header: columns, byteOrderMark: byteOrderMark)
        for row in rows {
            let details = row.details
            csv.append(
                [
                    row.id, row.person?.text ?? "", row.status, details?.gridID ?? "", details?.registered ?? "",
                    details?.seen ?? "", details.map { "\($0.nights)" } ?? "", details.map { "\($0.ofNights)" } ?? "",
                    day(details?.firstNight), day(details?.lastNight),
                    details?.words.map(\.rawValue).joined(separator: ";") ?? "",
                    details?.feeds.map(\.rawValue).joined(separator: ";") ?? "",
                    details?.sources.map { digestText($0.digest) }.joined(separator: ";") ?? "", row.change.rawValue,
                ] + policy.cells)
        }
        return csv.bytes
    }
}
