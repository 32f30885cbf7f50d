import Ledger
import Publishing
import Vocabulary

/// What a purge removed, or would remove.
public struct PurgeSummary: Sendable {
    /// Lines of a class: what, first day kept, rows, files, bytes, and what holds keep.
    let rows: [[String]]
    /// Path of the certificate; nil where nothing went.
    public let certificate: String?
    /// Holds in force.
    let holds: [String]
    private let isDryRun: Bool
    private let observations: Int, files: Int

    static let columns = ["class", "kept_from", "rows", "files", "bytes", "held_rows", "held_files"]

    init(
        _ plan: PurgePlan, _ workspace: Workspace, certificate: String?, identities: Int = 0, isNothing: Bool = false
    ) {
        let counts = plan.counts(identities: identities)
        rows = counts.map { count in
            [
                count.kind.rawValue, count.firstDay.map { CivilDate(dayNumber: $0).text } ?? "", "\(count.rows)",
                "\(count.files)", "\(count.bytes)", "\(count.heldRows)", "\(count.heldFiles)",
            ]
        }
        self.certificate = certificate
        isDryRun = certificate == nil && !isNothing
        observations = plan.store.rows
        files = counts.reduce(0) { $0 + $1.files }
        holds = plan.held.holds.map {
            "Hold \($0.number) on a \($0.kind.rawValue) until \(CivilDate(dayNumber: $0.lastDay).text): \($0.reason)"
        }
    }

    /// One line for a night; nil where nothing went.
    var noteLine: String? {
        certificate.map { "retention: \(observations) observations and \(files) files purged, certificate \($0)" }
    }

    /// A table for a terminal.
    public var tableLines: [String] {
        var table = TerminalTable(
            header: PurgeSummary.columns, sides: [.left, .left, .right, .right, .right, .right, .right])
        for row in rows { table.append(row) }
        var lines = table.lines + holds
        if let certificate {
            lines.append("Purged. Certificate: \(certificate)")
        } else {
            lines.append(
                isDryRun
                    ? "Nothing was removed: this is what would go (sealed identities are counted when it is done)."
                    : "Nothing has expired: nothing was removed.")
        }
        return lines
    }

    /// The same for machines.
    public var json: String {
        JSONText.object([
            ("dry_run", .bool(isDryRun)),
            (
                "classes",
                .array(
                    rows.map { row in
                        .object(
                            zip(PurgeSummary.columns, row).map { name, text in
                                (name, Int64(text).map { JSONText.integer($0) } ?? .string(text))
                            })
                    })
            ), ("holds", .array(holds.map { .string($0) })), ("certificate", .optional(certificate)),
        ]).line
    }

    /// The same as CSV.
    public var csv: String {
        ([PurgeSummary.columns] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
    }
}
