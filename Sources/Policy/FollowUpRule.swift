public import Vocabulary

/// How long a contact of one tier is followed up, counted from the last contact with the case.
///
/// Tasks last and name their tests by it; ``Release`` is read, checked and printed, for no feed has results of tests.
public struct FollowUpRule: Hashable, Sendable {
    /// What lets a contact out before the days are over.
    public struct Release: Hashable, Sendable {
        /// Negative tests needed, the hours that must lie between them, and the days they must lie in.
        public var negativeTests: Int, hoursApart: Int, withinDays: Int
    }
    /// Whom it is about.
    public var tier: Tier
    /// Days in quarantine (in a facility, where the source tells facility and home apart), and days at home afterwards.
    public var days: Int, homeDays: Int
    /// Days of testing, day 1 being the first; empty where the source names none.
    public var testDays: [Int]
    /// What ends it early; nil where nothing does.
    public var release: Release?
    /// Where it was published.
    public var source: String
}

/// Reads the `follow_up:` of a policy file: each tier has its days, or `none`.
enum FollowUpReader {
    static func followUp(_ node: PolicyNode) throws(PolicyError) -> [FollowUpRule] {
        let section = try node.section(Tier.allCases.map(\.rawValue))
        var rules: [FollowUpRule] = []
        for tier in Tier.allCases {
            if let rule = try followUp(section[tier.rawValue], of: tier) { rules.append(rule) }
        }
        return rules
    }

    private static func followUp(_ node: PolicyNode, of tier: Tier) throws(PolicyError) -> FollowUpRule? {
        if node.isNone { return nil }
        let section = try node.section(["days", "home_days", "test_days", "release", "source"])
        let days = try section["days"].wholeNumber("days", 0...60)
        let homeDays = try section["home_days"].wholeNumber("days", 0...60)
        return FollowUpRule(
            tier: tier, days: days, homeDays: homeDays,
            testDays: try testDays(section["test_days"], last: days + homeDays),
            release: try release(section["release"]), source: try section["source"].text())
    }

    private static func testDays(_ node: PolicyNode, last: Int) throws(PolicyError) -> [Int] {
        if node.isNone { return [] }
        var days: [Int] = []
        for item in try node.list(of: "days, or none") {
            let day = try item.wholeNumber("days", 1...max(1, last))
            guard day > days.last ?? 0 else { throw item.expected("days in rising order") }
            days.append(day)
        }
        return days
    }

    private static func release(_ node: PolicyNode) throws(PolicyError) -> FollowUpRule.Release? {
        if node.isNone { return nil }
        let section = try node.section(["negative_tests", "hours_apart", "within_days"])
        return FollowUpRule.Release(
            negativeTests: try section["negative_tests"].wholeNumber("tests", 1...10),
            hoursApart: try section["hours_apart"].wholeNumber("hours", 0...336),
            withinDays: try section["within_days"].wholeNumber("days", 1...60))
    }
}
