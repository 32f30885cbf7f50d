import Vocabulary

/// Reads the `rules:` of a policy file.
enum RuleReader {
    static func rules(_ node: PolicyNode) throws(PolicyError) -> [Rule] {
        var rules: [Rule] = []
        for item in try node.list(of: "rules") { rules.append(try rule(item)) }
        return rules
    }

    static let common = ["id", "looks_for", "setting", "tier", "source"]
    static let timing = [
        "min_minutes", "minutes_must_be", "cumulative_hours", "max_gap_minutes", "residual_minutes", "instant_s",
    ]

    private enum Form { case proximity, place, ride, companion, cell }

    private static func rule(_ node: PolicyNode) throws(PolicyError) -> Rule {
        // What a rule looks for decides which keys it has, so that key is read first.
        let all =
            common + timing
            + [
                "feeds", "slack_s", "reach_m", "reach_for", "accuracy", "max_accuracy_m",
            ] + placeKeys + RideRuleReader.keys + CompanionRuleReader.keys + cellKeys
        let loose = try node.section(common, optional: all.filter { !common.contains($0) })
        let forms = [
            ("proximity", Form.proximity), ("place", .place), ("ride", .ride), ("companion", .companion),
            ("cell", .cell),
        ]
        switch try loose["looks_for"].word(of: forms) {
        case .proximity: return try proximity(node, loose)
        case .place: return try place(node, loose)
        case .ride: return try RideRuleReader.rule(node, loose)
        case .cell: return try cell(node, loose)
        case .companion:
            let (section, rule) = try CompanionRuleReader.section(node, common: common)
            return try make(
                section, .companion(rule), minMinutes: 0, cumulativeHours: 0, maxGapSeconds: 0, residualSeconds: 0)
        }
    }

    private static func proximity(_ node: PolicyNode, _ loose: PolicySection) throws(PolicyError) -> Rule {
        var keys = common + timing + ["feeds", "slack_s", "reach_m", "reach_for", "accuracy"]
        let isCapped = try loose.values["accuracy"]?.text() == "cap"
        if isCapped { keys.append("max_accuracy_m") }
        let feedNames: [(String, Feed)] = [
            ("carrier", .carrier), ("checkpoint", .checkpoint), ("visit", .visit), ("hotel", .hotel),
            ("parking", .parking),
        ]
        let lasts = hasStays(try loose.values["feeds"]?.words("feeds", of: feedNames) ?? [])
        if lasts { keys.append("touching") }
        let section = try node.section(keys)
        let rule = ProximityRule(
            feeds: try section["feeds"].words("feeds", of: feedNames),
            slackSeconds: Int64(try section["slack_s"].wholeNumber("seconds", 0...86_400)),
            reachMeters: try section["reach_m"].number("metres", 0...50_000),
            accuracy: try section["accuracy"].word(of: [
                ("carry", .carry), ("widen", .widen), ("narrow", .narrow), ("cap", .cap),
            ]),
            maxAccuracyMeters: isCapped ? try section["max_accuracy_m"].number("metres", 0...50_000) : 0,
            reachFor: try section["reach_for"].word(of: [
                ("all_parts", .allParts), ("parts_without_radius", .partsWithoutRadius),
            ]), touching: lasts ? try touching(section["touching"]) : .counts)
        return try timed(section, .proximity(rule))
    }

    static func timed(_ section: PolicySection, _ kind: Rule.Kind) throws(PolicyError) -> Rule {
        let minMinutes = try section["min_minutes"].number("minutes", 0...20_160)
        let cumulativeHours = try section["cumulative_hours"].number("hours", 0...336)
        if cumulativeHours > 0, cumulativeHours * 60 < minMinutes {
            throw section["cumulative_hours"].expected("0, or a period that is long enough to hold min_minutes")
        }
        var rule = try make(
            section, kind, minMinutes: minMinutes, cumulativeHours: cumulativeHours,
            maxGapSeconds: Int64(try section["max_gap_minutes"].wholeNumber("minutes", 0...1440)) * 60,
            residualSeconds: Int64(try section["residual_minutes"].wholeNumber("minutes", 0...1440)) * 60)
        rule.minutesMustBe = try section["minutes_must_be"].word(of: [("reached", .reached), ("exceeded", .exceeded)])
        rule.instantSeconds = Int64(try section["instant_s"].wholeNumber("seconds", 0...3600))
        return rule
    }

    static func make(
        _ section: PolicySection, _ kind: Rule.Kind, minMinutes: Double, cumulativeHours: Double, maxGapSeconds: Int64,
        residualSeconds: Int64
    ) throws(PolicyError) -> Rule {
        let id = try section["id"].text("a name such as rail.coach")
        guard id.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789._-".contains($0) }) else {
            throw section["id"].expected("a name of lower-case letters, digits, dots and hyphens")
        }
        return Rule(
            id: id, setting: try section["setting"].text(),
            tier: try section["tier"].word(of: Tier.allCases.map { ($0.rawValue, $0) }),
            source: try section["source"].text(), minMinutes: minMinutes, cumulativeHours: cumulativeHours,
            maxGapSeconds: maxGapSeconds, residualSeconds: residualSeconds, kind: kind)
    }
}
