import Files
import FollowUp
import Ledger
public import Publishing
import Vocabulary

/// Takes one file of grid workers' reports and says of each row what it will do.
public enum TaskFeedback {
    /// Takes the file as `ingest` would from the inbox, then holds its reports against the tasks of the latest run.
    public static func run(
        _ workspace: Workspace, path: String, acceptAnyway: String?, now: Int64, reporter: any Reporter
    ) throws -> FeedbackAnswer {
        let ingest = try Ingest.run(
            workspace, IngestRequest(files: [path], feed: Feed.feedback.rawValue, acceptAnyway: acceptAnyway), now: now,
            reporter: reporter)
        guard let file = ingest.files.first?.file else { return FeedbackAnswer(ingest: ingest, rows: []) }
        let zone = workspace.settings.zone
        let rows = try workspace.ledger.read { ledger in
            let latest = try ledger.latestCompleteRun()
            let tasks = try latest.map { try ledger.findings(of: $0.runID).tasks.map(\.task) } ?? []
            let reports = TaskReports(try ledger.feedback().compactMap(TaskReport.init))
            let effects = FeedbackEffects(tasks: tasks, previous: [], handOvers: [])
            let own = TaskReports(try ledger.feedback(ofFile: file.number).compactMap(TaskReport.init))
            let grids = Dictionary(tasks.map { ($0.taskID, $0.gridID) }) { first, _ in first }
            return try own.taskIDs.flatMap { id in
                try own.about(id).map { report in
                    let told = effects.effect(of: report, in: reports)
                    var effect = Phrase { Term.effect.names(told, $0, separator: "; ") }
                    if told == FeedbackEffects.unknown {
                        if latest == nil {
                            effect = AnswerWord.noListYet.phrase()
                        } else if let run = try ledger.lastRun(withTask: id).flatMap({ try ledger.run(id: $0) }) {
                            effect = AnswerWord.withdrawnFrom.phrase([zone.rfc3339(run.key.asOf)])
                        } else if let near = effects.nearest(to: id) {
                            effect = AnswerWord.nearest.phrase([near, grids[near] ?? ""])
                        } else {
                            effect = AnswerWord.noneLikeIt.phrase()
                        }
                    }
                    return FeedbackAnswer.Row(
                        cells: [id, grids[id] ?? "", zone.rfc3339(report.at)], outcome: report.outcome.rawValue,
                        effect: effect)
                }
            }
        }
        workspace.access?.counts["reports"] = rows.count
        return FeedbackAnswer(ingest: ingest, rows: rows)
    }
}

/// What a file of reports came to.
public struct FeedbackAnswer: Sendable {
    let ingest: IngestSummary
    let rows: [Row]
    /// One report and what it will do.
    struct Row {
        /// Task, grid and time.
        var cells: [String], outcome: String, effect: Phrase

        /// For machines.
        var texts: [String] { cells + [outcome, effect.text(.english)] }
    }
    private static let columns = ["task_id", "grid_id", "at", "outcome", "effect"]

    /// How the file fared.
    public var outcome: Outcome { ingest.outcome }

    /// The file's accounting, then its reports, for a terminal.
    public func tableLines(_ language: Language = .english) -> [String] {
        var table = TerminalTable(header: Self.columns, language: language)
        for row in rows {
            table.append(row.cells + [Term.state.name(row.outcome, language), row.effect.text(language)])
        }
        return ingest.tableLines(language) + (rows.isEmpty ? [] : [""] + table.lines)
    }

    /// The reports as CSV.
    public var csv: String {
        var writer = CSVWriter(header: Self.columns)
        for row in rows { writer.append(row.texts) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Accounting and reports for machines.
    public var json: String {
        JSONText.object([
            ("ingest", ingest.value),
            ("reports", .array(rows.map { row in .object(zip(Self.columns, row.texts).map { ($0, .string($1)) }) })),
        ]).line
    }
}
