import ArgumentParser
import Pipeline

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell every step from the raw rows to the tier of one contact, task or undeclared traveller.",
        discussion: """
            The id is a contact_id of contacts.csv (c...), a task_id of a task list (t...), or an undeclared_id of
            undeclared.csv (u...). Rows are looked up in the archive and held against their digests; identifiers are
            shown as pseudonyms, names and free text are masked. It reads only, also while a night is under way.

            EXAMPLES
              tracegrid explain --workspace county c3k9x0q8r7t2v5w1y4za6
              tracegrid explain --workspace county tgxphp9k4s9pvse5zng8j --format json
              tracegrid explain --workspace county c3k9x0q8r7t2v5w1y4za6 --run rfbfb38090e75
            """)

    @Argument(help: "Id of a contact (c...), a task (t...) or an undeclared traveller (u...).")
    var id: String

    @Option(name: .customLong("run"), help: "Id of the run to explain; else the latest complete one.")
    var runID: String?

    @Option(help: "Shape of the explanation: text or json.")
    var format: ExplainFormat = .text

    @Flag(help: "Show rows as they stand, identifiers included.")
    var raw = false

    @OptionGroup var access: AccessOptions
    @OptionGroup var speech: LanguageOptions

    func run() throws {
        let question = ExplainRequest(id: id, runID: runID, showsRaw: raw)
        let answer = try Workspace.use(
            at: access.folder, access.request(question.command), asked: question.asked,
            reporter: Console(isQuiet: false)
        ) { try Explain.run($0, question) }
        switch format {
        case .text: answer.lines(width: terminalWidth(), language: Speech.language).forEach { print($0) }
        case .json: print(answer.json, terminator: "")
        }
    }
}

/// Shapes of an explanation.
enum ExplainFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// Columns of the terminal, from 80 to 120; 100 where nobody says.
func terminalWidth() -> Int { min(120, max(80, environment("COLUMNS").flatMap(Int.init) ?? 100)) }
