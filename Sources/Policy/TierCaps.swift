public import Vocabulary

/// The weightiest tier that weak evidence can give, whatever rule it meets (CONTRACT 4.8, DOMAIN 4.6).
public struct TierCaps: Hashable, Sendable {
    /// Where the place of a phone is its tower's.
    public var cellOnly: Tier
    /// Where a row names a date without a time of day: it stands for the whole day.
    public var dateOnly: Tier

    /// Caps; ``Tier/close`` caps nothing.
    public init(cellOnly: Tier = .close, dateOnly: Tier = .close) {
        self.cellOnly = cellOnly
        self.dateOnly = dateOnly
    }
}

/// Reads the `caps:` section of a policy file.
enum TierCapsReader {
    static func caps(_ node: PolicyNode) throws(PolicyError) -> TierCaps {
        let section = try node.section(["cell_only", "date_only", "source"])
        _ = try section["source"].text()
        let tiers = Tier.allCases.map { ($0.rawValue, $0) }
        // No policy may make more of a tower than a space-time companion.
        let light = tiers.filter { $0.1 >= .companionSpacetime }
        return TierCaps(
            cellOnly: try section["cell_only"].word(of: light), dateOnly: try section["date_only"].word(of: tiers))
    }
}
