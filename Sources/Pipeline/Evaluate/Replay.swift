import Assessment
import FollowUp
import Ledger
import Policy
import Vocabulary

/// One finding over all lists of a replay.
struct ReplayedFinding {
    /// Whom a finding is about, and why.
    struct Key: Hashable {
        /// `contact` or `undeclared`; the case or the region; who.
        var kind: TaskReason, about: String, who: Pseudonym
    }
    /// First list that had it.
    var firstAt: Int64
    /// Tier or status, score, rules and feeds of the evidence, as in the last list that had it.
    var verdict: String, score: Double, rules: Set<String>, feeds: Set<Feed>

    /// The evidence of one feed alone.
    var onlyFeed: Feed? { feeds.count == 1 ? feeds.first : nil }
}

/// What the lists of a replay had.
struct Replayed {
    var findings: [ReplayedFinding.Key: ReplayedFinding] = [:]
    /// When each person or identifier first stood on a list; vehicles are nobody.
    var flagged: [Pseudonym: Int64] = [:]
    /// Findings by the ids of their tasks.
    var tasks: [String: ReplayedFinding.Key] = [:]

    /// Adds a list.
    mutating func add(_ result: Screening.Result, at moment: Int64) {
        for contact in result.contacts {
            add(
                .init(kind: .contact, about: contact.caseID, who: contact.person),
                ReplayedFinding(
                    firstAt: moment, verdict: contact.tier.rawValue, score: contact.score,
                    rules: Set(contact.exposures.map(\.rule)), feeds: Set(contact.exposures.map(\.feed))))
        }
        for finding in result.undeclared {
            add(
                .init(kind: .undeclared, about: finding.region, who: finding.subject),
                ReplayedFinding(
                    firstAt: moment, verdict: finding.status.rawValue, score: finding.score, rules: ["undeclared"],
                    feeds: Set(finding.evidence.map(\.feed))))
        }
        for task in result.tasks {
            tasks[task.taskID] = .init(kind: task.reason, about: task.about, who: task.person)
        }
    }

    private mutating func add(_ key: ReplayedFinding.Key, _ finding: ReplayedFinding) {
        var finding = finding
        finding.firstAt = findings[key]?.firstAt ?? finding.firstAt
        findings[key] = finding
        if key.who.kind != .plate { flagged[key.who] = min(flagged[key.who] ?? .max, finding.firstAt) }
    }

    /// People of the registry on a list before a moment.
    func people(before moment: Int64) -> Int { flagged.count { $0.key.kind == .person && $0.value < moment } }
}

/// Makes the lists of the past again.
struct Replay {
    let workspace: Workspace
    let policy: Policy
    let known: KnownThen
    let moments: [AsOf]

    /// The lists of all moments; `adjust` changes what each is made from.
    func run(
        _ stage: String, reporter: any Reporter, adjust: (inout RunInputs) -> Void = { _ in }
    ) throws -> Replayed {
        var replayed = Replayed()
        var notices: [NoticeKey: Int64] = [:]
        for (number, asOf) in moments.enumerated() {
            var inputs = try workspace.ledger.read {
                try known.inputs(at: asOf, $0, policy: policy, zone: workspace.settings.zone)
            }
            // Somebody is told by these lists, not by those that were really made.
            inputs.notices = notices
            adjust(&inputs)
            let result = try Screening(
                workspace: workspace, policy: policy, inputs: inputs, asOf: asOf, reporter: SilentReporter()
            ).run()
            for finding in result.undeclared {
                let key = NoticeKey(subject: finding.subject, region: finding.region)
                notices[key] = min(notices[key] ?? .max, asOf.moment)
            }
            replayed.add(result, at: asOf.moment)
            reporter.progress(
                stage: "\(stage), list \(number + 1) of \(moments.count)",
                rows: inputs.segments.reduce(0) { $0 + $1.rows }, bytes: 0, totalBytes: nil)
        }
        reporter.stageEnded()
        return replayed
    }
}
