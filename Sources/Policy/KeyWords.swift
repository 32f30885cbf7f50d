/// What the keys outside of rules decide, in a line each, for the pages of the policies.
enum KeyWords {
    /// The meaning of a key; empty where it has no words yet.
    static func meaning(of path: String) -> String {
        if let words = exact[path] ?? RegisterKeyWords.exact[path] { return words }
        var above = path.split(separator: ".").dropLast()
        while !above.isEmpty {
            if let words = below[above.joined(separator: ".")] { return words }
            above = above.dropLast()
        }
        return AlertKeyWords.meaning(of: path)
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
        "score.seat_points": "points for one row or bay, falling evenly to none at seat_rows",
        "score.seat_rows": "rows apart where the points for seats end; a bay counts as two",
        "score.per_exposure": "points for each further exposure",
        "score.exposure_cap": "the most points for further exposures",
        "score.companion_points": "points for travelling companions",
        "secondary.enabled": "whether contacts of contacts are sought",
        "secondary.of_tiers": "tiers of the contacts whose contacts are sought",
        "secondary.from_first_exposure_of": "they count after the contact's own first exposure of these tiers",
        "secondary.until_isolated_by": "and until the contact was isolated, as these feeds say",
        "secondary.isolation_day_counts": "whether the day of isolation counts to its last second",
        "secondary.rules": "rules by which they are found",
        "secondary.tier": "tier they get, or the rule's where that is weaker",
        "secondary.source": "where this was published",
        "rides.flight_suffix": "same: MU5101D is MU5101; other: another flight",
        "rides.delay_minutes": "how far a ride may be from the stop list and still be that run",
        "rides.coupled_sets": "whether people of two coupled sets were aboard together or apart",
        "rides.soft_sleeper_numbers": "what the number of a soft sleeper's berth counts",
        "rides.source": "where this was published",
        "caps.cell_only": "a phone whose place is its tower's never weighs more than this tier",
        "caps.date_only":
            "a row with a date and no time of day, taken as the whole day, never weighs more than this tier",
        "caps.source": "where this was published",
        "carrier.method": "none: positions as delivered; dwell: stays without radio noise; cluster: a running centroid",
        "carrier.gap_minutes": "of a longer silence at one place only this counts as stay",
        "carrier.merge_meters": "neighbouring stays nearer than this are one",
        "carrier.oscillation_seconds": "away and back in this time is a flip between towers",
        "carrier.drift_km": "a jump this far in drift_seconds is noise",
        "carrier.drift_seconds": "time of such a jump",
        "carrier.flicker_seconds": "a stay this short belongs to its longer neighbour",
        "carrier.repeat_until_share": "cleaning goes on until a round removes less than this share",
        "carrier.cluster_meters": "a position joins within this distance of the running centroid",
        "carrier.outlier_seconds": "one shorter outlier is passed over",
        "carrier.possible_stay_minutes": "from here on a possible stay, below moving",
        "carrier.stay_minutes": "from here on a stay",
        "carrier.in_vehicle": "what is done with positions in a vehicle: keep, flag or drop",
        "carrier.vehicle_kmh": "faster than this is in a vehicle",
        "carrier.source": "where this was published",
        "tasks.tiers": "tiers that give a grid something to do",
        "codes": "whether health codes are given, and how",
        "codes.history_days": "days before the as-of day whose check-ins are looked at, as far as they are kept",
        "codes.transitions": "so many days of an event in one colour give another",
        "codes.missed_days":
            "further: counted anew once the code has turned; in_all: the days that turned it count too",
        "codes.checked_in_days": "consecutive: a missed day puts them back to none; cumulative: it does not",
        "codes.checkins_of_a_day": "whether several check-ins of one day count once, or each as a day",
        "codes.fever_checkin_counts": "whether a check-in with fever is a check-in",
        "codes.grace_days": "days after the application on which none is missed",
        "codes.application":
            "clear: granted once a day brings a check-in and nothing speaks against the person; any: at once",
        "codes.fever_c": "from here on a temperature is fever",
        "codes.source": "where this was published",
        "codes.overrides.to": "colours that two named people may give",
        "codes.overrides.reasons": "reasons they may give it for",
        "codes.overrides.max_days": "days after its first that it may last",
    ]

    /// Keys that all say the same kind of thing.
    private static let below: [String: String] = [
        "window.after_days": "days after this anchor at which the window ends though nobody isolated the case",
        "rides.sealed_prefixes": "beginnings of service numbers that are sealed and air-conditioned",
        "rides.hepa_prefixes": "beginnings of service numbers that have HEPA filters",
        "rides.seats_abreast": "seats in a row, where seats have bare numbers",
        "rides.same_departure_minutes": "departures from one place farther apart than this are two vehicles",
        "open_end_hours": "hours that a stay without a recorded end is taken to last",
        "score.base": "points that the tier gives by itself",
        "tasks.due_hours": "hours from the run that first gave the task until it is due",
        "tasks.actions": "what the grid worker is told to do",
        "codes.risk":
            "what the cause gives: a colour through so many days after its last day, then perhaps another; none: nothing",
    ]
}
