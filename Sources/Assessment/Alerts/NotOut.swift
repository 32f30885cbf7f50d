public import Policy
public import Vocabulary

/// Somebody who came in through a gate of home and has not been seen to go out for long.
public struct NotOut: Sendable {
    let rule: NotOutRule

    /// A rule.
    public init(rule: NotOutRule) { self.rule = rule }

    /// Somebody for whom gates alone say so, by number of the person.
    public struct Candidate: Hashable, Sendable {
        /// Number of the person and of the gate of the last way in.
        public var person: Int, gate: Int
        /// When that was.
        public var last: Int64
        /// Days with a way out before, and the usual hours between two of them.
        var daysOut: Int, usualGapHours: Double
        /// Hours after which it is long for this person.
        var limitHours: Double
    }

    /// Who came in last, at a gate near home that was never silent since, and longer ago than the rule's time and than
    /// so many times the usual gap between two days with a way out.
    public func candidates(
        _ book: PassageBook, _ silences: GateSilences, persons: [Person],
        isNearHome: (_ person: Person, _ gate: Int) -> Bool
    ) -> [Candidate] {
        let clock = book.clock
        var found: [Candidate] = []
        for number in persons.indices where book.lastSecond[number] > 0 {
            let gate = book.lastGate[number]
            guard gate & 3 == UInt32(Direction.inward.rawValue), gate >> 2 > 0 else { continue }
            let last = clock.start + Int64(book.lastSecond[number]) - 1
            let person = persons[number]
            let isShort = person.focus.map(rule.shortFocus.contains) ?? false
            let least = isShort ? rule.shortHours : rule.hours
            guard Double(clock.asOf - last) >= least * 3600 else { continue }
            let days = book.outDays[number]
            guard days.nonzeroBitCount >= rule.minDaysOut else { continue }
            let gap = NotOut.usualGapHours(days)
            let limit = isShort ? least : max(least, gap * rule.timesGap)
            guard Double(clock.asOf - last) >= limit * 3600, isNearHome(person, Int(gate >> 2)),
                !silences.wasSilent(Int(gate >> 2), from: last, clock: clock)
            else { continue }
            found.append(
                Candidate(
                    person: number, gate: Int(gate >> 2), last: last, daysOut: days.nonzeroBitCount,
                    usualGapHours: gap, limitHours: limit))
        }
        return found
    }

    /// Median hours between two days with a bit.
    static func usualGapHours(_ days: UInt64) -> Double {
        var gaps: [Double] = []
        var before: Int?
        for day in 0..<64 where days >> UInt64(day) & 1 == 1 {
            if let before { gaps.append(Double(day - before) * 24) }
            before = day
        }
        return median(of: gaps)
    }

    /// The alert about somebody whom nothing else has seen away either.
    public func alert(_ candidate: Candidate, _ book: PassageBook, person: Person, names: [String]) -> Alert {
        let hours = Double(book.clock.asOf - candidate.last) / 3600
        return Alert(
            .notOut, subject: person.pseudonym, place: names[candidate.gate],
            span: TimeSpan(candidate.last, book.clock.asOf), count: 1,
            score: min(100, (40 * hours / candidate.limitHours).rounded()),
            facts: [
                .init("hours", oneDecimal(hours)), .init("limit_hours", oneDecimal(candidate.limitHours)),
                .init("days_out_before", "\(candidate.daysOut)"),
                .init("usual_gap_hours", oneDecimal(candidate.usualGapHours)),
            ])
    }
}
