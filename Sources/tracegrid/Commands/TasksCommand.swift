public import ArgumentParser
public import Pipeline
import Publishing

extension TaskFormat: ExpressibleByArgument {}

struct TasksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks",
        abstract: "List what grids have to do, hand it out, take their reports, and count.",
        discussion: """
            EXAMPLES
              tracegrid tasks list --workspace county --grid 990801010102
              tracegrid tasks export --workspace county --grid 990801010102 --out tasks.xlsx
              tracegrid tasks feedback --workspace county tasks.xlsx
              tracegrid tasks counts --workspace county
            """,
        subcommands: [List.self, Export.self, Feedback.self, Counts.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Tasks of one grid and all below it, with names, as its lists have them.",
            discussion: """
                A grid officer sees the grid that the settings give them, and those below it.

                EXAMPLES
                  tracegrid tasks list --workspace county --grid 990801010102
                  tracegrid tasks list --workspace county --format csv > tasks.csv
                """)

        @Option(name: .customLong("grid"), help: "Id of a grid; none: all grids, for a grid officer their own.")
        var gridID: String?

        @Option(name: .customLong("run"), help: "Id of a run; else the latest complete one.")
        var runID: String?

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let listing = try Workspace.use(
                at: access.folder, access.request(.tasksList), reporter: Console(isQuiet: output.quiet)
            ) { try TaskQuestions.list($0, gridID: gridID, runID: runID) }
            output.show(table: listing.tableLines(Speech.language), json: listing.json, csv: listing.csv)
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write a grid's tasks to a file that comes back with outcomes filled in.",
            discussion: """
                The file has a row for each open task of the grid and all below it, with names, and empty columns for the
                outcome, the time, who it was, the grid to hand it to, and a note. Filled in, it is feedback: put it into
                inbox/, or give it to `tracegrid tasks feedback`.

                EXAMPLES
                  tracegrid tasks export --workspace county --grid 990801010102 --out tasks.xlsx
                  tracegrid tasks export --workspace county --as csv --out tasks.csv
                """)

        @Option(name: .customLong("grid"), help: "Id of a grid; none: all grids, for a grid officer their own.")
        var gridID: String?

        @Option(name: .customLong("run"), help: "Id of a run; else the latest complete one.")
        var runID: String?

        @Option(name: .customLong("as"), help: "csv, xlsx or jsonl; else what the name of the file ends in.")
        var format: TaskFormat?

        @Option(help: "File to write; readable by its owner only.")
        var out: String

        @OptionGroup var access: AccessOptions
        @OptionGroup var speech: LanguageOptions
        @Flag(name: .shortAndLong, help: "Say nothing but warnings and errors.")
        var quiet = false

        func validate() throws {
            if shape == nil { throw ValidationError("--as: say csv, xlsx or jsonl, or name the file so") }
        }

        private var shape: TaskFormat? {
            format ?? TaskFormat.allCases.first { out.lowercased().hasSuffix(".\($0.rawValue)") }
        }

        func run() throws {
            let console = Console(isQuiet: quiet)
            let count = try Workspace.use(at: access.folder, access.request(.tasksExport), reporter: console) {
                try TaskExport.run(
                    $0, gridID: gridID, runID: runID, format: shape ?? .csv, to: out, language: Speech.asked)
            }
            console.note(AnswerWord.tasksWritten.phrase([out, "\(count)"]))
        }
    }

    struct Feedback: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "feedback", abstract: "Take a file of grid workers' reports, and say what each will do.",
            discussion: """
                CSV, JSONL or a workbook (.xlsx), such as `tasks export` or a grid's tasks.xlsx with outcomes filled in.
                Rows without outcome are counted as not done yet. The next night's lists and rates follow the reports.

                EXAMPLES
                  tracegrid tasks feedback --workspace county tasks.xlsx
                  tracegrid tasks feedback --workspace county reports.csv --format csv
                """)

        @Argument(help: "The file.")
        var file: String

        @Option(
            name: .customLong("accept-anyway"), help: "Reason for taking a file that a guard would refuse; recorded.")
        var acceptAnyway: String?

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func validate() throws { try checkReason(acceptAnyway) }

        func run() throws {
            let console = Console(isQuiet: output.quiet)
            let request = access.request(.tasksFeedback, overruling: acceptAnyway)
            let answer = try Workspace.use(at: access.folder, request, reporter: console) {
                try TaskFeedback.run(
                    $0, path: file, acceptAnyway: acceptAnyway, now: request.now, reporter: console)
            }
            output.show(table: answer.tableLines(Speech.language), json: answer.json, csv: answer.csv)
            try finish(answer.outcome, console)
        }
    }

    struct Counts: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "counts", abstract: "Open tasks by reason and by grid, for those who need no names.",
            discussion: """
                Counts under 5 are hidden, and so are others from which they could be worked out. What differs between two
                nights may still tell a change.

                EXAMPLES
                  tracegrid tasks counts --workspace county
                  tracegrid tasks counts --workspace county --format csv
                """)

        @Option(name: .customLong("run"), help: "Id of a run; else the latest complete one.")
        var runID: String?

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let listing = try Workspace.use(
                at: access.folder, access.request(.tasksCounts), reporter: Console(isQuiet: output.quiet)
            ) { try TaskQuestions.counts($0, runID: runID) }
            output.show(table: listing.tableLines(Speech.language), json: listing.json, csv: listing.csv)
        }
    }
}
