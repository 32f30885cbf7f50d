import Policy
import Publishing
import Vocabulary

extension RuleChecks {
    /// How an exposure to a contact meets the policy's rule on contacts of contacts; nil where the case itself was met.
    func link(_ secondary: SecondaryRule, asOf: Int64, zone: ZoneRules) -> RuleStory? {
        guard let via = exposure.via else { return nil }
        let until = exposure.viaSpan.map { span in
            span.end >= asOf ? "not isolated by the as-of moment" : "until \(zone.wallText(span.end))"
        }
        let notKept = "not kept by the run"
        return RuleStory(
            id: "secondary", source: secondary.source, looksFor: "contacts of contacts",
            checks: [
                check(
                    "of_tiers", "contacts of contacts of tier \(list(secondary.ofTiers.map(\.rawValue)))",
                    "through \(via.text)"),
                check(
                    "from_first_exposure_of",
                    "from that contact's own first exposure of tier \(list(secondary.fromTiers.map(\.rawValue)))",
                    exposure.viaSpan.map { "from \(zone.wallText($0.start))" } ?? notKept),
                check(
                    "until_isolated_by, isolation_day_counts",
                    "until that contact was isolated, by \(list(secondary.isolatedBy.map(\.rawValue))); the day of the "
                        + "check-in \(secondary.isolationDayCounts ? "counts" : "does not count")", until ?? notKept),
                check("rules", list(secondary.rules), "met by \(exposure.rule)"),
                check("tier", "\(secondary.tier.rawValue), or the rule's where that is weaker", exposure.tier.rawValue),
            ])
    }
}
