import Ledger
public import Publishing
import Vocabulary

/// What came of the files of one ingest.
public struct IngestSummary: Sendable {
    /// Files taken now or before, in the order they were tried.
    public internal(set) var files: [IngestedFile] = []
    /// Names of refused files, with why.
    public internal(set) var refused: [(name: String, why: String)] = []

    /// Nothing tried yet.
    init() {}

    mutating func refuse(_ name: String, _ why: String, _ reporter: any Reporter) {
        refused.append((name, why))
        reporter.warn("refused: \(why)")
    }

    /// Refused where nothing could be taken; warnings where some files were.
    public var outcome: Outcome {
        if refused.isEmpty { return .done }
        return files.contains { !$0.isRepeated } ? .warnings : .refused
    }

    /// Rows of all files taken now.
    var rows: (read: Int, accepted: Int, rejected: Int, duplicate: Int) {
        files.filter { !$0.isRepeated }.reduce(into: (0, 0, 0, 0)) { sum, entry in
            sum.0 += entry.file.rowsRead
            sum.1 += entry.file.accepted
            sum.2 += entry.file.rejected
            sum.3 += entry.file.duplicate
        }
    }

    /// What the audit keeps of it.
    var totals: [String: Int] {
        let rows = rows
        return [
            "files": files.count { !$0.isRepeated }, "files_repeated": files.count(where: \.isRepeated),
            "files_refused": refused.count, "rows_read": rows.read, "rows_accepted": rows.accepted,
        ]
    }

    /// A table of files for a terminal.
    public func tableLines(_ language: Language = .english) -> [String] {
        if files.isEmpty && refused.isEmpty { return [AnswerWord.noFiles.text(language)] }
        var table = TerminalTable(
            header: ["file", "feed", "rows", "accepted", "rejected", "duplicate", ""],
            sides: [.left, .left, .right, .right, .right, .right, .left], language: language)
        for entry in files {
            let file = entry.file
            table.append([
                entry.name, Term.feed.name(file.feed.rawValue, language), "\(file.rowsRead)", "\(file.accepted)",
                "\(file.rejected)", "\(file.duplicate)",
                entry.isRepeated ? AnswerWord.takenBefore.text(language) : "",
            ])
        }
        for entry in refused {
            table.append([entry.name, "", "", "", "", "", AnswerWord.refused.text(language)])
        }
        let rows = rows
        table.append([
            AnswerWord.all.text(language), "", "\(rows.read)", "\(rows.accepted)", "\(rows.rejected)",
            "\(rows.duplicate)", "",
        ])
        let notes = files.filter { !$0.isRepeated }.flatMap { entry in
            entry.file.countedNotes.map {
                AnswerWord.noteInRows.text(language, entry.name, Term.note.name($0.name, language), "\($0.count)")
            }
        }
        return table.lines + notes
    }

    /// The same for machines.
    public var json: String { value.line }

    /// One line per file.
    public var csv: String {
        var writer = CSVWriter(header: ["file", "feed", "rows", "accepted", "rejected", "duplicate", "state"])
        for entry in files {
            let file = entry.file
            writer.append([
                entry.name, file.feed.rawValue, "\(file.rowsRead)", "\(file.accepted)", "\(file.rejected)",
                "\(file.duplicate)", entry.isRepeated ? "taken before" : "taken",
            ])
        }
        for entry in refused { writer.append([entry.name, "", "", "", "", "", "refused"]) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    var value: JSONText {
        let files = files.map { entry in
            JSONText.object([
                ("name", .string(entry.name)), ("feed", .string(entry.file.feed.rawValue)),
                ("sha256", .string(entry.file.sha256)), ("read", .integer(Int64(entry.file.rowsRead))),
                ("accepted", .integer(Int64(entry.file.accepted))), ("rejected", .integer(Int64(entry.file.rejected))),
                ("duplicate", .integer(Int64(entry.file.duplicate))),
                ("notes", .object(entry.file.countedNotes.map { ($0.name, .integer(Int64($0.count))) })),
                ("taken_before", .bool(entry.isRepeated)),
            ])
        }
        let refused = refused.map { JSONText.object([("name", .string($0.name)), ("why", .string($0.why))]) }
        let rows = rows
        let sums: [(String, JSONText)] = [
            ("read", .integer(Int64(rows.read))), ("accepted", .integer(Int64(rows.accepted))),
            ("rejected", .integer(Int64(rows.rejected))), ("duplicate", .integer(Int64(rows.duplicate))),
        ]
        return .object([("rows", .object(sums)), ("files", .array(files)), ("refused", .array(refused))])
    }
}

extension InputFile {
    /// What was done with accepted rows, such as `seat_not_understood`, and with how many; by name.
    var countedNotes: [(name: String, count: Int)] {
        notes.compactMap { note in
            let words = note.split(separator: " ")
            guard words.count == 2, let count = Int(words[1]) else { return nil }
            return (String(words[0]), count)
        }
    }
}
