import Foundation
import Ledger
import Policy
import Vocabulary

/// Overrides of health codes: proposed by one named person, approved by another, for a time.
///
/// A run takes them up where it shows codes and nowhere else: contacts, tiers and tasks do not know of them.
public enum CodeOverriding {
    /// What is asked for.
    public struct Request: Sendable {
        /// Whose code, by any identifier, and the colour it shall get.
        public var subject: String, colour: String
        /// A word of the policy's list, and the last day on which it holds (2020-02-10).
        public var reason: String, until: String

        /// A request.
        public init(subject: String, colour: String, reason: String, until: String) {
            self.subject = subject
            self.colour = colour
            self.reason = reason
            self.until = until
        }
    }

    /// Proposes an override; gives its number.
    ///
    /// It begins on the as-of day of the latest complete run, or today where that lies ahead, and may last as long as
    /// the policy says. Throws ``Outcome/usage`` for what the policy does not allow, for somebody without a code, and
    /// for one who has an override already.
    public static func propose(_ workspace: Workspace, _ request: Request, by asked: AccessRequest) throws -> Int64 {
        let (rule, policy) = try rule(workspace)
        guard let colour = CodeColour(rawValue: request.colour), rule.overrides.to.contains(colour) else {
            throw Failure(
                .usage,
                "--to: \(request.colour) cannot be given by hand under policy \(policy): it allows "
                    + CodeQuestions.words(rule.overrides.to))
        }
        guard rule.overrides.reasons.contains(request.reason) else {
            throw Failure(
                .usage,
                "--reason: no reason \(request.reason); reasons are "
                    + rule.overrides.reasons.joined(separator: ", "))
        }
        let files = try CodeQuestions.run(workspace, asOf: nil)
        let firstDay = today(workspace, files, now: asked.now)
        let lastDay = try lastDay(request.until, from: firstDay, rule, workspace)
        let reading = try SubjectReading(workspace)
        let person = try workspace.ledger.read { ledger in
            let name = try reading.subject(request.subject, in: ledger)
            let owners = name.kind == .person ? [] : try ledger.owners(of: name)
            return owners.count == 1 ? owners[0] : name
        }
        let rows = try files.rows("codes.csv", holding: person.text).filter { $0["person"] == person.text }
        guard let row = rows.first, let ruled = ruled(row), ruled != .none else {
            throw Failure(.usage, "codes override: run \(files.run.runID) has no code of this person to override")
        }
        guard ruled != colour else {
            throw Failure(.usage, "--to: \(colour.rawValue) is what the rules give already")
        }
        let open = try workspace.ledger.read { try $0.codeOverrides() }.first {
            $0.person == person && [.proposed, .approved].contains($0.state) && $0.lastDay >= firstDay
        }
        if let open {
            throw Failure(.usage, "codes override: override \(open.number) stands for this person: revoke it first")
        }
        workspace.access?.subjects = [person]
        return try workspace.ledger.propose(
            CodeOverride(
                person: person, colour: colour, reason: request.reason, ruled: ruled, firstDay: firstDay,
                lastDay: lastDay, proposed: act(asked)))
    }

    /// Approves a proposal in another person's name.
    ///
    /// Throws ``Outcome/notPermitted`` where it is the person who proposed it, or cannot be told from that person.
    public static func approve(_ workspace: Workspace, _ number: Int64, by asked: AccessRequest) throws {
        let override = try find(number, workspace)
        workspace.access?.subjects = [override.person]
        guard override.state == .proposed else {
            throw Failure(.usage, "override \(number): is \(override.state.rawValue): only a proposal can be approved")
        }
        let act = act(asked)
        try checkTwoPeople(override.proposed, act, hasRoles: workspace.settings.roles != nil)
        let files = try CodeQuestions.run(workspace, asOf: nil)
        guard override.lastDay >= today(workspace, files, now: asked.now) else {
            throw Failure(.usage, "override \(number): its last day is over: propose it anew")
        }
        guard try workspace.ledger.approveOverride(number, act) else { throw unknown(number) }
    }

    /// Takes a proposal or an override back; one person is enough for that, and the rules hold again.
    public static func revoke(_ workspace: Workspace, _ number: Int64, by asked: AccessRequest) throws {
        let override = try find(number, workspace)
        workspace.access?.subjects = [override.person]
        let state: CodeOverride.State = override.state == .proposed ? .rejected : .revoked
        guard try workspace.ledger.endOverride(number, state, act(asked)) else {
            throw Failure(.usage, "override \(number): is \(override.state.rawValue) already")
        }
    }

    /// Names of the columns of ``list(_:)``.
    public static let columns = [
        "override_id", "person", "state", "proposed_over", "to", "reason", "first_day", "last_day", "proposed_by",
        "proposed_at", "approved_by", "approved_at", "ended_by", "ended_at",
    ]

    /// All overrides that are kept, by number.
    public static func list(_ workspace: Workspace) throws -> [[String]] {
        let zone = workspace.settings.zone
        let found = try workspace.ledger.read { try $0.codeOverrides() }
        workspace.access?.counts = ["overrides": found.count]
        workspace.access?.subjects = Set(found.map(\.person))
        return found.map { entry in
            let acts = [entry.proposed, entry.approved, entry.ended].flatMap { act in
                [act?.name ?? "", act.map { zone.rfc3339($0.at) } ?? ""]
            }
            return [
                "\(entry.number)", entry.person.text, entry.state.rawValue, entry.ruled.rawValue, entry.colour.rawValue,
                entry.reason, CivilDate(dayNumber: entry.firstDay).text, CivilDate(dayNumber: entry.lastDay).text,
            ] + acts
        }
    }

    /// Refuses where both acts can be one person's: the same name, or one account that does not name two.
    ///
    /// Where the settings give roles, an account is a person, and two are needed.
    static func checkTwoPeople(
        _ proposed: CodeOverride.Act, _ approved: CodeOverride.Act, hasRoles: Bool
    ) throws {
        func folded(_ act: CodeOverride.Act) -> String { (act.actor ?? act.user).lowercased() }
        if folded(proposed) == folded(approved) {
            throw Failure(
                .notPermitted, "codes override approve: not permitted: who proposed it cannot approve it: ask another")
        }
        guard proposed.user == approved.user else { return }
        if hasRoles {
            throw Failure(
                .notPermitted,
                "codes override approve: not permitted: it was proposed from this account: another has to approve it")
        }
        if proposed.actor == nil || approved.actor == nil {
            throw Failure(
                .notPermitted,
                "codes override approve: not permitted: one account did both: each must be named by --actor, or come "
                    + "from an account of its own")
        }
    }

    private static func act(_ asked: AccessRequest) -> CodeOverride.Act {
        let actor = asked.actor.map { String($0.trimmingCharacters(in: .whitespacesAndNewlines).prefix(100)) }
        return CodeOverride.Act(user: asked.user.name, actor: actor == "" ? nil : actor, at: asked.now)
    }

    private static func rule(_ workspace: Workspace) throws -> (CodeRule, String) {
        guard let rule = workspace.policy.codes else {
            throw Failure(
                .usage, "codes: policy \(workspace.policy.id) has none: choose one with a codes section")
        }
        return (rule, workspace.policy.id)
    }

    /// The day that overrides are counted from: no run into the future makes one last longer.
    private static func today(_ workspace: Workspace, _ files: RunFiles, now: Int64) -> Int32 {
        let zone = workspace.settings.zone
        return min(zone.localDay(at: files.run.key.asOf), zone.localDay(at: now))
    }

    private static func lastDay(
        _ text: String, from firstDay: Int32, _ rule: CodeRule, _ workspace: Workspace
    ) throws -> Int32 {
        let zone = workspace.settings.zone
        guard text.count == 10, let end = AsOf(text, zone: zone) else {
            throw Failure(.usage, "--until: \(text) is no day: write 2020-02-10")
        }
        let day = zone.localDay(at: end.moment)
        let last = firstDay + Int32(rule.overrides.maxDays)
        guard (firstDay...last).contains(day) else {
            throw Failure(
                .usage,
                "--until: \(text) is not from \(CivilDate(dayNumber: firstDay).text) to "
                    + "\(CivilDate(dayNumber: last).text), which the policy allows as of the latest run")
        }
        return day
    }

    /// The colour that the rules gave, whatever was shown.
    private static func ruled(_ row: RunTable.Row) -> CodeColour? {
        let channels = ["discipline", "risk"].compactMap { row[$0].flatMap(CodeColour.init(rawValue:)) }
        return channels.max()
    }

    private static func find(_ number: Int64, _ workspace: Workspace) throws -> CodeOverride {
        let all = try workspace.ledger.read { try $0.codeOverrides() }
        guard let found = all.first(where: { $0.number == number }) else { throw unknown(number) }
        return found
    }

    private static func unknown(_ number: Int64) -> Failure {
        Failure(.usage, "override \(number): there is none; `tracegrid codes override list` names them")
    }
}
