import Policy
import Publishing
import Vocabulary

/// Contacts that two policies judge differently.
struct ContactDifferences {
    /// By case, then person.
    private(set) var rows: [PolicyDifference] = []

    private struct Key: Hashable, Comparable {
        var caseID: String, person: Pseudonym
        static func < (left: Key, right: Key) -> Bool {
            (left.caseID, left.person.text) < (right.caseID, right.person.text)
        }
    }

    /// A policy with what its exposures are held against.
    private struct Rules {
        let byID: [String: Rule]
        let windows: [String: TimeSpan]
        let secondary: SecondaryRule?
        /// When those whose contacts count as secondary first met the case.
        let links: [Key: Int64]

        init(_ side: PolicySide) {
            byID = Dictionary(
                side.policy.rules.map { rule in
                    // Where a rule was published decides nothing.
                    var rule = rule
                    rule.source = ""
                    return (rule.id, rule)
                }
            ) { first, _ in first }
            windows = side.windows
            // Where it was published decides nothing either.
            var secondary = side.policy.secondary
            secondary?.source = ""
            self.secondary = secondary
            var links: [Key: Int64] = [:]
            for contact in side.result.contacts where secondary?.ofTiers.contains(contact.tier) == true {
                links[Key(caseID: contact.caseID, person: contact.person)] =
                    contact.exposures.filter { secondary?.fromTiers.contains($0.tier) == true }.map(\.span.start).min()
            }
            self.links = links
        }

        /// Whether an exposure through a contact can be one here: the contact is one whose contacts count, by then.
        func links(_ exposure: Exposure) -> Bool {
            guard let via = exposure.via, let first = links[Key(caseID: exposure.caseID, person: via)] else {
                return false
            }
            return first <= exposure.span.end
        }
    }

    /// Differences in tier; with `all` those in rules or score too.
    init(_ first: PolicySide, _ second: PolicySide, all: Bool) {
        func contacts(_ side: PolicySide) -> [Key: Contact] {
            Dictionary(side.result.contacts.map { (Key(caseID: $0.caseID, person: $0.person), $0) }) { first, _ in first
            }
        }
        let (left, right) = (contacts(first), contacts(second))
        let (leftRules, rightRules) = (Rules(first), Rules(second))
        for key in Set(left.keys).union(right.keys).sorted() {
            let (one, two) = (left[key], right[key])
            if let one, let two, one.tier == two.tier, !all || Self.isSame(one, two) { continue }
            let (deciding, because) = Self.reason(one, leftRules, two, rightRules)
            rows.append(
                PolicyDifference(
                    kind: .contact, about: key.caseID, person: key.person, first: one.map(Self.side),
                    second: two.map(Self.side), decidingRules: deciding, because: because))
        }
    }

    private static func isSame(_ one: Contact, _ two: Contact) -> Bool {
        one.score == two.score && rules(one) == rules(two)
    }

    private static func rules(_ contact: Contact) -> [String] { Set(contact.exposures.map(\.rule)).sorted() }

    private static func side(_ contact: Contact) -> PolicyDifference.Side {
        PolicyDifference.Side(verdict: contact.tier.rawValue, score: contact.score, rules: rules(contact))
    }

    /// The rules that make the difference, and why the other policy does not see it so; the same whichever of the two
    /// comes first.
    private static func reason(
        _ one: Contact?, _ left: Rules, _ two: Contact?, _ right: Rules
    ) -> ([String], String) {
        if let one, let two, one.tier == two.tier {
            let differing = Set(rules(one)).symmetricDifference(rules(two)).sorted()
            return (differing, differing.isEmpty ? "score" : "rules")
        }
        // The weightier side has the evidence; the other policy is asked why it has not.
        let isFirst = one.map { one in two.map { one.tier < $0.tier } ?? true } ?? false
        guard let contact = isFirst ? one : two else { return ([], "other") }
        let (own, other) = isFirst ? (left, right) : (right, left)
        let deciding = contact.exposures.filter { $0.tier == contact.tier }
        let ids = Set(deciding.map(\.rule)).sorted()
        let direct = deciding.filter { $0.via == nil }
        if direct.isEmpty {
            if !deciding.contains(where: other.links) { return (ids, "secondary") }
        } else {
            let window = other.windows[contact.caseID]
            if direct.allSatisfy({ !(window?.overlaps($0.span) ?? false) }) { return (ids, "window") }
        }
        if ids.allSatisfy({ other.byID[$0] == nil }) { return (ids, "no_such_rule") }
        if ids.contains(where: { other.byID[$0] != own.byID[$0] }) { return (ids, "rule_differs") }
        if direct.isEmpty, other.secondary != own.secondary { return (ids, "secondary") }
        return (ids, "other")
    }
}
