import ArgumentParser
import Pipeline

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Show which keys a workspace has, and replace the identity keys.",
        discussion: """
            EXAMPLES
              tracegrid keys show --workspace county
              tracegrid keys rotate identity --workspace county
            """,
        subcommands: [Show.self, Rotate.self])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Fingerprints of the keys, and how much is sealed to which; never a key.",
            discussion: """
                EXAMPLES
                  tracegrid keys show --workspace county
                  tracegrid keys show --workspace county --format json
                """)

        @OptionGroup var place: WorkspaceOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let report = try KeyReport.run(workspace: place.folder)
            output.show(table: report.tableLines, json: report.json, csv: report.csv)
        }
    }

    struct Rotate: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate", abstract: "Replace a key: what was sealed to the old one is sealed to a new one.",
            discussion: """
                It needs identity.key for as long as it runs. Killed at any moment it is safe to run again, and it must
                be: until it has ended both keys open names. Backups made before need the old key.

                EXAMPLES
                  tracegrid keys rotate identity --workspace county
                """)

        /// Keys that can be replaced.
        enum Key: String, ExpressibleByArgument, CaseIterable { case identity }

        @Argument(help: "The key to replace: identity.")
        var key: Key

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let summary = try Workspace.use(
                at: access.folder, access.request(.keysRotate), reporter: Console(isQuiet: output.quiet)
            ) { try IdentityRotation.run($0) }
            output.show(table: summary.tableLines, json: summary.json, csv: summary.csv)
        }
    }
}
