import Publishing
import Vault
import Vocabulary

/// What a restore came to, and what it cannot bring back.
public struct RestoreSummary: Sendable {
    let id: String
    let manifest: BackupManifest
    let hasIdentityKey: Bool
    /// Commands that wrote after the backup, where the lost workspace's own audit tells of them.
    let lost: [AuditRecord]?
    /// When the last delivery of the backup was taken; its last complete run.
    let lastDelivery: Int64?, lastRun: String?
    let head: AuditHead
    let zone: ZoneRules

    /// With warnings where something is missing that a person has to bring or do.
    public var outcome: Outcome { hasIdentityKey && (lost?.isEmpty ?? true) ? .done : .warnings }

    private var facts: [(String, String)] {
        [
            ("backup", id), ("made_at", zone.rfc3339(manifest.madeAt)), ("files", "\(manifest.files.count)"),
            ("bytes", "\(manifest.bytes)"), ("last_delivery", lastDelivery.map(zone.rfc3339) ?? ""),
            ("last_run", lastRun ?? ""), ("audit_record", "\(head.number)"), ("audit_head", head.digest),
        ]
    }

    /// What is to be known and done.
    var remarks: [String] {
        var lines: [String] = []
        if !hasIdentityKey {
            lines.append("identity.key is not here: task lists will bear no names until it is put into keys/.")
        }
        let since = zone.rfc3339(manifest.madeAt)
        guard let lost else {
            return lines + [
                "Whatever came after \(since) is not in it: deliver again what came since, run the nights again, repeat "
                    + "appeals, holds and decisions about links. The audit of the lost workspace, if it is whole, tells "
                    + "what they were: name it with --audit.",
                "A purge since then is forgotten: the next night makes it again.",
            ]
        }
        lines += lost.map { "After the backup: \(zone.rfc3339($0.time)) \($0.command ?? "") by \($0.user)" }
        lines.append(
            lost.isEmpty
                ? "The audit knows of no command that wrote after the backup: nothing is missing."
                : "These wrote after the backup, and what they wrote is not in it: do them again.")
        return lines
    }

    /// A table for a terminal.
    public var tableLines: [String] {
        var table = TerminalTable(header: ["what", "value"])
        for fact in facts { table.append([fact.0, fact.1]) }
        return table.lines + remarks
    }

    /// The same for machines.
    public var json: String {
        JSONText.object(
            facts.map { ($0.0, .string($0.1)) } + [("remarks", .array(remarks.map { .string($0) }))]
        ).line
    }

    /// Names and values.
    public var csv: String {
        var writer = CSVWriter(header: ["what", "value"])
        for fact in facts { writer.append([fact.0, fact.1]) }
        for remark in remarks { writer.append(["remark", remark]) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
