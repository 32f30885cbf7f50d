import Assessment
import FollowUp
import Ledger
import Policy
import Vocabulary

/// What the ledger knows that only alerts, clues and the roster of key persons ask for.
struct WatchInputs: Sendable {
    /// Clues that are listed, without their texts.
    private(set) var clues: [Clue] = []
    /// Local days on which somebody checked in as isolated, and moments at which a grid worker said so.
    private(set) var isolatedDays: [Pseudonym: [Int32]] = [:], isolatedMoments: [Pseudonym: [Int64]] = [:]
    /// What grid workers reported, by person in the order of time.
    private(set) var reports: [Pseudonym: [(taskID: String, outcome: String, at: Int64)]] = [:]

    /// What is known up to a moment, has not expired, and nobody disputes.
    init(
        _ ledger: LedgerSnapshot, policy: Policy, limits: RetentionLimits, zone: ZoneRules, asOf: Int64,
        without disputed: Set<RowPlace>
    ) throws {
        if let rules = policy.clues {
            let from = max(limits.moment(.clues), asOf - Int64(rules.listedDays) * 86_400 + 1)
            clues = try ledger.clues(in: min(from, asOf)...asOf, without: disputed).map { found in
                Clue(
                    clueID: found.clue.clueID, time: found.clue.time, kind: found.clue.kind,
                    channel: found.clue.channel, gridID: found.clue.gridID, position: found.clue.position,
                    subject: found.clue.subject)
            }
        }
        let period = min(limits.moment(.feedback), asOf)...asOf
        for report in try ledger.reports(in: period, without: disputed) {
            reports[report.person, default: []].append((report.taskID, report.outcome, report.at))
            if report.outcome == "isolated" { isolatedMoments[report.person, default: []].append(report.at) }
        }
        let today = zone.localDay(at: asOf)
        let firstDay = min(today, max(limits.firstDay(.checkins), today - Int32(policy.alerts?.lookBackDays ?? 14)))
        for (who, day) in try ledger.isolatedCheckins(days: firstDay...today, without: disputed) {
            isolatedDays[who, default: []].append(day)
        }
    }
}

/// When people were isolated, by person or bare identifier.
struct IsolationTimes: Sendable {
    /// Disjoint spans in order, of those who were.
    private(set) var spans: [Pseudonym: [TimeSpan]] = [:]

    /// Isolations told by check-ins, by grid workers, and of cases.
    ///
    /// Of days in a row on which somebody checked in as isolated the first counts only where the rule says so: that
    /// day they came home. What a grid worker or the case table told lasts the rule's days, after its hours of grace.
    init(_ inputs: RunInputs, _ watch: WatchInputs, rule: IsolatedSeenRule, zone: ZoneRules) {
        var found: [Pseudonym: [TimeSpan]] = [:]
        func add(_ name: Pseudonym, _ span: TimeSpan) {
            guard span.start <= span.end else { return }
            for person in inputs.directory.standsFor(name) { found[person, default: []].append(span) }
        }
        for (name, days) in watch.isolatedDays {
            let all = Set(days)
            for day in all where rule.firstDayCounts || all.contains(day - 1) {
                add(name, TimeSpan(zone.startOfDay(day), zone.startOfDay(day + 1) - 1))
            }
        }
        let grace = Int64((rule.graceHours * 3600).rounded())
        func lasting(from moment: Int64) -> TimeSpan {
            TimeSpan(moment + grace, moment + Int64(rule.isolationDays) * 86_400)
        }
        for (name, moments) in watch.isolatedMoments { for moment in moments { add(name, lasting(from: moment)) } }
        for indexCase in inputs.cases {
            if let name = indexCase.idNumber, let isolated = indexCase.isolated { add(name, lasting(from: isolated)) }
        }
        spans = found.mapValues(TimeSpan.union)
    }

    /// Whether somebody is isolated at a moment.
    func holds(_ person: Pseudonym, at moment: Int64) -> Bool {
        spans[person]?.contains { $0.start <= moment && moment <= $0.end } ?? false
    }
}
