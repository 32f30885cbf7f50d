import Policy
import Publishing
import Vocabulary

/// How an exposure to a contact meets the policy's rule on contacts of contacts.
struct SecondaryChecks {
    let rule: SecondaryRule
    let exposure: Exposure
    let asOf: Int64
    let zone: ZoneRules

    /// The rule's story; nil where the case itself was met.
    var story: RuleStory? {
        guard let via = exposure.via else { return nil }
        return RuleStory(
            id: "secondary", source: rule.source, looksFor: "contacts of contacts",
            checks: [
                check(
                    "of_tiers", "contacts of contacts of tier \(list(rule.ofTiers.map(\.rawValue)))",
                    "through \(via.text)"),
                check(
                    "from_first_exposure_of",
                    "from that contact's own first exposure of tier \(list(rule.fromTiers.map(\.rawValue)))",
                    exposure.viaSpan.map { "from \(zone.wallText($0.start))" } ?? "not kept by the run"),
                check(
                    "until_isolated_by, isolation_day_counts",
                    "until that contact was isolated, by \(list(rule.isolatedBy.map(\.rawValue))); the day of the "
                        + "check-in \(rule.isolationDayCounts ? "counts" : "does not count")", until),
                check("rules", list(rule.rules), "met by \(exposure.rule)"),
                check("tier", "\(rule.tier.rawValue), or the rule's where that is weaker", exposure.tier.rawValue),
            ])
    }

    private var until: String {
        guard let end = exposure.viaSpan?.end else { return "not kept by the run" }
        return end >= asOf ? "not isolated by the as-of moment" : "until \(zone.wallText(end))"
    }

    private func check(_ parameter: String, _ needed: String, _ found: String) -> RuleStory.Check {
        RuleStory.Check(parameter, needed: needed, found: found)
    }

    private func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}
