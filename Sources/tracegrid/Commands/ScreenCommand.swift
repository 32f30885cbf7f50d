import ArgumentParser
import Pipeline

struct ScreenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "screen",
        abstract: "Find contacts and undeclared travellers in what is in the store, and write the lists.",
        discussion: """
            EXAMPLES
              tracegrid screen --workspace county --as-of 2020-02-03
              tracegrid screen --workspace county --as-of 2020-02-03T06:00:00+08:00 --format json
            """)

    @Option(name: .customLong("as-of"), help: "Moment of the screening: a date (its whole local day) or RFC 3339.")
    var asOf: String

    @Flag(help: "Begin CSV files with a byte order mark, so that Excel reads them as UTF-8.")
    var excel = false

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = Console(isQuiet: output.quiet)
        let request = access.request(.screen)
        let summary = try Workspace.use(at: access.folder, request, reporter: console) { workspace in
            try Nightly.screen(
                workspace, asOf: asOf, options: RunOptions(forExcel: excel), now: request.now, reporter: console)
        }
        output.show(table: summary.tableLines(Speech.language), json: summary.json, csv: summary.csv)
        try finish(summary.outcome, console)
    }
}
