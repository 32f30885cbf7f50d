public import Vocabulary

/// One finding that two policies judge differently.
public struct PolicyDifference: Hashable, Sendable {
    /// What is compared.
    public enum Kind: String, Sendable { case contact, undeclared }
    /// How the second policy differs from the first.
    public enum Change: String, CaseIterable, Sendable { case gained, lost, changed }
    /// What one policy says.
    public struct Side: Hashable, Sendable {
        /// Tier, or declaration status, and score.
        public var verdict: String, score: Double
        /// Rules that held, sorted.
        public var rules: [String]

        /// One side.
        public init(verdict: String, score: Double, rules: [String]) {
            self.verdict = verdict
            self.score = score
            self.rules = rules
        }
    }
    /// The kind, and the case or region.
    public var kind: Kind, about: String
    /// Who.
    public var person: Pseudonym
    /// What either policy says; nil where it does not find them.
    public var first: Side?, second: Side?
    /// Rules that made the difference, sorted, and why (a word of `docs/outputs.md`).
    public var decidingRules: [String], because: String

    /// A difference; at least one side must be there.
    public init(
        kind: Kind, about: String, person: Pseudonym, first: Side?, second: Side?, decidingRules: [String],
        because: String
    ) {
        self.kind = kind
        self.about = about
        self.person = person
        self.first = first
        self.second = second
        self.decidingRules = decidingRules
        self.because = because
    }

    /// How the second differs from the first.
    public var change: Change { first == nil ? .gained : second == nil ? .lost : .changed }
}

/// The same data under two policies.
public struct PolicyDifferences: Sendable {
    /// One of the two policies, and what it found.
    public struct Policy: Sendable {
        /// Id and SHA-256, contacts and undeclared findings.
        public var id: String, sha256: String, contacts: Int, undeclared: Int

        /// A policy.
        public init(id: String, sha256: String, contacts: Int, undeclared: Int) {
            self.id = id
            self.sha256 = sha256
            self.contacts = contacts
            self.undeclared = undeclared
        }
    }
    /// The two policies and the as-of moment.
    public var first: Policy, second: Policy, asOf: Int64
    /// Differences by kind, case or region, and person.
    public var rows: [PolicyDifference]

    /// A comparison.
    public init(first: Policy, second: Policy, asOf: Int64, rows: [PolicyDifference]) {
        self.first = first
        self.second = second
        self.asOf = asOf
        self.rows = rows
    }

    /// Columns of the CSV in their order.
    public static let columns = [
        "kind", "about", "person", "change", "tier_a", "tier_b", "score_a", "score_b", "rules_a", "rules_b",
        "deciding_rules", "because",
    ]

    /// One line per difference.
    public var csv: String {
        var csv = CSVWriter(header: Self.columns)
        for row in rows { csv.append(Self.cells(row)) }
        return String(decoding: csv.bytes, as: UTF8.self)
    }

    private static func cells(_ row: PolicyDifference) -> [String] {
        [
            row.kind.rawValue, row.about, row.person.text, row.change.rawValue, row.first?.verdict ?? "",
            row.second?.verdict ?? "", row.first.map { decimalText($0.score, places: 1) } ?? "",
            row.second.map { decimalText($0.score, places: 1) } ?? "", row.first?.rules.joined(separator: ";") ?? "",
            row.second?.rules.joined(separator: ";") ?? "", row.decidingRules.joined(separator: ";"), row.because,
        ]
    }
}

extension PolicyDifferences {
    /// How many of one kind differ in one way by one rule; who differs by two rules counts under each.
    private struct Count: Hashable, Comparable {
        var kind: String, change: Int, verdict: String, rule: String, because: String

        static func < (left: Count, right: Count) -> Bool { left.order.lexicographicallyPrecedes(right.order) }
        private var order: [String] { [kind, "\(change)", verdict, rule, because] }
    }

    private var counts: [(Count, Int)] {
        var counts: [Count: Int] = [:]
        for row in rows {
            let verdict = [row.first?.verdict, row.second?.verdict].compactMap(\.self)
            let words = Set(verdict).count == 1 ? verdict[0] : verdict.joined(separator: " > ")
            for rule in row.decidingRules.isEmpty ? [""] : row.decidingRules {
                let change = PolicyDifference.Change.allCases.firstIndex(of: row.change) ?? 0
                let key = Count(
                    kind: row.kind.rawValue, change: change, verdict: words, rule: rule, because: row.because)
                counts[key, default: 0] += 1
            }
        }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Counts by rule and tier, then one line per difference.
    public func tableLines(zone: ZoneRules) -> [String] {
        var lines = [
            "As of \(zone.wallText(asOf)). A: \(first.id), \(first.contacts) contacts, \(first.undeclared) undeclared. "
                + "B: \(second.id), \(second.contacts) contacts, \(second.undeclared) undeclared."
        ]
        if rows.isEmpty { return lines + ["No difference."] }
        var summary = TerminalTable(
            header: ["kind", "B has", "tier", "by rule", "because", "people"],
            sides: [.left, .left, .left, .left, .left, .right])
        for (key, count) in counts {
            summary.append([
                key.kind, PolicyDifference.Change.allCases[key.change].rawValue, key.verdict, key.rule, key.because,
                "\(count)",
            ])
        }
        var list = TerminalTable(header: ["about", "person", "change", "tier A", "tier B", "by rule", "because"])
        for row in rows {
            list.append([
                row.about, row.person.text, row.change.rawValue, row.first?.verdict ?? "", row.second?.verdict ?? "",
                row.decidingRules.joined(separator: ";"), row.because,
            ])
        }
        lines += [""] + summary.lines + [""] + list.lines
        return lines
    }

    /// The same for machines.
    public func json(zone: ZoneRules) -> String {
        JSONText.object([
            ("as_of", .string(zone.rfc3339(asOf))), ("a", Self.json(first)), ("b", Self.json(second)),
            (
                "summary",
                .array(
                    counts.map { key, count in
                        .object([
                            ("kind", .string(key.kind)),
                            ("change", .string(PolicyDifference.Change.allCases[key.change].rawValue)),
                            ("tier", .string(key.verdict)), ("rule", .string(key.rule)),
                            ("because", .string(key.because)), ("people", .integer(Int64(count))),
                        ])
                    })
            ), ("differences", .array(rows.map(Self.json))),
        ]).pretty
    }

    private static func json(_ policy: Policy) -> JSONText {
        .object([
            ("policy", .string(policy.id)), ("sha256", .string(policy.sha256)),
            ("contacts", .integer(Int64(policy.contacts))), ("undeclared", .integer(Int64(policy.undeclared))),
        ])
    }

    private static func json(_ row: PolicyDifference) -> JSONText {
        func words(_ words: [String]) -> JSONText { .array(words.map { .string($0) }) }
        return .object([
            ("kind", .string(row.kind.rawValue)), ("about", .string(row.about)), ("person", .string(row.person.text)),
            ("change", .string(row.change.rawValue)), ("tier_a", .optional(row.first?.verdict)),
            ("tier_b", .optional(row.second?.verdict)),
            ("score_a", row.first.map { .decimal($0.score, places: 1) } ?? .null),
            ("score_b", row.second.map { .decimal($0.score, places: 1) } ?? .null),
            ("rules_a", words(row.first?.rules ?? [])), ("rules_b", words(row.second?.rules ?? [])),
            ("deciding_rules", words(row.decidingRules)), ("because", .string(row.because)),
        ])
    }
}
