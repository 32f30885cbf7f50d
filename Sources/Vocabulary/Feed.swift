/// A kind of delivery that TraceGrid reads.
public enum Feed: String, CaseIterable, Sendable {
    case people, grids, places, regions, travel, stops, layouts, checkpoint, hotel, parking, carrier, visit
    case declarations, checkins, cases, itineraries, clues, feedback

    /// Whether its rows are observations (kept in the store) rather than registry rows (kept in the ledger).
    public var isObservation: Bool {
        switch self {
        case .travel, .checkpoint, .hotel, .parking, .carrier, .visit: true
        default: false
        }
    }

    /// Whether its rows can tell of fever.
    public var tellsFever: Bool { self == .checkpoint || self == .visit }

    /// A small number for files and columns; never reused.
    public var number: UInt8 {
        switch self {
        case .travel: 1
        case .checkpoint: 2
        case .hotel: 3
        case .parking: 4
        case .carrier: 5
        case .visit: 6
        case .people: 16
        case .grids: 17
        case .places: 18
        case .regions: 19
        case .stops: 20
        case .layouts: 21
        case .declarations: 22
        case .checkins: 23
        case .cases: 24
        case .itineraries: 25
        case .clues: 26
        case .feedback: 27
        }
    }

    /// The feed of a stored number.
    public init?(number: UInt8) {
        guard let feed = Feed.allCases.first(where: { $0.number == number }) else { return nil }
        self = feed
    }
}

/// A means of travel.
public enum RideMode: UInt8, CaseIterable, Sendable {
    case rail = 1
    case flight = 2
    case coach = 3
    case ship = 4
    case metro = 5

    /// The word of the feeds.
    public var name: String { String(describing: self) }

    /// The mode of a feed's word.
    public init?(name: String) {
        guard let mode = RideMode.allCases.first(where: { $0.name == name }) else { return nil }
        self = mode
    }
}

/// Which way somebody passed a checkpoint.
public enum Direction: UInt8, CaseIterable, Sendable {
    case unknown = 0
    case inward = 1
    case outward = 2
    case pass = 3
}
