import Policy
import Vocabulary

/// What a rule's minutes and instants mean.
extension Oracle {
    func stretched(_ span: TimeSpan, _ rule: Rule) -> TimeSpan {
        if span.end > span.start { return span }
        return TimeSpan(span.start, span.start + rule.instantSeconds)
    }

    func enough(_ seconds: Int64, _ rule: Rule) -> Bool {
        let minutes = Double(seconds) / 60
        if rule.minutesMustBe == .exceeded { return minutes > rule.minMinutes }
        return minutes >= rule.minMinutes
    }
}
