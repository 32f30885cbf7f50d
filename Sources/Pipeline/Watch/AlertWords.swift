import Policy
import Publishing
import Vocabulary

/// What alerts mean and by which numbers they were found, in words.
enum AlertWords {
    /// What a kind says, and what it does not say.
    static func meaning(_ kind: Alert.Kind) -> Phrase {
        switch kind {
        case .rateUp: AnswerWord.rateUp.phrase()
        case .gateSilent: AnswerWord.gateSilent.phrase()
        case .phoneSilent: AnswerWord.phoneSilent.phrase()
        case .notOut: AnswerWord.notOut.phrase()
        case .focusOut: AnswerWord.focusOut.phrase()
        case .isolatedSeen: AnswerWord.isolatedSeen.phrase()
        case .declaredElsewhere: AnswerWord.declaredElsewhere.phrase()
        }
    }

    /// The numbers of the rule.
    static func rule(_ kind: Alert.Kind, _ rules: AlertRules) -> Phrase {
        switch kind {
        case .rateUp:
            let rule = rules.rateUp
            return AnswerWord.rateUpRule.phrase([
                "\(rule.hoursInRow)", "\(rule.minCount)", "\(rule.timesMedian)", "\(rule.minDays)", "\(rule.robustZ)",
                "\(rule.rareBelow)", "\(rule.rareCount)", "\(rule.rareProbability)",
            ])
        case .gateSilent: return AnswerWord.gateSilentRule.phrase(["\(rules.gateSilent.expected)"])
        case .phoneSilent:
            return AnswerWord.phoneSilentRule.phrase([
                "\(rules.phoneSilent.hours)", "\(rules.phoneSilent.minPositions)",
            ])
        case .notOut:
            let rule = rules.notOut
            return AnswerWord.notOutRule.phrase(
                "\(rule.hours)", "\(rule.shortHours)", words(rule.shortFocus), "\(rule.chance)", "\(rule.minDaysOut)")
        case .focusOut:
            return AnswerWord.focusOutRule.phrase(rules.focusOut.focus.map(words) ?? AnswerWord.anyFocus.phrase())
        case .isolatedSeen, .declaredElsewhere:
            let rule = rules.isolatedSeen
            return AnswerWord.isolatedRule.phrase(
                rule.firstDayCounts ? AnswerWord.firstDayCounts.phrase() : AnswerWord.firstDayDoesNot.phrase(),
                "\(rule.isolationDays)", "\(rule.graceHours)")
        }
    }

    private static func words(_ focus: Set<String>) -> Phrase {
        Phrase { Term.word.names(focus.sorted().joined(separator: ", "), $0) }
    }
}
