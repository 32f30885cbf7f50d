/// Where the registry and the nights of somebody disagree.
public struct ResidenceFinding: Hashable, Sendable {
    /// How they disagree, seen from one grid.
    public enum Status: String, CaseIterable, Sendable {
        /// Registered as living here, and seen nowhere in the look-back.
        case notSeen = "not_seen"
        /// Registered as living here, and seen at night only elsewhere.
        case elsewhere
        /// Here at night, and registered in another grid or in none.
        case registeredElsewhere = "registered_elsewhere"
        /// Here at night, and not in the registry.
        case notRegistered = "not_registered"
    }
    /// What the person said, by declaration or check-in.
    public enum Word: String, CaseIterable, Sendable {
        case declaredAway = "declared_away"
        case declaredHere = "declared_here"
        case checkedIn = "checked_in"
    }
    /// Person, or the bare identifier that the registry does not know.
    public var person: Pseudonym, status: Status
    /// The grid that it concerns; where the person is registered, and where the nights were spent, empty where that is
    /// in no one grid.
    public var gridID: String, registered: String, seen: String
    /// Nights that speak for it, of how many; by the day they begin, the first and the last, nil where there are none.
    public var nights: Int, ofNights: Int, firstNight: Int32?, lastNight: Int32?
    /// What was said of it.
    public var words: [Word] = []
    /// Feeds that tell of those nights, and the first few of their rows.
    public var feeds: [Feed] = [], sources: [RowSource] = []

    /// A finding.
    public init(
        person: Pseudonym, status: Status, gridID: String, registered: String, seen: String, nights: Int,
        ofNights: Int, firstNight: Int32?, lastNight: Int32?
    ) {
        self.person = person
        self.status = status
        self.gridID = gridID
        self.registered = registered
        self.seen = seen
        self.nights = nights
        self.ofNights = ofNights
        self.firstNight = firstNight
        self.lastNight = lastNight
    }
}
