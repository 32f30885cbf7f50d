/// What makes two people companions rather than strangers who met (CONTRACT 4.5); the raw values are evidence flags.
public enum CompanionEvidence: String, CaseIterable, Sendable {
    case adjacentSeats = "ADJACENT_SEATS"
    case convoy = "CONVOY"
    case sameOrder = "SAME_ORDER"
    case samePlate = "SAME_PLATE"
    case sameRoom = "SAME_ROOM"
}

extension Exposure {
    /// Whether it shows that the two travelled or stayed together.
    public var isCompanionship: Bool { CompanionEvidence.allCases.contains { flags.contains($0.rawValue) } }
}
