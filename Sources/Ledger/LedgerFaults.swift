internal import GRDB

extension Ledger {
    /// What SQLite finds wrong with the file: pages, indexes, constraints, references; empty where all is whole.
    ///
    /// Lines name tables, indexes and pages, never values.
    public func faults() throws(LedgerError) -> [String] {
        try translating {
            try pool.read { database in
                let pages = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
                let orphans = try String.fetchAll(
                    database, sql: "SELECT DISTINCT \"table\" FROM pragma_foreign_key_check")
                return pages + orphans.map { "rows of \($0) refer to rows that are not there" }
            }
        }
    }
}

extension Ledger {
    /// Names of the steps that its schema has taken, in order; all that this version knows, once it is open.
    public func schemaSteps() throws(LedgerError) -> [String] {
        try translating {
            try pool.read { database in
                let taken = Set(try String.fetchAll(database, sql: "SELECT identifier FROM grdb_migrations"))
                return Schema.migrator.migrations.filter(taken.contains)
            }
        }
    }
}
