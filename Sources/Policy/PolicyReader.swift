import Vocabulary

/// Reads a policy file.
///
/// Every key must be there and no other: what decides about people must not hang on a hidden default or a misspelt
/// word. The shape is described at the top of the shipped files (``PolicyShelf``).
public enum PolicyReader {
    /// Reads the text of a policy; `parent` finds the file that an `extends:` names, see ``PolicyChain``.
    ///
    /// `file` is the name for errors. ``Policy/sha256`` stays empty for the caller to fill.
    public static func read(
        _ text: String, file: String, parent: (String) throws(PolicyError) -> PolicySource?
    ) throws(PolicyError) -> Policy {
        try policy(of: try PolicyChain(PolicySource(file: file, bytes: Array(text.utf8)), parent: parent))
    }

    /// Reads what a chain of files says together.
    public static func policy(of chain: PolicyChain) throws(PolicyError) -> Policy {
        let top = chain.resolved
        let section = try top.section(
            PolicyChain.ownKeys + [
                "window", "carrier", "caps", "extend_itineraries", "open_end_hours", "rules", "secondary", "undeclared",
                "categories", "score", "tasks", "follow_up",
            ], optional: ["rides", "codes", "alerts", "clues", "registers"])
        let rules = try RuleReader.rules(section["rules"])
        return Policy(
            id: try identifier(section["policy"]), effectiveFrom: try section["effective_from"].date().text,
            title: try section["title"].text(), source: try section["source"].text(), sha256: "",
            window: try WindowReader.window(section["window"]), rules: rules,
            secondary: try SecondaryRuleReader.rule(section["secondary"], rules: rules),
            carrier: try CarrierReader.rule(section["carrier"]), caps: try TierCapsReader.caps(section["caps"]),
            extendItineraries: try section["extend_itineraries"].flag(),
            rides: try RideSettingsReader.read(section, rules),
            openEndHours: try openEndHours(section["open_end_hours"]),
            undeclared: try undeclared(section["undeclared"]), categories: try categories(section["categories"]),
            score: try ScoreReader.score(section["score"]), tasks: try tasks(section["tasks"]),
            followUp: try FollowUpReader.followUp(section["follow_up"]),
            codes: try CodeRuleReader.rule(section.values["codes"]),
            alerts: try AlertReader.rules(section.values["alerts"]),
            clues: try ClueReader.rules(section.values["clues"]),
            registers: try RegisterReader.rules(section.values["registers"]))
    }

    /// A policy id: lower-case letters, digits and hyphens, so that it can be a file name.
    private static func identifier(_ node: PolicyNode) throws(PolicyError) -> String {
        let text = try node.text()
        guard text.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789-".contains($0) }), text.count <= 64 else {
            throw node.expected("a name of lower-case letters, digits and hyphens")
        }
        return text
    }

    private static func openEndHours(_ node: PolicyNode) throws(PolicyError) -> [String: Double] {
        let feeds = [Feed.hotel, .parking, .visit].map(\.rawValue)
        let section = try node.section(feeds)
        var hours: [String: Double] = [:]
        for feed in feeds { hours[feed] = try section[feed].number("hours", 0...1440) }
        return hours
    }

    private static func undeclared(_ node: PolicyNode) throws(PolicyError) -> UndeclaredRule {
        let section = try node.section(["look_back_days", "tolerance_days", "count_passing_through"])
        return UndeclaredRule(
            lookBackDays: try section["look_back_days"].wholeNumber("days", 1...90),
            toleranceDays: try section["tolerance_days"].wholeNumber("days", 0...30),
            countPassingThrough: try section["count_passing_through"].flag())
    }

    private static func categories(_ node: PolicyNode) throws(PolicyError) -> [CategoryRule] {
        var rules: [CategoryRule] = []
        for item in try node.list(of: "categories") {
            let section = try item.section(["code", "prefix"])
            let code = try section["code"].text()
            guard !rules.contains(where: { $0.code == code }) else {
                throw section["code"].expected("a code that no other category has")
            }
            rules.append(CategoryRule(code: code, prefix: try section["prefix"].text("a region code prefix or \"*\"")))
        }
        return rules
    }

    private static func tasks(_ node: PolicyNode) throws(PolicyError) -> TaskRule {
        let section = try node.section(["tiers", "due_hours", "actions"])
        let tiers = try section["tiers"].words("tiers", of: Tier.allCases.map { ($0.rawValue, $0) })
        // Whoever can get a task must have a term and an action; the other reasons may be added.
        let required = tiers.map(\.rawValue) + [TaskReason.undeclared.rawValue]
        let all = Tier.allCases.map(\.rawValue) + TaskReason.allCases.map(\.rawValue)
        let optional = all.filter { !required.contains($0) }
        let due = try section["due_hours"].section(required, optional: optional, decidedBy: section["tiers"])
        let actions = try section["actions"].section(required, optional: optional, decidedBy: section["tiers"])
        var dueHours: [String: Double] = [:]
        var actionCodes: [String: String] = [:]
        for name in all {
            if let value = due.values[name] { dueHours[name] = try value.number("hours", 0...720) }
            if let value = actions.values[name] { actionCodes[name] = try value.text("an action code") }
        }
        return TaskRule(dueHours: dueHours, actions: actionCodes, tiers: tiers)
    }
}
