import Feeds
import Policy
import Publishing
import Vocabulary

extension RuleChecks {
    /// How a distance meets a rule of positions.
    func proximity(_ settings: ProximityRule) -> [RuleStory.Check] {
        let nearest = exposure.minDistanceMeters.map { "\(number($0)) m at the nearest" } ?? "not measured"
        let radius =
            itinerary?.radiusMeters.map { "; the case's place has a radius of \(number($0)) m" } ?? ""
        var checks = [
            feeds(settings.feeds),
            check(
                "reach_m, reach_for",
                "radii of both places and \(number(settings.reachMeters)) m"
                    + (settings.reachFor == .allParts ? "" : ", which a radius of the case's own place stands in for"),
                nearest + radius),
            check("slack_s", "\(settings.slackSeconds) s before and after the case's part", "times meet"),
            check(
                "accuracy",
                settings.accuracy.rawValue
                    + (settings.accuracy == .cap ? " at \(number(settings.maxAccuracyMeters)) m" : ""),
                exposure.accuracyMeters.map { "accurate to \(number($0)) m" } ?? "no accuracy given"),
        ]
        if settings.feeds.contains(where: { $0 == .visit || $0 == .hotel || $0 == .parking }) {
            checks.append(touching(settings.touching))
        }
        return checks
    }
}
