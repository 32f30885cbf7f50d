public import Vocabulary

/// An accepted row of a registry feed, with identifiers in the clear and times in UTC.
public struct RegistryRow: Hashable, Sendable {
    /// What a row of each feed says.
    public enum Payload: Hashable, Sendable {
        case person(PersonEntry)
        case grid(Grid)
        case place(Place)
        case region(RegionRow)
        case stop(ServiceStop)
        case vehicle(VehicleFact)
        case declaration(DeclarationRow)
        case checkin(CheckinRow)
        case indexCase(CaseRow)
        case itinerary(ItineraryRow)
        case clue(ClueRow)
        case feedback(FeedbackRow)
        /// A task that its grid has not done yet: read, and not kept.
        case undone
    }
    /// What it says.
    public var payload: Payload
    /// Physical line on which the row starts, 1-based.
    public var line: UInt32
    /// Keyed digest of the row's bytes.
    public var digest: UInt64
    /// The row's bytes without line end, of feeds whose rows are held against others before they count
    /// (``Vocabulary/Feed/isExamined``); else empty.
    public var raw: [UInt8] = []

    /// A registry row.
    public init(payload: Payload, line: UInt32, digest: UInt64) {
        self.payload = payload
        self.line = line
        self.digest = digest
    }
}

extension Feed {
    /// Whether rows are held against known places and each other before they are accepted.
    public var isExamined: Bool { self == .itineraries || self == .places }
}

/// A risk level of a region in a period.
public struct RegionRow: Hashable, Sendable {
    /// GB/T 2260 prefix or own code, name, and level (high, medium, low).
    public var code: String, name: String, level: String
    /// In force, UTC seconds, closed, a date being its whole local day; nil where the end is open.
    public var from: Int64, to: Int64?

    /// A region's period.
    public init(code: String, name: String, level: String, from: Int64, to: Int64?) {
        self.code = code
        self.name = name
        self.level = level
        self.from = from
        self.to = to
    }
}

/// What somebody declared about travelling.
public struct DeclarationRow: Hashable, Sendable {
    /// Who declared.
    public var idNumber: Identifier?, phone: Identifier?
    /// When it was declared, UTC.
    public var declaredAt: Int64
    /// Whether travel was declared, and where.
    public var travelled: Bool, region: String?
    /// Period, UTC, closed; a date is the whole local day.
    public var from: Int64?, to: Int64?
    /// Companions as declared.
    public var companions: [String]

    /// A declaration.
    public init(
        idNumber: Identifier?, phone: Identifier?, declaredAt: Int64, travelled: Bool, region: String? = nil,
        from: Int64? = nil, to: Int64? = nil, companions: [String] = []
    ) {
        self.idNumber = idNumber
        self.phone = phone
        self.declaredAt = declaredAt
        self.travelled = travelled
        self.region = region
        self.from = from
        self.to = to
        self.companions = companions
    }
}

/// A daily health check-in.
public struct CheckinRow: Hashable, Sendable {
    /// Who checked in.
    public var idNumber: Identifier?, phone: Identifier?
    /// Day number of the local date.
    public var day: Int32
    /// Hundredths of a degree Celsius.
    public var temperatureHundredths: Int32
    /// Whether the person says to be isolated; nil where not given.
    public var isolated: Bool?

    /// A check-in.
    public init(
        idNumber: Identifier?, phone: Identifier?, day: Int32, temperatureHundredths: Int32, isolated: Bool? = nil
    ) {
        self.idNumber = idNumber
        self.phone = phone
        self.day = day
        self.temperatureHundredths = temperatureHundredths
        self.isolated = isolated
    }
}
