import ArgumentParser
import Pipeline
import Publishing

struct PoliciesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policies",
        abstract: "List the rules there are, and show what one policy says.",
        discussion: """
            With a workspace its own policies are meant, else the shipped ones.

            EXAMPLES
              tracegrid policies list
              tracegrid policies show cn-nhc-v9
              tracegrid policies show cn-nhc-v9 --as page > cn-nhc-v9.md
            """,
        subcommands: [List.self, Show.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Name, date and title of each policy.",
            discussion: """
                EXAMPLES
                  tracegrid policies list --format csv
                """)

        @Option(help: "Workspace folder; else TRACEGRID_WORKSPACE; none: the shipped policies.")
        var workspace: String?

        @OptionGroup var output: OutputOptions

        func run() throws {
            let entries = try PolicyBook(workspace: workspace ?? environment("TRACEGRID_WORKSPACE")).list()
            var table = TerminalTable(header: ["policy", "in force from", "title"])
            var csv = CSVWriter(header: ["policy", "effective_from", "title", "sha256"])
            for entry in entries {
                table.append([entry.name, entry.effectiveFrom, entry.title])
                csv.append([entry.name, entry.effectiveFrom, entry.title, entry.sha256])
            }
            let json = JSONText.array(
                entries.map {
                    .object([
                        ("policy", .string($0.name)), ("effective_from", .string($0.effectiveFrom)),
                        ("title", .string($0.title)), ("sha256", .string($0.sha256)),
                    ])
                })
            output.show(table: table.lines, json: json.line, csv: String(decoding: csv.bytes, as: UTF8.self))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "One policy with all that it extends.",
            discussion: """
                EXAMPLES
                  tracegrid policies show cn-nhc-v9
                  tracegrid policies show cn-nhc-v9 --as page
                """)

        /// Shapes of a shown policy.
        enum Shape: String, ExpressibleByArgument, CaseIterable { case yaml, page }

        @Argument(help: "Name of the policy.")
        var name: String

        @Option(name: .customLong("as"), help: "One YAML file, or a Markdown page in plain words: yaml or page.")
        var shape: Shape = .yaml

        @Option(help: "Workspace folder; else TRACEGRID_WORKSPACE; none: the shipped policies.")
        var workspace: String?

        func run() throws {
            let book = PolicyBook(workspace: workspace ?? environment("TRACEGRID_WORKSPACE"))
            print(try shape == .yaml ? book.text(of: name) : book.page(of: name), terminator: "")
        }
    }
}
