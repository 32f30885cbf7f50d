import ArgumentParser
import Pipeline

struct NightlyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nightly",
        abstract: "Everything a night needs: ingest the inbox, screen, and write each grid's list. For cron.",
        discussion: """
            Safe to run again at any moment: the same night twice changes nothing.

            EXAMPLES
              tracegrid nightly --workspace county --as-of 2020-02-03
              30 1 * * * tracegrid nightly --workspace /srv/county --as-of "$(date -d yesterday +\\%F)" --quiet
            """)

    @Option(name: .customLong("as-of"), help: "Moment of the screening: a date (its whole local day) or RFC 3339.")
    var asOf: String

    @Option(name: .customLong("accept-anyway"), help: "Reason for taking files that a guard would refuse; recorded.")
    var acceptAnyway: String?

    @Flag(help: "Begin CSV files with a byte order mark, so that Excel reads them as UTF-8.")
    var excel = false

    @OptionGroup var options: WorkspaceOptions

    func validate() throws { try checkReason(acceptAnyway) }

    func run() throws {
        let console = Console(isQuiet: options.output.quiet)
        let workspace = try Workspace.open(at: options.folder, reporter: console)
        let summary = try Nightly.run(
            workspace, asOf: asOf, options: RunOptions(purpose: options.purposeCode, forExcel: excel),
            acceptAnyway: acceptAnyway, now: clock(),
            reporter: console)
        options.output.show(table: summary.tableLines, json: summary.json, csv: summary.csv)
        try finish(summary.outcome, console)
    }
}
