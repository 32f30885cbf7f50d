public import Policy
public import Vocabulary

/// Whether people of a block may return to work or class: only if they are not isolated, have no fever, their health code
/// is green and no task about them is open.
///
/// Nobody sets an answer: it follows from what is known, and what must be known and is not stands in it as a reason.
public struct RosterCheck: Sendable {
    /// What is known of one person.
    public struct Facts: Sendable {
        /// Check-ins of the look-back, in any order.
        public var reports: [RosterReport] = []
        /// Rows of feeds that tell of a fever: feed, moment, keyed digest.
        public var fevers: [(feed: Feed, at: Int64, digest: UInt64)] = []
        /// Tasks as they stand now, withdrawn ones not among them.
        public var tasks: [GridTask] = []
        /// Health code as it is shown; nil without one.
        public var code: CodeStanding?
        /// Whether the person is a confirmed case.
        public var isCase = false

        /// Nothing is known.
        public init() {}
    }

    /// Local day whose check-ins are asked for.
    public let day: Int32
    private let rules: RegisterRules
    private let zone: ZoneRules
    private let asOf: Int64
    private let feverHundredths: Int32
    private let asksForCode: Bool

    /// A check as of a moment (UTC seconds); codes are asked for only where the policy gives them.
    public init(
        _ rules: RegisterRules, zone: ZoneRules, asOf: Int64, feverHundredths: Int32, asksForCode: Bool
    ) {
        self.rules = rules
        self.zone = zone
        self.asOf = asOf
        self.feverHundredths = feverHundredths
        self.asksForCode = asksForCode
        day = RosterCheck.day(rules, zone: zone, asOf: asOf)
    }

    /// The day whose check-ins a run asks for: its own, or before the hour by which blocks report the one before.
    public static func day(_ rules: RegisterRules, zone: ZoneRules, asOf: Int64) -> Int32 {
        let today = zone.localDay(at: asOf)
        return asOf - zone.startOfDay(today) < Int64(rules.reportByHour) * 3600 ? today - 1 : today
    }

    /// Days of check-ins that count: the look-back up to the run's own day.
    public static func days(_ rules: RegisterRules, zone: ZoneRules, asOf: Int64) -> ClosedRange<Int32> {
        let today = zone.localDay(at: asOf)
        return min(today, day(rules, zone: zone, asOf: asOf) - Int32(rules.lookBackDays) + 1)...today
    }

    /// The line of a person of a block.
    public func line(of person: Pseudonym, in unit: String, _ facts: Facts) -> RosterLine {
        let reports = facts.reports.sorted()
        var reasons: [RosterReason] = []
        func add(_ kind: RosterReason.Kind, _ grounds: [RosterReason.Ground]) {
            if !grounds.isEmpty { reasons.append(RosterReason(kind, grounds)) }
        }
        add(.isolated, isolation(facts, reports))
        add(.fever, fever(facts, reports))
        // A person of whom nothing is known that a code could follow from has the colour "none".
        let code = facts.code.flatMap { $0.colour == CodeColour.none ? nil : $0 }
        if asksForCode, let code, code.colour != .green { add(.codeNotGreen, [.code(code)]) }
        add(.openTask, openTasks(facts).map { .task($0.taskID) })
        // A check-in of the run's own day is more than was asked for.
        let told = reports.filter { $0.day >= day }
        if told.isEmpty { reasons.append(RosterReason(.noCheckin)) }
        if asksForCode, code == nil { reasons.append(RosterReason(.noCode)) }
        return RosterLine(
            person: person, unit: unit, reasons: reasons, report: reports.last { $0.day == day } ?? told.last,
            lastDay: reports.last?.day, colour: asksForCode ? code?.colour : nil)
    }

    /// The last word of check-ins on isolation; a grid worker's word or a follow-up that is not over; the case table.
    private func isolation(_ facts: Facts, _ reports: [RosterReport]) -> [RosterReason.Ground] {
        var grounds: [RosterReason.Ground] = []
        if let last = reports.last(where: { $0.isolated != nil }) {
            // Of several words on one day the one for isolation holds.
            let words = reports.filter { $0.day == last.day && $0.isolated == true }
            grounds += words.last.map { [.checkin($0)] } ?? []
        }
        grounds += standing(facts).filter { task in
            task.state == .isolated || task.reason == .contact && task.followUpUntil.map { $0 >= asOf } ?? false
        }.map { .task($0.taskID) }
        return grounds + (facts.isCase ? [.office] : [])
    }

    private func fever(_ facts: Facts, _ reports: [RosterReport]) -> [RosterReason.Ground] {
        let first = day - Int32(rules.feverDays) + 1
        return reports.filter { $0.day >= first && $0.temperatureHundredths >= feverHundredths }.map { .checkin($0) }
            + facts.fevers.map { (zone.localDay(at: $0.at), $0) }.filter { $0.0 >= first && $0.1.at <= asOf }
            .sorted { ($0.1.at, $0.1.digest) < ($1.1.at, $1.1.digest) }
            .map { .row($0.1.feed, day: $0.0, digest: $0.1.digest) }
    }

    /// Tasks that stand against a return until they are done.
    private func openTasks(_ facts: Facts) -> [GridTask] {
        standing(facts).filter { rules.taskReasons.contains($0.reason) && !$0.state.isDone }
    }

    private func standing(_ facts: Facts) -> [GridTask] {
        facts.tasks.filter { !$0.state.isOver && $0.change != .withdrawn }.sorted { $0.taskID < $1.taskID }
    }
}
