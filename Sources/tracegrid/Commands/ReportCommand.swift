import ArgumentParser
import Files
import Pipeline
import Publishing

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "The command centre's page of a finished run, made again: one HTML file of counts that loads nothing.",
        discussion: """
            Every run writes it as report.html, in the language that the settings give. Counts under 5 are hidden, and so
            are others from which they could be worked out.

            EXAMPLES
              tracegrid report --workspace county --lang zh --out report.html
              tracegrid report --workspace county --as-of 2020-02-03 --out 2020-02-03.html
            """)

    @Option(name: .customLong("as-of"), help: "The run as of that moment; else the latest complete one.")
    var asOf: String?

    @Option(
        name: .customLong("lang"), help: "Language of the page: en or zh; else TRACEGRID_LANG, else the settings' own.")
    var language: Language?

    @Option(help: "File to write, else standard output.", completion: .file(extensions: ["html"]))
    var out: String?

    @Flag(name: .shortAndLong, help: "Say nothing but warnings and errors.")
    var quiet = false

    @OptionGroup var access: AccessOptions

    func run() throws {
        let console = Console(isQuiet: quiet)
        let page = try Workspace.use(at: access.folder, access.request(.report), reporter: console) {
            try ReportPage.run($0, asOf: asOf, language: Speech.asked)
        }
        let html = String(decoding: page, as: UTF8.self)
        guard let out else { return print(html, terminator: "") }
        try writePage(html, to: out, option: "--out")
        console.note(AnswerWord.written.phrase([out]))
    }
}
