import Files
import FollowUp
import Ledger
public import Publishing
import Vocabulary

/// The shapes in which a list leaves the office.
public enum TaskFormat: String, CaseIterable, Sendable { case csv, xlsx, jsonl }

/// Writes the tasks of a grid and all below it to one file, with columns to be filled in: it comes back as feedback.
public enum TaskExport {
    /// Columns behind those of the list.
    private static let filledIn = ["outcome", "at", "by", "refer_to", "note"]

    /// Writes the list of `tasks list`, open tasks only, a workbook in a language or the settings' own; gives their
    /// number.
    ///
    /// Throws as ``TaskQuestions/list(_:gridID:runID:)`` does, and ``Outcome/usage`` where the file cannot be written.
    public static func run(
        _ workspace: Workspace, gridID: String?, runID: String?, format: TaskFormat, to path: String,
        language: Language? = nil
    ) throws -> Int {
        let listing = try TaskQuestions.list(workspace, gridID: gridID, runID: runID)
        let files = try RunFiles(workspace, runID: runID)
        let (zone, asOf) = (workspace.settings.zone, files.run.key.asOf)
        let change = listing.columns.firstIndex(of: "change")
        let open = listing.rows.filter { row in change.map { row[$0] != Change.withdrawn.rawValue } ?? true }
        workspace.access?.counts["tasks"] = open.count
        let columns = listing.columns + filledIn + ["listed_at"]
        let rows = open.map { $0 + filledIn.map { _ in "" } + [zone.rfc3339(asOf)] }
        do throws(FileError) {
            let bytes: [UInt8]
            switch format {
            case .csv:
                var csv = CSVWriter(header: columns, byteOrderMark: true)
                for row in rows { csv.append(row) }
                bytes = csv.bytes
            case .jsonl:
                bytes = rows.flatMap { row in
                    Array((JSONText.object(zip(columns, row).map { ($0, .string($1)) }).line + "\n").utf8)
                }
            case .xlsx:
                bytes = try TaskWorkbook.bytes(
                    open.map { row in
                        let cells = Dictionary(uniqueKeysWithValues: zip(listing.columns, row))
                        return (cells["grid_id"] ?? "", cells)
                    }, heading: gridID ?? "", policyID: files.run.policy, asOf: asOf, zone: zone,
                    language: language ?? workspace.settings.language)
            }
            try AtomicFile.write(bytes, to: path)
        } catch {
            throw Failure(.usage, "--out \(path): cannot be written: name a file in a folder that can")
        }
        return open.count
    }
}
