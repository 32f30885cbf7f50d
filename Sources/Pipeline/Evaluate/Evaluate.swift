import Assessment
import Ledger
import Policy
public import Publishing
import Vocabulary

/// How good the lists were: those of the past are made again from what was known then, and held against the cases.
///
/// Nothing is published and nothing is written.
public enum Evaluate {
    /// Replays the lists of a period.
    ///
    /// Throws ``Outcome/usage`` for options that make no sense, ``Outcome/refused`` without a confirmed case.
    public static func run(
        _ workspace: Workspace, _ request: EvaluateRequest, reporter: any Reporter
    ) throws -> Report {
        let zone = workspace.settings.zone
        let delays = try request.delaySeconds()
        let policies = PolicyFolder(of: workspace.folder)
        if let other = request.policy, try !policies.names().contains(other) {
            throw Failure(
                .usage, "--policy: no policy \(other); there are \(try policies.names().joined(separator: ", "))")
        }
        let everything = try self.everything(workspace)
        let moments = try request.moments(everything, zone: zone)
        let known = KnownThen(everything, delays: delays, retention: workspace.settings.retention)
        let cases = try EvaluatedCase.all(
            everything, after: moments[0].moment, folder: workspace.path(.store))
        func replay(_ policy: Policy) -> Replay {
            Replay(workspace: workspace, policy: policy, known: known, moments: moments)
        }
        let replay = replay(workspace.policy)
        let own = try replay.run("lists", reporter: reporter)
        var variants = [ListVariant("policy \(workspace.policy.id)", own)]
        let naive = try replay.run("everybody who travelled", reporter: reporter) { inputs in
            (inputs.cases, inputs.itineraries, inputs.declarations) = ([], [], [])
        }
        variants.append(ListVariant("everybody from a region", naive))
        if let other = request.policy {
            let replayed = try self.replay(with: try policies.policy(other), replay).run(other, reporter: reporter)
            variants.append(ListVariant("policy \(other)", replayed))
        }
        let feeds = Feed.allCases.filter { feed in everything.segments.contains { $0.feed == feed } }
        for feed in request.leavesFeedsOut ? feeds : [] {
            let without = try replay.run("without \(feed.rawValue)", reporter: reporter) { inputs in
                inputs.segments.removeAll { $0.feed == feed }
            }
            variants.append(ListVariant("without \(feed.rawValue)", without))
        }
        let last = moments[moments.count - 1].moment
        let feedback = try workspace.ledger.read { try $0.feedback() }
        let tables = EvaluationTables(
            cases: cases, own: own, people: everything.directory.count, lists: moments.count, zone: zone)
        return Report(
            english: [
                (
                    "lists",
                    "\(moments.count), one a day, \(zone.rfc3339(moments[0].moment)) to \(zone.rfc3339(last))"
                ),
                ("policy", "\(workspace.policy.id) (SHA-256 \(workspace.policy.sha256.prefix(12)))"),
                ("feeds", feeds.map(\.rawValue).joined(separator: ", ")),
                (
                    "cases",
                    "\(cases.count) confirmed after the first list, of \(everything.cases.count); "
                        + "\(everything.directory.count) people in the registry"
                ),
            ],
            sections: [
                tables.shares(naive), tables.leads, tables.variants(variants), tables.feeds(feeds), tables.cases,
            ] + FeedbackOutcomes(feedback, own).tables,
            notes: known.notes(until: last) + tables.notes)
    }

    private static func replay(with policy: Policy, _ replay: Replay) -> Replay {
        Replay(workspace: replay.workspace, policy: policy, known: replay.known, moments: replay.moments)
    }

    /// All that the ledger knows now.
    static func everything(_ workspace: Workspace) throws -> RunInputs {
        guard let end = AsOf("2200-12-31", zone: workspace.settings.zone) else {
            preconditionFailure("the last date of the calendar is a date")
        }
        return try RunInputs.read(
            workspace, policies: [workspace.policy], asOf: end, retention: .unlimited)[0]
    }
}

/// Lists made in some way, under a name.
struct ListVariant {
    let name: String
    let replayed: Replayed

    init(_ name: String, _ replayed: Replayed) {
        self.name = name
        self.replayed = replayed
    }
}
