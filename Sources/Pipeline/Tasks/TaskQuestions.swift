import Files
import FollowUp
import Ledger
public import Publishing
import Vocabulary

/// Reads what the latest complete run, or a named one, gave the grids to do.
public enum TaskQuestions {
    /// Tasks of a grid and all below it, as its lists name them; without a grid those of all, or of the asker's own.
    ///
    /// Throws ``Outcome/notPermitted`` where a grid officer asks for a grid that is not theirs, ``Outcome/usage`` for a
    /// grid or a run that there is not.
    public static func list(_ workspace: Workspace, gridID: String?, runID: String?) throws -> TaskListing {
        let files = try RunFiles(workspace, runID: runID)
        let tasks = try workspace.ledger.read { try $0.findings(of: files.run.runID) }.tasks.map(\.task)
        let tree = try tree(workspace)
        let top = try permitted(workspace, gridID, tree, command: "tasks list")
        let known = Set(tree.gridIDs).union(tasks.map(\.gridID))
        if let top, !known.contains(top) {
            throw Failure(.usage, "--grid \(top): run \(files.run.runID) has no such grid")
        }
        let grids = known.filter { grid in top.map { $0 == grid || tree.ancestors(of: grid).contains($0) } ?? true }
        var listing = TaskListing(columns: ["grid_id"] + TasksFile.columns, rows: [])
        for grid in grids.sorted() {
            for row in try files.rows(GridFolder.path("tasks.csv", of: grid), holding: "") {
                listing.rows.append([grid] + TasksFile.columns.map { row[$0] ?? "" })
            }
        }
        // Runs of older versions have no such file.
        let rates = (try? files.rows("task_rates.csv", holding: "")) ?? []
        listing.rates = rates.first { $0["grid_id"] == top ?? "" }
        workspace.access?.runID = files.run.runID
        workspace.access?.subjects = Set(tasks.filter { grids.contains($0.gridID) }.map(\.person))
        workspace.access?.counts = ["tasks": listing.rows.count, "grids": grids.count]
        return listing
    }

    /// Open tasks by reason and by grid, small counts hidden.
    public static func counts(_ workspace: Workspace, runID: String?) throws -> TaskCountListing {
        let files = try RunFiles(workspace, runID: runID)
        let tasks = try workspace.ledger.read { try $0.findings(of: files.run.runID) }.tasks.map(\.task)
        workspace.access?.runID = files.run.runID
        workspace.access?.counts = ["tasks": tasks.count]
        return TaskCountListing(counts: TaskCounts(tasks, in: try tree(workspace)))
    }

    /// The tree of the workspace as it is now.
    static func tree(_ workspace: Workspace) throws -> GridTree {
        do {
            return try GridTree.mended(grids: try workspace.ledger.read { try $0.grids() }).tree
        } catch let error as FollowUpError {
            throw Failure(.refused, "grids: \(error.description)")
        }
    }

    /// The grid to list: for a grid officer their own or one below it.
    static func permitted(
        _ workspace: Workspace, _ asked: String?, _ tree: GridTree, command: String
    ) throws -> String? {
        guard let own = workspace.access?.permit.grant?.gridID else { return asked }
        guard let asked, asked != own else { return own }
        guard tree.ancestors(of: asked).contains(own) else {
            throw Failure(
                .notPermitted,
                "\(command): not permitted: \(asked) is neither grid \(own) nor below it: ask for one that is")
        }
        return asked
    }
}

/// Lines of task lists, ready to be printed.
public struct TaskListing: Sendable {
    let columns: [String]
    var rows: [[String]]
    /// How far the grid has come, by column of `task_rates.csv`.
    var rates: RunTable.Row?

    /// Response and completion in one line.
    private func rateLine(_ language: Language) -> [String] {
        guard let rates, let issued = rates["issued"], let answered = rates["answered"], let done = rates["done"],
            let new = rates["new"], let overdue = rates["overdue"]
        else { return [] }
        return [AnswerWord.rates.text(language, issued, answered, done, new, overdue)]
    }

    /// A table for a terminal, without the columns that are the same in every line.
    public func tableLines(_ language: Language = .english) -> [String] {
        let shown = columns.indices.filter { !PolicyStamp.columns.contains(columns[$0]) }
        var table = TerminalTable(header: shown.map { columns[$0] }, language: language)
        let terms: [String: Term] = [
            "grid_id": .word, "reason": .reason, "required_action": .action, "change": .change, "provisional": .word,
            "state": .state,
        ]
        for row in rows {
            table.append(shown.map { place in terms[columns[place]]?.name(row[place], language) ?? row[place] })
        }
        return (rows.isEmpty ? [AnswerWord.noTasks.text(language)] : table.lines) + rateLine(language)
    }

    /// The lines as CSV.
    public var csv: String {
        var writer = CSVWriter(header: columns)
        for row in rows { writer.append(row) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The lines for machines.
    public var json: String {
        JSONText.array(rows.map { row in .object(zip(columns, row).map { ($0, .string($1)) }) }).line
    }
}

/// Counts of tasks, ready to be printed.
public struct TaskCountListing: Sendable {
    let counts: TaskCounts

    /// A table for a terminal.
    public func tableLines(_ language: Language = .english) -> [String] {
        var table = TerminalTable(
            header: ["open tasks", "name/grids", "count"], sides: [.left, .left, .right], language: language)
        for line in counts.lines {
            table.append([
                line.gridID.isEmpty
                    ? (line.reason.isEmpty
                        ? AnswerWord.all.text(language) : Term.reason.name(line.reason, language))
                    : Term.word.name(line.gridID, language), line.name,
                line.open.map(String.init) ?? AnswerWord.hidden.text(language),
            ])
        }
        return table.lines + [AnswerWord.hiddenRule.text(language, "\(HiddenCounts.least)")]
    }

    /// The lines as CSV; a hidden count is an empty cell.
    public var csv: String {
        var writer = CSVWriter(header: ["grid_id", "level", "name", "parent_id", "reason", "open"])
        for line in counts.lines {
            writer.append([
                line.gridID, line.level, line.name, line.parentID, line.reason, line.open.map(String.init) ?? "",
            ])
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The lines for machines; a hidden count is null.
    public var json: String {
        JSONText.array(
            counts.lines.map {
                .object([
                    ("grid_id", .string($0.gridID)), ("level", .string($0.level)), ("name", .string($0.name)),
                    ("parent_id", .string($0.parentID)), ("reason", .string($0.reason)),
                    ("open", $0.open.map { .integer(Int64($0)) } ?? .null),
                ])
            }
        ).line
    }
}
