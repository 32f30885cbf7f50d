import Files
import Foundation
import Vault

/// `audit/audit.jsonl` of a workspace: append-only, one chain, shared by all processes.
///
/// It is a file of its own rather than a table: it can bear the system's append-only mark, no reader waits for a
/// night's transactions, and a damaged or restored database does not take its own audit with it.
struct AuditLog {
    private let folder: String
    private let file: AppendFile

    /// Path of the records below a workspace.
    static func path(in workspace: String) -> String { workspace + "/audit/audit.jsonl" }
    /// Path of the key below a workspace.
    static func keyPath(in workspace: String) -> String { workspace + "/keys/audit.key" }

    /// Opens the audit of a workspace; it is made where there is none yet.
    ///
    /// Throws ``Outcome/failed`` where it cannot be written: then nothing may be read.
    init(workspace folder: String) throws {
        self.folder = folder
        let path = AuditLog.path(in: folder)
        file = try AuditLog.failingClosed(path) {
            if !FileSystem.isFolder(folder + "/audit") { try FileSystem.makeFolder(folder + "/audit") }
            return try AppendFile(path: path)
        }
    }

    /// Appends a record; gives the new end of the chain, and how many cut-off lines were mended on the way.
    func append(_ record: AuditRecord) throws -> (head: AuditHead, tornLines: Int) {
        let path = AuditLog.path(in: folder)
        var result = (head: AuditHead.start, tornLines: 0)
        try AuditLog.failingClosed(path) {
            try file.append(reach: 4 * AuditChain.longestLine) { end, isWhole in
                let chain = AuditChain(key: try key(isFirst: end.isEmpty))
                let next = try chain.continuation(of: end, isWhole: isWhole, with: record)
                result = (next.head, next.tornLines)
                return next.bytes
            }
        }
        return result
    }

    /// The key; the first record of an older workspace makes it.
    private func key(isFirst: Bool) throws -> AuditKey {
        let path = AuditLog.keyPath(in: folder)
        if let key = try AuditLog.key(in: folder) { return key }
        guard isFirst else {
            throw Failure(.failed, "\(path) is not here and records were written with it: bring it back from its copy")
        }
        let key = AuditKey.random()
        try AtomicFile.write(Array(key.fileText.utf8), to: path)
        return key
    }

    /// The key of a workspace; nil where there is none.
    static func key(in folder: String) throws -> AuditKey? {
        let path = keyPath(in: folder)
        guard FileSystem.exists(path) else { return nil }
        return try AuditKey(fileText: try FileSystem.readKey(path), file: path)
    }

    /// Turns whatever hinders the audit into one line that says that nothing was read.
    private static func failingClosed<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        func failure(_ what: String) -> Failure { Failure(.failed, "\(what); without audit nothing is read") }
        do {
            return try body()
        } catch let error as Failure {
            throw failure(error.description)
        } catch is AuditFault {
            throw failure(
                "\(path): its last line is not as tracegrid wrote it: see `tracegrid audit verify`, keep the folder "
                    + "audit apart for the inquiry, and only then begin a new one")
        } catch {
            throw failure("\(error)")
        }
    }
}
