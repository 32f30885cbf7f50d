import Foundation
import GRDB
import TestSupport

@testable import Ledger

/// Ledgers of earlier versions: made by that version's own migrations, and filled with what a night of today left in
/// the tables and columns that it had.
///
/// Apart from the tests: GRDB's operators and the test macros do not go into one file.
enum OlderLedger {
    /// Every step of the schema: after each of them somebody may have worked.
    static let steps = Schema.migrator.migrations

    /// Puts a ledger of an earlier version in place of a county's.
    static func put(in county: County, of step: String) throws {
        let path = county.folder + "/tracegrid.sqlite"
        let today = county.scratch.path("today.sqlite")
        // Whoever read it last has closed it, so nothing lies beside it but an empty log.
        for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.moveItem(atPath: path + suffix, toPath: today + suffix)
        }
        let queue = try DatabaseQueue(path: path)
        try Schema.migrator.migrate(queue, upTo: step)
        let place = steps.firstIndex(of: step) ?? steps.startIndex
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            try database.execute(sql: "ATTACH ? AS today", arguments: [today])
            let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'grdb_%'"
            for table in try String.fetchAll(database, sql: names) {
                let columns = try String.fetchAll(
                    database,
                    sql: """
                        SELECT name FROM pragma_table_info(?1) WHERE name IN
                            (SELECT name FROM pragma_table_info(?1, 'today'))
                        """, arguments: [table])
                if columns.isEmpty { continue }
                let list = columns.joined(separator: ", ")
                // SQLite's own table of the highest numbers among them.
                try database.execute(sql: "DELETE FROM \(table)")
                // An older version kept no rows of a list that it did not have.
                let isYounger = table == "found_row" && !steps.prefix(through: place).contains("residence")
                try database.execute(
                    sql: "INSERT INTO \(table) (\(list)) SELECT \(list) FROM today.\(table)"
                        + (isYounger ? " WHERE list <> 'residence'" : ""))
            }
            try database.execute(sql: "DETACH today")
        }
        try queue.close()
        try Tool.shell("chmod 600 '\(path)'")
    }

    /// Runs a statement in a ledger behind everybody's back.
    static func execute(_ sql: String, in path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }
}
