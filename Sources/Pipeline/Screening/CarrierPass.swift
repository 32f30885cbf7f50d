import Files
import Matching
import Policy
import Vocabulary

/// The second look at phone positions: all pings of the phones that could matter, cleaned and matched.
struct CarrierPass {
    let matching: CarrierMatching
    /// Pings outside are not read, so that a track does not hang on which segments a scan happens to touch.
    let period: TimeSpan

    /// Pings that a group of phones should hold: a track is made from all of a phone's pings, so memory follows the
    /// group, and each group costs a look at all blocks of the period.
    var pingsPerGroup = 8_000_000
    /// Phones of a group, however many pings they have.
    var fewestPhones = 256

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
        if phones.isEmpty { return outcome }
        // Who carries two phones, or is heard far more often than others, must not make the first group too large.
        var size = size(pings: try scan.rowsPerSubject(of: .carrier) * 2)
        var next = 0
        while next < phones.count {
            let group = Array(phones[next..<min(phones.count, next + size)])
            next += group.count
            let numbers = Dictionary(uniqueKeysWithValues: zip(group, UInt32(0)...))
            let rows = try scan.rows(of: Set(group), feed: .carrier) {
                matching.pings(of: numbers, in: $0, period: period)
            }
            let pings = PingSheaf(rows)
            let slices = stride(from: 0, to: group.count, by: 64).map { $0..<min(group.count, $0 + 64) }
            for part in parallelMap(slices, { matching.outcome(of: pings, $0, phones: group) }) { outcome.merge(part) }
            size = self.size(pings: Double(pings.count) / Double(group.count))
        }
        return outcome
    }

    /// Phones of a group where each has so many pings.
    private func size(pings: Double) -> Int {
        Int(min(100_000, max(Double(fewestPhones), Double(pingsPerGroup) / max(1, pings))))
    }
}
