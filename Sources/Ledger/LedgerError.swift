internal import GRDB

/// What can go wrong with the ledger; no case carries a value of a row.
public enum LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file could not be opened or made.
    case cannotOpen(path: String, reason: String)
    /// The file is no database any more.
    case unreadable(path: String, reason: String)
    /// A later version of TraceGrid wrote the file.
    case newerSchema(path: String)
    /// An earlier version of TraceGrid wrote the file, and it was opened for reading only.
    case olderSchema(path: String)
    /// The same bytes were taken in before, as this file number.
    case fileAlreadyIngested(sha256: String, number: UInt32)
    /// The file number was given away meanwhile.
    case fileNumberTaken(number: UInt32)
    /// Rows read are not accepted + rejected + duplicate.
    case accounting(sha256: String, read: Int, accepted: Int, rejected: Int, duplicate: Int)
    /// There is no such run, or it is complete already.
    case noUnfinishedRun(id: String)
    /// A stored value is not what the program writes.
    case damaged(table: String, column: String)
    /// A small fact about the workspace that its reader relies on is another one since he began.
    case changedMeanwhile
    /// SQLite refused.
    case refused(code: Int, reason: String)

    /// One line: what, where and the mend.
    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "\(path): cannot be opened: \(reason); check that the folder exists and is writable, and that the disk has room"
        case .unreadable(let path, let reason):
            "\(path): damaged: \(reason); restore it from a backup (docs/recovery.md)"
        case .newerSchema(let path):
            "\(path): written by a later version of tracegrid; use that version or a backup"
        case .olderSchema(let path):
            "\(path): written by an earlier version of tracegrid; run `tracegrid doctor` or a night once to bring it forward"
        case .fileAlreadyIngested(let sha256, let number):
            "the file \(sha256.prefix(12)) was taken in before as number \(number); nothing to do"
        case .fileNumberTaken(let number):
            "file number \(number) is taken; ask for the next number and ingest the file again"
        case .accounting(let sha256, let read, let accepted, let rejected, let duplicate):
            "the rows of file \(sha256.prefix(12)) do not add up: \(read) read, but \(accepted) accepted + \(rejected) "
                + "rejected + \(duplicate) duplicate; nothing was stored, report this"
        case .noUnfinishedRun(let id):
            "run \(id) was not started or is complete already; start it again"
        case .damaged(let table, let column):
            "tracegrid.sqlite: \(table).\(column) holds what tracegrid never writes; restore the file from its backup"
        case .changedMeanwhile:
            "the pseudonym key was replaced while this command ran: run it again"
        case .refused(let code, _) where code & 0xff == 13:
            "tracegrid.sqlite: no space left on the disk; nothing was stored, free some and run again"
        case .refused(let code, let reason) where [11, 26].contains(code & 0xff):
            "tracegrid.sqlite: \(reason) (SQLite \(code)); nothing was stored, run `tracegrid doctor`"
        case .refused(let code, let reason):
            "tracegrid.sqlite: refused (SQLite \(code)): \(reason); nothing was stored"
        }
    }

    /// Whether SQLite objected to what the rows say (a constraint), not to the state of disk or file.
    public var isAboutTheRows: Bool {
        if case .refused(let code, _) = self { code & 0xff == 19 } else { false }
    }

    /// SQLite's own words, which name tables and columns but never bound values.
    init(_ error: DatabaseError) {
        self = .refused(code: Int(error.extendedResultCode.rawValue), reason: error.message ?? "no reason given")
    }
}

/// Runs a piece of work and turns SQLite's errors into the ledger's.
func translating<Value>(_ body: () throws -> Value) throws(LedgerError) -> Value {
    do {
        return try body()
    } catch let error as LedgerError {
        throw error
    } catch let error as DatabaseError {
        throw LedgerError(error)
    } catch {
        throw .refused(code: 0, reason: "unexpected failure while talking to the database")
    }
}
