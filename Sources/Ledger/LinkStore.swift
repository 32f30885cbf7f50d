internal import Foundation
internal import GRDB
public import Vocabulary

extension Ledger {
    /// Keeps links that are not known yet, and what speaks for those that nobody decided about; gives how many are new.
    public func put(_ links: [IdentityLink]) throws(LedgerError) -> Int {
        try write { database in
            let before = try Int.fetchOne(database, sql: "SELECT count(*) FROM identity_link") ?? 0
            for link in links {
                try database.execute(
                    sql: """
                        INSERT INTO identity_link VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (link_id) DO UPDATE SET
                            from_time = excluded.from_time, until_time = excluded.until_time,
                            suggested_from = excluded.suggested_from, suggested_until = excluded.suggested_until,
                            confidence = excluded.confidence, reasons = excluded.reasons
                        WHERE state = 'suggested'
                        """,
                    arguments: [
                        link.linkID, link.kind.rawValue, link.one.data, link.other.data, link.from, link.until,
                        link.suggestedFrom, link.suggestedUntil, link.confidence, WordList.text(link.reasons),
                        link.state.rawValue, link.madeAt,
                    ])
            }
            return (try Int.fetchOne(database, sql: "SELECT count(*) FROM identity_link") ?? 0) - before
        }
    }

    /// Writes a decision down, and gives the link its state and dates.
    public func decide(_ decision: LinkDecision) throws(LedgerError) {
        try write { database in
            try database.execute(
                sql: "UPDATE identity_link SET state = ?, from_time = ?, until_time = ? WHERE link_id = ?",
                arguments: [decision.state.rawValue, decision.from, decision.until, decision.linkID])
            try database.execute(
                sql: """
                    INSERT INTO link_decision (link_id, state, at, by, reason, from_time, until_time)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    decision.linkID, decision.state.rawValue, decision.at, decision.by, decision.reason, decision.from,
                    decision.until,
                ])
        }
    }
}

extension LedgerSnapshot {
    /// All links, by id.
    public func links() throws(LedgerError) -> [IdentityLink] { try links("true", []) }

    /// The link of an id.
    public func link(_ linkID: String) throws(LedgerError) -> IdentityLink? { try links("link_id = ?", [linkID]).first }

    /// Links of which one side is a name, by id.
    public func links(of name: Pseudonym) throws(LedgerError) -> [IdentityLink] {
        try links("one = ?1 OR other = ?1", [name.data])
    }

    /// Links that were made, and last decided about, before a moment, by id.
    public func links(before moment: Int64) throws(LedgerError) -> [IdentityLink] {
        try links(
            "made_at < ?1 AND link_id NOT IN (SELECT link_id FROM link_decision WHERE at >= ?1)", [moment])
    }

    private func links(_ condition: String, _ arguments: StatementArguments) throws(LedgerError) -> [IdentityLink] {
        try list(
            "identity_link", "SELECT * FROM identity_link WHERE \(condition) ORDER BY link_id", arguments
        ) { row throws(LedgerError) in
            var link = IdentityLink(
                linkID: try row.text("link_id"), kind: try row.word("kind", as: IdentityLink.Kind.self),
                between: try row.pseudonym("one"), and: try row.pseudonym("other"),
                from: row.optionalInteger("from_time"), until: row.optionalInteger("until_time"),
                confidence: try row.number("confidence"), reasons: WordList.words(try row.text("reasons")),
                state: try row.word("state", as: IdentityLink.State.self), madeAt: try row.integer("made_at"))
            link.suggestedFrom = row.optionalInteger("suggested_from")
            link.suggestedUntil = row.optionalInteger("suggested_until")
            return link
        }
    }

    /// All decisions about a link, in their order.
    public func decisions(of linkID: String) throws(LedgerError) -> [LinkDecision] {
        try list(
            "link_decision", "SELECT * FROM link_decision WHERE link_id = ? ORDER BY number", [linkID]
        ) { row throws(LedgerError) in
            LinkDecision(
                linkID: try row.text("link_id"), state: try row.word("state", as: IdentityLink.State.self),
                at: try row.integer("at"), by: try row.text("by"), reason: try row.text("reason"),
                from: row.optionalInteger("from_time"), until: row.optionalInteger("until_time"))
        }
    }
}
