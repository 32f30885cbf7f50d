import Ledger
import Policy
import Vocabulary

/// When people were isolated, as far as check-ins and grid workers tell.
struct Isolations: Sendable {
    /// Days on which somebody checked in as isolated, and moments at which a grid worker said so; in order.
    private var days: [Pseudonym: [Int32]] = [:]
    private var moments: [Pseudonym: [Int64]] = [:]

    /// Nobody isolated.
    init() {}

    /// What the ledger knows up to a moment, as far as a rule asks for it.
    init(
        _ ledger: LedgerSnapshot, rule: SecondaryRule?, limits: RetentionLimits, zone: ZoneRules, asOf: Int64,
        without disputed: Set<RowPlace>
    ) throws {
        guard let rule else { return }
        if rule.isolatedBy.contains(.checkins) {
            for (who, day) in try ledger.isolatedCheckins(
                days: limits.firstDay(.checkins)...zone.localDay(at: asOf), without: disputed)
            {
                add(who, day: day)
            }
        }
        if rule.isolatedBy.contains(.feedback) {
            for (person, at) in try ledger.isolatedByFeedback(
                in: min(limits.moment(.feedback), asOf)...asOf, without: disputed)
            {
                add(person, at: at)
            }
        }
    }

    /// Adds a check-in, or a grid worker's report.
    mutating func add(_ who: Pseudonym, day: Int32) { days[who, default: []].append(day) }
    mutating func add(_ who: Pseudonym, at moment: Int64) { moments[who, default: []].append(moment) }

    /// Last second at which somebody who was exposed at `from` was not yet isolated.
    ///
    /// The as-of moment where nothing is known. What was said about days before the exposure is about another time.
    func end(of names: [Pseudonym], from: Int64, dayCounts: Bool, zone: ZoneRules, asOf: Int64) -> Int64 {
        let first = zone.localDay(at: from)
        let day = names.flatMap { days[$0] ?? [] }.filter { $0 >= first }.min()
        let moment = names.flatMap { moments[$0] ?? [] }.filter { $0 >= from }.min()
        let ends = [day.map { zone.startOfDay(dayCounts ? $0 + 1 : $0) - 1 }, moment, asOf]
        return ends.compactMap(\.self).min() ?? asOf
    }
}
