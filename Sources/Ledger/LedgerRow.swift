public import Vocabulary

/// One accepted row of a registry feed, with pseudonyms for identifiers and sealed bytes for what is personal.
///
/// `sealed` bytes belong to the batch's envelope (``IngestBatch/envelope``).
public struct LedgerRow: Hashable, Sendable {
    /// What it says.
    public enum Record: Hashable, Sendable {
        /// A registry entry; `sealed` holds name and address.
        case person(Person, sealed: [UInt8])
        /// A grid; officer and phone of the value are never stored, `sealed` holds them.
        case grid(Grid, sealed: [UInt8]?)
        case place(Place)
        case region(RiskRegion)
        case stop(ServiceStop)
        case layout(LayoutRecord)
        /// A declaration; `sealed` holds the companions.
        case declaration(Declaration, sealed: [UInt8]?)
        case checkin(CheckinRecord)
        /// A confirmed case; `sealed` holds the note.
        case indexCase(IndexCase, sealed: [UInt8]?)
        /// A part of an itinerary; its own `source` is replaced by the row's.
        case itinerary(ItineraryPart)
        /// A clue; `sealed` holds the text and whom it names.
        case clue(ClueRecord, sealed: [UInt8])
        /// A report; `sealed` holds by whom and the note.
        case feedback(FeedbackRecord, sealed: [UInt8]?)
    }
    /// What it says.
    public var record: Record
    /// Physical line, 1-based, and keyed digest of the row's bytes.
    public var line: UInt32, digest: UInt64

    /// A row.
    public init(_ record: Record, line: UInt32, digest: UInt64) {
        self.record = record
        self.line = line
        self.digest = digest
    }
}

/// A seat map as delivered.
public struct LayoutRecord: Hashable, Sendable {
    /// What it is a layout of.
    public var mode: RideMode, layout: String
    /// Non-empty cells by column name.
    public var cells: [String: String]

    /// A seat map.
    public init(mode: RideMode, layout: String, cells: [String: String]) {
        self.mode = mode
        self.layout = layout
        self.cells = cells
    }
}

/// A daily health check-in.
public struct CheckinRecord: Hashable, Sendable {
    /// Who checked in.
    public var idNumber: Pseudonym?, phone: Pseudonym?
    /// Day number of the local date.
    public var day: Int32
    /// Hundredths of a degree Celsius.
    public var temperatureHundredths: Int32
    /// Whether the person says to be isolated.
    public var isolated: Bool?

    /// A check-in.
    public init(
        idNumber: Pseudonym?, phone: Pseudonym?, day: Int32, temperatureHundredths: Int32, isolated: Bool? = nil
    ) {
        self.idNumber = idNumber
        self.phone = phone
        self.day = day
        self.temperatureHundredths = temperatureHundredths
        self.isolated = isolated
    }
}

/// A clue from the public, without its text.
public struct ClueRecord: Hashable, Sendable {
    /// Its id.
    public var clueID: String
    /// When, UTC.
    public var time: Int64
    /// Kind, and channel (app, hotline).
    public var kind: String, channel: String
    /// Where.
    public var gridID: String?, position: Position?
    /// Whom it names, where that could be read as an identifier.
    public var subject: Pseudonym?

    /// A clue.
    public init(
        clueID: String, time: Int64, kind: String, channel: String, gridID: String? = nil, position: Position? = nil,
        subject: Pseudonym? = nil
    ) {
        self.clueID = clueID
        self.time = time
        self.kind = kind
        self.channel = channel
        self.gridID = gridID
        self.position = position
        self.subject = subject
    }
}

/// What a grid worker reported about a task.
public struct FeedbackRecord: Hashable, Sendable {
    /// The task and what came of it.
    public var taskID: String, outcome: String
    /// When, UTC.
    public var at: Int64

    /// A report.
    public init(taskID: String, outcome: String, at: Int64) {
        self.taskID = taskID
        self.outcome = outcome
        self.at = at
    }
}
