import Policy
import Publishing
import Vocabulary

extension RuleChecks {
    /// What was done to the phone positions behind an exposure before the rule saw them; empty where there are none.
    var cleaning: [RuleStory.Check] {
        let isOfSubject = exposure.feed == .carrier
        let isOfCase = exposure.caseOrigin == .observed(.carrier)
        guard isOfSubject || isOfCase else { return [] }
        let fixes = "\(exposure.observations) \(exposure.observations == 1 ? "fix" : "fixes")"
        let behind = [
            isOfSubject ? "\(fixes) of \(subjectName)'s phone behind it" : nil,
            isOfCase ? "\(caseName)'s own phone tells where it was" : nil,
        ].compactMap(\.self).joined(separator: "; ")
        switch carrier.method {
        case .none: return [check("carrier.method", "none: positions as they were delivered", behind)] + silence
        case .dwell(let rule):
            return [
                check("carrier.method", "dwell: fixes of one phone become dwells, radio noise is taken away", behind)
            ]
                + dwell(rule) + silence + motion
        case .cluster(let rule):
            return [check("carrier.method", "cluster: fixes of one phone gather round a running centroid", behind)] + [
                check("carrier.cluster_meters", "a fix joins within \(number(rule.clusterMeters)) m", joined),
                check("carrier.outlier_seconds", "one outlier under \(rule.outlierSeconds) s is passed over", between),
            ] + silence + motion
        }
    }

    private func dwell(_ rule: DwellRule) -> [RuleStory.Check] {
        [
            check(
                "carrier.merge_meters",
                "neighbours under \(number(rule.mergeMeters)) m are one place, the longer one's",
                joined),
            check(
                "carrier.oscillation_seconds", "away and back within \(rule.oscillationSeconds) s is one stay", between),
            check(
                "carrier.drift_km, carrier.drift_seconds",
                "a jump over \(number(rule.driftMeters / 1000)) km in under \(rule.driftSeconds) s is no move", between),
            check(
                "carrier.flicker_seconds",
                "a dwell up to \(rule.flickerSeconds) s between longer ones is the longer neighbour's", between),
            check(
                "carrier.repeat_until_share",
                "rounds until one removes less than \(number(rule.repeatUntilShare * 100)) % of the dwells", ""),
        ]
    }

    /// Whether fixes can have been moved to another's position.
    private var joined: String {
        let isAlone = exposure.feed != .carrier || exposure.observations < 2
        let ofSubject = isAlone ? "" : "the position may be that of another of these fixes"
        let ofCase =
            exposure.caseOrigin == .observed(.carrier) ? "\(caseName)'s may be that of a neighbouring fix" : ""
        let words = [ofSubject, ofCase].filter { !$0.isEmpty }
        return words.isEmpty ? "a single fix, at its own position" : words.joined(separator: "; ")
    }

    /// Whether anything can have been taken out of the time: it lies between two fixes that stayed.
    private var between: String {
        exposure.span.seconds == 0
            ? "a moment: nothing was taken out of it" : "what was heard elsewhere in this time may have been taken away"
    }

    private var silence: [RuleStory.Check] {
        [
            check(
                "carrier.gap_minutes",
                "of a longer silence at one place \(carrier.gapSeconds / 60) min count as stay, flagged INFERRED",
                has("INFERRED") ? "INFERRED: such a silence is part of it" : "no such silence counts here")
        ]
    }

    private var motion: [RuleStory.Check] {
        let moving =
            "a dwell under \(carrier.possibleStaySeconds / 60) min, reached and left at over "
            + "\(number(carrier.vehicleKmh)) km/h, "
        let (needed, found) =
            switch carrier.inVehicle {
            case .keep: ("keep: dwells in vehicles count like others", "speed was not asked")
            case .flag:
                (
                    "flag: \(moving)is flagged IN_VEHICLE",
                    has("IN_VEHICLE") ? "IN_VEHICLE: one of the phones was that fast" : "neither was that fast"
                )
            case .drop: ("drop: \(moving)matches nothing", "neither was that fast")
            }
        return [
            check("carrier.in_vehicle", needed, found),
            check(
                "carrier.possible_stay_minutes, carrier.stay_minutes",
                "under \(carrier.possibleStaySeconds / 60) min moving, from \(carrier.staySeconds / 60) min a stay",
                "together \(number(exposure.minutes)) min"),
        ]
    }
}
