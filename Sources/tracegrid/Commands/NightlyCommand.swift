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
              30 1 * * * tracegrid nightly --workspace /srv/county --as-of "$(TZ=Asia/Shanghai date -d yesterday +\\%F)" --quiet
            """)

    @Option(name: .customLong("as-of"), help: "Moment of the screening: a date (its whole local day) or RFC 3339.")
    var asOf: String

    @Option(name: .customLong("accept-anyway"), help: "Reason for taking files that a guard would refuse; recorded.")
    var acceptAnyway: String?

    @Flag(help: "Begin CSV files with a byte order mark, so that Excel reads them as UTF-8.")
    var excel = false

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try checkReason(acceptAnyway) }

    func run() throws {
        let console = Console(isQuiet: output.quiet)
        let request = access.request(.nightly, overruling: acceptAnyway)
        let summary = try Workspace.use(at: access.folder, request, reporter: console) { workspace in
            try Nightly.run(
                workspace, asOf: asOf, options: RunOptions(forExcel: excel), acceptAnyway: acceptAnyway,
                now: request.now, reporter: console)
        }
        output.show(table: summary.tableLines(Speech.language), json: summary.json, csv: summary.csv)
        try finish(summary.outcome, console)
    }
}
