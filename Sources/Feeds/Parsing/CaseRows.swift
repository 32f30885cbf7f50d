public import Vocabulary

/// A confirmed case as delivered.
public struct CaseRow: Hashable, Sendable {
    /// The office's id of the case.
    public var caseID: String
    /// Who it is, if known.
    public var idNumber: Identifier?
    /// UTC moments; a date alone is its first second, for `isolated` its last.
    public var onset: Int64?, sampled: Int64?, confirmed: Int64, isolated: Int64?
    /// A note.
    public var note: String?

    /// A case.
    public init(
        caseID: String, idNumber: Identifier? = nil, onset: Int64? = nil, sampled: Int64? = nil, confirmed: Int64,
        isolated: Int64? = nil, note: String? = nil
    ) {
        self.caseID = caseID
        self.idNumber = idNumber
        self.onset = onset
        self.sampled = sampled
        self.confirmed = confirmed
        self.isolated = isolated
        self.note = note
    }
}

/// One part of a case's itinerary as delivered.
public struct ItineraryRow: Hashable, Sendable {
    /// The case and the kind of part.
    public var caseID: String, kind: ItineraryPart.Kind
    /// When, UTC, closed; dates are whole local days.
    public var span: TimeSpan
    /// Where (WGS-84), and how wide the place is; nil where not given.
    public var position: Position?, radiusMeters: Double?
    /// Place and room.
    public var place: String?, room: String?
    /// The ride, for rides.
    public var ride: Ride?
    /// The vehicle, if named.
    public var plate: Identifier?
    /// Facts about the times (``Traits/Flag/dateOnly``, ``Traits/Flag/ambiguousTime``,
    /// ``Traits/Flag/arrivalAdvanced``) and the ride (``Traits/Flag/seatUnread``).
    public var traits: Traits

    /// A part.
    public init(
        caseID: String, kind: ItineraryPart.Kind, span: TimeSpan, position: Position? = nil,
        radiusMeters: Double? = nil, place: String? = nil, room: String? = nil, ride: Ride? = nil,
        plate: Identifier? = nil, traits: Traits = Traits()
    ) {
        self.caseID = caseID
        self.kind = kind
        self.span = span
        self.position = position
        self.radiusMeters = radiusMeters
        self.place = place
        self.room = room
        self.ride = ride
        self.plate = plate
        self.traits = traits
    }
}

/// A clue from the public.
public struct ClueRow: Hashable, Sendable {
    /// Its id.
    public var clueID: String
    /// When, UTC.
    public var time: Int64
    /// Kind, channel (app, hotline) and text, in the clear.
    public var kind: String, channel: String, text: String
    /// Where.
    public var gridID: String?, position: Position?
    /// Whom it names, as delivered.
    public var subject: String?

    /// A clue.
    public init(
        clueID: String, time: Int64, kind: String, channel: String, text: String, gridID: String? = nil,
        position: Position? = nil, subject: String? = nil
    ) {
        self.clueID = clueID
        self.time = time
        self.kind = kind
        self.channel = channel
        self.text = text
        self.gridID = gridID
        self.position = position
        self.subject = subject
    }
}

/// What a grid worker reported about a task.
public struct FeedbackRow: Hashable, Sendable {
    /// The task and what came of it.
    public var taskID: String, outcome: String
    /// When, UTC, and by whom; empty where nobody said.
    public var at: Int64, by: String
    /// Grid that the task is handed to, and the grid whose list it stood on, where the row names them.
    public var referTo: String?, gridID: String?
    /// A note.
    public var note: String?

    /// A report.
    public init(
        taskID: String, outcome: String, at: Int64, by: String, note: String? = nil, referTo: String? = nil,
        gridID: String? = nil
    ) {
        self.taskID = taskID
        self.outcome = outcome
        self.at = at
        self.by = by
        self.note = note
        self.referTo = referTo
        self.gridID = gridID
    }
}
