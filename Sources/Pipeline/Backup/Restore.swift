import Files
import Ledger
import Publishing
import Vault
import Vocabulary

/// What is asked of `restore`.
public struct RestoreRequest: Sendable {
    /// The folder of backups; the new workspace.
    public var folder: String, target: String
    /// Which backup; nil: the last one.
    public var id: String?
    /// Folder with the keys; nil where they are in the backup.
    public var keys: String?
    /// The lost workspace's own audit, where it is newer than the backup's.
    public var audit: String?

    /// A request.
    public init(folder: String, target: String, id: String? = nil, keys: String? = nil, audit: String? = nil) {
        (self.folder, self.target, self.id, self.keys, self.audit) = (folder, target, id, keys, audit)
    }
}

/// Makes a workspace of a backup.
///
/// Nothing is put over anything: the folder is empty, or holds what an interrupted restore left (``marker``). Settings
/// come last, so that until then the folder is no workspace; before them the audit says that it was restored.
public enum Restore {
    /// Stands in the folder while it is filled.
    private static let marker = ".tmp-restore"
    private static let secrets = ["pseudonym.key", "audit.key", "identity.key"]

    /// Restores, holding every byte and key against what the backup says of them.
    ///
    /// Throws ``Outcome/refused``, with the folder as it was, where the backup is damaged, the folder is not empty, or
    /// a key is missing or another one.
    public static func run(_ request: RestoreRequest, now: Int64, reporter: any Reporter) throws -> RestoreSummary {
        let folder = try BackupFolder(reading: request.folder)
        let ids = try folder.ids()
        guard let id = request.id ?? ids.last, ids.contains(id) else {
            throw Failure(.refused, "\(request.folder): no backup \(request.id ?? "") is here: see --list")
        }
        guard let manifest = try folder.manifest(id) else {
            throw Failure(
                .refused, "\(request.folder): \(id): its list of files is damaged: name another with --backup")
        }
        for file in manifest.files where try !folder.has(file.sha256, bytes: file.bytes) {
            throw damaged(file.path, in: id)
        }
        let keys = try RestoredKeys(request.keys, manifest, folder: folder)
        guard try CertificateFile.isSealed(folder.text(id), by: keys.pseudonymKey) else {
            throw Failure(
                .refused, "\(request.folder): \(id): its list of files was not written by a holder of pseudonym.key")
        }
        let target = request.target
        try begin(target)
        do {
            for (number, file) in manifest.files.enumerated() where !file.path.hasPrefix("keys/") {
                if file.path == "tracegrid.yaml" || (file.path == "audit/audit.jsonl" && request.audit != nil) {
                    continue
                }
                try copy(file, of: folder, to: target, in: id)
                reporter.progress(stage: "restore", rows: number, bytes: file.bytes, totalBytes: nil)
            }
            reporter.stageEnded()
            try keys.write(to: target)
            if let audit = request.audit { try take(audit, for: manifest, to: target) }
            let lost = try AuditReading(workspace: target) {
                $0.event == .begin && $0.number > manifest.audit.records
                    && $0.command.flatMap(AccessCommand.init(rawValue:))?.rights.writes ?? false
            }.records
            let ledger = try Ledger(path: target + "/tracegrid.sqlite")
            let (head, _) = try AuditLog(workspace: target).append(record(id, manifest, now: now))
            try ledger.setMeta(head.description, for: Workspace.auditHeadKey)
            let latest = try ledger.read { ledger in
                (try ledger.files().map(\.ingestedAt).max(), try ledger.runs().first { $0.state == .complete }?.runID)
            }
            try ledger.close()
            for name in Workspace.Folder.allCases { try FileSystem.makeFolder("\(target)/\(name.rawValue)") }
            FileSystem.syncAll()
            for file in manifest.files where file.path == "tracegrid.yaml" {
                try copy(file, of: folder, to: target, in: id)
            }
            try FileSystem.remove("\(target)/\(marker)")
            let workspace = try Workspace(
                folder: target, file: try SettingsFile(of: target), isReadOnly: false, access: nil)
            try KeyMarks.check(workspace, mayWrite: true)
            try Recovery.run(workspace, reporter: reporter)
            return RestoreSummary(
                id: id, manifest: manifest, hasIdentityKey: keys.hasIdentityKey || !workspace.settings.isEncrypted,
                lost: request.audit == nil ? nil : lost, lastDelivery: latest.0, lastRun: latest.1, head: head,
                zone: workspace.settings.zone)
        } catch let error as Failure where error.outcome == .refused {
            try? clear(target)
            throw error
        } catch let error as LedgerError {
            try? clear(target)
            throw Failure(.refused, error.description)
        }
    }

    /// Makes the folder, empties it of what an interrupted restore left, and marks it.
    private static func begin(_ target: String) throws {
        if FileSystem.exists(target) {
            guard FileSystem.isFolder(target) else { throw Failure(.refused, "\(target): is no folder: name one") }
            if let owner = try Ownership(of: target, followingLinks: true), !owner.isOurs {
                throw Failure(.notPermitted, "\(target): belongs to \(owner.owner.text): name a folder of your own")
            }
            let names = try FileSystem.list(target).filter { $0 != "lost+found" }
            // With settings it is a workspace, whatever was forgotten in it.
            guard names.isEmpty || (names.contains(marker) && !names.contains("tracegrid.yaml")) else {
                throw Failure(.refused, "\(target): it exists and is not empty: name a new folder")
            }
            try clear(target)
        }
        try FileSystem.makeFolder(target)
        try AtomicFile.write([], to: "\(target)/\(marker)")
    }

    /// Removes what was restored, the marker last.
    private static func clear(_ target: String) throws {
        for name in try FileSystem.list(target) where name != marker && name != "lost+found" {
            try FileSystem.removeTree("\(target)/\(name)")
        }
        try FileSystem.remove("\(target)/\(marker)")
    }

    private static func damaged(_ path: String, in id: String) -> Failure {
        Failure(
            .refused, "\(id): \(path) is damaged or missing: name another backup with --backup (see backup --verify)")
    }

    /// Writes one file of the backup, if its bytes are those of its digest.
    private static func copy(
        _ file: BackupManifest.Entry, of folder: BackupFolder, to target: String, in id: String
    ) throws {
        let path = "\(target)/\(file.path)"
        try FileSystem.makeFolder(
            path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/"))
        let copy = try AtomicFile(path: path)
        var digest = SHA256Digest()
        try FileSystem.readPieces(of: folder.object(file.sha256), onlyPlainFile: true) { (piece) throws(FileError) in
            digest.update(piece)
            try copy.write(piece)
            return true
        }
        guard digest.hex == file.sha256 else { throw damaged(file.path, in: id) }
        try copy.commit(waitsForDisk: false)
    }

    /// Takes the lost workspace's own audit in place of the backup's, which it must go on from.
    private static func take(_ path: String, for manifest: BackupManifest, to target: String) throws {
        let source = FileSystem.isFolder(path) ? path + "/audit.jsonl" : path
        try FileSystem.makeFolder(target + "/audit")
        try FileSystem.copy(source, to: AuditLog.path(in: target), onlyPlainFile: true)
        try FileSystem.makePrivate(AuditLog.path(in: target))
        let trail = try AuditReading(workspace: target) { _ in false }.trail
        guard trail.breaks.isEmpty, trail.holds(manifest.audit.head) else {
            throw Failure(
                .refused,
                "\(source): is damaged, or does not go on from the backup's audit: leave out --audit and keep it apart")
        }
    }

    /// The record that goes on the chain: which backup, and up to which record that one knew.
    private static func record(_ id: String, _ manifest: BackupManifest, now: Int64) -> AuditRecord {
        var record = AuditRecord(.restored, time: now, user: SystemUser.current.name)
        record.command = "restore"
        record.asked = [id]
        record.counts = ["backup_records": manifest.audit.records]
        record.status = Int(Outcome.done.rawValue)
        return record
    }
}
