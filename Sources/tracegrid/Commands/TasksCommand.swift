import ArgumentParser
import Pipeline

struct TasksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks",
        abstract: "List what grids have to do, and count it.",
        discussion: """
            EXAMPLES
              tracegrid tasks list --workspace county --grid 990801010102
              tracegrid tasks counts --workspace county
            """,
        subcommands: [List.self, Counts.self])

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
            output.show(table: listing.tableLines, json: listing.json, csv: listing.csv)
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
            output.show(table: listing.tableLines, json: listing.json, csv: listing.csv)
        }
    }
}
