public import Vocabulary

/// Contacts of contacts: whose, by which rules, and from when until when (DOMAIN 3.1, eighth edition).
public struct SecondaryRule: Hashable, Sendable {
    /// What can tell that a contact was isolated.
    public enum Isolation: String, Sendable {
        /// A check-in that says so, by its day.
        case checkins
        /// A grid worker's report that a task of the contact ended in isolation.
        case feedback
    }
    /// Contacts of these tiers have secondary contacts.
    public var ofTiers: [Tier]
    /// The contact's time begins with its first exposure of one of these tiers.
    public var fromTiers: [Tier]
    /// What ends it; without any it lasts to the as-of moment.
    public var isolatedBy: [Isolation]
    /// Whether the day of which a check-in says "isolated" still counts, to its last second.
    public var isolationDayCounts: Bool
    /// Ids of the contact rules that apply.
    public var rules: [String]
    /// Tier they give; a weaker rule stays weaker.
    public var tier: Tier
    /// Where it was published.
    public var source: String
}

/// Reads `secondary:`; nil where it is switched off.
enum SecondaryRuleReader {
    static func rule(_ node: PolicyNode, rules: [Rule]) throws(PolicyError) -> SecondaryRule? {
        let keys = ["of_tiers", "from_first_exposure_of", "until_isolated_by", "isolation_day_counts", "rules", "tier"]
        let loose = try node.section(["enabled", "source"], optional: keys)
        // The other keys may stand there all the same, for a policy that extends another may switch it off.
        guard try loose["enabled"].flag() else { return nil }
        let section = try node.section(["enabled", "source"] + keys)
        let tiers = Tier.allCases.map { ($0.rawValue, $0) }
        let weaker = tiers.filter { $0.1 >= .secondary }
        return SecondaryRule(
            ofTiers: try section["of_tiers"].words("tiers", of: tiers),
            fromTiers: try section["from_first_exposure_of"].words("tiers", of: tiers),
            isolatedBy: try section["until_isolated_by"].words(
                "signs", of: [("checkins", .checkins), ("feedback", .feedback)]),
            isolationDayCounts: try section["isolation_day_counts"].flag(),
            rules: try ruleNames(section["rules"], of: rules),
            tier: try section["tier"].word(of: weaker), source: try section["source"].text())
    }

    /// Ids of rules that can be asked about a contact's rows; phones are cleaned for the cases alone.
    private static func ruleNames(_ node: PolicyNode, of rules: [Rule]) throws(PolicyError) -> [String] {
        for item in try node.list(of: "rules") {
            let name = try item.text("the id of a rule")
            if let rule = rules.first(where: { $0.id == name }) {
                guard !rule.readsPhones else {
                    throw item.expected("a rule that reads no phone positions (a contact's phones are not cleaned)")
                }
            } else if let drop = item.dropped {
                throw .droppedRule(
                    file: drop.file, line: drop.line, key: drop.path, id: name,
                    named: "\(item.path) on line \(item.line) of \(item.file)")
            }
        }
        return try node.words("rules", of: rules.map { ($0.id, $0.id) })
    }
}

extension Rule {
    /// Whether it looks at where phones were.
    var readsPhones: Bool {
        switch kind {
        case .proximity(let settings): settings.feeds.contains(.carrier)
        case .cell: true
        case .place, .ride, .companion: false
        }
    }
}
