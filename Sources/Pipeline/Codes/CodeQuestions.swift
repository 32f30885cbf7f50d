import FollowUp
import Ledger
public import Publishing
import Vocabulary

/// Reads the health codes of the latest complete run, or of the latest up to a moment.
public enum CodeQuestions {
    /// Columns of `codes.csv` that the list shows.
    private static let columns = [
        "person", "code", "cause", "about", "since", "discipline", "risk", "last_checkin", "grid_id", "change",
        "code_before", "override_id",
    ]

    /// Codes of a run: of a grid and all below it, of one colour, those that are not as in the run before.
    ///
    /// Throws ``Outcome/usage`` for a grid that there is not, a word that is no colour, and where no run is complete.
    public static func list(
        _ workspace: Workspace, gridID: String?, colour: String?, changed: Bool, asOf: String?
    ) throws -> Report {
        let files = try run(workspace, asOf: asOf)
        let tree = try TaskQuestions.tree(workspace)
        if let colour, CodeColour(rawValue: colour) == nil {
            throw Failure(.usage, "--colour: no colour \(colour); colours are \(words(CodeColour.allCases))")
        }
        var rows = try files.rows("codes.csv", holding: colour.map { ",\($0)," } ?? "")
        if let gridID {
            guard tree.grid(gridID) != nil || rows.contains(where: { grids($0).contains(gridID) }) else {
                throw Failure(.usage, "--grid \(gridID): run \(files.run.runID) has no such grid")
            }
            rows = rows.filter { row in
                grids(row).contains { $0 == gridID || tree.ancestors(of: $0).contains(gridID) }
            }
        }
        if let colour { rows = rows.filter { $0["code"] == colour } }
        if changed { rows = rows.filter { $0["change"] != Change.unchanged.rawValue } }
        var section = Report.Section("codes", title: "", columns: columns)
        section.rows = rows.map { row in columns.map { cell($0, row[$0] ?? "") } }
        workspace.access?.counts = ["codes": rows.count]
        workspace.access?.subjects = Set(rows.compactMap { Pseudonym(text: $0["person"] ?? "") })
        return Report(
            about: about(files) + [("codes", Phrase("\(rows.count)"))], sections: [section],
            notes: rows.isEmpty ? [AnswerWord.noCodes.phrase()] : [])
    }

    /// Codes by colour and grid, small counts hidden.
    public static func counts(_ workspace: Workspace, asOf: String?) throws -> Report {
        let files = try run(workspace, asOf: asOf)
        let rows = try files.rows("codes.csv", holding: "")
        let counts = CodeCounts(
            rows.compactMap { row in
                guard let colour = CodeColour(rawValue: row["code"] ?? "") else { return nil }
                return (grids(row).first ?? GridChoice.unassigned, colour)
            }, in: try TaskQuestions.tree(workspace))
        var section = Report.Section(
            "codes", title: "",
            columns: ["grid_id", "level", "name", "parent_id"] + CodeCounts.colours.map(\.rawValue))
        section.forMachines = ["parent_id"]
        section.rows = counts.lines.map { line in
            [
                .code(.word, line.gridID.isEmpty ? "all" : line.gridID), .code(.level, line.level), .text(line.name),
                .text(line.parentID),
            ] + line.counts.map { .count($0) }
        }
        workspace.access?.counts = ["codes": rows.count]
        return Report(
            about: about(files) + [("codes", counts.total.map { Phrase("\($0)") } ?? AnswerWord.hidden.phrase())],
            sections: [section],
            notes: [AnswerWord.hiddenRule.phrase(["\(HiddenCounts.least)"])])
    }

    /// The run that answers.
    static func run(_ workspace: Workspace, asOf: String?) throws -> RunFiles {
        var runID: String?
        if let asOf {
            let zone = workspace.settings.zone
            let moment = try AsOf.moment(asOf, or: 0, zone: zone).moment
            runID = try workspace.ledger.read { try $0.latestCompleteRun(notAfter: moment)?.runID }
            if runID == nil { throw Failure(.usage, "--as-of \(asOf): no complete run is so old: name a later moment") }
        }
        let files = try RunFiles(workspace, runID: runID)
        workspace.access?.runID = files.run.runID
        return files
    }

    /// What run the answer is from.
    static func about(_ files: RunFiles) -> [(name: String, text: Phrase)] {
        [
            ("run", Phrase(files.run.runID)), ("as_of", Phrase(files.zone.rfc3339(files.run.key.asOf))),
            ("policy", Phrase(files.run.policy)),
        ]
    }

    private static func cell(_ column: String, _ text: String) -> Report.Cell {
        switch column {
        case "code", "discipline", "risk", "code_before": .code(.code, text)
        case "cause": .code(.cause, text)
        case "change": .code(.change, text)
        case "grid_id": .code(.word, text)
        default: .text(text)
        }
    }

    private static func grids(_ row: RunTable.Row) -> [String] {
        (row["grid_id"] ?? "").split(separator: ";").map(String.init)
    }

    static func words(_ colours: [CodeColour]) -> String { colours.map(\.rawValue).joined(separator: ", ") }
}
