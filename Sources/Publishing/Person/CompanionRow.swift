public import Vocabulary

/// Somebody whom a person was with, and how: the history of two people's travelling together.
public struct CompanionRow: Sendable {
    /// Who they may be to one another, by pattern alone; a person has to look.
    public enum Mark: String, CaseIterable, Sendable {
        /// Nights together, and together elsewhere too: as a family is.
        case family
        /// Nights near one another and nowhere else: one house, family or neighbours.
        case sameHouse = "same house"
        /// Working days together, no nights.
        case colleague
        /// One order, one room, one vehicle, seats side by side, or a convoy.
        case companion
    }
    /// One thing that was shared.
    public struct Evidence: Hashable, Sendable {
        /// When, and what: `order`, `room`, `vehicle`, `seats`, `convoy`, `ride`, `place`, `near`.
        public var span: TimeSpan, kind: String
        /// Place or service, minutes together, nearest metres.
        public var place: String, minutes: Double, meters: Double?
        /// The other's row: feed, file and line.
        public var source: TrailLine.Source

        /// Evidence.
        public init(
            span: TimeSpan, kind: String, place: String, minutes: Double, meters: Double?, source: TrailLine.Source
        ) {
            self.span = span
            self.kind = kind
            self.place = place
            self.minutes = minutes
            self.meters = meters
            self.source = source
        }
    }
    /// The registry entry, or the identifier that was seen.
    public var who: Pseudonym
    /// Name and phone, where they were asked for and may be known.
    public var identity: TaskIdentity?
    /// Counts: runs shared, of them with seats side by side; orders, rooms, vehicles, convoy places; stays near one
    /// another.
    public var rides = 0, seats = 0, orders = 0, rooms = 0, vehicles = 0, convoys = 0, stays = 0
    /// Nights and working days together, days with anything, minutes with no second twice.
    public var nights = 0, workdays = 0, days = 0, minutes = 0.0
    /// First and last second together.
    public var span = TimeSpan(at: 0)
    /// What the pattern looks like.
    public var marks: [Mark] = []
    /// By time.
    public var evidence: [Evidence] = []

    /// Somebody, with nothing yet.
    public init(who: Pseudonym) { self.who = who }

    /// Orders the list: what only people who belong together share weighs most.
    ///
    /// 10 for each order and room, 8 for each run side by side and each convoy place, 6 for each vehicle, 3 for each
    /// further run, 2 for each night, 1 for each further day.
    public var weight: Int {
        10 * (orders + rooms) + 8 * (seats + convoys) + 6 * vehicles + 3 * max(0, rides - seats) + 2 * nights
            + max(0, days - nights)
    }
}
