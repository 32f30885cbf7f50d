import Vocabulary

/// Reads the `rules:` of a policy file.
enum RuleReader {
    static func rules(_ node: PolicyNode) throws(PolicyError) -> [Rule] {
        var rules: [Rule] = []
        for item in try node.list(of: "rules") { rules.append(try rule(item)) }
        return rules
    }

    static let common = ["id", "looks_for", "setting", "tier", "source"]
    private static let timing = ["min_minutes", "cumulative_hours", "max_gap_minutes", "residual_minutes"]

    private enum Form { case proximity, place, ride, cell }

    private static func rule(_ node: PolicyNode) throws(PolicyError) -> Rule {
        // What a rule looks for decides which keys it has, so that key is read first.
        let all =
            common + timing
            + [
                "feeds", "slack_s", "reach_m", "accuracy", "max_accuracy_m", "kinds", "scope", "modes",
                "rows_each_side",
                "unknown_seat_tier",
            ] + cellKeys
        let loose = try node.section(common, optional: all.filter { !common.contains($0) })
        switch try loose["looks_for"].word(of: [
            ("proximity", Form.proximity), ("place", .place), ("ride", .ride), ("cell", .cell),
        ]) {
        case .proximity: return try proximity(node, loose)
        case .place: return try place(node, loose)
        case .ride: return try ride(node, loose)
        case .cell: return try cell(node, loose)
        }
    }

    private static func proximity(_ node: PolicyNode, _ loose: PolicySection) throws(PolicyError) -> Rule {
        var keys = common + timing + ["feeds", "slack_s", "reach_m", "accuracy"]
        let isCapped = try loose.values["accuracy"]?.text() == "cap"
        if isCapped { keys.append("max_accuracy_m") }
        let section = try node.section(keys)
        let feeds: [(String, Feed)] = [
            ("carrier", .carrier), ("checkpoint", .checkpoint), ("visit", .visit), ("hotel", .hotel),
            ("parking", .parking),
        ]
        let rule = ProximityRule(
            feeds: try section["feeds"].words("feeds", of: feeds),
            slackSeconds: Int64(try section["slack_s"].wholeNumber("seconds", 0...86_400)),
            reachMeters: try section["reach_m"].number("metres", 0...50_000),
            accuracy: try section["accuracy"].word(of: [
                ("carry", .carry), ("widen", .widen), ("narrow", .narrow), ("cap", .cap),
            ]),
            maxAccuracyMeters: isCapped ? try section["max_accuracy_m"].number("metres", 0...50_000) : 0)
        return try timed(section, .proximity(rule))
    }

    private static func place(_ node: PolicyNode, _ loose: PolicySection) throws(PolicyError) -> Rule {
        let section = try node.section(common + timing + ["feeds", "kinds", "scope", "slack_s"])
        let feeds: [(String, Feed)] = [
            ("checkpoint", .checkpoint), ("visit", .visit), ("hotel", .hotel), ("parking", .parking),
        ]
        let rule = PlaceRule(
            feeds: try section["feeds"].words("feeds", of: feeds), kinds: try kinds(section["kinds"]),
            scope: try section["scope"].word(of: [("place", .place), ("room", .room)]),
            slackSeconds: Int64(try section["slack_s"].wholeNumber("seconds", 0...86_400)))
        if rule.scope == .room, rule.feeds != [.hotel] {
            throw section["scope"].expected("place (only the hotel feed has rooms)")
        }
        return try timed(section, .place(rule))
    }

    /// `all`, or a list of words.
    private static func kinds(_ node: PolicyNode) throws(PolicyError) -> [String] {
        if case .scalar("all") = node.value { return [] }
        var kinds: [String] = []
        for item in try node.list(of: "kinds, or all") { kinds.append(try item.text()) }
        return kinds
    }

    private static func ride(_ node: PolicyNode, _ loose: PolicySection) throws(PolicyError) -> Rule {
        let scopes: [(String, RideRule.Scope)] = [("vehicle", .vehicle), ("coach", .coach), ("rows", .rows)]
        var keys = common + ["modes", "scope"]
        guard let scopeNode = loose.values["scope"] else {
            throw .missing(file: node.file, line: node.line, key: "\(node.path).scope")
        }
        let scope = try scopeNode.word(of: scopes)
        if scope != .vehicle { keys.append("unknown_seat_tier") }
        if scope == .rows { keys.append("rows_each_side") }
        let section = try node.section(keys)
        var unknown: Tier?
        if scope != .vehicle {
            let tiers: [(String, Tier?)] = Tier.allCases.map { ($0.rawValue, $0) } + [("none", nil)]
            unknown = try section["unknown_seat_tier"].word(of: tiers)
        }
        let rule = RideRule(
            modes: try section["modes"].words("modes", of: RideMode.allCases.map { ($0.name, $0) }), scope: scope,
            rowsEachSide: scope == .rows ? try section["rows_each_side"].wholeNumber("rows", 0...99) : 0,
            unknownSeatTier: unknown)
        // Sharing a seat area counts from the first minute in every source; a ride therefore has no times to set.
        return try make(section, .ride(rule), minMinutes: 0, cumulativeHours: 0, maxGapSeconds: 0, residualSeconds: 0)
    }

    private static func timed(_ section: PolicySection, _ kind: Rule.Kind) throws(PolicyError) -> Rule {
        let minMinutes = try section["min_minutes"].number("minutes", 0...20_160)
        let cumulativeHours = try section["cumulative_hours"].number("hours", 0...336)
        if cumulativeHours > 0, cumulativeHours * 60 < minMinutes {
            throw section["cumulative_hours"].expected("0, or a period that is long enough to hold min_minutes")
        }
        return try make(
            section, kind, minMinutes: minMinutes, cumulativeHours: cumulativeHours,
            maxGapSeconds: Int64(try section["max_gap_minutes"].wholeNumber("minutes", 0...1440)) * 60,
            residualSeconds: Int64(try section["residual_minutes"].wholeNumber("minutes", 0...1440)) * 60)
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
