import ArgumentParser
import Pipeline
import Publishing

struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "What of the last run is unusual: gates, people in isolation, people who have not been out.",
        discussion: """
            EXAMPLES
              tracegrid alerts list --workspace county
              tracegrid alerts list --workspace county --grid 990801010102 --kind not_out
              tracegrid alerts show a1b2c3d4e5f6g7h8j9k0m --workspace county
            """,
        subcommands: [List.self, Show.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Alerts of a run, the strongest of each kind first.",
            discussion: """
                EXAMPLES
                  tracegrid alerts list --workspace county
                  tracegrid alerts list --workspace county --kind rate_up --format csv > alerts.csv
                """)

        @Option(name: .customLong("grid"), help: "Id of a grid: its alerts and those of all below it.")
        var gridID: String?

        @Option(
            help: """
                rate_up, gate_silent, phone_silent, not_out, focus_out, isolated_seen or declared_elsewhere; else all.
                """)
        var kind: String?

        @Flag(help: "Also those that the run before had and this one has not.")
        var withdrawn = false

        @Option(name: .customLong("run"), help: "Id of a run; else the latest complete one.")
        var runID: String?

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            try output.answer(.alertsList, access) {
                try AlertQuestions.list(
                    $0, gridID: gridID, kind: kind, isWithWithdrawn: withdrawn, runID: runID)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "One alert: what it rests on, and the rule it was found by.",
            discussion: """
                EXAMPLES
                  tracegrid alerts show a1b2c3d4e5f6g7h8j9k0m --workspace county
                  tracegrid alerts show a1b2c3d4e5f6g7h8j9k0m --workspace county --format json
                """)

        @Argument(help: "Id of an alert, as alerts.csv and alerts list have it.")
        var id: String

        @Option(name: .customLong("run"), help: "Id of a run; else the latest complete one.")
        var runID: String?

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            try output.answer(.alertsShow, access) { try AlertQuestions.show($0, id: id, runID: runID) }
        }
    }
}
