internal import Foundation
internal import GRDB
internal import Synchronization

/// The workspace's SQLite file: registry, cases, deliveries, segments, runs and findings.
///
/// Write-ahead log and full synchronisation: what a call has stored survives a power cut, and readers never wait for
/// the writer. Every writing call is one transaction: wholly in or not at all.
public final class Ledger: Sendable {
    let pool: DatabasePool
    /// A small fact that all reading relies on.
    private let relied = Mutex<(key: String, value: String)?>(nil)

    /// Opens the file, makes it where there is none, and brings its schema forward.
    ///
    /// SQLite gives its side files the mode of the main one: create that with mode 0600 first where it matters.
    ///
    /// - Parameter isReadOnly: whether to change nothing, not even the schema; an older one is then refused.
    public init(path: String, isReadOnly: Bool = false) throws(LedgerError) {
        var configuration = Configuration()
        configuration.label = "tracegrid.sqlite"
        configuration.foreignKeysEnabled = true
        configuration.readonly = isReadOnly
        // Only one process writes at a time (the workspace lock); this covers a checkpoint under way.
        configuration.busyMode = .timeout(10)
        // What is deleted is overwritten, so that free space holds nobody.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            let migrator = Schema.migrator
            if try pool.read(migrator.hasBeenSuperseded) { throw LedgerError.newerSchema(path: path) }
            if isReadOnly {
                if try !pool.read(migrator.hasCompletedMigrations) { throw LedgerError.olderSchema(path: path) }
                return
            }
            // Only now: turning the write-ahead log on, GRDB sets the writing connection to NORMAL.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            try migrator.migrate(pool)
        } catch let error as LedgerError {
            throw error
        } catch let error as DatabaseError {
            let reason = error.message ?? "SQLite \(error.resultCode.rawValue)"
            if [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
                throw .unreadable(path: path, reason: reason)
            }
            throw .cannotOpen(path: path, reason: reason)
        } catch {
            throw .cannotOpen(path: path, reason: "the system refused")
        }
    }

    /// Reads in one snapshot: everything a closure asks for belongs to the same moment.
    ///
    /// The snapshot must not leave the closure. Errors of the closure pass through.
    public func read<Value>(_ body: (LedgerSnapshot) throws -> Value) throws -> Value {
        do {
            return try pool.read { database in
                let snapshot = LedgerSnapshot(database: database)
                if let fact = relied.withLock(\.self), let value = try snapshot.meta(fact.key), value != fact.value {
                    throw LedgerError.changedMeanwhile
                }
                return try body(snapshot)
            }
        } catch let error as DatabaseError {
            throw LedgerError(error)
        }
    }

    /// Keeps a small fact about the workspace, such as the fingerprint of one of its keys.
    public func setMeta(_ value: String, for key: String) throws(LedgerError) {
        try write { database in
            try database.execute(
                sql: "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                arguments: [key, value])
        }
    }

    /// Lets all reading fail with ``LedgerError/changedMeanwhile`` once a small fact is another one; nil relies on none.
    public func rely(on value: String?, for key: String) { relied.withLock { $0 = value.map { (key, $0) } } }

    /// Closes the file; every later call fails.
    public func close() throws(LedgerError) { try translating { try pool.close() } }

    /// One transaction.
    func write<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        try translating { try pool.write(body) }
    }
}
