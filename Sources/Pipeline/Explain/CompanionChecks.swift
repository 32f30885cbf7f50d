import Policy
import Publishing
import Vocabulary

extension RuleChecks {
    /// The evidences that a companion rule takes, and which of them hold here.
    func companionship(_ settings: CompanionRule) -> [RuleStory.Check] {
        func check(_ key: String, _ needed: String?, _ word: String) -> RuleStory.Check? {
            needed.map {
                RuleStory.Check(key, needed: $0, found: exposure.flags.contains(word) ? "holds" : "does not hold")
            }
        }
        return [
            check("same_order", settings.sameOrder ? "tickets of one order on one run" : nil, "SAME_ORDER"),
            check("same_room", settings.sameRoom ? "one hotel room at one time" : nil, "SAME_ROOM"),
            check("same_plate", settings.samePlate ? "one vehicle at one time" : nil, "SAME_PLATE"),
            check(
                "adjacent_seats",
                settings.adjacentSeats > 0 ? "side by side on \(settings.adjacentSeats) runs or more" : nil,
                "ADJACENT_SEATS"),
            check(
                "convoy_places",
                settings.convoyPlaces > 0
                    ? "\(settings.convoyPlaces) places or more, \(settings.convoySeconds) s apart at most" : nil,
                "CONVOY"),
        ].compactMap(\.self)
    }
}
