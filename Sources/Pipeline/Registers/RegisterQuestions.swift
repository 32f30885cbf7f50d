import FollowUp
import Ledger
public import Publishing
import Vocabulary

/// Reads back what the latest complete run, or a named one, says of blocks and of who lives where.
public enum RegisterQuestions {
    /// The roster of a block with all below it, or its health sheet; with names where the run could open them.
    ///
    /// Throws ``Outcome/notPermitted`` where a grid officer asks for a block that is not theirs, ``Outcome/usage`` for
    /// what is no block of the run, and for a run without rosters.
    public static func roster(_ workspace: Workspace, block: String, sheet: Bool, runID: String?) throws -> Report {
        let files = try RunFiles(workspace, runID: runID)
        let tree = try TaskQuestions.tree(workspace)
        _ = try TaskQuestions.permitted(workspace, block, tree, command: "registers roster")
        let all = try rows(files, "rosters.csv")
        guard let rows = try? files.rows(GridFolder.path("roster.csv", of: block), holding: "") else {
            throw Failure(.usage, "\(block): run \(files.run.runID) has no such block: take a grid of the kind block")
        }
        let own = all.filter { isBelow($0["grid_id"] ?? "", block, tree) }
        note(workspace, files, people: own.compactMap { $0["person"] }, counts: ["rosters": rows.count])
        let columns =
            ["name", "phone", "unit_grid"] + (sheet ? RosterFile.sheetColumns : RosterFile.answerColumns)
        var section = Report.Section(sheet ? "health" : "roster", title: "", columns: columns)
        section.rows = rows.map { row in columns.map { .text(row[$0] ?? "") } }
        let answers = Dictionary(grouping: own) { $0["may_return"] ?? "" }.mapValues(\.count)
        let reported = own.count { $0["reported"] == "yes" }
        return Report(
            english: about(files) + [
                ("block", [block, tree.grid(block)?.name ?? ""].filter { !$0.isEmpty }.joined(separator: "  ")),
                ("day", own.first?["day"] ?? ""),
                (
                    "people",
                    sheet
                        ? "\(own.count), of whom \(reported) reported"
                        : "\(own.count): \(answers["yes"] ?? 0) may return, \(answers["no"] ?? 0) may not, "
                            + "of \(answers["unknown"] ?? 0) it is not known"
                ),
            ], sections: [section],
            notes: rows.isEmpty ? ["Nobody of the registry belongs to this block."] : [])
    }

    /// Where registry and nights disagree: of one grid and all below it, or of one status, where these are given.
    ///
    /// Throws as ``roster(_:block:sheet:runID:)`` does, and ``Outcome/usage`` for a word that is no status.
    public static func residence(
        _ workspace: Workspace, gridID: String?, status: String?, isWithWithdrawn: Bool, runID: String?
    ) throws -> Report {
        if let status, ResidenceFinding.Status(rawValue: status) == nil {
            throw Failure(
                .usage,
                "--status \(status): no such status: take one of "
                    + ResidenceFinding.Status.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let files = try RunFiles(workspace, runID: runID)
        let tree = try TaskQuestions.tree(workspace)
        let top = try TaskQuestions.permitted(workspace, gridID, tree, command: "registers residence")
        if let top, tree.grid(top) == nil {
            throw Failure(.usage, "--grid \(top): there is no such grid: take one of the grids feed")
        }
        let found = try rows(files, "residence.csv").filter { row in
            (status == nil || row["status"] == status)
                && (isWithWithdrawn || row["change"] != Change.withdrawn.rawValue)
                && (top.map { isBelow(row["grid_id"] ?? "", $0, tree) } ?? true)
        }
        note(workspace, files, people: found.compactMap { $0["person"] }, counts: ["residence": found.count])
        let columns = ResidenceFile.columns.filter { !PolicyStamp.columns.contains($0) }
        var section = Report.Section("residence", title: "", columns: columns)
        section.forMachines = ["residence_id", "of_nights", "first_night", "feeds", "rows"]
        section.rows = found.map { row in columns.map { .text(row[$0] ?? "") } }
        let counts = Dictionary(grouping: found) { $0["status"] ?? "" }.sorted { $0.key < $1.key }
        return Report(
            english: about(files) + [
                (
                    "residence",
                    counts.isEmpty ? "none" : counts.map { "\($0.key) \($0.value.count)" }.joined(separator: ", ")
                )
            ], sections: [section],
            notes: ["A line is a reason to ask, not a finding about anybody; docs/registers.md says what each means."])
    }

    /// How the blocks stand, small counts hidden.
    public static func counts(_ workspace: Workspace, runID: String?) throws -> Report {
        let files = try RunFiles(workspace, runID: runID)
        let found = try rows(files, "registers.csv")
        note(workspace, files, people: [], counts: ["blocks": found.count])
        let columns = ["grid_id", "level", "name", "parent_id"] + RosterLine.Class.allCases.map(\.rawValue)
        var section = Report.Section("registers", title: "", columns: columns)
        section.forMachines = ["parent_id"]
        section.rows = found.map { row in
            columns.prefix(4).map { .text($0 == "grid_id" && row[$0] == "" ? "all" : row[$0] ?? "") }
                + columns.dropFirst(4).map { .count(row[$0].flatMap { Int($0) }) }
        }
        return Report(
            english: about(files), sections: [section],
            notes: ["Counts under \(HiddenCounts.least), and others that would tell them, are hidden."])
    }

    private static func rows(_ files: RunFiles, _ name: String) throws -> [RunTable.Row] {
        guard let rows = try? files.rows(name, holding: "") else {
            throw Failure(
                .usage,
                "run \(files.run.runID) has no \(name): choose a policy with a registers section and run again")
        }
        return rows
    }

    private static func isBelow(_ gridID: String, _ top: String, _ tree: GridTree) -> Bool {
        gridID == top || tree.ancestors(of: gridID).contains(top)
    }

    private static func about(_ files: RunFiles) -> [(name: String, text: String)] {
        [("run", files.run.runID), ("as_of", files.zone.rfc3339(files.run.key.asOf))]
    }

    private static func note(
        _ workspace: Workspace, _ files: RunFiles, people: [String], counts: [String: Int]
    ) {
        workspace.access?.runID = files.run.runID
        workspace.access?.subjects = Set(people.compactMap { Pseudonym(text: $0) })
        workspace.access?.counts = counts
    }
}
