import Files
import Vault
import Vocabulary

/// Whether backups can be trusted to restore from: every byte is read.
///
/// It needs no workspace.
public enum BackupCheck {
    /// One backup and how it stands.
    public struct Line: Sendable {
        /// Id; `ok`, or what is damaged.
        public let id: String, state: String
        /// Whether it can be restored.
        public let isWhole: Bool
        /// When it was made and expires, RFC 3339; files and bytes; empty where that cannot be read.
        public let madeAt: String, expiresAt: String, files: String, bytes: String

        /// What the cells of a line mean.
        public static let columns = ["backup", "made_at", "expires_at", "files", "bytes", "state"]
        /// The line as cells.
        public var cells: [String] { [id, madeAt, expiresAt, files, bytes, state] }
    }

    /// Reads the backups of a folder, or one of them; without `isDeep` only whether all files are there.
    ///
    /// Throws ``Outcome/refused`` where there is none, or none of that id.
    public static func run(folder path: String, id: String? = nil, isDeep: Bool) throws -> [Line] {
        let folder = try BackupFolder(reading: path)
        let ids = try folder.ids().filter { id == nil || $0 == id }
        if ids.isEmpty { throw Failure(.refused, "\(path): \(id.map { "no backup \($0)" } ?? "no backup") is here") }
        var known: [String: Bool] = [:]
        return try ids.map { id in
            guard let manifest = try folder.manifest(id) else {
                return Line(
                    id: id, state: "DAMAGED: its list of files", isWhole: false, madeAt: "", expiresAt: "", files: "",
                    bytes: "")
            }
            let damaged = try manifest.files.filter { file in
                if let isGood = known[file.sha256] { return !isGood }
                let isGood = try folder.has(file.sha256, bytes: file.bytes) && (!isDeep || folder.isWhole(file.sha256))
                known[file.sha256] = isGood
                return !isGood
            }
            let rest = damaged.count > 1 ? " and \(damaged.count - 1) more" : ""
            return Line(
                id: id,
                state: damaged.first.map {
                    "DAMAGED: \($0.path)\(rest): remove \(folder.object($0.sha256)), then back up again"
                } ?? "ok", isWhole: damaged.isEmpty,
                madeAt: ZoneRules.utc.rfc3339(manifest.madeAt), expiresAt: ZoneRules.utc.rfc3339(manifest.expiresAt),
                files: "\(manifest.files.count)", bytes: "\(manifest.bytes)")
        }
    }

    /// Removes the backups of a folder that have expired; one line about it.
    public static func prune(folder path: String, now: Int64, reporter: any Reporter) throws -> String {
        _ = try BackupFolder(reading: path)
        let pruned = try BackupFolder(writing: path, beside: nil).prune(now: now)
        if let doubt = pruned.doubt { reporter.warn("BACKUP_DAMAGED: \(doubt)") }
        return "\(pruned.backups) expired backups removed, \(pruned.objects) files with them"
    }
}
