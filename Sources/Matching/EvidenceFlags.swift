/// Words that qualify a hit; printed sorted.
struct EvidenceFlags: OptionSet, Hashable, Sendable {
    var rawValue: UInt16

    static let carrierOnly = EvidenceFlags(rawValue: 1)
    static let cellOnly = EvidenceFlags(rawValue: 2)
    static let coachUnknown = EvidenceFlags(rawValue: 4)
    static let openEnd = EvidenceFlags(rawValue: 8)
    static let samePlate = EvidenceFlags(rawValue: 16)
    static let seatUnknown = EvidenceFlags(rawValue: 32)
    static let segmentUnknown = EvidenceFlags(rawValue: 64)
    static let serviceDateDiffers = EvidenceFlags(rawValue: 128)
    static let unverifiedBoarding = EvidenceFlags(rawValue: 256)

    /// The words in alphabetical order, which is also the order of the bits.
    private static let words = [
        "CARRIER_ONLY", "CELL_ONLY", "COACH_UNKNOWN", "OPEN_END", "SAME_PLATE", "SEAT_UNKNOWN", "SEGMENT_UNKNOWN",
        "SERVICE_DATE_DIFFERS", "UNVERIFIED_BOARDING",
    ]

    /// The words of the set, sorted.
    var sortedWords: [String] {
        EvidenceFlags.words.indices.compactMap { rawValue >> UInt16($0) & 1 == 1 ? EvidenceFlags.words[$0] : nil }
    }
}
