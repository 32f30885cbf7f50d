internal import Foundation
internal import GRDB
internal import Vocabulary

/// The ledger as it stood at one moment; lent by ``Ledger/read(_:)``.
///
/// All lists come in a fixed order that does not depend on the order of arrival where the content allows it.
public struct LedgerSnapshot {
    let database: Database

    init(database: Database) { self.database = database }

    /// A small fact about the workspace.
    public func meta(_ key: String) throws(LedgerError) -> String? {
        try translating { try String.fetchOne(database, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key]) }
    }

    /// A condition that leaves out the rows of a table that stand at some places.
    ///
    /// They are numbers of ours, and few.
    func undisputed(_ table: String, _ places: Set<RowPlace>) -> String {
        if places.isEmpty { return "true" }
        let list = places.sorted().map { "(\($0.file), \($0.line))" }.joined(separator: ", ")
        return "(\(table).file, \(table).line) NOT IN (VALUES \(list))"
    }

    /// Rows of a query, each turned into a value.
    func list<Value>(
        _ table: String, _ sql: String, _ arguments: StatementArguments = StatementArguments(),
        _ value: (Cells) throws(LedgerError) -> Value
    ) throws(LedgerError) -> [Value] {
        try translating {
            var values: [Value] = []
            let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
            while let row = try rows.next() { values.append(try value(Cells(row: row, table: table))) }
            return values
        }
    }
}
