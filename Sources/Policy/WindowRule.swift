/// When a case can have infected somebody (CONTRACT 4.1).
public struct WindowRule: Hashable, Sendable {
    /// A dated event of a case, or the moment as of which it is asked.
    public enum Anchor: String, CaseIterable, Sendable {
        case onset, sampled, confirmed
        case asOf = "as_of"
    }
    /// What "a day" before or after means.
    public enum DayKind: String, Sendable {
        /// From local midnight of the day that lies so many dates earlier; to the end of the day so many dates later.
        case calendar
        /// So many times 24 hours.
        case hours = "24h"
    }
    /// The first present one counts.
    public var anchors: [Anchor]
    /// Days before the anchor.
    public var beforeDays: Int
    /// How they are counted.
    public var dayKind: DayKind
    /// Days after an anchor at which the window ends though nobody isolated the case; none where it stays open.
    public var afterDays: [Anchor: Int] = [:]
}

/// Reads the `window:` of a policy file.
enum WindowReader {
    static func window(_ node: PolicyNode) throws(PolicyError) -> WindowRule {
        let section = try node.section(["anchors", "before_days", "after_days", "day_is"])
        let anchors = try section["anchors"].words(
            "anchors", of: WindowRule.Anchor.allCases.map { ($0.rawValue, $0) })
        return WindowRule(
            anchors: anchors, beforeDays: try section["before_days"].wholeNumber("days", 0...30),
            dayKind: try section["day_is"].word(of: [("calendar", .calendar), ("24h", .hours)]),
            afterDays: try afterDays(section["after_days"], anchors: anchors))
    }

    /// `none`, or days for each of the anchors.
    private static func afterDays(
        _ node: PolicyNode, anchors: [WindowRule.Anchor]
    ) throws(PolicyError) -> [WindowRule.Anchor: Int] {
        if node.isNone { return [:] }
        let section = try node.section(anchors.map(\.rawValue))
        var days: [WindowRule.Anchor: Int] = [:]
        for anchor in anchors { days[anchor] = try section[anchor.rawValue].wholeNumber("days", 0...60) }
        return days
    }
}
