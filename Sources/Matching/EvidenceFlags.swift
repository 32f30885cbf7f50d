/// Words that qualify a hit; printed sorted.
struct EvidenceFlags: OptionSet, Hashable, Sendable {
    var rawValue: UInt32

    static let carrierOnly = EvidenceFlags(rawValue: 1 << 0)
    static let cellOnly = EvidenceFlags(rawValue: 1 << 1)
    static let coachUnknown = EvidenceFlags(rawValue: 1 << 2)
    static let floorUnknown = EvidenceFlags(rawValue: 1 << 3)
    static let inferredEnd = EvidenceFlags(rawValue: 1 << 4)
    static let inferredStart = EvidenceFlags(rawValue: 1 << 5)
    static let openEnd = EvidenceFlags(rawValue: 1 << 6)
    static let sameFloor = EvidenceFlags(rawValue: 1 << 7)
    static let samePlate = EvidenceFlags(rawValue: 1 << 8)
    static let seatUnknown = EvidenceFlags(rawValue: 1 << 9)
    static let segmentUnknown = EvidenceFlags(rawValue: 1 << 10)
    static let serviceDateDiffers = EvidenceFlags(rawValue: 1 << 11)
    static let unverifiedBoarding = EvidenceFlags(rawValue: 1 << 12)

    /// The words in alphabetical order, which is also the order of the bits.
    private static let words = [
        "CARRIER_ONLY",
        "CELL_ONLY",
        "COACH_UNKNOWN",
        "FLOOR_UNKNOWN",
        "INFERRED_END",
        "INFERRED_START",
        "OPEN_END",
        "SAME_FLOOR",
        "SAME_PLATE",
        "SEAT_UNKNOWN",
        "SEGMENT_UNKNOWN",
        "SERVICE_DATE_DIFFERS",
        "UNVERIFIED_BOARDING",
    ]

    /// The words of the set, sorted.
    var sortedWords: [String] {
        EvidenceFlags.words.indices.compactMap { rawValue >> UInt32($0) & 1 == 1 ? EvidenceFlags.words[$0] : nil }
    }
}
