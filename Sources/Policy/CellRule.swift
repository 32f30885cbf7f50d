public import Vocabulary

/// Two phones in one cell of a fixed grid, and a long stay in it: the space-time companion (DOMAIN 3.1, Chengdu 2021).
public struct CellRule: Hashable, Sendable {
    /// What the cells around one are to it.
    public enum Ring: String, Sendable {
        /// Other cells; who would be a companion only with them is counted.
        case apart = "false"
        /// Other cells; who would be a companion only with them is reported, flagged, at ``CellRule/neighbourTier``.
        case flag
        /// The same cell.
        case same = "true"
    }
    /// How minutes reach the minimum.
    public enum Minutes: String, Sendable {
        /// In one stay together.
        case oneStay = "one_stay"
        /// Over all stays together in the cell.
        case summed
    }
    /// Where the days of the accumulated stay end.
    public enum Anchor: String, Sendable {
        /// With the stay together.
        case match
        /// At the as-of moment.
        case asOf = "as_of"
    }
    /// Whose stay must be long.
    public enum Party: String, Sendable { case either, both }
    /// How minutes together and the long stay are joined.
    public enum Conditions: String, Sendable { case and, or }

    /// Side of a cell in metres.
    public var gridMeters: Double
    /// What the eight cells around are.
    public var ring: Ring
    /// Tier of those found only with the ring, where it flags.
    public var neighbourTier: Tier
    /// How minutes reach the rule's minimum.
    public var minutes: Minutes
    /// Accumulated stay in the cell, in hours, within ``stayDays`` days.
    public var stayHours: Double, stayDays: Int
    /// Where these days end.
    public var stayAnchor: Anchor
    /// Whose stay must be long.
    public var party: Party
    /// How both conditions are joined.
    public var conditions: Conditions
}

extension RuleReader {
    /// A rule that `looks_for: cell`.
    static func cell(_ node: PolicyNode, _ loose: PolicySection) throws(PolicyError) -> Rule {
        var keys = common + cellKeys.filter { $0 != "neighbour_tier" } + ["feeds", "min_minutes"]
        let rings: [(String, CellRule.Ring)] = [("false", .apart), ("flag", .flag), ("true", .same)]
        let isFlagging = try loose.values["neighbour_ring"]?.text() == "flag"
        if isFlagging { keys.append("neighbour_tier") }
        let section = try node.section(keys)
        _ = try section["feeds"].words("feeds", of: [("carrier", Feed.carrier)])
        // Cells are far wider than an encounter: no rule may make more of them.
        let tiers: [(String, Tier)] = [Tier.companionSpacetime, .environment].map { ($0.rawValue, $0) }
        _ = try section["tier"].word(of: tiers)
        let rule = CellRule(
            gridMeters: try section["grid_m"].number("metres", 50...50_000),
            ring: try section["neighbour_ring"].word(of: rings),
            neighbourTier: isFlagging ? try section["neighbour_tier"].word(of: tiers) : .environment,
            minutes: try section["minutes_are"].word(of: [("one_stay", .oneStay), ("summed", .summed)]),
            stayHours: try section["stay_hours"].number("hours", 0...720),
            stayDays: try section["stay_days"].wholeNumber("days", 1...30),
            stayAnchor: try section["stay_days_before"].word(of: [("match", .match), ("as_of", .asOf)]),
            party: try section["party"].word(of: [("either", .either), ("both", .both)]),
            conditions: try section["conditions"].word(of: [("and", .and), ("or", .or)]))
        return try make(
            section, .cell(rule), minMinutes: try section["min_minutes"].number("minutes", 0...20_160),
            cumulativeHours: 0, maxGapSeconds: 0, residualSeconds: 0)
    }

    /// Keys that only a cell rule has.
    static let cellKeys = [
        "grid_m", "neighbour_ring", "neighbour_tier", "minutes_are", "stay_hours", "stay_days", "stay_days_before",
        "party", "conditions",
    ]
}
