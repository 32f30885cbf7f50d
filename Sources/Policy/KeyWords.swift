/// What the keys outside of rules decide, in a line each, for the pages of the policies.
enum KeyWords {
    /// The meaning of a key; empty where it has no words yet.
    static func meaning(of path: String) -> String {
        if let words = exact[path] { return words }
        let parent = path.split(separator: ".").dropLast().joined(separator: ".")
        return below[parent] ?? ""
    }

    private static let exact: [String: String] = [
        "window.anchors": "the first one that is known counts",
        "window.before_days": "days before it that count",
        "window.after_days": "days after it at which the window ends though nobody isolated the case",
        "window.day_is": "calendar: dates, from local midnight; 24h: hours",
        "extend_itineraries": "whether the case's own rows in the feeds lengthen the reported itinerary",
        "undeclared.look_back_days": "days before the as-of moment that are searched for presence in a risk region",
        "undeclared.tolerance_days": "days by which declared dates are padded",
        "undeclared.count_passing_through": "whether riding through a region without alighting counts",
        "categories": "return categories in order of precedence; the prefix is a region code, * anywhere outside",
        "score.per_hour": "points for each hour together",
        "score.hours_cap": "hours after which no more points are given",
        "score.near_points": "points at 0 m, falling evenly to none at near_meters",
        "score.near_meters": "where the points for nearness end",
        "score.per_exposure": "points for each further exposure",
        "score.exposure_cap": "the most points for further exposures",
        "tasks.tiers": "tiers that give a grid something to do",
    ]

    /// Keys that all say the same kind of thing.
    private static let below: [String: String] = [
        "window.after_days": "days after this anchor at which the window ends though nobody isolated the case",
        "open_end_hours": "hours that a stay without a recorded end is taken to last",
        "score.base": "points that the tier gives by itself",
        "tasks.due_hours": "hours from the run that first gave the task until it is due",
        "tasks.actions": "what the grid worker is told to do",
    ]
}
