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
        /// Days with a way out before, of how many, and the chance of so long a gap if nothing has changed.
        var daysOut: Int, ofDays: Int, chance: Double
    }

    /// Who came in last, at a gate near home that was never silent since, longer ago than the rule's time, and longer
    /// than chance lets somebody stay in who goes out as often.
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
            let of = NotOut.days(days, until: clock.hour(of: last).map { Int(clock.day[$0]) } ?? 0)
            let chance = NotOut.chance(daysOut: days.nonzeroBitCount, of: of, quietSeconds: clock.asOf - last)
            guard isShort || chance <= rule.chance, isNearHome(person, Int(gate >> 2)),
                !silences.wasSilent(Int(gate >> 2), from: last, clock: clock)
            else { continue }
            found.append(
                Candidate(
                    person: number, gate: Int(gate >> 2), last: last, daysOut: days.nonzeroBitCount,
                    ofDays: of, chance: chance))
        }
        return found
    }

    /// Days from the first with a way out to the day of the last way in, both counted.
    static func days(_ out: UInt64, until last: Int) -> Int { max(1, last - out.trailingZeroBitCount + 1) }

    /// Chance of so many whole days without a way out for somebody who went out on `daysOut` of `of` days, each day by
    /// itself; one day more without is added, for nobody goes out for certain.
    static func chance(daysOut: Int, of: Int, quietSeconds: Int64) -> Double {
        let stays = 1 - Double(daysOut) / Double(max(of, daysOut) + 1)
        var chance = 1.0
        for _ in 0..<(quietSeconds / 86_400) { chance *= stays }
        return chance
    }

    /// The alert about somebody whom nothing else has seen away either.
    public func alert(_ candidate: Candidate, _ book: PassageBook, person: Person, names: [String]) -> Alert {
        let hours = Double(book.clock.asOf - candidate.last) / 3600
        return Alert(
            .notOut, subject: person.pseudonym, place: names[candidate.gate],
            span: TimeSpan(candidate.last, book.clock.asOf), count: 1,
            score: min(100, (30 * hours / rule.hours).rounded()),
            facts: [
                .init("hours", oneDecimal(hours)), .init("days_out_before", "\(candidate.daysOut)"),
                .init("of_days", "\(candidate.ofDays)"),
                .init("chance_of_10000", oneDecimal(candidate.chance * 10_000)),
            ])
    }
}
