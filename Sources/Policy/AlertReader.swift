import Vocabulary

/// Reads the `alerts:` of a policy file; without it no alert is looked for.
enum AlertReader {
    private static let common = ["enabled", "task", "action"]
    private static let keys: [Alert.Kind: [String]] = [
        .rateUp: [
            "min_days", "min_count", "times_median", "robust_z", "hours_in_row", "rare_below", "rare_count",
            "rare_probability", "repeat_seconds",
        ],
        .gateSilent: ["expected", "min_days"],
        .phoneSilent: ["hours", "min_positions"],
        .notOut: ["hours", "short_hours", "short_focus", "min_days_out", "chance"],
        .focusOut: ["focus", "request_kinds"],
        .isolatedSeen: ["isolation_days", "grace_hours", "first_day_counts", "allowed_visits"],
        .declaredElsewhere: [],
    ]

    static func rules(_ node: PolicyNode?) throws(PolicyError) -> AlertRules? {
        guard let node, !node.isNone else { return nil }
        let general = ["look_back_days", "listed_hours", "holidays", "workdays", "levels_up", "max_accuracy_m"]
        let top = try node.section(general + Alert.Kind.allCases.map(\.rawValue))
        var sections: [Alert.Kind: PolicySection] = [:]
        var kinds: Set<Alert.Kind> = []
        var tasks: Set<Alert.Kind> = []
        var actions: [Alert.Kind: String] = [:]
        for kind in Alert.Kind.allCases {
            let section = try top[kind.rawValue].section(common + (keys[kind] ?? []))
            sections[kind] = section
            if try section["enabled"].flag() { kinds.insert(kind) }
            if try section["task"].flag() { tasks.insert(kind) }
            actions[kind] = try section["action"].text("an action code")
        }
        func of(_ kind: Alert.Kind, _ key: String) -> PolicyNode {
            guard let section = sections[kind] else { preconditionFailure("every kind has a section") }
            return section[key]
        }
        return AlertRules(
            lookBackDays: try top["look_back_days"].wholeNumber("days", 1...60),
            listedHours: try top["listed_hours"].wholeNumber("hours", 1...336),
            holidays: try days(top["holidays"]), workdays: try days(top["workdays"]),
            levelsUp: try top["levels_up"].wholeNumber("levels", 0...10),
            maxAccuracyMeters: try top["max_accuracy_m"].number("metres", 0...100_000),
            kinds: kinds, taskKinds: tasks, actions: actions,
            rateUp: RateUpRule(
                minDays: try of(.rateUp, "min_days").wholeNumber("days", 2...60),
                minCount: try of(.rateUp, "min_count").wholeNumber("passages", 1...1_000_000),
                timesMedian: try of(.rateUp, "times_median").number("", 1...1000),
                robustZ: try of(.rateUp, "robust_z").number("", 0...1000),
                hoursInRow: try of(.rateUp, "hours_in_row").wholeNumber("hours", 1...24),
                rareBelow: try of(.rateUp, "rare_below").number("passages", 0...1000),
                rareCount: try of(.rateUp, "rare_count").wholeNumber("passages", 1...1_000_000),
                rareProbability: try of(.rateUp, "rare_probability").number("", 0...1),
                repeatSeconds: Int64(try of(.rateUp, "repeat_seconds").wholeNumber("seconds", 0...3600))),
            gateSilent: GateSilentRule(
                expected: try of(.gateSilent, "expected").number("passages", 1...1_000_000),
                minDays: try of(.gateSilent, "min_days").wholeNumber("days", 1...60)),
            phoneSilent: PhoneSilentRule(
                hours: try of(.phoneSilent, "hours").number("hours", 1...720),
                minPositions: try of(.phoneSilent, "min_positions").wholeNumber("positions", 1...1_000_000)),
            notOut: NotOutRule(
                hours: try of(.notOut, "hours").number("hours", 1...1440),
                shortHours: try of(.notOut, "short_hours").number("hours", 1...1440),
                shortFocus: try words(of(.notOut, "short_focus")),
                minDaysOut: try of(.notOut, "min_days_out").wholeNumber("days", 1...60),
                chance: try of(.notOut, "chance").number("", 0...1)),
            focusOut: FocusOutRule(
                focus: of(.focusOut, "focus").isAll ? nil : try words(of(.focusOut, "focus")),
                requestKinds: try words(of(.focusOut, "request_kinds"))),
            isolatedSeen: IsolatedSeenRule(
                isolationDays: try of(.isolatedSeen, "isolation_days").wholeNumber("days", 1...90),
                graceHours: try of(.isolatedSeen, "grace_hours").number("hours", 0...240),
                firstDayCounts: try of(.isolatedSeen, "first_day_counts").flag(),
                allowedVisits: try words(of(.isolatedSeen, "allowed_visits"))))
    }

    /// Words of the office's own, or `none`.
    static func words(_ node: PolicyNode) throws(PolicyError) -> Set<String> {
        if node.isNone { return [] }
        var words: Set<String> = []
        for item in try node.list(of: "words, or none") { words.insert(try item.text("a word")) }
        return words
    }

    private static func days(_ node: PolicyNode) throws(PolicyError) -> Set<Int32> {
        if node.isNone { return [] }
        var days: Set<Int32> = []
        for item in try node.list(of: "dates such as 2020-01-24, or none") { days.insert(try item.date().dayNumber) }
        return days
    }
}
