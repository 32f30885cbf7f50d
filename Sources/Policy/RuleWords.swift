/// One rule of a policy as a row of its page.
struct RuleWords {
    private let rule: PolicyNode
    private let kind: String
    /// Keys that the words below tell; all others are added by name.
    private var told: Set<String> = ["id", "looks_for", "setting", "tier", "source"]

    init(rule: PolicyNode) {
        self.rule = rule
        kind = RuleWords.text(rule, "looks_for") ?? ""
        told.formUnion(RuleWords.keys[kind] ?? [])
    }

    /// Keys of a kind that have words.
    private static let keys: [String: Set<String>] = [
        "ride": [
            "modes", "scope", "rows_each_side", "bays_each_side", "unknown_seat_tier", "unknown_layout_tier", "crew",
            "sealed", "hepa", "classes",
        ],
        "place": timing.union([
            "feeds", "kinds", "scope", "slack_s", "touching", "unknown_floor_tier", "pair_gates",
        ]),
        "proximity": timing.union([
            "feeds", "slack_s", "reach_m", "reach_for", "accuracy", "max_accuracy_m", "touching",
        ]),
        "cell": [
            "feeds", "grid_m", "min_minutes", "minutes_are", "stay_hours", "stay_days", "stay_days_before", "party",
            "conditions",
        ],
    ]
    private static let timing: Set<String> = [
        "min_minutes", "minutes_must_be", "cumulative_hours", "max_gap_minutes", "residual_minutes", "instant_s",
    ]

    private static func text(_ node: PolicyNode, _ key: String) -> String? {
        guard let value = node.value(of: key) else { return nil }
        if case .scalar(let text) = value.value { return text }
        return PolicyText.flow(value)
    }

    private subscript(key: String) -> String { RuleWords.text(rule, key) ?? "" }

    /// The row.
    var row: String {
        let cells = [
            "`\(self["id"])`", self["setting"], who, minutes, distance, "`\(self["tier"])`", unknown, self["source"],
        ]
        return "| " + cells.map(PolicyPage.cell).joined(separator: " | ") + " |"
    }

    private var who: String {
        let words =
            switch kind {
            case "ride": "on the same run (\(list("modes"))), aboard together: \(seats)" + filters
            case "place":
                "same \(self["scope"]) at the same time (\(list("feeds")))"
                    + (self["kinds"] == "all" ? "" : ", kinds \(list("kinds"))") + slack + stays
            case "proximity": "near at the same time (\(list("feeds")))" + slack + stays
            case "cell": cell
            case "companion": "travelling companions, whatever lay between them"
            default: "looks for \(kind)"
            }
        guard case .mapping(let entries) = rule.value else { return words }
        let others = entries.filter { !told.contains($0.key) }.map { "\($0.key) \(PolicyText.flow($0.node))" }
        return ([words] + others).joined(separator: "; ")
    }

    private func list(_ key: String) -> String { self[key].filter { !"[]".contains($0) } }

    private var seats: String {
        switch self["scope"] {
        case "vehicle": "everybody on board"
        case "coach": "same coach"
        case "rows": "same row and \(self["rows_each_side"]) rows in front and behind"
        case "bay": "same bay and \(self["bays_each_side"]) on each side"
        case "compartment", "cabin": "same \(self["scope"])"
        case let other: other
        }
    }

    /// Which runs and coaches it is about, and whose crew.
    private var filters: String {
        var words: [String] = []
        if rule.value(of: "sealed") != nil { words.append("sealed and air-conditioned: \(list("sealed"))") }
        if rule.value(of: "hepa") != nil { words.append("HEPA filters: \(list("hepa"))") }
        if rule.value(of: "classes") != nil { words.append("the case's class: \(list("classes"))") }
        switch self["crew"] {
        case "area": words.append("and the crew of the same coach")
        case "vehicle": words.append("and all the crew")
        case let crew: if !crew.isEmpty, crew != "none" { words.append("crew: \(crew)") }
        }
        return words.map { "; " + $0 }.joined()
    }

    private var stays: String {
        (self["touching"] == "counts" ? "; stays that only touch count" : "")
            + (self["pair_gates"] == "true" ? "; ways in and out are paired into stays" : "")
    }

    private var cell: String {
        let joined = self["conditions"] == "or" ? "or" : "and"
        let party = self["party"] == "both" ? "both" : "either one"
        let end = self["stay_days_before"] == "match" ? "that end with it" : "before the as-of moment"
        return "two phones in one \(self["grid_m"]) m cell (\(list("feeds"))), \(joined) \(party) with "
            + "\(self["stay_hours"]) h or more in that cell in the \(self["stay_days"]) days \(end)"
    }

    private var slack: String {
        switch (self["slack_s"], kind) {
        case ("0", _), ("", _): ""
        case (let seconds, "place"): "; moments \(seconds) s apart still meet"
        case (let seconds, _): "; times \(seconds) s apart still meet"
        }
    }

    private var minutes: String {
        if kind == "ride" { return "any" }
        if kind == "cell" {
            return "\(self["min_minutes"]) or more \(self["minutes_are"] == "summed" ? "added up" : "in one stay")"
        }
        guard rule.value(of: "min_minutes") != nil else { return "-" }
        var words: [String] = []
        let period = self["cumulative_hours"] == "0" ? "in one meeting" : "added up over \(self["cumulative_hours"]) h"
        switch (self["min_minutes"], self["minutes_must_be"]) {
        case ("0", "reached"): words.append("any")
        case (let minutes, "exceeded"): words.append("more than \(minutes) \(period)")
        case (let minutes, _): words.append("\(minutes) or more \(period)")
        }
        words.append("a silence of more than \(self["max_gap_minutes"]) min ends a meeting")
        if self["instant_s"] != "0" { words.append("a moment stands for \(self["instant_s"]) s") }
        if self["residual_minutes"] != "0" {
            words.append("to \(self["residual_minutes"]) min after the case left as `environment`")
        }
        return words.joined(separator: "; ")
    }

    private var distance: String {
        guard kind == "proximity" else { return "-" }
        let reach = "\(self["reach_m"]) m"
        let base = self["reach_for"] == "parts_without_radius" ? "\(reach), or the case's own radius" : reach
        return switch self["accuracy"] {
        case "widen": base + ", and the accuracy of the position"
        case "narrow": base + ", less the accuracy of the position"
        case "cap": base + "; no positions less accurate than \(self["max_accuracy_m"]) m"
        default: base
        }
    }

    private var unknown: String {
        let keys = [
            ("unknown_seat_tier", "seat or coach"), ("unknown_layout_tier", "layout"), ("unknown_floor_tier", "floor"),
        ]
        let words = keys.compactMap { key, what -> String? in
            switch self[key] {
            case "": nil
            case "none": "\(what): no contact"
            case let tier: "\(what): `\(tier)`, flagged"
            }
        }
        return words.isEmpty ? "-" : words.joined(separator: "; ")
    }
}
