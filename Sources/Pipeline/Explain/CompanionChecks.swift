import Policy
import Publishing
import Vocabulary

extension RuleChecks {
    /// The evidences that a companion rule takes with their limits, and which of them hold here.
    func companionship(_ settings: CompanionRule) -> [RuleStory.Check] {
        func evidence(_ isOn: Bool, _ key: String, _ needed: String, _ word: CompanionEvidence) -> RuleStory.Check? {
            isOn ? check(key, needed, has(word.rawValue) ? "holds: \(word.rawValue)" : "does not hold") : nil
        }
        let vehicles = settings.convoyVehicles ? ", the case's registered cars too" : ""
        return [
            evidence(
                settings.sameOrder, "same_order, order_people",
                "tickets of one order on one run, that no more than \(settings.orderPeople) people bear", .sameOrder),
            evidence(settings.sameRoom, "same_room", "one hotel room at one time", .sameRoom),
            evidence(
                settings.samePlate, "same_plate, plate_seconds",
                "one vehicle at one time, passages widened by \(settings.plateSeconds) s", .samePlate),
            evidence(
                settings.adjacentSeats > 0, "adjacent_seats, across_aisle",
                "side by side on \(settings.adjacentSeats) runs or more, across the aisle "
                    + "\(settings.acrossAisle ? "too" : "not")", .adjacentSeats),
            evidence(
                settings.convoyPlaces > 0, "convoy_places, convoy_seconds, convoy_hours, convoy_feeds, convoy_vehicles",
                "\(settings.convoyPlaces) places or more of \(list(settings.convoyFeeds.map(\.rawValue))) within "
                    + "\(number(settings.convoyHours)) h, \(settings.convoySeconds) s apart at most\(vehicles)", .convoy
            ),
        ].compactMap(\.self)
    }
}
