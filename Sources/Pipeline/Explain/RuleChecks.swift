import Feeds
import Matching
import Policy
import Publishing
import Vocabulary

/// How an exposure meets each parameter of its rule, in words.
struct RuleChecks {
    let rule: Rule
    let exposure: Exposure
    /// All exposures of the same subject to the same case by the same rule, whose minutes add up.
    let siblings: [Exposure]
    /// What the two rows say, where they could be read.
    let caseRow: FeedRecord?, subjectRow: FeedRecord?

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
        return RuleStory(id: rule.id, source: rule.source, looksFor: looksFor, checks: checks + [tier])
    }

    private var tier: RuleStory.Check {
        RuleStory.Check(
            "tier", needed: rule.tier.rawValue,
            found: exposure.tier == rule.tier
                ? "given" : "here \(exposure.tier.rawValue), for the reasons flagged below")
    }

    private var feed: String { "seen in \(exposure.feed.rawValue)" }

    private func proximity(_ settings: ProximityRule) -> [RuleStory.Check] {
        let nearest = exposure.minDistanceMeters.map { "\(number($0)) m at the nearest" } ?? "not measured"
        let radius = radiusOfCase.map { "; the case's place has a radius of \(number($0)) m" } ?? ""
        let accuracy = exposure.accuracyMeters.map { "accurate to \(number($0)) m" } ?? "no accuracy given"
        return [
            RuleStory.Check("feeds", needed: list(settings.feeds.map(\.rawValue)), found: feed),
            RuleStory.Check(
                "reach_m", needed: "radii of both places and \(number(settings.reachMeters)) m", found: nearest + radius
            ),
            RuleStory.Check(
                "slack_s", needed: "\(settings.slackSeconds) s before and after the case's part", found: "times meet"),
            RuleStory.Check(
                "accuracy",
                needed: settings.accuracy.rawValue
                    + (settings.accuracy == .cap ? " at \(number(settings.maxAccuracyMeters)) m" : ""),
                found: accuracy),
        ]
    }

    private func place(_ settings: PlaceRule) -> [RuleStory.Check] {
        [
            RuleStory.Check("feeds", needed: list(settings.feeds.map(\.rawValue)), found: feed),
            RuleStory.Check(
                "kinds", needed: settings.kinds.isEmpty ? "all" : list(settings.kinds),
                found: observed?.kind.map { "this is \($0)" } ?? ""),
            RuleStory.Check(
                "scope", needed: settings.scope.rawValue,
                found: settings.scope == .room
                    ? "same place \(exposure.place), rooms \(rooms)" : "same place \(exposure.place)"),
            RuleStory.Check(
                "slack_s", needed: "\(settings.slackSeconds) s where one side is a moment", found: "times meet"),
        ]
    }

    private func ride(_ settings: RideRule) -> [RuleStory.Check] {
        let seats = "the case in \(seat(caseRide)), the contact in \(seat(subjectRide))"
        var checks = [
            RuleStory.Check(
                "modes", needed: list(settings.modes.map(\.name)),
                found: subjectRide.map { "\($0.mode.name) \($0.service)" } ?? exposure.place),
            RuleStory.Check("scope", needed: settings.scope.rawValue, found: seats),
            RuleStory.Check("segment", needed: "both on board at one time", found: segments),
        ]
        if settings.scope == .rows {
            checks.append(
                RuleStory.Check(
                    "rows_each_side", needed: "\(settings.rowsEachSide) rows before and behind", found: seats))
        }
        if settings.scope != .vehicle {
            checks.append(
                RuleStory.Check(
                    "unknown_seat_tier", needed: settings.unknownSeatTier?.rawValue ?? "none",
                    found: exposure.flags.contains("SEAT_UNKNOWN") || exposure.flags.contains("COACH_UNKNOWN")
                        ? "applies" : "does not apply: both are known"))
        }
        return checks
    }

    private var timing: [RuleStory.Check] {
        let period = Int64((rule.cumulativeHours * 3600).rounded())
        let spans = siblings.flatMap(\.together)
        let most = Double(Accumulation.mostSeconds(of: spans, period: period, touching: exposure.span)) / 60
        let within = period == 0 ? "in one episode" : "in any \(number(rule.cumulativeHours)) h"
        return [
            RuleStory.Check(
                "min_minutes",
                needed: (rule.minutesMustBe == .exceeded ? "more than " : "")
                    + "\(number(rule.minMinutes)) min \(within)", found: "together \(number(most)) min"
            ),
            RuleStory.Check(
                "max_gap_minutes", needed: "rows no more than \(rule.maxGapSeconds / 60) min apart are one episode",
                found: "\(exposure.observations) \(exposure.observations == 1 ? "row" : "rows")"),
            RuleStory.Check(
                "residual_minutes", needed: "\(rule.residualSeconds / 60) min after the case left",
                found: "\(number(exposure.environmentalMinutes)) min of this exposure"),
        ]
    }
}

extension RuleChecks {
    /// The subject's row as an observation, and the case's where it is the case's own.
    private var observed: Observation? { observation(subjectRow) }

    private func observation(_ record: FeedRecord?) -> Observation? {
        guard var block = record?.parsed.observations, block.count > 0 else { return nil }
        // Who it is about is not asked here, and identifiers have no pseudonyms yet.
        (block.idNumber, block.phone, block.plate) = ([], [], [])
        return block[0]
    }

    private var itinerary: ItineraryRow? {
        guard case .itinerary(let row) = caseRow?.parsed.registry.first?.payload else { return nil }
        return row
    }

    private var subjectRide: Ride? { observed?.ride }
    private var caseRide: Ride? { itinerary?.ride ?? observation(caseRow)?.ride }
    private var radiusOfCase: Double? { itinerary?.radiusMeters }

    private var rooms: String {
        let ofCase = itinerary?.room ?? observation(caseRow)?.room
        return "\(ofCase ?? "unknown") and \(observed?.room ?? "unknown")"
    }

    private var segments: String {
        if exposure.flags.contains("SEGMENT_UNKNOWN") { return "not known" }
        func ends(_ ride: Ride?) -> String { "\(ride?.fromPlace ?? "unknown") to \(ride?.toPlace ?? "unknown")" }
        return "the case from \(ends(caseRide)), the contact from \(ends(subjectRide)), together "
            + "\(number(exposure.minutes)) min"
    }

    private func seat(_ ride: Ride?) -> String {
        guard let ride else { return "an unread row" }
        return "coach \(ride.carriage ?? "unknown") seat \(ride.seat ?? "unknown")"
    }

    private func list(_ words: [String]) -> String { words.joined(separator: ", ") }

    /// A number without needless decimals, to one place.
    private func number(_ value: Double) -> String {
        let text = String((value * 10).rounded(.toNearestOrEven) / 10)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
