import Policy
import Publishing
import Vocabulary

/// Undeclared travellers and vehicles that two policies judge differently.
struct UndeclaredDifferences {
    /// By region, then subject.
    private(set) var rows: [PolicyDifference] = []

    private struct Key: Hashable, Comparable {
        var region: String, subject: Pseudonym
        static func < (left: Key, right: Key) -> Bool {
            (left.region, left.subject.text) < (right.region, right.subject.text)
        }
    }

    /// Differences in status; with `all` those in score too.
    init(_ first: PolicySide, _ second: PolicySide, all: Bool) {
        func findings(_ side: PolicySide) -> [Key: UndeclaredFinding] {
            Dictionary(side.result.undeclared.map { (Key(region: $0.region, subject: $0.subject), $0) }) { first, _ in
                first
            }
        }
        let (left, right) = (findings(first), findings(second))
        for key in Set(left.keys).union(right.keys).sorted() {
            let (one, two) = (left[key], right[key])
            if let one, let two, one.status == two.status, !all || one.score == two.score { continue }
            let finding = one ?? two
            let other = one == nil ? first : second
            let start = other.asOf - Int64(other.policy.undeclared.lookBackDays) * 86_400
            let isTooEarly = (one == nil || two == nil) && (finding.map { $0.lastSeen < start } ?? false)
            rows.append(
                PolicyDifference(
                    kind: .undeclared, about: key.region, person: key.subject, first: one.map(Self.side),
                    second: two.map(Self.side), decidingRules: ["undeclared"],
                    because: isTooEarly ? "look_back" : "rule_differs"))
        }
    }

    private static func side(_ finding: UndeclaredFinding) -> PolicyDifference.Side {
        PolicyDifference.Side(verdict: finding.status.rawValue, score: finding.score, rules: ["undeclared"])
    }
}
