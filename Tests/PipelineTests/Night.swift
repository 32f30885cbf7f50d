import Foundation
import Pipeline

/// The outputs of one run, read back.
struct Night {
    /// The run's folder.
    private(set) var folder: String
    let runID: String
    /// The closing summary as the terminal shows it.
    private(set) var summary: [String] = []
    private(set) var outcome = Outcome.done
    /// Whether the summary says that the same night was run again.
    let isRepeated: Bool
    /// Summary counts of new, changed, unchanged and withdrawn rows.
    let changes: [String: Int]

    init(_ summary: RunSummary) throws {
        self = try Night(json: summary.json)
        self.summary = summary.tableLines()
        outcome = summary.outcome
    }

    /// A night of the command line, from what `--format json` printed.
    init(json: String) throws {
        let fields = try Night.fields(json)
        folder = fields["folder"] as? String ?? ""
        runID = fields["run_id"] as? String ?? ""
        isRepeated = fields["repeated"] as? Bool ?? false
        changes = fields["changes"] as? [String: Int] ?? [:]
    }

    /// The same night in a copy of its workspace.
    func copied(from old: String, to new: String) -> Night {
        var night = self
        night.folder = new + folder.dropFirst(old.count)
        return night
    }

    func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
    }
    func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }
    func table(_ name: String) throws -> [Table.Row] { Table.rows(try text(name)) }

    /// All files but the manifest, by path.
    func outputs() throws -> [String: [UInt8]] {
        var result: [String: [UInt8]] = [:]
        for path in FolderFiles.paths(folder) where path != "manifest.json" { result[path] = try bytes(path) }
        return result
    }

    /// The manifest as fields.
    func manifest() throws -> [String: Any] { try Night.fields(try text("manifest.json")) }

    /// The manifest without its clock, as a canonical text.
    func manifestWithoutClock() throws -> String {
        var fields = try manifest()
        fields["clock"] = nil
        fields["store"] = nil
        return try Night.text(fields)
    }

    /// `exposures.jsonl` as canonical lines, without the files and lines that rows came from.
    func exposures() throws -> [String] {
        try text("exposures.jsonl").split(separator: "\n").map { line in
            var fields = try Night.fields(String(line))
            for side in ["source", "case_source"] {
                fields[side] = (fields[side] as? [String: Any])?["digest"]
            }
            return try Night.text(fields)
        }
    }

    static func fields(_ json: String) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] ?? [:]
    }

    /// A list of JSON objects.
    static func list(_ json: String) throws -> [[String: Any]] {
        try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]] ?? []
    }

    private static func text(_ fields: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: fields, options: [.sortedKeys]), as: UTF8.self)
    }
}

/// CSV files as rows of named cells.
enum Table {
    typealias Row = [String: String]

    /// Rows of a text with a header; cells may be quoted.
    static func rows(_ text: String) -> [Row] {
        var records: [[String]] = []
        var record: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\"") where isQuoted && index < bytes.count && bytes[index] == byte:
                cell.append(byte)
                index += 1
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted, UInt8(ascii: "\n") where !isQuoted:
                record.append(String(decoding: cell, as: UTF8.self))
                cell = []
                if byte == UInt8(ascii: ",") { continue }
                records.append(record)
                record = []
            default: cell.append(byte)
            }
        }
        guard let header = records.first else { return [] }
        return records.dropFirst().map { Row(zip(header, $0)) { first, _ in first } }
    }
}
