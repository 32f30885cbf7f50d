import Files
import Foundation
import Ledger
import Publishing
import Vault

/// Whether the audit is as it was written.
///
/// It needs no permit and writes no record: it shows nobody, and must work on a damaged audit and on a copy.
public enum AuditVerify {
    /// What was found.
    public struct Verdict: Sendable {
        /// Damage, one line each; it means that somebody changed the audit.
        public internal(set) var damage: [String] = []
        /// What a person should know.
        public internal(set) var remarks: [String] = []
        let head: AuditHead
        let headsChecked: Int

        /// Failed where there is damage, warnings where something is to be known.
        public var outcome: Outcome { damage.isEmpty ? (remarks.isEmpty ? .done : .warnings) : .failed }

        /// Lines for a terminal.
        public var tableLines: [String] {
            damage.map { "DAMAGED: \($0)" } + remarks + [
                "\(head.number) records, \(headsChecked) heads kept elsewhere, \(damage.isEmpty ? "all agree" : "NOT as written")",
                "head \(head.digest)",
            ]
        }

        /// The same for machines.
        public var json: String {
            JSONText.object([
                ("sound", .bool(damage.isEmpty)), ("records", .integer(Int64(head.number))),
                ("head", .string(head.digest)), ("heads_checked", .integer(Int64(headsChecked))),
                ("damage", .array(damage.map { .string($0) })), ("remarks", .array(remarks.map { .string($0) })),
            ]).line
        }

        /// Each finding on a line.
        public var csv: String {
            var writer = CSVWriter(header: ["kind", "text"])
            for line in damage { writer.append(["damage", line]) }
            for line in remarks { writer.append(["remark", line]) }
            writer.append(["head", head.digest])
            return String(decoding: writer.bytes, as: UTF8.self)
        }
    }

    /// Reads the whole audit and holds it against the heads that the ledger, the runs and the caller kept.
    ///
    /// Throws ``Outcome/refused`` where there is no audit, ``Outcome/usage`` where `expected` is no digest.
    public static func run(workspace folder: String, expected: String? = nil) throws -> Verdict {
        if let expected, expected.utf8.count != 64 {
            throw Failure(.usage, "--expect: give the 64 digits of a head that tracegrid printed")
        }
        let reading = try AuditReading(workspace: folder) { $0.event == .restored }
        let trail = reading.trail
        var heads = kept(folder)
        var verdict = Verdict(head: trail.head, headsChecked: heads.count + (expected == nil ? 0 : 1))
        verdict.remarks = reading.records.map { record in
            let known = record.counts?["backup_records"] ?? 0
            return
                "Record \(record.number): restored from backup \(record.asked?.first ?? ""), which had \(known) records"
                + (record.number - 1 > known ? "; the later ones of the lost workspace were kept." : ".")
        }
        if let expected = expected?.lowercased() {
            if let restored = reading.records.last, !trail.holds(expected) {
                // It may have been lost with the workspace: nobody can tell from here.
                verdict.remarks.append(
                    "--expect: the head \(expected.prefix(16))... is not here. If it was kept after the backup that record "
                        + "\(restored.number) tells of, it was lost with the workspace; if before, records are missing."
                )
            } else {
                heads.append(("--expect", expected))
            }
        }
        verdict.damage = trail.breaks.prefix(20).map { "line \($0.line): \(words($0.fault))" }
        if trail.breaks.count > 20 { verdict.damage.append("\(trail.breaks.count - 20) more lines") }
        for (place, digest) in heads where !trail.holds(digest) {
            verdict.damage.append(
                "\(place) kept the head \(digest.prefix(16))..., which is not here: records are missing")
        }
        if trail.openBytes > 0 {
            verdict.remarks.append("The last line is not whole: it is being written, or was cut off by a crash.")
        }
        if trail.tornLines > 0 {
            verdict.remarks.append(
                "\(trail.tornLines) line\(trail.tornLines == 1 ? " was" : "s were") cut off by a crash and marked so.")
        }
        if trail.clockSteps > 0 { verdict.remarks.append("The clock was set back \(trail.clockSteps) times.") }
        if !reading.hasKey {
            verdict.remarks.append("keys/audit.key is not here: the chain was checked, not who wrote it.")
        }
        return verdict
    }

    private static func words(_ fault: AuditFault) -> String {
        switch fault {
        case .malformed: "no record"
        case .wrongNumber(let expected, let found): "record \(found) where \(expected) belongs: removed or reordered"
        case .wrongDigest: "its text or what stands before it was changed"
        case .wrongMAC: "not written by a holder of the audit key"
        }
    }

    /// Heads that stand elsewhere in the workspace: in the ledger and in the manifests of runs.
    private static func kept(_ folder: String) -> [(place: String, digest: String)] {
        var heads: [(String, String)] = []
        if let ledger = try? Ledger(path: folder + "/tracegrid.sqlite", isReadOnly: true),
            let text = try? ledger.read({ try $0.meta(Workspace.auditHeadKey) }), let head = AuditHead(text)
        {
            heads.append(("tracegrid.sqlite", head.digest))
        }
        for asOf in (try? FileSystem.list(folder + "/runs")) ?? [] {
            for run in (try? FileSystem.list("\(folder)/runs/\(asOf)")) ?? [] where run != "current" {
                guard let bytes = try? FileSystem.read("\(folder)/runs/\(asOf)/\(run)/manifest.json"),
                    let manifest = try? JSONDecoder().decode(KeptHead.self, from: Data(bytes)),
                    let digest = manifest.clock?.audit?.sha256
                else { continue }
                heads.append(("run \(run)", digest))
            }
        }
        return heads
    }

    /// The part of a manifest that keeps a head.
    private struct KeptHead: Decodable {
        struct Clock: Decodable { var audit: Audit? }
        struct Audit: Decodable { var sha256: String }
        var clock: Clock?
    }
}
