import ArgumentParser
import Pipeline

struct IngestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Take feed files into the store and the registry.",
        discussion: """
            Without FILE, everything in inbox/ is taken, in the order of the names, and moved to archive/. Files named
            here are copied there. A file is either wholly in or not at all; the same file again changes nothing.

            EXAMPLES
              tracegrid ingest --workspace county
              tracegrid ingest --workspace county tickets.csv --feed travel
              tracegrid ingest --workspace county hotel.csv --accept-anyway "night desk typed by hand, checked by J."
            """)

    @Argument(help: "Feed files; none: the inbox.")
    var files: [String] = []

    @Option(help: "Feed of the named files, where neither name nor header tells it.")
    var feed: String?

    @Option(name: .customLong("accept-anyway"), help: "Reason for taking a file that a guard would refuse; recorded.")
    var acceptAnyway: String?

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try checkReason(acceptAnyway) }

    func run() throws {
        let console = Console(isQuiet: output.quiet)
        let request = access.request(.ingest, overruling: acceptAnyway)
        let summary = try Workspace.use(at: access.folder, request, reporter: console) { workspace in
            try Ingest.run(
                workspace, IngestRequest(files: files, feed: feed, acceptAnyway: acceptAnyway), now: request.now,
                reporter: console)
        }
        output.show(table: summary.tableLines(Speech.language), json: summary.json, csv: summary.csv)
        try finish(summary.outcome, console)
    }
}

/// Ends a command with its outcome; warnings raised on the way count.
func finish(_ outcome: Outcome, _ console: Console) throws {
    let ending = outcome == .done && console.hasWarnings ? .warnings : outcome
    if ending != .done { throw ExitCode(ending.rawValue) }
}
