import Vocabulary

/// Reads the rules of places, and what rules of stays have in common.
extension RuleReader {
    /// Keys of place rules beside the common ones.
    static let placeKeys = [
        "kinds", "scope", "touching", "unknown_floor_tier", "pair_gates", "longest_stay_hours", "missing_end",
        "missing_end_minutes",
    ]

    static func place(_ node: PolicyNode, _ loose: PolicySection) throws(PolicyError) -> Rule {
        var keys = common + timing + ["feeds", "kinds", "scope", "slack_s"]
        let feedNames: [(String, Feed)] = [
            ("checkpoint", .checkpoint), ("visit", .visit), ("hotel", .hotel), ("parking", .parking),
        ]
        let feeds = try required("feeds", node, loose).words("feeds", of: feedNames)
        let scope = try required("scope", node, loose).word(of: [
            ("place", PlaceRule.Scope.place), ("floor", .floor), ("room", .room),
        ])
        if scope == .floor { keys.append("unknown_floor_tier") }
        if feeds.contains(.checkpoint) { keys.append("pair_gates") }
        let pairs = feeds.contains(.checkpoint) ? try required("pair_gates", node, loose).flag() : false
        if pairs || hasStays(feeds) { keys.append("touching") }
        if pairs { keys += try gateKeys(loose) }
        let section = try node.section(keys)
        var rule = PlaceRule(
            feeds: feeds, kinds: try kinds(section["kinds"]), scope: scope,
            slackSeconds: Int64(try section["slack_s"].wholeNumber("seconds", 0...86_400)))
        if scope != .place, feeds != [.hotel] {
            throw section["scope"].expected("place (only the hotel feed has rooms)")
        }
        if keys.contains("touching") { rule.touching = try touching(section["touching"]) }
        if scope == .floor {
            let tiers: [(String, Tier?)] = Tier.allCases.map { ($0.rawValue, $0) } + [("none", nil)]
            rule.unknownFloorTier = try section["unknown_floor_tier"].word(of: tiers)
        }
        if pairs {
            guard !rule.kinds.isEmpty else {
                throw section["kinds"].expected("a list: a road checkpoint encloses nothing that one could stay in")
            }
            rule.gates = try gates(section)
        }
        return try timed(section, .place(rule))
    }

    /// Whether observations of the feeds last.
    static func hasStays(_ feeds: [Feed]) -> Bool {
        feeds.contains { $0 == .visit || $0 == .hotel || $0 == .parking }
    }

    static func touching(_ node: PolicyNode) throws(PolicyError) -> Touching {
        try node.word(of: [("counts", .counts), ("not", .not)])
    }

    /// A key that decides which others there are, and so is read before them.
    private static func required(
        _ key: String, _ node: PolicyNode, _ loose: PolicySection
    ) throws(PolicyError) -> PolicyNode {
        guard let value = loose.values[key] else {
            throw .missing(file: node.file, line: node.line, key: "\(node.path).\(key)")
        }
        return value
    }

    private static func gateKeys(_ loose: PolicySection) throws(PolicyError) -> [String] {
        let isCapped = try loose.values["missing_end"]?.text() == "cap"
        return ["longest_stay_hours", "missing_end"] + (isCapped ? ["missing_end_minutes"] : [])
    }

    private static func gates(_ section: PolicySection) throws(PolicyError) -> GateRule {
        let longest = Int64((try section["longest_stay_hours"].number("hours", 1...168) * 3600).rounded())
        guard try section["missing_end"].word(of: [("instant", false), ("cap", true)]) else {
            return GateRule(longestStaySeconds: longest, missingEnd: .instant)
        }
        let minutes = try section["missing_end_minutes"].wholeNumber("minutes", 1...10_080)
        guard Int64(minutes) * 60 <= longest else {
            throw section["missing_end_minutes"].expected("no more minutes than longest_stay_hours has")
        }
        return GateRule(longestStaySeconds: longest, missingEnd: .cap(seconds: Int64(minutes) * 60))
    }

    /// `all`, or a list of words.
    private static func kinds(_ node: PolicyNode) throws(PolicyError) -> [String] {
        if case .scalar("all") = node.value { return [] }
        var kinds: [String] = []
        for item in try node.list(of: "kinds, or all") { kinds.append(try item.text()) }
        return kinds
    }
}
