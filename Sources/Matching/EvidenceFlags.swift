import Vocabulary

/// A word that qualifies a hit, in alphabetical order.
enum EvidenceWord: String, CaseIterable {
    case adjacentSeats = "ADJACENT_SEATS"
    case bayUnknown = "BAY_UNKNOWN"
    case carrierOnly = "CARRIER_ONLY"
    case casePlateOnly = "CASE_PLATE_ONLY"
    case cellOnly = "CELL_ONLY"
    case coachUnknown = "COACH_UNKNOWN"
    case convoy = "CONVOY"
    case crew = "CREW"
    case dateOnly = "DATE_ONLY"
    case floorUnknown = "FLOOR_UNKNOWN"
    case inferred = "INFERRED"
    case inferredEnd = "INFERRED_END"
    case inferredStart = "INFERRED_START"
    case inVehicle = "IN_VEHICLE"
    case neighbourCell = "NEIGHBOUR_CELL"
    case openEnd = "OPEN_END"
    case sameFloor = "SAME_FLOOR"
    case sameOrder = "SAME_ORDER"
    case samePlate = "SAME_PLATE"
    case sameRoom = "SAME_ROOM"
    case seatUnknown = "SEAT_UNKNOWN"
    case segmentUnknown = "SEGMENT_UNKNOWN"
    case serviceDateDiffers = "SERVICE_DATE_DIFFERS"
    case standing = "STANDING"
    case suffixDiffers = "SUFFIX_DIFFERS"
    case unverifiedBoarding = "UNVERIFIED_BOARDING"
    case vehicleUnknown = "VEHICLE_UNKNOWN"
}

/// Words that qualify a hit; printed sorted.
struct EvidenceFlags: OptionSet, Hashable, Sendable {
    var rawValue: UInt32

    static let adjacentSeats = EvidenceFlags(.adjacentSeats)
    static let bayUnknown = EvidenceFlags(.bayUnknown)
    static let carrierOnly = EvidenceFlags(.carrierOnly)
    static let casePlateOnly = EvidenceFlags(.casePlateOnly)
    static let cellOnly = EvidenceFlags(.cellOnly)
    static let coachUnknown = EvidenceFlags(.coachUnknown)
    static let convoy = EvidenceFlags(.convoy)
    static let crew = EvidenceFlags(.crew)
    static let dateOnly = EvidenceFlags(.dateOnly)
    static let floorUnknown = EvidenceFlags(.floorUnknown)
    static let inferred = EvidenceFlags(.inferred)
    static let inferredEnd = EvidenceFlags(.inferredEnd)
    static let inferredStart = EvidenceFlags(.inferredStart)
    static let inVehicle = EvidenceFlags(.inVehicle)
    static let neighbourCell = EvidenceFlags(.neighbourCell)
    static let openEnd = EvidenceFlags(.openEnd)
    static let sameFloor = EvidenceFlags(.sameFloor)
    static let sameOrder = EvidenceFlags(.sameOrder)
    static let samePlate = EvidenceFlags(.samePlate)
    static let sameRoom = EvidenceFlags(.sameRoom)
    static let seatUnknown = EvidenceFlags(.seatUnknown)
    static let segmentUnknown = EvidenceFlags(.segmentUnknown)
    static let serviceDateDiffers = EvidenceFlags(.serviceDateDiffers)
    static let standing = EvidenceFlags(.standing)
    static let suffixDiffers = EvidenceFlags(.suffixDiffers)
    static let unverifiedBoarding = EvidenceFlags(.unverifiedBoarding)
    static let vehicleUnknown = EvidenceFlags(.vehicleUnknown)

    init(rawValue: UInt32) { self.rawValue = rawValue }

    private init(_ word: EvidenceWord) { rawValue = 1 << UInt32(EvidenceFlags.words.firstIndex(of: word) ?? 31) }

    /// What qualifies an observation or a part by itself: what cleaning did, and a date without a time of day.
    init(_ traits: Traits) {
        self = []
        if traits.has(.dateOnly) { insert(.dateOnly) }
        if traits.has(.inferred) { insert(.inferred) }
        if traits.has(.inVehicle) { insert(.inVehicle) }
    }

    private static let words = EvidenceWord.allCases

    /// The words of the set, sorted.
    var sortedWords: [String] {
        isEmpty
            ? []
            : EvidenceFlags.words.indices.compactMap {
                rawValue >> UInt32($0) & 1 == 1 ? EvidenceFlags.words[$0].rawValue : nil
            }
    }
}
