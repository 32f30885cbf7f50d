internal import GRDB

extension Ledger {
    /// Copies the whole file as of one moment while others read and write it (SQLite's online backup), looks whether
    /// the copy is whole, and gives what a closure reads from it.
    ///
    /// The copy is one file without a write-ahead log; it must not be there yet. Throws ``LedgerError/unreadable`` where
    /// the copy is damaged, which means that this file is.
    public func copy<Value>(to path: String, _ body: (LedgerSnapshot) throws -> Value) throws -> Value {
        var configuration = Configuration()
        configuration.label = "copy of tracegrid.sqlite"
        do {
            let target = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? target.close() }
            try pool.backup(to: target)
            return try target.writeWithoutTransaction { database in
                // Before the look at it, so that nothing lies beside the copy.
                _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
                if let fault = try String.fetchOne(database, sql: "PRAGMA quick_check"), fault != "ok" {
                    throw LedgerError.unreadable(path: "tracegrid.sqlite", reason: fault)
                }
                return try body(LedgerSnapshot(database: database))
            }
        } catch let error as DatabaseError {
            throw LedgerError(error)
        }
    }
}
