internal import GRDB

extension Ledger {
    /// Lists a segment in place of others that hold the same rows, in one transaction.
    ///
    /// Throws, and changes nothing, where one of the others is not listed.
    public func replaceSegments(_ names: [String], by segment: SegmentRecord) throws(LedgerError) {
        try write { database in
            for name in names {
                try database.execute(sql: "DELETE FROM segment WHERE name = ?", arguments: [name])
                guard database.changesCount == 1 else { throw LedgerError.damaged(table: "segment", column: "name") }
            }
            try insert([segment], in: database)
        }
    }
}
