internal import GRDB
internal import Vocabulary

/// The deletions of one purge, inside its transaction.
struct PurgeRemover {
    let database: Database

    /// Segments, registry rows and runs; a run's findings go with it.
    func remove(_ batch: PurgeBatch) throws {
        for segment in batch.removed {
            try database.execute(sql: "DELETE FROM segment WHERE name = ?", arguments: [segment.name])
        }
        for (fact, rows) in Dictionary(grouping: batch.facts, by: \.fact) {
            let condition = fact.key.map { "\($0) = ?" }.joined(separator: " AND ")
            let statement = try database.makeStatement(sql: "DELETE FROM \(fact.rawValue) WHERE \(condition)")
            for row in rows { try statement.execute(arguments: StatementArguments(row.key)) }
        }
        for run in batch.runs { try database.execute(sql: "DELETE FROM run WHERE run_id = ?", arguments: [run]) }
        for link in batch.links {
            try database.execute(sql: "DELETE FROM link_decision WHERE link_id = ?", arguments: [link])
            try database.execute(sql: "DELETE FROM identity_link WHERE link_id = ?", arguments: [link])
        }
        for number in batch.overrides {
            try database.execute(sql: "DELETE FROM code_override WHERE number = ?", arguments: [number])
        }
        for row in batch.disputed {
            try database.execute(
                sql: "UPDATE disputed_row SET digest = NULL, is_purged = 1 WHERE file = ? AND line = ?",
                arguments: [row.file, row.line])
        }
        try database.execute(
            sql: """
                DELETE FROM disputed_subject
                WHERE appeal NOT IN (SELECT appeal FROM disputed_row WHERE is_purged = 0)
                """)
        try database.execute(sql: "DELETE FROM legal_hold WHERE last_day < ?", arguments: [batch.today])
        try removeKeptIDs()
    }

    /// Ids from before a pseudonym key was replaced go with the last that was found about their person.
    private func removeKeptIDs() throws {
        try database.execute(
            sql: """
                DELETE FROM kept_id WHERE person NOT IN (
                    SELECT person FROM found_contact UNION SELECT subject FROM found_undeclared
                    UNION SELECT person FROM task UNION SELECT one FROM identity_link
                    UNION SELECT other FROM identity_link)
                AND kept NOT IN (SELECT id FROM found_row)
                """)
    }

    /// Bare identifiers with a sealed identity that no row of the ledger names, ascending.
    ///
    /// Health codes that runs showed do not count: they follow from other rows, and are as many as people and runs.
    func unnamedIdentities() throws -> [Pseudonym] {
        let named = [
            "SELECT pseudonym FROM person", "SELECT identifier FROM person_identifier",
            "SELECT id_number FROM declaration", "SELECT phone FROM declaration", "SELECT id_number FROM checkin",
            "SELECT phone FROM checkin", "SELECT id_number FROM index_case", "SELECT plate FROM itinerary",
            "SELECT subject FROM clue",
            "SELECT one FROM identity_link", "SELECT other FROM identity_link", "SELECT subject FROM disputed_subject",
            "SELECT person FROM found_contact", "SELECT subject FROM found_undeclared", "SELECT person FROM task",
            "SELECT person FROM code_override", "SELECT subject FROM found_row",
        ]
        let sql = "SELECT pseudonym FROM identity EXCEPT \(named.joined(separator: " EXCEPT ")) ORDER BY 1"
        var found: [Pseudonym] = []
        let rows = try Row.fetchCursor(database, sql: sql)
        while let row = try rows.next() {
            found.append(try Pseudonym(data: row[0], table: "identity", column: "pseudonym"))
        }
        return found
    }

    /// Sealed identities, and envelopes that hold nothing any more.
    func removeIdentities(_ identities: [Pseudonym]) throws {
        let statement = try database.makeStatement(sql: "DELETE FROM identity WHERE pseudonym = ?")
        for identity in identities { try statement.execute(arguments: [identity.data]) }
        let used = ["person", "identity", "grid", "declaration", "index_case", "clue", "feedback"]
            .map { "SELECT envelope FROM \($0) WHERE envelope IS NOT NULL" }.joined(separator: " UNION ")
        try database.execute(sql: "DELETE FROM envelope WHERE number NOT IN (\(used))")
    }
}
