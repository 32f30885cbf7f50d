import Files
import Ledger
import Policy
import Vault
import Vocabulary

/// What a purge would remove as of a moment.
struct PurgePlan {
    let asOf: Int64
    let limits: RetentionLimits
    let held: HeldThings
    let store: StoreRetention
    /// Registry rows that go, and how many expired ones a hold keeps, by class.
    let facts: [ExpiredFact]
    let heldFacts: [RetentionClass: Int]
    let files: FileRetention
    /// Ids of links between names that go: they are kept as long as the cases for whose sake they were made.
    let links: [String]
    /// Numbers of overrides of health codes that go: they are kept as long as runs, from their last day.
    let overrides: [Int64]
    /// All deliveries by number, and all rows that somebody ever disputed.
    let deliveries: [UInt32: InputFile], disputed: [DisputedRow]

    /// Plans; without a salt the expired rows are counted, but no leaf is made of them.
    ///
    /// Throws ``Outcome/refused`` where the settings keep observations for fewer days than the policy looks back.
    init(_ workspace: Workspace, asOf: Int64, salt: [UInt8]?) throws {
        try PurgePlan.checkLookBack(workspace)
        let limits = workspace.limits(asOf: asOf)
        self.asOf = asOf
        self.limits = limits
        (held, store, facts, heldFacts, files, links, overrides, deliveries, disputed) = try workspace.ledger.read {
            ledger in
            let held = try HeldThings(ledger, today: limits.today)
            let store = try StoreRetention(
                try ledger.segments(), in: workspace.path(.store), limits: limits, held: held, salt: salt)
            var facts: [ExpiredFact] = []
            var heldFacts: [RetentionClass: Int] = [:]
            var registry = try ledger.filesOfRegistryRows()
            for fact in AgingFact.allCases {
                for row in try ledger.expired(fact, before: limits.limit(of: fact)) {
                    if held.keeps(row) {
                        heldFacts[fact.retention, default: 0] += 1
                    } else {
                        facts.append(row)
                        registry[row.file, default: 0] -= 1
                    }
                }
            }
            let living = store.livingFiles.union(registry.filter { $0.value > 0 }.keys)
            let files = try FileRetention(workspace, ledger, limits: limits, holds: held, living: living)
            let deliveries = Dictionary(uniqueKeysWithValues: try ledger.files().map { ($0.number, $0) })
            let links = try ledger.links(before: limits.moment(.cases)).filter { !held.keeps($0) }.map(\.linkID)
            let overrides = try ledger.codeOverrides().filter {
                $0.lastDay < limits.firstDay(.runs) && !held.keeps($0.person)
            }.map(\.number)
            return (
                held, store, facts, heldFacts, files, links, overrides, deliveries, try ledger.appeals().flatMap(\.rows)
            )
        }
    }

    /// Whether there is nothing to remove.
    var isEmpty: Bool {
        store.rows == 0 && facts.isEmpty && files.entries.isEmpty && files.runs.isEmpty && links.isEmpty
            && overrides.isEmpty
    }

    /// Leaves of everything that goes, ascending.
    func leaves(salt: [UInt8]) -> [UInt64] {
        let leaves = RowLeaves(salt: salt)
        let others =
            facts.map { fact in
                fact.digest.map { leaves.leaf(digest: $0) }
                    ?? leaves.leaf(file: deliveries[fact.file]?.sha256 ?? "", line: fact.line)
            } + files.runs.map { leaves.leaf(run: $0) }
        return (store.leaves + others).sorted()
    }

    /// Of the rows that somebody ever disputed those that are among the leaves.
    func disputed(among leaves: [UInt64], salt: [UInt8]) -> [DisputedRow] {
        if disputed.isEmpty { return [] }
        let (maker, gone) = (RowLeaves(salt: salt), Set(leaves))
        return disputed.filter { row in
            gone.contains(
                row.digest.map { maker.leaf(digest: $0) }
                    ?? maker.leaf(file: deliveries[row.file]?.sha256 ?? "", line: row.line))
        }
    }

    /// Rows, files, and their bytes, by class, in the order of the classes; identities are known only at the end.
    func counts(identities: Int) -> [PurgeCount] {
        RetentionClass.allCases.map { kind in
            var count = PurgeCount(kind: kind, firstDay: kind == .identities ? nil : limits.firstDay(kind))
            let entries = files.entries.filter { $0.kind == kind }
            (count.files, count.bytes) = (entries.count, entries.reduce(0) { $0 + $1.bytes })
            switch kind {
            case .observations:
                (count.rows, count.heldRows) = (store.rows, store.heldRows)
                (count.files, count.bytes) = (store.removed.count + store.partly.count, store.bytes)
            case .runs: (count.rows, count.heldFiles) = (files.runs.count + overrides.count, files.held[.runs] ?? 0)
            case .identities: count.rows = identities
            default:
                count.rows = facts.count { $0.fact.retention == kind }
                if kind == .cases { count.rows += links.count }
                (count.heldRows, count.heldFiles) = (heldFacts[kind] ?? 0, files.held[kind] ?? 0)
            }
            return count
        }
    }

    /// Observations that a look-back still asks for must not go.
    private static func checkLookBack(_ workspace: Workspace) throws {
        let policy = workspace.policy
        let cells = policy.rules.map { rule -> Int in
            if case .cell(let cell) = rule.kind { return cell.stayDays + 1 }
            return 0
        }
        let needed = max(policy.undeclared.lookBackDays, cells.max() ?? 0)
        let days = workspace.settings.retention.days(.observations)
        guard days >= needed else {
            throw Failure(
                .refused,
                "retention_days: observations \(days) are fewer than the \(needed) days that policy \(policy.id) looks "
                    + "back: give them at least \(needed), or choose another policy")
        }
    }
}

/// What of one class goes, and what stays although it has expired.
struct PurgeCount {
    var kind: RetentionClass
    /// First day of what stays; identities have none.
    var firstDay: Int32?
    var rows = 0, files = 0, bytes = 0
    /// Expired, and held.
    var heldRows = 0, heldFiles = 0

    var isEmpty: Bool { rows == 0 && files == 0 && heldRows == 0 && heldFiles == 0 }
}

extension AgingFact {
    /// The class it is kept under.
    var retention: RetentionClass {
        switch self {
        case .declaration: .declarations
        case .checkin: .checkins
        case .clue: .clues
        case .feedback: .feedback
        case .indexCase, .itinerary: .cases
        }
    }
}

extension RetentionLimits {
    /// What a ledger row's anchor must not lie before: UTC seconds, of check-ins a day number.
    func limit(of fact: AgingFact) -> Int64 {
        fact == .checkin ? Int64(firstDay(.checkins)) : moment(fact.retention)
    }
}
