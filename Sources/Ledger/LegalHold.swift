internal import GRDB
public import Vocabulary

/// An order to keep what would be purged: about a case, a person, or a delivered file.
public struct LegalHold: Hashable, Sendable {
    /// What it keeps.
    public enum Kind: String, CaseIterable, Sendable { case `case`, person, file }
    /// Number in the ledger; 0 before it is placed.
    public var number: Int64
    /// What it keeps, and which: a case id, a pseudonym, or a file's SHA-256.
    public var kind: Kind, target: String
    /// Why, by whom and when it was placed (UTC).
    public var reason: String, placedBy: String, placedAt: Int64
    /// Last local day on which it holds, as a day number.
    public var lastDay: Int32

    /// A hold.
    public init(
        number: Int64 = 0, kind: Kind, target: String, reason: String, placedBy: String, placedAt: Int64, lastDay: Int32
    ) {
        self.number = number
        self.kind = kind
        self.target = target
        self.reason = reason
        self.placedBy = placedBy
        self.placedAt = placedAt
        self.lastDay = lastDay
    }
}

extension Ledger {
    /// Places a hold; gives its number.
    public func place(_ hold: LegalHold) throws(LedgerError) -> Int64 {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO legal_hold (kind, target, reason, placed_by, placed_at, last_day)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    hold.kind.rawValue, hold.target, hold.reason, hold.placedBy, hold.placedAt, hold.lastDay,
                ])
            return database.lastInsertedRowID
        }
    }

    /// Ends a hold; false where there is none of the number.
    public func releaseHold(_ number: Int64) throws(LedgerError) -> Bool {
        try write { database in
            try database.execute(sql: "DELETE FROM legal_hold WHERE number = ?", arguments: [number])
            return database.changesCount > 0
        }
    }
}

extension LedgerSnapshot {
    /// Holds by number; with a day, those that still hold on it.
    public func holds(on day: Int32? = nil) throws(LedgerError) -> [LegalHold] {
        try list(
            "legal_hold", "SELECT * FROM legal_hold WHERE ?1 IS NULL OR last_day >= ?1 ORDER BY number", [day]
        ) { row throws(LedgerError) in
            LegalHold(
                number: try row.integer("number"), kind: try row.word("kind", as: LegalHold.Kind.self),
                target: try row.text("target"), reason: try row.text("reason"), placedBy: try row.text("placed_by"),
                placedAt: try row.integer("placed_at"), lastDay: try row.whole("last_day", as: Int32.self))
        }
    }

    /// Persons who were contacts of a case in some complete run, and ids of the runs that had them.
    public func contacts(of caseID: String) throws(LedgerError) -> (persons: Set<Pseudonym>, runs: Set<String>) {
        let found = try list(
            "found_contact",
            """
            SELECT DISTINCT person, run_id FROM found_contact JOIN run ON run.number = run WHERE case_id = ?
            """, [caseID]
        ) { row throws(LedgerError) in (try row.pseudonym("person"), try row.text("run_id")) }
        return (Set(found.map(\.0)), Set(found.map(\.1)))
    }

    /// Ids of the runs that found something about one of some persons.
    public func runs(naming persons: Set<Pseudonym>) throws(LedgerError) -> Set<String> {
        var runs: Set<String> = []
        for person in persons {
            runs.formUnion(
                try list(
                    "run",
                    """
                    SELECT run_id FROM run WHERE number IN (
                        SELECT run FROM found_contact WHERE person = ?1
                        UNION SELECT run FROM found_undeclared WHERE subject = ?1
                        UNION SELECT run FROM task WHERE person = ?1)
                        OR EXISTS (SELECT 1 FROM found_code WHERE found_code.run = run.number AND person = ?1)
                    """, [person.data]
                ) { row throws(LedgerError) in try row.text("run_id") })
        }
        return runs
    }

    /// Identifiers of a registry entry.
    public func identifiers(of person: Pseudonym) throws(LedgerError) -> [Pseudonym] {
        try list(
            "person_identifier", "SELECT identifier FROM person_identifier WHERE person = ? ORDER BY identifier",
            [person.data]
        ) { row throws(LedgerError) in try row.pseudonym("identifier") }
    }
}
