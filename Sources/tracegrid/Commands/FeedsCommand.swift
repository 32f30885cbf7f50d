import ArgumentParser
import Pipeline
import Publishing

struct FeedsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feeds",
        abstract: "The first look in the morning: what came of each feed for each day, and what of it looks odd.",
        discussion: """
            One line per feed and day: rows, people, files, hours until they came, rejected share, the longest stretch
            without a row, devices that fell silent, and a datum that the positions fit better. It reads boxes and
            tables of the store and next to no rows; nothing is written.

            EXAMPLES
              tracegrid feeds --workspace county
              tracegrid feeds --workspace county --days 14 --to 2020-01-28
              tracegrid feeds --workspace county --deep --format csv
            """)

    @Option(help: "Days to show, 1 to 60.")
    var days = 7

    @Option(help: "Last day to show; else the newest with data.")
    var to: String?

    @Flag(help: "Read all rows of the gates too, to tell how far their clocks are apart.")
    var deep = false

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...60).contains(days) else { throw ValidationError("--days must be from 1 to 60") }
    }

    func run() throws {
        let console = Console(isQuiet: output.quiet)
        let report = try Workspace.use(at: access.folder, access.request(.feeds), reporter: console) {
            try FeedHealth.run($0, days: days, to: to, deep: deep, reporter: console)
        }
        output.show(
            table: report.lines(width: terminalWidth(), language: Speech.language), json: report.json, csv: report.csv)
        try finish(.done, console)
    }
}
