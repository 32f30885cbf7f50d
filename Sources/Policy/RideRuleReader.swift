import Vocabulary

/// Reads ride rules.
///
/// A filter (`sealed`, `hepa`, `classes`) that is not written does not filter.
enum RideRuleReader {
    private static let filters = ["sealed", "hepa", "classes"]
    /// Keys of ride rules beside those of all rules.
    static let keys =
        filters + ["modes", "rows_each_side", "bays_each_side", "unknown_seat_tier", "unknown_layout_tier", "crew"]

    static func rule(_ node: PolicyNode, _ loose: PolicySection) throws(PolicyError) -> Rule {
        guard let scopeNode = loose.values["scope"] else {
            throw .missing(file: node.file, line: node.line, key: "\(node.path).scope")
        }
        let scope = try scopeNode.word(of: RideRule.Scope.allCases.map { ($0.rawValue, $0) })
        var keys = RuleReader.common + ["modes", "scope"]
        if scope != .vehicle { keys += ["unknown_seat_tier", "crew"] }
        if scope == .rows { keys.append("rows_each_side") }
        if scope == .bay { keys.append("bays_each_side") }
        if scope == .bay || scope == .compartment { keys.append("unknown_layout_tier") }
        let section = try node.section(keys, optional: filters)
        var rule = RideRule(
            modes: try section["modes"].words("modes", of: RideMode.allCases.map { ($0.name, $0) }), scope: scope)
        let certainties = RideRule.Certainty.allCases.map { ($0.rawValue, $0) }
        if let node = section.values["sealed"] { rule.sealed = try node.words("words", of: certainties) }
        if let node = section.values["hepa"] { rule.hepa = try node.words("words", of: certainties) }
        if let node = section.values["classes"] {
            rule.classes = try node.words(
                "classes", of: Seat.Class.allCases.map { ($0.rawValue, $0) } + [("unknown", nil)])
        }
        if scope == .rows { rule.rowsEachSide = try section["rows_each_side"].wholeNumber("rows", 0...99) }
        if scope == .bay { rule.baysEachSide = try section["bays_each_side"].wholeNumber("bays", 0...99) }
        if scope != .vehicle {
            rule.unknownSeatTier = try tierOrNone(section["unknown_seat_tier"])
            rule.crew = try section["crew"].word(of: RideRule.Crew.allCases.map { ($0.rawValue, $0) })
        }
        if scope == .bay || scope == .compartment {
            rule.unknownLayoutTier = try tierOrNone(section["unknown_layout_tier"])
        }
        // Sharing a seat area counts from the first minute in every source; a ride therefore has no times to set.
        return try RuleReader.make(
            section, .ride(rule), minMinutes: 0, cumulativeHours: 0, maxGapSeconds: 0, residualSeconds: 0)
    }

    private static func tierOrNone(_ node: PolicyNode) throws(PolicyError) -> Tier? {
        try node.word(of: Tier.allCases.map { ($0.rawValue, $0) } + [("none", nil)])
    }
}
