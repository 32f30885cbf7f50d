/// What somebody delivered about a vehicle or one of its coaches (`layouts`); nil where nothing is said.
public struct VehicleFact: Hashable, Sendable {
    /// What it is about: a mode, and a service in canonical form (`G123`, `K350/K347`), a prefix (`G*`), or any
    /// (empty).
    public var mode: RideMode, service: String
    /// Day number of the service date; nil for every date.
    public var serviceDate: Int32?
    /// The coach or coaches as ``Seat/carriageText`` writes them; empty for the whole vehicle.
    public var coach: String
    /// A word of ``CoachLayout/init(word:)``, and an own seat map as in ``CoachLayout/init(seats:)``.
    public var layout: String?, seats: String?
    /// Whether it is sealed and air-conditioned, and whether its air passes HEPA filters.
    public var isSealed: Bool?, hasHEPA: Bool?
    /// Coaches of one coupled set; nobody passes from one set to the next.
    public var coachesPerSet: Int?

    /// A fact.
    public init(
        mode: RideMode, service: String = "", serviceDate: Int32? = nil, coach: String = "", layout: String? = nil,
        seats: String? = nil, isSealed: Bool? = nil, hasHEPA: Bool? = nil, coachesPerSet: Int? = nil
    ) {
        self.mode = mode
        self.service = service
        self.serviceDate = serviceDate
        self.coach = coach
        self.layout = layout
        self.seats = seats
        self.isSealed = isSealed
        self.hasHEPA = hasHEPA
        self.coachesPerSet = coachesPerSet
    }
}
