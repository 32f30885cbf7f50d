/// What the keys of `alerts:` and `clues:` decide, in a line each, for the pages of the policies.
enum AlertKeyWords {
    /// The meaning of a key; empty where it is none of them.
    static func meaning(of path: String) -> String {
        if let words = exact[path] { return words }
        guard path.hasPrefix("alerts."), let last = path.split(separator: ".").last else { return "" }
        return ofEveryKind[String(last)] ?? ""
    }

    private static let ofEveryKind = [
        "enabled": "whether such alerts are told",
        "task": "whether such an alert gives a grid a task",
        "action": "what the grid worker is told to do",
    ]

    private static let exact = [
        "alerts": "none: nothing unusual is looked for",
        "alerts.look_back_days": "days of passages that are looked at",
        "alerts.listed_hours": "an alert is listed while it lies in these hours before the run's moment",
        "alerts.holidays": "dates of rest that are weekdays",
        "alerts.workdays": "weekend dates on which people work",
        "alerts.levels_up": "a gate is near home below the grid so many levels above the home grid",
        "alerts.max_accuracy_m": "phone positions less accurate than this place nobody",
        "alerts.rate_up.min_days": "days of its kind, or else of any, that an hour is held against at least",
        "alerts.rate_up.min_count": "fewer passages in an hour are never many",
        "alerts.rate_up.times_median": "so many times the median of the same hour",
        "alerts.rate_up.robust_z": "and farther above the median than this, in 1.4826 MAD or the median's root",
        "alerts.rate_up.hours_in_row": "hours in a row that must be so",
        "alerts.rate_up.rare_below": "under this median a Poisson count of the mean decides instead",
        "alerts.rate_up.rare_count": "and fewer passages than this are never many",
        "alerts.rate_up.rare_probability": "how rare so many must be",
        "alerts.rate_up.repeat_seconds": "the same passage again in this time counts once",
        "alerts.gate_silent.expected": "passages that the silent hours use to have together",
        "alerts.gate_silent.min_days": "days with passages without which nothing is usual for a gate",
        "alerts.phone_silent.hours": "hours without a position, before the newest of all phones",
        "alerts.phone_silent.min_positions": "positions that there must have been before",
        "alerts.not_out.hours": "hours since the last way in",
        "alerts.not_out.short_hours": "hours for people of short_focus, whatever they use to do",
        "alerts.not_out.short_focus": "words of people.focus for whom the short time holds",
        "alerts.not_out.min_days_out": "days with a way out before, without which nothing is known of a habit",
        "alerts.not_out.chance": "how probable so long a stay may be for somebody who goes out as often",
        "alerts.focus_out.focus": "words of people.focus of those whose going out is told; all: any word",
        "alerts.focus_out.request_kinds": "kinds of clues in which somebody asks to go out",
        "alerts.isolated_seen.isolation_days": "days of an isolation that nothing ends",
        "alerts.isolated_seen.grace_hours": "hours of its beginning that do not count: the way home",
        "alerts.isolated_seen.first_day_counts": "whether the first day of check-ins as isolated counts",
        "alerts.isolated_seen.allowed_visits": "kinds of visits that are no fault",
        "clues": "none: clues are kept and nothing is done",
        "clues.kinds": "classes of clues: code, other names that the feed may bear, what the grid does",
        "clues.other_action": "what the grid does about a clue of no class",
        "clues.repeat_hours": "a clue in this time after another of its class may tell the same",
        "clues.repeat_m": "and does so within these metres, where it names nobody else",
        "clues.listed_days": "days that a clue is listed",
    ]
}
