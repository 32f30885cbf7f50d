internal import GRDB

/// A prepared "put this row, unless it says nothing new" for one table.
struct Upsert {
    private let statement: Statement
    private let database: Database

    /// A row is the same row if `key` is equal; it says something new if one of `compare` differs.
    ///
    /// Without `compare` the first row of a key stays.
    init(_ database: Database, table: String, key: [String], values: [String], compare: [String]) throws {
        let columns = key + values
        var sql = """
            INSERT INTO \(table) (\(columns.joined(separator: ", ")))
            VALUES (\(columns.map { _ in "?" }.joined(separator: ", "))) ON CONFLICT (\(key.joined(separator: ", "))) DO
            """
        if compare.isEmpty {
            sql += " NOTHING"
        } else {
            sql += " UPDATE SET " + values.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
            sql += " WHERE (" + compare.map { "\(table).\($0)" }.joined(separator: ", ") + ")"
            sql += " IS NOT (" + compare.map { "excluded.\($0)" }.joined(separator: ", ") + ")"
        }
        self.database = database
        statement = try database.makeStatement(sql: sql)
    }

    /// Puts a row, key first; whether the table changed.
    func put(_ values: [(any DatabaseValueConvertible)?]) throws -> Bool {
        try statement.execute(arguments: StatementArguments(values))
        return database.changesCount > 0
    }
}
