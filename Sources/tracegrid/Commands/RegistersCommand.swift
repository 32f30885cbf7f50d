import ArgumentParser
import Pipeline
import Publishing

struct RegistersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "registers",
        abstract: "Who may return to work or class, who has not reported, and who lives where the registry says.",
        discussion: """
            EXAMPLES
              tracegrid registers counts --workspace county
              tracegrid registers roster CLS0001 --workspace county
              tracegrid registers residence --workspace county --grid 9908010101
            """,
        subcommands: [Counts.self, Roster.self, Residence.self], defaultSubcommand: Counts.self)

    struct Counts: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "counts", abstract: "How the blocks stand; small counts are hidden.",
            discussion: """
                EXAMPLES
                  tracegrid registers counts --workspace county
                  tracegrid registers counts --workspace county --format csv
                """)

        @Option(name: .customLong("run"), help: "Id of a run; else the latest complete one.")
        var runID: String?

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            try output.answer(.registersCounts, access) { try RegisterQuestions.counts($0, runID: runID) }
        }
    }

    struct Roster: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "roster",
            abstract: "The people of a block and of those below it: who may return, and why not.",
            discussion: """
                EXAMPLES
                  tracegrid registers roster CLS0001 --workspace county
                  tracegrid registers roster EDU --workspace county --health
                  tracegrid registers roster ENT --workspace county --format csv > ent.csv
                """)

        @Argument(help: "Id of a block: a school, a class, an enterprise.")
        var block: String

        @Flag(
            help: "The day's health sheet instead: who reported, with what temperature, who has not, who is isolated.")
        var health = false

        @Option(name: .customLong("run"), help: "Id of a run; else the latest complete one.")
        var runID: String?

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            try output.answer(.registersRoster, access) {
                try RegisterQuestions.roster($0, block: block, sheet: health, runID: runID)
            }
        }
    }

    struct Residence: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "residence",
            abstract: "Who is registered and not seen, and who is there every night and not registered.",
            discussion: """
                EXAMPLES
                  tracegrid registers residence --workspace county
                  tracegrid registers residence --workspace county --grid 9908010101 --status not_registered
                """)

        @Option(name: .customLong("grid"), help: "Id of a grid, with all below it; for a grid officer their own.")
        var gridID: String?

        @Option(help: "not_seen, elsewhere, registered_elsewhere or not_registered; else all.")
        var status: String?

        @Flag(help: "Also those that the run before had and this one has not.")
        var withdrawn = false

        @Option(name: .customLong("run"), help: "Id of a run; else the latest complete one.")
        var runID: String?

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            try output.answer(.registersResidence, access) {
                try RegisterQuestions.residence(
                    $0, gridID: gridID, status: status, isWithWithdrawn: withdrawn, runID: runID)
            }
        }
    }
}
