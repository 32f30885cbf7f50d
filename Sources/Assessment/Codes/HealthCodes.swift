public import Policy
public import Vocabulary

/// Health codes of many people over a history of days.
///
/// Discipline follows from check-ins alone, risk from evidence; neither looks at when a row was delivered, so a check-in
/// that comes late counts for its day.
public struct HealthCodes: Sendable {
    private let machine: CodeMachine
    private let sheet: CheckinSheet
    private let evidence: [Pseudonym: [CodeEvidence]]
    /// Days that are over: on a later one nobody has missed a check-in yet.
    private let closedDays: Int

    /// How a person stood at the end of one day.
    public struct Day: Hashable, Sendable {
        /// The day's number.
        public var day: Int32
        /// Check-ins that were made on it.
        public var checkins: Int
        /// Both channels as of the day.
        public var discipline: CodeStanding, risk: CodeStanding

        /// The worse channel.
        public var ruled: CodeStanding { CodeStanding.worse(discipline, risk) }
    }

    /// Codes by a rule.
    ///
    /// - Parameters:
    ///   - evidence: Of the risk channel, in any order; see also ``CheckinSheet/evidence``.
    ///   - lastClosed: The last day of the history that is over.
    public init(_ rule: CodeRule, sheet: CheckinSheet, evidence: [CodeEvidence], lastClosed: Int32) {
        machine = CodeMachine(rule)
        self.sheet = sheet
        self.evidence = Dictionary(grouping: evidence.filter { rule.risks[$0.cause] != nil }, by: \.person)
        closedDays = max(0, Int(lastClosed - sheet.firstDay) + 1)
    }

    /// Everybody who checked in or against whom something speaks or spoke, by pseudonym.
    public var people: [Pseudonym] {
        (sheet.persons + evidence.keys.filter { sheet.row(of: $0) == nil }).sorted()
    }

    /// The code of a person on the last day of the history.
    public func code(of person: Pseudonym) -> HealthCode {
        let row = sheet.row(of: person)
        guard let own = evidence[person] else {
            return sheet.withMarks(ofRow: row) { marks in
                HealthCode(
                    person: person, discipline: discipline(marks, risks: nil) { _, _ in }, risk: clear,
                    lastCheckin: last(marks))
            }
        }
        let risks = RiskTimeline(own, rule: machine.rule, days: sheet.days)
        return sheet.withMarks(ofRow: row) { marks in
            HealthCode(
                person: person, discipline: discipline(marks, risks: risks) { _, _ in },
                risk: risks.standing(on: sheet.days.upperBound), lastCheckin: last(marks))
        }
    }

    /// How a person stood day by day.
    public func history(of person: Pseudonym) -> [Day] {
        let risks = RiskTimeline(evidence[person] ?? [], rule: machine.rule, days: sheet.days)
        return sheet.withMarks(ofRow: sheet.row(of: person)) { marks in
            var days: [Day] = []
            let counts = marks.map { Int($0 & CheckinSheet.countBits) }
            _ = discipline(marks, risks: risks) { offset, standing in
                let day = sheet.firstDay + Int32(offset)
                days.append(
                    Day(
                        day: day, checkins: counts[offset], discipline: standing, risk: risks.standing(on: day)))
            }
            return days
        }
    }

    private var clear: CodeStanding { CodeStanding(.green, .clear, since: sheet.firstDay) }

    private func last(_ marks: ArraySlice<UInt8>) -> Int32? {
        marks.lastIndex { $0 & CheckinSheet.countBits != 0 }.map { sheet.firstDay + Int32($0 - marks.startIndex) }
    }

    /// Steps through the days; `each` sees the standing at the end of every one.
    @inline(__always)
    private func discipline(
        _ marks: ArraySlice<UInt8>, risks: RiskTimeline?, each: (Int, CodeStanding) -> Void
    ) -> CodeStanding {
        let rule = machine.rule
        var (colour, cause, since) = (CodeColour.none, CodeCause.notApplied, 0)
        var state = CodeMachine.State()
        var granted: Int?
        var offset = 0
        for mark in marks {
            let isCounted = rule.feverCheckinCounts || mark & CheckinSheet.fever == 0
            let checkins = isCounted ? Int(mark & CheckinSheet.countBits) : 0
            if let start = granted {
                if checkins > 0 {
                    for _ in 0..<(rule.severalCheckins == .each ? checkins : 1) where machine.checkIn(&state) {
                        (colour, cause, since) = (CodeMachine.colour(state.colour), .checkedIn, offset)
                    }
                } else if offset < closedDays, offset - start > rule.graceDays, machine.miss(&state) {
                    (colour, cause, since) = (CodeMachine.colour(state.colour), .missed, offset)
                }
            } else if mark & CheckinSheet.countBits != 0 {
                let isClear = risks?.isClear(on: sheet.firstDay + Int32(offset)) ?? true
                if rule.application == .any || isClear {
                    granted = offset
                    (colour, cause, since) = (.green, .applied, offset)
                } else if colour == .none {
                    (colour, cause, since) = (.pending, .waiting, offset)
                }
            }
            each(offset, CodeStanding(colour, cause, since: sheet.firstDay + Int32(since)))
            offset += 1
        }
        return CodeStanding(colour, cause, since: sheet.firstDay + Int32(since))
    }
}
