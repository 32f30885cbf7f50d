import Publishing
import Vocabulary

/// What a backup came to.
public struct BackupSummary: Sendable {
    /// Its id in the folder.
    public let id: String
    let manifest: BackupManifest
    /// What was not there yet.
    let copied: (files: Int, bytes: Int)
    /// Expired backups that were removed.
    let pruned: Int
    let zone: ZoneRules

    private var rows: [(name: String, value: String)] {
        [
            ("backup", id), ("made_at", zone.rfc3339(manifest.madeAt)),
            ("expires_at", zone.rfc3339(manifest.expiresAt)),
            ("files", "\(manifest.files.count)"), ("bytes", "\(manifest.bytes)"),
            ("files_copied", "\(copied.files)"), ("bytes_copied", "\(copied.bytes)"),
            ("keys", manifest.withKeys ? "in it" : "not in it"), ("audit_records", "\(manifest.audit.records)"),
            ("audit_head", manifest.audit.head), ("expired_backups_removed", "\(pruned)"),
        ]
    }

    /// A table for a terminal.
    public var tableLines: [String] {
        var table = TerminalTable(header: ["what", "value"])
        for row in rows { table.append([row.name, row.value]) }
        return table.lines
    }

    /// Names and values.
    public var csv: String {
        var writer = CSVWriter(header: ["what", "value"])
        for row in rows { writer.append([row.name, row.value]) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// One object.
    public var json: String { JSONText.object(rows.map { ($0.name, .string($0.value)) }).line }
}
