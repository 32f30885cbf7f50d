import Policy
import Vocabulary

/// What alerts mean and by which numbers they were found, in words.
enum AlertWords {
    /// What a kind says, and what it does not say.
    static func meaning(_ kind: Alert.Kind) -> String {
        switch kind {
        case .rateUp: "More passages than usual in this direction: look what draws people there."
        case .gateSilent: "The gate counted nothing while others did: its device or its deliveries have stopped."
        case .phoneSilent: "Nothing has been heard of the phone while others were: call or visit; batteries die."
        case .notOut:
            "Used to go out and has not been seen to since: ask how the person is. It is no suspicion of anything."
        case .focusOut: "Somebody who is watched went out or asked to: speak with the person."
        case .isolatedSeen: "Passed a gate in the days of isolation: visit; the way to a doctor is no fault."
        case .declaredElsewhere: "Was seen elsewhere than declared: ask first, a plate or phone may be another's hand."
        }
    }

    /// The numbers of the rule.
    static func rule(_ kind: Alert.Kind, _ rules: AlertRules) -> String {
        switch kind {
        case .rateUp:
            let rule = rules.rateUp
            return
                "Rule: \(rule.hoursInRow) hours in a row with at least \(rule.minCount) passages, \(rule.timesMedian) times "
                + "the median of the same hour on \(rule.minDays) or more earlier days of its kind, and a robust z above "
                + "\(rule.robustZ); under a median of \(rule.rareBelow), \(rule.rareCount) or more that a Poisson count "
                + "reaches with a probability under \(rule.rareProbability)."
        case .gateSilent:
            return "Rule: no passage in hours that use to have \(rules.gateSilent.expected) together."
        case .phoneSilent:
            return
                "Rule: no position for \(rules.phoneSilent.hours) hours, after \(rules.phoneSilent.minPositions) or more."
        case .notOut:
            let rule = rules.notOut
            return
                "Rule: in through a gate near home \(rule.hours) hours ago or more (\(rule.shortHours) for "
                + "\(rule.shortFocus.sorted().joined(separator: ", "))), which has a chance of at most \(rule.chance) for "
                + "somebody with as many days out, of which there were \(rule.minDaysOut) or more; the gate was never "
                + "silent since."
        case .focusOut:
            return "Rule: focus \(rules.focusOut.focus.map { $0.sorted().joined(separator: ", ") } ?? "any")."
        case .isolatedSeen, .declaredElsewhere:
            let rule = rules.isolatedSeen
            return
                "Rule: isolated by check-in (the first day \(rule.firstDayCounts ? "counts" : "does not count")), by a grid "
                + "worker or the case table for \(rule.isolationDays) days after \(rule.graceHours) hours."
        }
    }
}
