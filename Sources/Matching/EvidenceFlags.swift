import Vocabulary

/// Words that qualify a hit; printed sorted.
struct EvidenceFlags: OptionSet, Hashable, Sendable {
    var rawValue: UInt32

    static let carrierOnly = EvidenceFlags(rawValue: 1)
    static let cellOnly = EvidenceFlags(rawValue: 2)
    static let coachUnknown = EvidenceFlags(rawValue: 4)
    static let inferred = EvidenceFlags(rawValue: 8)
    static let inVehicle = EvidenceFlags(rawValue: 16)
    static let neighbourCell = EvidenceFlags(rawValue: 32)
    static let openEnd = EvidenceFlags(rawValue: 64)
    static let samePlate = EvidenceFlags(rawValue: 128)
    static let seatUnknown = EvidenceFlags(rawValue: 256)
    static let segmentUnknown = EvidenceFlags(rawValue: 512)
    static let serviceDateDiffers = EvidenceFlags(rawValue: 1024)
    static let unverifiedBoarding = EvidenceFlags(rawValue: 2048)

    /// The words in alphabetical order, which is also the order of the bits.
    private static let words = [
        "CARRIER_ONLY", "CELL_ONLY", "COACH_UNKNOWN", "INFERRED", "IN_VEHICLE", "NEIGHBOUR_CELL", "OPEN_END",
        "SAME_PLATE", "SEAT_UNKNOWN", "SEGMENT_UNKNOWN", "SERVICE_DATE_DIFFERS", "UNVERIFIED_BOARDING",
    ]

    /// What cleaning says of an observation or a part.
    init(cleaned traits: Traits) {
        self = []
        if traits.has(.inferred) { insert(.inferred) }
        if traits.has(.inVehicle) { insert(.inVehicle) }
    }

    init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The words of the set, sorted.
    var sortedWords: [String] {
        EvidenceFlags.words.indices.compactMap { rawValue >> UInt32($0) & 1 == 1 ? EvidenceFlags.words[$0] : nil }
    }
}
