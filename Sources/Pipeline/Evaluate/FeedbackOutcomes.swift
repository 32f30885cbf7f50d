import Ledger
import Publishing
import Vocabulary

/// What grid workers reported about the findings of a replay.
struct FeedbackOutcomes {
    /// Outcomes that bear a finding out, and those that do not; the others leave it open.
    static let right: Set<String> = ["confirmed", "isolated", "referred"], wrong: Set<String> = ["refuted"]

    private struct Judged {
        var finding: ReplayedFinding
        /// Nil where the last report leaves it open.
        var isRight: Bool?
    }
    private var judged: [Judged] = []
    /// Reports about tasks that no list of the replay gave.
    private var strays = 0

    /// Holds reports against findings; the last report about a finding counts.
    init(_ feedback: [FeedbackRecord], _ replayed: Replayed) {
        var last: [ReplayedFinding.Key: FeedbackRecord] = [:]
        for report in feedback {
            guard let key = replayed.tasks[report.taskID], replayed.findings[key] != nil else {
                strays += 1
                continue
            }
            let known = last[key]
            if known.map({ ($0.at, $0.outcome) < (report.at, report.outcome) }) ?? true { last[key] = report }
        }
        for (key, report) in last {
            guard let finding = replayed.findings[key] else { continue }
            judged.append(
                Judged(
                    finding: finding,
                    isRight: Self.right.contains(report.outcome)
                        ? true : Self.wrong.contains(report.outcome) ? false : nil))
        }
    }

    /// Precision by rule, feed and tier, and what a score was worth; empty tables without reports.
    var tables: [Report.Section] {
        var precision = Report.Section(
            "precision",
            title: "WHAT GRID WORKERS FOUND: share confirmed, isolated or referred of what they could judge",
            columns: ["by", "name", "precision", "open"])
        func add(_ by: String, _ names: (ReplayedFinding) -> [String]) {
            let groups = judged.flatMap { one in names(one.finding).map { ($0, one) } }
            for (name, group) in Dictionary(grouping: groups, by: \.0).sorted(by: { $0.key < $1.key }) {
                let told = group.compactMap(\.1.isRight)
                precision.rows.append([
                    .text(by), .text(name), .share(Share(told.count { $0 }, of: told.count)),
                    .count(group.count - told.count),
                ])
            }
        }
        add("rule") { $0.rules.sorted() }
        add("feed") { $0.feeds.map(\.rawValue).sorted() }
        add("tier") { [$0.verdict] }
        if strays > 0 {
            precision.rows.append([.text("report"), .text("of no list"), .share(Share(0, of: 0)), .count(strays)])
        }
        var calibration = Report.Section(
            "calibration", title: "WHAT A SCORE WAS WORTH: share borne out by score", columns: ["score", "precision"])
        let told = judged.compactMap { one in one.isRight.map { (one.finding.score, $0) } }
        for (bin, group) in Dictionary(grouping: told, by: { min(9, Int($0.0 / 10)) }).sorted(by: { $0.key < $1.key }) {
            calibration.rows.append([
                .text("\(bin * 10)-\(bin * 10 + 10)"), .share(Share(group.count { $0.1 }, of: group.count)),
            ])
        }
        return [precision, calibration]
    }
}
