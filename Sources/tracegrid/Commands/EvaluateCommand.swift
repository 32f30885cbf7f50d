import ArgumentParser
import Files
import Pipeline
import Publishing

struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "How good the lists were: replay them from what was known then, and hold them against the cases.",
        discussion: """
            A list is made for each day from what was known at that moment, and the confirmed cases are looked for on
            it: how many stood there before they were confirmed, fell ill or saw a doctor, how many days before, and
            how much better that is than chance or than listing everybody from a region. Nothing is written. With
            --truth the lists of a synthetic city are held against what was planted in it.

            EXAMPLES
              tracegrid evaluate --workspace county
              tracegrid evaluate --workspace county --from 2020-01-23 --to 2020-01-31 --delay 24 --delay travel=48
              tracegrid evaluate --workspace county --policy cn-nhc-v8 --without-each-feed --format json
              tracegrid evaluate --workspace county --truth city/truth --to 2020-01-28 --plot recall.svg
            """)

    @Option(help: "First day with a list; else two weeks before the first confirmation.")
    var from: String?

    @Option(help: "Last day with a list; else the day of the last confirmation.")
    var to: String?

    @Option(help: "Local time of day at which each list is made.")
    var at = "06:00"

    @Option(
        help: ArgumentHelp(
            "HOURS, or FEED=HOURS, after which a row is taken as known, for history that was loaded later; may be "
                + "given several times. Else rows count from the ingest of their file.", valueName: "hours"))
    var delay: [String] = []

    @Option(help: "Name of a second policy: what it would have done.")
    var policy: String?

    @Flag(name: .customLong("without-each-feed"), help: "Replay without each feed in turn: what each one adds.")
    var withoutEachFeed = false

    @Option(help: "Folder with the truth of a synthetic city: recall and precision by rule, as of the day of --to.")
    var truth: String?

    @Option(help: "With --truth, an SVG file to draw recall and precision into.")
    var plot: String?

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if plot != nil, truth == nil { throw ValidationError("--plot goes with --truth") }
        if truth != nil, from != nil || policy != nil || withoutEachFeed || !delay.isEmpty {
            throw ValidationError("--truth goes with --to and --plot alone")
        }
    }

    func run() throws {
        let console = Console(isQuiet: output.quiet)
        let report = try Workspace.use(at: access.folder, access.request(.evaluate), reporter: console) { workspace in
            if let truth {
                let held = try EvaluateTruth.run(workspace, folder: truth, asOf: to, reporter: console)
                if let plot { try AtomicFile.write(Array(held.plot.svg.utf8), to: plot) }
                return held.report
            }
            return try Evaluate.run(
                workspace,
                EvaluateRequest(
                    from: from, to: to, at: at, delays: delay, policy: self.policy, leavesFeedsOut: withoutEachFeed),
                reporter: console)
        }
        output.show(table: report.lines(width: terminalWidth()), json: report.json, csv: report.csv)
        try finish(.done, console)
    }
}
