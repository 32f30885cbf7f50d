import Vocabulary

/// How a list is ordered inside a tier.
///
///     score = min(100,
///         base[tier]
///         + perHour x min(hours together, hoursCap)
///         + nearPoints x max(0, 1 - metres / nearMeters)
///         + seatPoints x max(0, 1 - rows apart / seatRows)
///         + min(perExposure x further exposures, exposureCap)
///         + companionPoints where the two are companions)
///
/// The terms are worked out in `Assessment`. Every weight is 0 or more and no tier has fewer points than a lighter one
/// (``PolicyReader`` refuses others), so that stronger evidence never lowers a score.
public struct ScoreRule: Hashable, Sendable {
    /// Points by tier name.
    public var base: [String: Double]
    /// Points per hour together by any rule, and the hours that count at most.
    public var perHour: Double, hoursCap: Double
    /// Points for distance 0, falling linearly to none at ``nearMeters``.
    public var nearPoints: Double, nearMeters: Double
    /// Points per further exposure, and the points they can give at most.
    public var perExposure: Double, exposureCap: Double
    /// Points for the same row or bay, falling linearly to none at ``seatRows`` rows apart; a bay counts as two rows.
    public var seatPoints: Double = 0, seatRows: Double = 1
    /// Points for evidence that the two are companions (``CompanionEvidence``).
    public var companionPoints: Double = 0
}

/// Reads the `score:` section of a policy file.
enum ScoreReader {
    private static let keys = [
        "base", "per_hour", "hours_cap", "near_points", "near_meters", "seat_points", "seat_rows", "per_exposure",
        "exposure_cap", "companion_points",
    ]

    static func score(_ node: PolicyNode) throws(PolicyError) -> ScoreRule {
        let section = try node.section(keys)
        func points(_ key: String) throws(PolicyError) -> Double { try section[key].number("points", 0...100) }
        return ScoreRule(
            base: try base(section["base"]), perHour: try points("per_hour"),
            hoursCap: try section["hours_cap"].number("hours", 0...1000), nearPoints: try points("near_points"),
            nearMeters: try section["near_meters"].number("metres", 0.1...50_000),
            perExposure: try points("per_exposure"), exposureCap: try points("exposure_cap"),
            seatPoints: try points("seat_points"), seatRows: try section["seat_rows"].number("rows", 0.1...100),
            companionPoints: try points("companion_points"))
    }

    /// Points of every tier; a weightier tier must not have fewer than a lighter one.
    private static func base(_ node: PolicyNode) throws(PolicyError) -> [String: Double] {
        let section = try node.section(Tier.allCases.map(\.rawValue))
        var points: [String: Double] = [:]
        var weightier: (tier: Tier, points: Double)?
        for tier in Tier.allCases {
            let value = try section[tier.rawValue].number("points", 0...100)
            if let weightier, value > weightier.points {
                throw section[tier.rawValue].expected("at most the points of \(weightier.tier.rawValue)")
            }
            points[tier.rawValue] = value
            weightier = (tier, value)
        }
        return points
    }
}
