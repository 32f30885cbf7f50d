import Policy
public import Vocabulary

/// Minutes that add up over episodes in a sliding period (CONTRACT 4.6): accumulated, never averaged.
public enum Accumulation {
    /// The most seconds of any spans, no second twice, in one closed period that touches `span`; a period of 0 is the
    /// span itself.
    public static func mostSeconds(of spans: [TimeSpan], period: Int64, touching span: TimeSpan) -> Int64 {
        if period == 0 {
            return TimeSpan.union(spans.compactMap { $0.intersection(span) }).reduce(0) { $0 + $1.seconds }
        }
        return Clock(spans).most(period: period, touching: span)
    }

    /// The episodes of one case, subject and rule that the rule's minimum keeps.
    ///
    /// An episode stays where a closed period that touches it holds the minimum of seconds together. Where only
    /// together with the environmental seconds the minimum is reached, it stays as tier `environment`.
    static func keep(_ episodes: [Episode], rule: Rule) -> [Episode] {
        guard !rule.isReached(by: 0) else { return episodes }
        let period = Int64((rule.cumulativeHours * 3600).rounded())
        let together = Clock(episodes.flatMap(\.together))
        let anyhow = Clock(episodes.map(\.span))
        return episodes.compactMap { episode in
            if period == 0 {
                if rule.isReached(by: episode.togetherSeconds) { return episode }
                guard rule.isReached(by: episode.span.seconds) else { return nil }
            } else {
                if !episode.together.isEmpty, together.satisfies(rule, period: period, touching: episode.span) {
                    return episode
                }
                guard anyhow.satisfies(rule, period: period, touching: episode.span) else { return nil }
            }
            var kept = episode
            kept.isEnvironmentOnly = true
            return kept
        }
    }

    /// Seconds of disjoint spans up to any moment.
    private struct Clock {
        private let spans: [TimeSpan]
        /// Seconds of all spans before each one.
        private let before: [Int64]

        init(_ spans: [TimeSpan]) {
            self.spans = TimeSpan.union(spans)
            var total: Int64 = 0
            before = self.spans.map { span in
                defer { total += span.seconds }
                return total
            }
        }

        private func seconds(until moment: Int64) -> Int64 {
            var low = 0
            var high = spans.count
            while low < high {
                let middle = (low + high) / 2
                if spans[middle].start <= moment { low = middle + 1 } else { high = middle }
            }
            guard low > 0 else { return 0 }
            return before[low - 1] + min(moment, spans[low - 1].end) - spans[low - 1].start
        }

        /// Whether some closed period that touches the span holds the rule's minutes.
        ///
        /// The sum is piecewise linear in the period's start, so its largest value lies where one end of the period
        /// meets an end of a span, or where the period just touches.
        func satisfies(_ rule: Rule, period: Int64, touching span: TimeSpan) -> Bool {
            starts(period: period, touching: span).contains { rule.isReached(by: seconds(from: $0, period: period)) }
        }

        /// The most seconds that such a period holds.
        func most(period: Int64, touching span: TimeSpan) -> Int64 {
            starts(period: period, touching: span).map { seconds(from: $0, period: period) }.max() ?? 0
        }

        private func seconds(from start: Int64, period: Int64) -> Int64 {
            seconds(until: start + period) - seconds(until: start)
        }

        private func starts(period: Int64, touching span: TimeSpan) -> [Int64] {
            let earliest = span.start - period
            var starts = [earliest, span.end]
            for other in spans where other.end >= earliest && other.start <= span.end + period {
                starts += [other.start, other.end, other.start - period, other.end - period]
            }
            return starts.filter { $0 >= earliest && $0 <= span.end }
        }
    }
}
