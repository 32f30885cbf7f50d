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
        /// A known place.
        case place(Place)
        /// A region's risk level in a period.
        case region(RiskRegion)
        /// A stop of a timetable.
        case stop(ServiceStop)
        /// What is known about a vehicle or a coach.
        case vehicle(VehicleFact)
        /// A declaration; `sealed` holds the companions.
        case declaration(Declaration, sealed: [UInt8]?)
        /// A daily health check-in.
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
