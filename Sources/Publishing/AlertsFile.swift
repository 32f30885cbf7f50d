public import Vocabulary

/// An alert with what only the run knows about it.
public struct AlertRow: Sendable {
    /// The alert; nil of one that the last run had and this one has not.
    public var alert: Alert?
    /// Stable id, kind, and whom it is about.
    public var id: String, kind: String, subject: Pseudonym?
    /// Grids that act, and what they do; empty where nobody is sent.
    public var gridIDs: [String], action: String
    /// Difference from the last run, and tasks that follow from it.
    public var change: Change, taskIDs: [String]

    /// A row.
    public init(
        alert: Alert?, id: String, kind: String, subject: Pseudonym?, gridIDs: [String], action: String,
        change: Change, taskIDs: [String]
    ) {
        self.alert = alert
        self.id = id
        self.kind = kind
        self.subject = subject
        self.gridIDs = gridIDs
        self.action = action
        self.change = change
        self.taskIDs = taskIDs
    }
}

/// `alerts.csv`: one alert per line, in the order given.
public enum AlertsFile {
    /// Columns in their order.
    public static let columns =
        [
            "alert_id", "kind", "subject", "place", "grid_id", "since", "until", "count", "score", "facts", "rows",
            "action", "change", "task_id",
        ] + PolicyStamp.columns

    /// The file's bytes; facts read `name=value`, rows are the digests of some rows, both joined by `;`.
    public static func bytes(
        _ rows: [AlertRow], policy: PolicyStamp, zone: ZoneRules, byteOrderMark: Bool = false
    ) -> [UInt8] {
        var csv = CSVWriter(header: columns, byteOrderMark: byteOrderMark)
        for row in rows {
            let alert = row.alert
            csv.append(
                [
                    row.id, row.kind, row.subject?.text ?? "", alert?.place ?? "",
                    row.gridIDs.joined(separator: ";"), alert.map { zone.rfc3339($0.span.start) } ?? "",
                    alert.map { zone.rfc3339($0.span.end) } ?? "", alert.map { "\($0.count)" } ?? "",
                    alert.map { decimalText($0.score, places: 1) } ?? "",
                    alert?.facts.map { "\($0.name)=\($0.value)" }.joined(separator: ";") ?? "",
                    alert?.sources.map { digestText($0.digest) }.joined(separator: ";") ?? "",
                    row.action, row.change.rawValue, row.taskIDs.joined(separator: ";"),
                ] + policy.cells)
        }
        return csv.bytes
    }
}
