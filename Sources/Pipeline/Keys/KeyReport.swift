import Files
import Ledger
import Publishing
import Vault

/// Which keys a workspace has, by fingerprint; never their bytes.
public struct KeyReport: Sendable {
    /// One key file.
    struct Entry: Sendable {
        var file: String, what: String, fingerprint: String, note: String
    }
    let entries: [Entry]

    /// Looks at the key files of a workspace and at what is sealed to which; it asks for no permit and shows nobody.
    public static func run(workspace folder: String) throws -> KeyReport {
        let file = try SettingsFile(of: folder)
        let workspace = try Workspace(folder: folder, file: file, isReadOnly: true, access: nil)
        var sealed: [String: Int] = [:]
        for (_, bytes) in try workspace.ledger.read({ try $0.envelopes() }) {
            if let fingerprint = Envelope(bytes: bytes).sealedTo { sealed[fingerprint, default: 0] += 1 }
        }
        func note(_ fingerprint: String?) -> String {
            fingerprint.map { "\(sealed[$0] ?? 0) envelopes are sealed to it" } ?? "nothing is sealed"
        }
        let wrong = Set(try KeyMarks.faults(workspace).map(\.file))
        func warning(_ file: String) -> String { wrong.contains(file) ? "NOT the key of this workspace" : "" }
        var entries = [
            Entry(
                file: "pseudonym.key", what: "pseudonyms and ids", fingerprint: workspace.pseudonymKey.fingerprint,
                note: warning("pseudonym.key"))
        ]
        if PseudonymRotation.isUnfinished(folder) {
            entries.append(
                Entry(
                    file: PseudonymRotation.next, what: "pseudonyms and ids",
                    fingerprint: try PseudonymRotation.key(PseudonymRotation.next, of: folder).fingerprint,
                    note: "a rotation was interrupted: run it again"))
        }
        let sealer = try workspace.sealer()
        entries.append(
            Entry(
                file: "identity.pub", what: "ingest seals to it", fingerprint: sealer.fingerprint ?? "",
                note: [note(sealer.fingerprint), warning("identity.pub")].filter { !$0.isEmpty }.joined(separator: "; ")
            ))
        for name in ["identity.key", IdentityRotation.nextSecret] {
            let path = workspace.path(.keys, name)
            guard FileSystem.exists(path) else {
                if name == "identity.key", workspace.settings.isEncrypted {
                    entries.append(Entry(file: name, what: "opens names", fingerprint: "", note: "not here"))
                }
                continue
            }
            let opener = try IdentityOpener(fileText: try FileSystem.readKey(path), file: path)
            let isNext = name == IdentityRotation.nextSecret
            for fingerprint in opener.fingerprints {
                entries.append(
                    Entry(
                        file: name, what: "opens names", fingerprint: fingerprint,
                        note: note(fingerprint) + (isNext ? "; a rotation was interrupted: run it again" : "")))
            }
        }
        let audit = try AuditLog.key(in: folder)
        entries.append(
            Entry(
                file: "audit.key", what: "audit records", fingerprint: audit?.fingerprint ?? "",
                note: audit == nil ? "not here" : ""))
        return KeyReport(entries: entries)
    }

    private static let header = ["file", "for", "fingerprint", "note"]

    /// A table for a terminal.
    public var tableLines: [String] {
        var table = TerminalTable(header: KeyReport.header)
        for entry in entries { table.append([entry.file, entry.what, entry.fingerprint, entry.note]) }
        return table.lines
    }

    /// One line per key.
    public var csv: String {
        var writer = CSVWriter(header: KeyReport.header)
        for entry in entries { writer.append([entry.file, entry.what, entry.fingerprint, entry.note]) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The same for machines.
    public var json: String {
        JSONText.array(
            entries.map {
                .object([
                    ("file", .string($0.file)), ("for", .string($0.what)), ("fingerprint", .string($0.fingerprint)),
                    ("note", .string($0.note)),
                ])
            }
        ).line
    }
}
