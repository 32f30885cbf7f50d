import GRDB
@testable import Ledger

// Stands apart from the tests: GRDB's operators and the test macros do not go into one file.
extension Ledger {
    /// Runs a statement behind the ledger's back.
    func probe(_ sql: String, _ arguments: [String] = []) throws(LedgerError) {
        try write { try $0.execute(sql: sql, arguments: StatementArguments(arguments)) }
    }

    /// First column of a query on the writing connection, as texts.
    func probeTexts(_ sql: String) throws(LedgerError) -> [String] {
        try write { try String.fetchAll($0, sql: sql) }
    }
}
