import ArgumentParser
import Pipeline
import Publishing

struct CodesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "codes",
        abstract: "Health codes: list and count them, one person's day by day, and overrides that two people sign.",
        discussion: """
            Codes follow from the policy's rules in every run; no command sets one. docs/codes.md tells the rules.

            EXAMPLES
              tracegrid codes list --workspace county --changed
              tracegrid codes counts --workspace county
              tracegrid codes show --workspace county p0a3kf7c5v1mw8e2j9xq4t6z0b1
              tracegrid codes override --workspace county p0a3kf7c5v1mw8e2j9xq4t6z0b1 --to green \\
                --reason negative_test --until 2020-02-05 --actor "Lin Jia"
            """,
        subcommands: [List.self, Counts.self, Show.self, CodesOverrideCommand.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Codes of the latest run, with cause and day, under pseudonyms.",
            discussion: """
                EXAMPLES
                  tracegrid codes list --workspace county --changed
                  tracegrid codes list --workspace county --grid 99080101 --colour red --format csv
                """)

        @Option(
            name: .customLong("grid"), help: "Only people of this grid and those below it.",
            completion: .custom(Completions.grids))
        var gridID: String?

        @Option(help: "Only codes of this colour: green, pending, yellow, red.")
        var colour: String?

        @Flag(help: "Only codes that are not as in the run before.")
        var changed = false

        @Option(
            name: .customLong("as-of"),
            help: "The latest run up to this moment: a date (its whole local day) or RFC 3339.")
        var asOf: String?

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            try output.answer(.codesList, access) {
                try CodeQuestions.list($0, gridID: gridID, colour: colour, changed: changed, asOf: asOf)
            }
        }
    }

    struct Counts: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "counts", abstract: "Codes by colour and grid, for those who need no names.",
            discussion: """
                Everybody counts once, in their first grid and those above it. Counts under 5 are hidden, and so are others
                from which they could be worked out. What differs between two nights may still tell a change.

                EXAMPLES
                  tracegrid codes counts --workspace county
                  tracegrid codes counts --workspace county --as-of 2020-02-03 --format csv
                """)

        @Option(
            name: .customLong("as-of"),
            help: "The latest run up to this moment: a date (its whole local day) or RFC 3339.")
        var asOf: String?

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            try output.answer(.codesCounts, access) { try CodeQuestions.counts($0, asOf: asOf) }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "One person's code day by day, and why.",
            discussion: """
                SUBJECT is an ID number, phone, person_id, or a pseudonym of a list; - reads it from standard input, so that
                it stays out of the shell's history. Days are told as they are known now: a check-in that came late
                counts for its day.

                EXAMPLES
                  tracegrid codes show --workspace county p0a3kf7c5v1mw8e2j9xq4t6z0b1
                  tracegrid codes show --workspace county - --format json < number.txt
                """)

        @Argument(help: "Who: any identifier, person_id or pseudonym; - reads it from standard input.")
        var subject: String

        @Option(
            name: .customLong("as-of"),
            help: "The latest run up to this moment: a date (its whole local day) or RFC 3339.")
        var asOf: String?

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let typed = subject == "-" ? (readLine() ?? "") : subject
            try output.answer(.codesShow, access) { try CodeHistory.show($0, subject: typed, asOf: asOf) }
        }
    }
}
