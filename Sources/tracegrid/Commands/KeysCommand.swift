import ArgumentParser
import Pipeline

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Show which keys a workspace has, and replace the identity keys or the pseudonym key.",
        discussion: """
            EXAMPLES
              tracegrid keys show --workspace county
              tracegrid keys rotate identity --workspace county
              tracegrid keys rotate pseudonym --workspace county
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
            commandName: "rotate",
            abstract: "Replace a key: the identity keys, or the key that makes the pseudonyms.",
            discussion: """
                It needs identity.key for as long as it runs. Killed at any moment it is safe to run again, and it must
                be: until it has ended, both identity keys open names, and the old pseudonym key is in force.
                Backups made before need the old key.

                pseudonym: everybody gets a new pseudonym in the store, the registry and the ledger; ids of contacts and
                tasks stay. The store is written anew beside itself first: it takes as much room again.

                EXAMPLES
                  tracegrid keys rotate identity --workspace county
                  tracegrid keys rotate pseudonym --workspace county
                """)

        /// Keys that can be replaced.
        enum Key: String, ExpressibleByArgument, CaseIterable { case identity, pseudonym }

        @Argument(help: "The key to replace: identity or pseudonym.")
        var key: Key

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let console = Console(isQuiet: output.quiet)
            let request = access.request(.keysRotate)
            let summary = try Workspace.use(at: access.folder, request, asked: [key.rawValue], reporter: console) {
                switch key {
                case .identity: try IdentityRotation.run($0)
                case .pseudonym: try PseudonymRotation.run($0, now: request.now, reporter: console)
                }
            }
            output.show(table: summary.tableLines, json: summary.json, csv: summary.csv)
        }
    }
}
