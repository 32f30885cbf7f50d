internal import GRDB
public import Vocabulary

/// A purge as the ledger knows it.
public struct PurgeRecord: Hashable, Sendable {
    /// How far it is: nothing changed; the ledger has forgotten, files go; all is gone.
    public enum State: String, Sendable { case planned, deleting, done }
    /// Number, never used twice; the as-of moment, UTC.
    public var number: Int64, asOf: Int64
    /// How far it is.
    public var state: State
    /// Text of the certificate and its SHA-256, once it is deleting.
    public var certificate: String?, sha256: String?
}

/// What a purge takes out of the ledger, and what comes in its place.
public struct PurgeBatch: Sendable {
    /// Segments that are listed no more, and those that hold what is kept of them.
    public var removed: [SegmentRecord] = [], rewritten: [SegmentRecord] = []
    /// Registry rows.
    public var facts: [ExpiredFact] = []
    /// Ids of runs.
    public var runs: [String] = []
    /// Paths in the workspace, files and folders, that are removed once the ledger has forgotten.
    public var paths: [String] = []
    /// Disputed rows that are among what goes.
    public var disputed: [DisputedRow] = []
    /// Ids of links between names.
    public var links: [String] = []
    /// Numbers of overrides of health codes.
    public var overrides: [Int64] = []
    /// Last day before which holds have ended.
    public var today: Int32 = 0

    /// Nothing yet.
    public init() {}
}

extension Ledger {
    /// Notes that a purge is planned; gives its number.
    public func planPurge(asOf: Int64, now: Int64) throws(LedgerError) -> Int64 {
        try write { database in
            try database.execute(
                sql: "INSERT INTO purge (as_of, state, started_at) VALUES (?, 'planned', ?)", arguments: [asOf, now])
            return database.lastInsertedRowID
        }
    }

    /// Forgets what a planned purge takes, in one transaction; from then on it goes to its end.
    ///
    /// - Parameters:
    ///   - unreferenced: Of bare identifiers that no row of the ledger names any more, ascending, those that nothing
    ///     else does; their sealed identities go too.
    ///   - certificate: The certificate's text and digest, from the number of identities that went.
    public func commitPurge(
        _ number: Int64, _ batch: PurgeBatch, unreferenced: ([Pseudonym]) throws -> [Pseudonym],
        certificate: (Int) throws -> (text: String, sha256: String)
    ) throws {
        do {
            try pool.write { database in
                let remover = PurgeRemover(database: database)
                try remover.remove(batch)
                try insert(batch.rewritten, in: database)
                let identities = try unreferenced(try remover.unnamedIdentities())
                try remover.removeIdentities(identities)
                let (text, sha256) = try certificate(identities.count)
                for path in batch.paths {
                    try database.execute(sql: "INSERT INTO purge_path VALUES (?, ?)", arguments: [number, path])
                }
                try database.execute(
                    sql: "UPDATE purge SET state = 'deleting', certificate = ?, sha256 = ? WHERE number = ?",
                    arguments: [text, sha256, number])
            }
        } catch let error as DatabaseError {
            throw LedgerError(error)
        }
    }

    /// Takes a planned purge back: it never happened.
    public func discardPurge(_ number: Int64) throws(LedgerError) {
        try write { database in
            try database.execute(
                sql: "DELETE FROM purge WHERE number = ? AND state = 'planned'", arguments: [number])
        }
    }

    /// Marks a purge as done and forgets its paths, which its certificate lists.
    public func finishPurge(_ number: Int64) throws(LedgerError) {
        try write { database in
            try database.execute(sql: "DELETE FROM purge_path WHERE purge = ?", arguments: [number])
            try database.execute(
                sql: "UPDATE purge SET state = 'done' WHERE number = ? AND state = 'deleting'", arguments: [number])
        }
    }

    /// Leaves nothing of deleted rows in the file: pages are written anew without gaps, the write-ahead log is emptied.
    ///
    /// False where a reader still holds older pages, so that the log could not be emptied. SQLite's own copy on the way
    /// lies, without a name, in `folder`.
    public func scrub(temporariesIn folder: String) throws(LedgerError) -> Bool {
        try translating {
            try pool.writeWithoutTransaction { database in
                let quoted = folder.replacing("'", with: "''")
                try database.execute(sql: "PRAGMA temp_store_directory = '\(quoted)'")
                try database.execute(sql: "VACUUM")
                try database.execute(sql: "PRAGMA temp_store_directory = ''")
                let busy = try Int.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                return busy == 0
            }
        }
    }
}

extension LedgerSnapshot {
    /// Purges by number; nil: of all states.
    public func purges(_ state: PurgeRecord.State? = nil) throws(LedgerError) -> [PurgeRecord] {
        try list(
            "purge", "SELECT * FROM purge WHERE ?1 IS NULL OR state = ?1 ORDER BY number", [state?.rawValue]
        ) { row throws(LedgerError) in
            PurgeRecord(
                number: try row.integer("number"), asOf: try row.integer("as_of"),
                state: try row.word("state", as: PurgeRecord.State.self), certificate: row.optionalText("certificate"),
                sha256: row.optionalText("sha256"))
        }
    }

    /// Paths that a purge has still to remove.
    public func paths(ofPurge number: Int64) throws(LedgerError) -> [String] {
        try list("purge_path", "SELECT path FROM purge_path WHERE purge = ? ORDER BY path", [number]) {
            row throws(LedgerError) in try row.text("path")
        }
    }
}
