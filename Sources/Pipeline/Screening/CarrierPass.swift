import Files
import Matching
import Policy
import Vocabulary

/// The second look at phone positions: all pings of the phones that could matter, cleaned and matched.
struct CarrierPass {
    let matching: CarrierMatching
    /// Pings outside are not read, so that a track does not hang on which segments a scan happens to touch.
    let period: TimeSpan

    /// Phones of the first group, and pings that a group should hold: a track is made from all of a phone's pings, so
    /// memory follows the group.
    private static let firstGroup = 2000
    private static let pingsPerGroup = 2_000_000

    /// A day before the earliest window, or the days of a cell rule, until the as-of moment; nil without a case.
    static func period(policy: Policy, windows: TimeSpan?, asOf: Int64) -> TimeSpan? {
        guard let windows else { return nil }
        let days =
            policy.rules.map { rule -> Int in
                if case .cell(let cell) = rule.kind { return cell.stayDays }
                return 0
            }.max() ?? 0
        let start = min(windows.start, asOf) - Int64(days + 1) * 86_400
        return TimeSpan(min(start, asOf), asOf)
    }

    /// Whether a policy needs the second look.
    static func isNeeded(_ policy: Policy) -> Bool {
        policy.carrier.cleans
            || policy.rules.contains { rule in
                if case .cell = rule.kind { return true }
                return false
            }
    }

    /// Reads, cleans and matches the candidates in groups; the result does not depend on the groups.
    func run(_ scan: StoreScan, candidates: Set<Pseudonym>) throws -> CarrierMatching.Outcome {
        var outcome = CarrierMatching.Outcome()
        let phones = candidates.sorted()
        var next = 0
        var size = Self.firstGroup
        while next < phones.count {
            let group = Array(phones[next..<min(phones.count, next + size)])
            next += group.count
            var pings = PhonePings()
            let wanted = Set(group)
            let parts = try scan.rows(of: wanted, feed: .carrier) { matching.pings(of: wanted, in: $0, period: period) }
            for part in parts { pings.merge(part) }
            outcome.unlocated += pings.unlocated
            let known = pings.phones
            let slices = stride(from: 0, to: known.count, by: 64).map { known[$0..<min(known.count, $0 + 64)] }
            let complete = pings
            for part in parallelMap(slices, { matching.outcome(of: complete, phones: $0) }) { outcome.merge(part) }
            size = max(256, min(100_000, group.count * Self.pingsPerGroup / max(1, pings.count)))
        }
        return outcome
    }
}
