import Policy
import Publishing
import Vocabulary

extension RuleChecks {
    /// How the time in one cell, and the long stay in it, meet a cell rule.
    func cell(_ settings: CellRule) -> [RuleStory.Check] {
        let stays = exposure.cellStay.map {
            "\(caseName) \(number($0.ofCase)) h, \(subjectName) \(number($0.ofSubject)) h"
        }
        let end = settings.stayAnchor == .match ? "the time together ended" : "the as-of moment"
        let ring =
            switch settings.ring {
            case .apart: "false: the eight cells around are other cells"
            case .flag: "flag: whom only the eight cells around join gets \(settings.neighbourTier.rawValue)"
            case .same: "true: the eight cells around are the same cell"
            }
        return [
            check("feeds", "carrier", "seen in \(exposure.feed.rawValue)"),
            check("grid_m", "one cell of a grid of \(number(settings.gridMeters)) m", exposure.place),
            check(
                "min_minutes, minutes_are",
                "\(number(rule.minMinutes)) min together, \(settings.minutes == .oneStay ? "in one stay" : "all stays summed")",
                "together \(number(exposure.minutes)) min"),
            check(
                "conditions",
                settings.conditions == .and
                    ? "and: the long stay too" : "or: any time together with a long stay will do",
                stays == nil ? "" : "see the hours below"),
            check(
                "stay_hours, stay_days, stay_days_before, party",
                "\(number(settings.stayHours)) h in the cell by \(settings.party.rawValue) in the \(settings.stayDays) "
                    + "days before \(end)", stays ?? "not measured"),
            check(
                settings.ring == .flag ? "neighbour_ring, neighbour_tier" : "neighbour_ring", ring,
                has("NEIGHBOUR_CELL") ? "NEIGHBOUR_CELL: in a neighbouring cell" : "in one cell"),
        ]
    }
}
