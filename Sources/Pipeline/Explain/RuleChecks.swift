import Feeds
import Matching
import Policy
import Publishing
import Vocabulary

/// How an exposure meets each parameter of its rule, in words.
///
/// What is compared for each kind of rule stands in a file of its own (`RideChecks.swift`, ...).
struct RuleChecks {
    let rule: Rule
    let exposure: Exposure
    /// All exposures of the same subject to the same case by the same rule, whose minutes add up.
    let siblings: [Exposure]
    /// What the two rows say, where they could be read.
    let caseRow: FeedRecord?, subjectRow: FeedRecord?
    /// What the policy does to phone positions before rules see them.
    let carrier: CarrierRule

    /// The rule's story.
    var story: RuleStory {
        let (looksFor, checks) =
            switch rule.kind {
            case .proximity(let settings): ("proximity", proximity(settings) + timing)
            case .place(let settings): ("place", place(settings) + timing)
            case .ride(let settings): ("ride", ride(settings))
            case .companion(let settings): ("companion", companionship(settings))
            case .cell(let settings): ("cell", cell(settings))
            }
        return RuleStory(id: rule.id, source: rule.source, looksFor: looksFor, checks: checks + cleaning + [tier])
    }

    private var tier: RuleStory.Check {
        let reason =
            exposure.via == nil ? "for the reasons flagged below" : "as contacts of contacts have it, see there"
        return check(
            "tier", rule.tier.rawValue,
            exposure.tier == rule.tier ? "given" : "here \(exposure.tier.rawValue), \(reason)")
    }

    /// Minutes, gaps and residual time.
    private var timing: [RuleStory.Check] {
        let period = Int64((rule.cumulativeHours * 3600).rounded())
        let spans = siblings.flatMap(\.together)
        let most = Double(Accumulation.mostSeconds(of: spans, period: period, touching: exposure.span)) / 60
        let within = period == 0 ? "in one episode" : "in any \(number(rule.cumulativeHours)) h"
        return [
            check("min_minutes", "\(number(rule.minMinutes)) min \(within)", "together \(number(most)) min"),
            check(
                "minutes_must_be",
                rule.minutesMustBe == .exceeded ? "exceeded: more than these" : "reached: these are enough",
                "so they are"),
            check(
                "max_gap_minutes", "rows no more than \(rule.maxGapSeconds / 60) min apart are one episode",
                "\(exposure.observations) \(exposure.observations == 1 ? "row" : "rows")"),
            check(
                "residual_minutes", "\(rule.residualSeconds / 60) min after the case left",
                "\(number(exposure.environmentalMinutes)) min of this exposure"),
            check(
                "instant_s", "a moment stands for \(rule.instantSeconds) s",
                observed.map { $0.span.seconds > 0 ? "the row lasts" : "the row is a moment" } ?? ""),
        ]
    }
}

extension RuleChecks {
    /// One parameter.
    func check(_ parameter: String, _ needed: String, _ found: String) -> RuleStory.Check {
        RuleStory.Check(parameter, needed: needed, found: found)
    }

    /// The feeds of a rule.
    func feeds(_ feeds: [Feed]) -> RuleStory.Check {
        check("feeds", list(feeds.map(\.rawValue)), "seen in \(exposure.feed.rawValue)")
    }

    /// What two stays are worth that share one second.
    func touching(_ touching: Touching) -> RuleStory.Check {
        check(
            "touching", "stays that only touch: \(touching == .counts ? "count" : "do not count")",
            exposure.span.seconds > 0 ? "they share more than one second" : "they share one moment")
    }

    /// Whether the exposure bears a flag.
    func has(_ flag: String) -> Bool { exposure.flags.contains(flag) }

    func list(_ words: [String]) -> String { words.joined(separator: ", ") }

    /// A number without needless decimals, to one place.
    func number(_ value: Double) -> String {
        let text = String((value * 10).rounded(.toNearestOrEven) / 10)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
