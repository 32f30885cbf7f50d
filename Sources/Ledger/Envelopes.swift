internal import Foundation
internal import GRDB

extension LedgerSnapshot {
    /// All envelopes by number, oldest first.
    public func envelopes() throws(LedgerError) -> [(number: Int64, bytes: [UInt8])] {
        try list("envelope", "SELECT number, bytes FROM envelope ORDER BY number") { row throws(LedgerError) in
            (try row.integer("number"), try row.bytes("bytes"))
        }
    }
}

extension Ledger {
    /// Puts other bytes into envelopes, all in one transaction, and leaves nothing of the old ones in the file or in
    /// the write-ahead log.
    ///
    /// Throws ``LedgerError/refused(code:reason:)`` where a reader holds the log for longer than ten seconds; the new
    /// bytes then stand, and the call is safe to repeat.
    public func replaceEnvelopes(_ envelopes: [(number: Int64, bytes: [UInt8])]) throws(LedgerError) {
        try translating {
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA secure_delete = ON")
                try database.inTransaction {
                    let statement = try database.makeStatement(sql: "UPDATE envelope SET bytes = ? WHERE number = ?")
                    for envelope in envelopes {
                        try statement.execute(arguments: [Data(envelope.bytes), envelope.number])
                    }
                    return .commit
                }
            }
        }
        try emptyLog()
    }

    /// Leaves nothing in the write-ahead log of what was overwritten in the file.
    ///
    /// Throws ``LedgerError/refused(code:reason:)`` where a reader holds the log for longer than ten seconds.
    public func emptyLog() throws(LedgerError) {
        try translating { try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) } }
    }
}
