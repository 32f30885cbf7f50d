import Files
import Ledger
import Publishing
import Vault
import Vocabulary

/// What is asked of `backup`.
public struct BackupRequest: Sendable {
    /// The folder of backups.
    public var folder: String
    /// Whether the keys go along: then whoever has the backup has every name.
    public var withKeys: Bool

    /// A request.
    public init(folder: String, withKeys: Bool = false) {
        self.folder = folder
        self.withKeys = withKeys
    }
}

/// One consistent copy of a workspace, made while others read and write it.
///
/// It takes no lock of the workspace and holds up nobody. See ``BackupSource`` for what belongs to one moment, and
/// ``BackupFolder`` for how it is kept.
public enum Backup {
    /// Times that a copy is begun again because something was taken away under it.
    private static let tries = 5

    /// Makes a backup, then removes those that have expired.
    ///
    /// Throws what ``BackupFolder`` throws, and ``Outcome/interrupted`` where the workspace does not hold still.
    public static func run(
        _ workspace: Workspace, _ request: BackupRequest, now: Int64, reporter: any Reporter
    ) throws -> BackupSummary {
        let folder = try BackupFolder(writing: request.folder, beside: workspace.folder)
        var copying = try Copying(workspace: workspace, folder: folder)
        for attempt in 1... {
            do {
                let manifest = try copying.manifest(withKeys: request.withKeys, now: now, reporter: reporter)
                let id = try folder.commit(manifest, key: workspace.pseudonymKey)
                let pruned = try folder.prune(now: now)
                if let doubt = pruned.doubt { reporter.warn("BACKUP_DAMAGED: \(doubt)") }
                workspace.access?.counts = [
                    "files": manifest.files.count, "expired_backups": pruned.backups,
                ]
                return BackupSummary(
                    id: id, manifest: manifest, copied: copying.copied, pruned: pruned.backups,
                    zone: workspace.settings.zone)
            } catch let stale as BackupSource.Stale {
                guard attempt < tries else {
                    throw Failure(
                        .interrupted,
                        "\(workspace.folder): \(stale.what) came between each time it was copied: back up when that has "
                            + "ended")
                }
                reporter.note("\(stale.what) came between: the backup is begun again")
            }
        }
        preconditionFailure("the loop has no end")
    }

    /// A backup on its way; what was copied once is not copied again.
    private struct Copying {
        let workspace: Workspace
        let folder: BackupFolder
        /// Files copied so far, and their bytes.
        var copied = (files: 0, bytes: 0)
        /// Objects that are on the disk as a whole: those of earlier backups, and our own.
        private var sound: Set<String> = []
        /// Files of the last backup by path.
        private var last: [String: BackupManifest.Entry] = [:]

        init(workspace: Workspace, folder: BackupFolder) throws {
            (self.workspace, self.folder) = (workspace, folder)
            for id in try folder.ids() {
                guard let manifest = try folder.manifest(id) else { continue }
                sound.formUnion(manifest.files.map(\.sha256))
                last = Dictionary(manifest.files.map { ($0.path, $0) }) { first, _ in first }
            }
        }

        mutating func manifest(
            withKeys: Bool, now: Int64, reporter: any Reporter
        ) throws -> BackupManifest {
            let copy = folder.temporary
            let facts = try workspace.ledger.copy(to: copy) { try BackupSource.Facts($0) }
            var entries: [String: BackupManifest.Entry] = [:]
            let ledger = try folder.take(copy)
            note(ledger)
            entries["tracegrid.sqlite"] = entry("tracegrid.sqlite", ledger, modified: 0)
            let source = BackupSource(workspace: workspace, facts: facts)
            let items = try source.items(withKeys: withKeys)
            for (number, item) in items.enumerated() {
                guard var made = try entry(item) else { continue }
                if let there = entries[made.path] {
                    guard there.sha256 != made.sha256, let spare = item.spare else { continue }
                    made.path = spare
                }
                entries[made.path] = made
                reporter.progress(stage: "backup", rows: number, bytes: copied.bytes, totalBytes: nil)
            }
            reporter.stageEnded()
            // Last: an audit that is older than the ledger would look as if records had been taken out.
            let audit = try audit(head: facts.auditHead)
            entries["audit/audit.jsonl"] = audit.entry
            try source.check()
            return BackupManifest(
                madeAt: now, expiresAt: now + Int64(workspace.settings.backupDays) * 86_400,
                keys: BackupManifest.Keys(
                    pseudonym: facts.pseudonymKey ?? workspace.pseudonymKey.fingerprint,
                    identity: try facts.identityKey ?? workspace.sealer().fingerprint ?? "none",
                    audit: try AuditLog.key(in: workspace.folder)?.fingerprint ?? ""),
                withKeys: withKeys, audit: audit.end, files: Array(entries.values))
        }

        /// Copies a file where its bytes are not here yet; nil where it is gone and may be.
        private mutating func entry(_ item: BackupSource.Item) throws -> BackupManifest.Entry? {
            let path = "\(workspace.folder)/\(item.source)"
            guard let stamp = try FileSystem.stamp(of: path) else {
                if item.mayVanish { return nil }
                throw BackupSource.Stale(what: "the removal of \(item.source)")
            }
            if let before = last[item.path], before.modified == stamp.modified, before.bytes == stamp.bytes,
                try folder.has(before.sha256, bytes: before.bytes)
            {
                return before
            }
            if let sha256 = item.sha256, sound.contains(sha256), try folder.has(sha256, bytes: stamp.bytes) {
                return entry(item.path, (sha256, stamp.bytes), modified: stamp.modified)
            }
            do {
                let added = try folder.add(path)
                note(added)
                return entry(item.path, added, modified: stamp.modified)
            } catch let error as FileError where error == .notFound(path: path) {
                if item.mayVanish { return nil }
                throw BackupSource.Stale(what: "the removal of \(item.source)")
            }
        }

        /// The audit up to its last whole line, which holds the head that the ledger keeps.
        private mutating func audit(
            head: AuditHead?
        ) throws -> (entry: BackupManifest.Entry, end: BackupManifest.Audit) {
            let path = AuditLog.path(in: workspace.folder)
            var trail = AuditTrail(key: try AuditLog.key(in: workspace.folder))
            var whole = 0
            var read = 0
            try FileSystem.readPieces(of: path, onlyPlainFile: true) { piece in
                trail.take(piece)
                if let end = piece.lastIndex(of: UInt8(ascii: "\n")) { whole = read + end - piece.startIndex + 1 }
                read += piece.count
                return true
            }
            trail.finish()
            guard trail.breaks.isEmpty, head.map({ trail.holds($0.digest) }) ?? true else {
                throw Failure(
                    .failed, "\(path): not as it was written: see `tracegrid audit verify` before anything is backed up"
                )
            }
            let added = try folder.add(path, atMost: whole)
            note(added)
            return (
                entry("audit/audit.jsonl", added, modified: 0),
                BackupManifest.Audit(records: trail.head.number, head: trail.head.digest)
            )
        }

        private mutating func note(_ added: (sha256: String, bytes: Int)) {
            if sound.insert(added.sha256).inserted { copied = (copied.files + 1, copied.bytes + added.bytes) }
        }

        private func entry(
            _ path: String, _ added: (sha256: String, bytes: Int), modified: Int64
        ) -> BackupManifest.Entry {
            BackupManifest.Entry(path: path, bytes: added.bytes, sha256: added.sha256, modified: modified)
        }
    }
}
