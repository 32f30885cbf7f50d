public import Vocabulary

/// A clue as it is listed in the bureau, without its text.
public struct ClueLine: Sendable {
    /// Id, class, channel and time; the feed's own words may hold anything and stay out.
    public var clueID: String, kind: String, channel: String, time: Int64
    /// Grid it lies in, and how that is known.
    public var gridIDs: [String], basis: String
    /// Whom or which vehicle it names, and the registry entries behind that.
    public var subject: Pseudonym?, persons: [Pseudonym]
    /// The clue that is dispatched for the same matter; empty where it is this one.
    public var repeats: String
    /// Tasks, what grid workers reported last, and the difference from the last run.
    public var taskIDs: [String], outcome: String, change: Change

    /// A line.
    public init(
        clueID: String, kind: String, channel: String, time: Int64, gridIDs: [String], basis: String,
        subject: Pseudonym?, persons: [Pseudonym], repeats: String, taskIDs: [String], outcome: String, change: Change
    ) {
        self.clueID = clueID
        self.kind = kind
        self.channel = channel
        self.time = time
        self.gridIDs = gridIDs
        self.basis = basis
        self.subject = subject
        self.persons = persons
        self.repeats = repeats
        self.taskIDs = taskIDs
        self.outcome = outcome
        self.change = change
    }
}

/// `clues.csv`: one clue per line, in the order given.
public enum CluesFile {
    /// Columns in their order.
    public static let columns =
        [
            "clue_id", "time", "kind", "channel", "grid_id", "grid_basis", "subject", "persons",
            "repeats", "outcome", "change", "task_id",
        ] + PolicyStamp.columns

    /// The file's bytes; lists in a cell are joined by `;`.
    public static func bytes(
        _ lines: [ClueLine], policy: PolicyStamp, zone: ZoneRules, byteOrderMark: Bool = false
    ) -> [UInt8] {
        var csv = CSVWriter(header: columns, byteOrderMark: byteOrderMark)
        for line in lines {
            csv.append(
                [
                    line.clueID, zone.rfc3339(line.time), line.kind, line.channel,
                    line.gridIDs.joined(separator: ";"), line.basis, line.subject?.text ?? "",
                    line.persons.map(\.text).joined(separator: ";"), line.repeats, line.outcome, line.change.rawValue,
                    line.taskIDs.joined(separator: ";"),
                ] + policy.cells)
        }
        return csv.bytes
    }
}
