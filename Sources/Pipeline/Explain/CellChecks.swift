import Policy
import Publishing
import Vocabulary

extension RuleChecks {
    /// How the time in one cell, and the long stay in it, meet a cell rule.
    func cell(_ settings: CellRule) -> [RuleStory.Check] {
        let stays = exposure.cellStay.map { "the case \(hours($0.ofCase)) h, the contact \(hours($0.ofSubject)) h" }
        return [
            RuleStory.Check(
                "grid_m", needed: "one cell of a grid of \(hours(settings.gridMeters)) m", found: exposure.place),
            RuleStory.Check(
                "min_minutes",
                needed: "\(hours(rule.minMinutes)) min together, "
                    + (settings.minutes == .oneStay ? "in one stay" : "all stays summed"),
                found: "together \(hours(exposure.minutes)) min"),
            RuleStory.Check(
                "stay_hours",
                needed: "\(settings.conditions.rawValue) \(hours(settings.stayHours)) h in the cell by "
                    + "\(settings.party.rawValue) within \(settings.stayDays) days",
                found: stays ?? "not measured"),
            RuleStory.Check(
                "neighbour_ring", needed: settings.ring.rawValue,
                found: exposure.flags.contains("NEIGHBOUR_CELL") ? "in a neighbouring cell" : "in one cell"),
        ]
    }

    private func hours(_ value: Double) -> String {
        let text = String((value * 10).rounded(.toNearestOrEven) / 10)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
