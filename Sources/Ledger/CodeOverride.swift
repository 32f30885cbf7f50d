internal import Foundation
internal import GRDB
public import Vocabulary

/// A colour that two named people put in place of the rules' for a time.
public struct CodeOverride: Hashable, Sendable {
    /// Who did something, and when: the account, the name that was given beside it, UTC seconds.
    public struct Act: Hashable, Sendable {
        public var user: String, actor: String?, at: Int64

        /// An act.
        public init(user: String, actor: String?, at: Int64) {
            self.user = user
            self.actor = actor
            self.at = at
        }

        /// Both names, as lists print them.
        public var name: String { actor.map { "\($0) (\(user))" } ?? user }
    }
    /// How far it is: proposed, approved, or ended by a refusal or by being taken back.
    public enum State: String, CaseIterable, Sendable { case proposed, approved, rejected, revoked }
    /// Number in the ledger; 0 before it is proposed.
    public var number: Int64
    /// Whose code, and the colour that it gets.
    public var person: Pseudonym, colour: CodeColour
    /// A word of the policy's list.
    public var reason: String
    /// What the rules gave when it was proposed; it holds for nothing worse.
    public var ruled: CodeColour
    /// First and last local day on which it holds, as day numbers.
    public var firstDay: Int32, lastDay: Int32
    /// How far it is, and who brought it there.
    public var state: State
    public var proposed: Act, approved: Act?, ended: Act?

    /// A proposal.
    public init(
        person: Pseudonym, colour: CodeColour, reason: String, ruled: CodeColour, firstDay: Int32, lastDay: Int32,
        proposed: Act
    ) {
        number = 0
        self.person = person
        self.colour = colour
        self.reason = reason
        self.ruled = ruled
        self.firstDay = firstDay
        self.lastDay = lastDay
        state = .proposed
        self.proposed = proposed
    }
}

extension Ledger {
    /// Writes a proposal down; gives its number.
    public func propose(_ override: CodeOverride) throws(LedgerError) -> Int64 {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO code_override (person, colour, reason, ruled, first_day, last_day, state,
                        proposed_user, proposed_actor, proposed_at)
                    VALUES (?, ?, ?, ?, ?, ?, 'proposed', ?, ?, ?)
                    """,
                arguments: [
                    override.person.data, override.colour.rawValue, override.reason, override.ruled.rawValue,
                    override.firstDay, override.lastDay, override.proposed.user, override.proposed.actor,
                    override.proposed.at,
                ])
            return database.lastInsertedRowID
        }
    }

    /// Approves a proposal; false where there is none of the number that waits.
    ///
    /// The schema itself refuses who proposed it, by account and name.
    public func approveOverride(_ number: Int64, _ act: CodeOverride.Act) throws(LedgerError) -> Bool {
        try step(number, from: ["proposed"], to: .approved, "approved", act)
    }

    /// Ends a proposal or an override; false where there is none of the number that stands.
    public func endOverride(
        _ number: Int64, _ state: CodeOverride.State, _ act: CodeOverride.Act
    ) throws(LedgerError) -> Bool {
        try step(number, from: state == .rejected ? ["proposed"] : ["proposed", "approved"], to: state, "ended", act)
    }

    private func step(
        _ number: Int64, from states: [String], to state: CodeOverride.State, _ name: String, _ act: CodeOverride.Act
    ) throws(LedgerError) -> Bool {
        let open = states.map { "'\($0)'" }.joined(separator: ", ")
        return try write { database in
            try database.execute(
                sql: """
                    UPDATE code_override SET state = ?, \(name)_user = ?, \(name)_actor = ?, \(name)_at = ?
                    WHERE number = ? AND state IN (\(open))
                    """, arguments: [state.rawValue, act.user, act.actor, act.at, number])
            return database.changesCount > 0
        }
    }
}

extension LedgerSnapshot {
    /// Overrides by number, decided or not.
    public func codeOverrides() throws(LedgerError) -> [CodeOverride] {
        try list("code_override", "SELECT * FROM code_override ORDER BY number") { row throws(LedgerError) in
            func act(_ name: String) throws(LedgerError) -> CodeOverride.Act? {
                guard let user = row.optionalText("\(name)_user") else { return nil }
                return CodeOverride.Act(
                    user: user, actor: row.optionalText("\(name)_actor"), at: try row.integer("\(name)_at"))
            }
            guard let proposed = try act("proposed") else {
                throw LedgerError.damaged(table: "code_override", column: "proposed_user")
            }
            var found = CodeOverride(
                person: try row.pseudonym("person"), colour: try row.word("colour", as: CodeColour.self),
                reason: try row.text("reason"), ruled: try row.word("ruled", as: CodeColour.self),
                firstDay: try row.whole("first_day", as: Int32.self),
                lastDay: try row.whole("last_day", as: Int32.self),
                proposed: proposed)
            found.number = try row.integer("number")
            found.state = try row.word("state", as: CodeOverride.State.self)
            found.approved = try act("approved")
            found.ended = try act("ended")
            return found
        }
    }
}
