import Vocabulary

@testable import Assessment
@testable import Policy

/// Codes told day by day from the rows themselves: slow, with no counters and no sheet.
struct CodeOracle {
    let rule: CodeRule
    let rows: [CheckinRow], evidence: [CodeEvidence]
    let last: Int32, lastClosed: Int32

    private enum Event: Equatable { case missed, checkedIn, turn }

    /// Both channels of a person on each day.
    func days(of person: Pseudonym) -> [HealthCodes.Day] {
        let own = rows.filter { $0.person == person }
        var days: [HealthCodes.Day] = []
        var events: [Event] = []
        var applied: Int32?
        var standing = CodeStanding(.none, .notApplied, since: 0)
        for day in 0...last {
            let ofDay = own.filter { $0.day == day }
            let counted = ofDay.filter { rule.feverCheckinCounts || (ofDay.allSatisfy { !$0.fever }) && !$0.fever }
            let risk = risk(of: person, own, day)
            if let first = applied {
                let checkins = rule.severalCheckins == .each ? min(15, counted.count) : min(1, counted.count)
                for _ in 0..<checkins { step(&events, .checkedIn, &standing, day) }
                if checkins == 0, day <= lastClosed, day - first > Int32(rule.graceDays) {
                    step(&events, .missed, &standing, day)
                }
            } else if !ofDay.isEmpty {
                if rule.application == .any || risk.colour == .green {
                    applied = day
                    standing = CodeStanding(.green, .applied, since: day)
                } else if standing.colour == .none {
                    standing = CodeStanding(.pending, .waiting, since: day)
                }
            }
            days.append(
                HealthCodes.Day(
                    day: day, checkins: min(15, ofDay.count), discipline: standing,
                    risk: dated(risk, of: person, own, day)))
        }
        return days
    }

    /// How many events of a kind lie at the end, as the switches count them.
    private func step(_ events: inout [Event], _ event: Event, _ standing: inout CodeStanding, _ day: Int32) {
        events.append(event)
        let when: CodeRule.Event = event == .missed ? .missed : .checkedIn
        guard let turn = rule.turns.first(where: { $0.from == standing.colour && $0.when == when }) else { return }
        let sinceTurn = events.split(separator: .turn, omittingEmptySubsequences: false).last ?? []
        let count: Int
        if event == .missed {
            let reach = rule.missedDays == .inAll ? events.filter { $0 != .turn } : Array(sinceTurn)
            count = reach.reversed().prefix { $0 == .missed }.count
        } else if rule.checkedDays == .cumulative {
            count = sinceTurn.count { $0 == .checkedIn }
        } else {
            count = sinceTurn.reversed().prefix { $0 == .checkedIn }.count
        }
        guard count >= turn.days else { return }
        events.append(.turn)
        standing = CodeStanding(turn.to, event == .missed ? .missed : .checkedIn, since: day)
    }

    /// The worst that holds on a day.
    private func risk(of person: Pseudonym, _ own: [CheckinRow], _ day: Int32) -> CodeStanding {
        var all = evidence.filter { $0.person == person }.map { ($0.cause, $0.about, $0.first, $0.last, Int32.max) }
        for row in own {
            if row.fever { all.append((.fever, "", row.day, row.day, .max)) }
            if row.isolated == true {
                // The next day on which somebody says no and nobody says yes ends it.
                let release = own.filter { no in
                    no.isolated == false && no.day > row.day
                        && !own.contains { $0.day == no.day && $0.isolated == true }
                }.map(\.day).min()
                all.append((.isolation, "", row.day, row.day, release.map { $0 - 1 } ?? .max))
            }
        }
        var found: [CodeStanding] = []
        for (cause, about, first, last, until) in all {
            guard let risk = rule.risks[cause], day <= until else { continue }
            if day >= first, day <= last + Int32(risk.days) {
                found.append(CodeStanding(risk.colour, cause, about: about, since: day))
            } else if let then = risk.then, day > last + Int32(risk.days), day <= last + Int32(risk.days + then.days) {
                found.append(CodeStanding(then.colour, cause, about: about, since: day))
            }
        }
        let order = CodeCause.risks
        return found.sorted { left, right in
            if left.colour != right.colour { return left.colour == .red }
            if left.cause != right.cause {
                return (order.firstIndex(of: left.cause) ?? 0) < (order.firstIndex(of: right.cause) ?? 0)
            }
            return left.about < right.about
        }.first ?? CodeStanding(.green, .clear, since: day)
    }

    /// With the first of the days in a row on which colour and cause were the same.
    private func dated(_ standing: CodeStanding, of person: Pseudonym, _ own: [CheckinRow], _ day: Int32)
        -> CodeStanding
    {
        var standing = standing
        var first = day
        while first > 0 {
            let before = risk(of: person, own, first - 1)
            guard before.colour == standing.colour, before.cause == standing.cause else { break }
            first -= 1
        }
        standing.since = first
        return standing
    }
}
