internal import Foundation
internal import GRDB
public import Vocabulary

/// A pseudonym key that was replaced.
public struct FormerKey: Hashable, Sendable {
    /// Number in the ledger, and fingerprint.
    public var number: Int64, fingerprint: String
    /// Number of the last run whose folder bears its pseudonyms; when it was replaced (UTC).
    public var lastRun: Int64, replacedAt: Int64
}

/// An id that goes on under the name by which people know it.
public struct KeptID: Hashable, Sendable {
    /// What the present key makes of its parts, and the id that is shown.
    public var made: String, kept: String
    /// Whom it is about.
    public var person: Pseudonym

    /// An id.
    public init(made: String, kept: String, person: Pseudonym) {
        self.made = made
        self.kept = kept
        self.person = person
    }
}

extension LedgerSnapshot {
    /// Keys that were replaced, the oldest first.
    public func formerKeys() throws(LedgerError) -> [FormerKey] {
        try list("former_key", "SELECT * FROM former_key ORDER BY number") { row throws(LedgerError) in
            FormerKey(
                number: try row.integer("number"), fingerprint: try row.text("fingerprint"),
                lastRun: try row.integer("last_run"), replacedAt: try row.integer("replaced_at"))
        }
    }

    /// The sealed pairs of old and present pseudonyms of a key that was replaced.
    public func formerNames(of key: Int64) throws(LedgerError) -> [[UInt8]] {
        try list("former_name", "SELECT sealed FROM former_name WHERE key = ? ORDER BY part", [key]) {
            row throws(LedgerError) in try row.bytes("sealed")
        }
    }

    /// Keys that were replaced, of which a run's folder still bears the pseudonyms.
    public func formerKeysOfRuns() throws(LedgerError) -> Set<Int64> {
        Set(
            try list(
                "former_key",
                """
                SELECT number FROM former_key AS own
                WHERE EXISTS (
                    SELECT * FROM run WHERE number <= own.last_run AND number > coalesce(
                        (SELECT max(last_run) FROM former_key WHERE number < own.number), 0))
                """
            ) { row throws(LedgerError) in try row.integer("number") })
    }

    /// The key under whose pseudonyms a run was written; nil: the present one.
    public func formerKey(ofRun runID: String) throws(LedgerError) -> Int64? {
        try translating {
            try Int64.fetchOne(
                database,
                sql: """
                    SELECT min(former_key.number) FROM former_key
                    WHERE last_run >= (SELECT number FROM run WHERE run_id = ?)
                    """, arguments: [runID])
        }
    }

    /// Ids that are not those that the present key makes.
    public func keptIDs() throws(LedgerError) -> [KeptID] {
        try list("kept_id", "SELECT * FROM kept_id ORDER BY made") { row throws(LedgerError) in
            KeptID(made: try row.text("made"), kept: try row.text("kept"), person: try row.pseudonym("person"))
        }
    }
}

extension Ledger {
    /// Puts other lists of names in the place of those of a key that was replaced.
    public func replaceFormerNames(_ names: [[UInt8]], of key: Int64) throws(LedgerError) {
        try write { database in try Ledger.put(names, of: key, in: database) }
    }

    static func put(_ names: [[UInt8]], of key: Int64, in database: Database) throws {
        try database.execute(sql: "DELETE FROM former_name WHERE key = ?", arguments: [key])
        for (part, sealed) in names.enumerated() {
            try database.execute(
                sql: "INSERT INTO former_name VALUES (?, ?, ?)", arguments: [key, part, Data(sealed)])
        }
    }
}
