import ArgumentParser
import Pipeline

struct CorrectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct",
        abstract: "Appeals: mark rows as disputed, so that no run uses them, and decide about them.",
        discussion: """
            The rows of an appeal take part in no run while it is open and once it is upheld; when it is rejected they do
            again. What hung on them is withdrawn by the next night or screening, for the reason "correction". Nothing is
            deleted: explain still tells the rows, and says that they are disputed. An itinerary part that was corrected
            by a new delivery replaces the old one once the old row is disputed (--reason replaced).

            EXAMPLES
              tracegrid correct open --workspace county --contact c3k9x0q8r7t2v5w1y4za6 --reason not_there --by "J. Lin"
              tracegrid correct open --workspace county --row c69119015a82:2 --reason replaced
              tracegrid correct list --workspace county
              tracegrid correct decide 1 --workspace county --uphold --by "Dr. Wu" --note "ticket was refunded"
            """,
        subcommands: [Open.self, List.self, Show.self, Decide.self])

    struct Open: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "open",
            abstract: "Open an appeal about rows.",
            discussion: """
                Reasons: \(CorrectRequest.reasons.joined(separator: ", ")).

                EXAMPLES
                  tracegrid correct open --workspace county --digest e7adea7f6b64c018 --reason wrong_person
                  tracegrid correct open --workspace county --person p5k3... --feed travel --from 2020-01-20 --reason not_aboard
                """)

        @Option(help: "A row as FILE:LINE, as exposures.jsonl names it; may be repeated.")
        var row: [String] = []

        @Option(help: "A row's digest, 16 hexadecimal digits; may be repeated.")
        var digest: [String] = []

        @Option(help: "Id of a contact of the latest run, whose rows are meant; may be repeated.")
        var contact: [String] = []

        @Option(help: "Pseudonym of somebody about whom a feed is wrong; needs --feed.")
        var person: String?

        @Option(help: "With --person: the feed.")
        var feed: String?

        @Option(help: "With --person: first local day of the rows.")
        var from: String?

        @Option(help: "With --person: last local day of the rows.")
        var to: String?

        @Option(help: "Why, a word of the list.")
        var reason: String

        @Option(help: "Who appeals, or takes the appeal down; else the user.")
        var by: String?

        @Option(help: "What is claimed.")
        var note = ""

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let console = Console(isQuiet: output.quiet)
            var request = CorrectRequest(reason: reason, by: by ?? SystemUser.current.name, note: note)
            (request.rows, request.digests, request.contacts) = (row, digest, contact)
            (request.person, request.feed, request.from, request.to) = (person, feed, from, to)
            let (asked, wanted) = (access.request(.correctOpen), request)
            let opened = try Workspace.use(at: access.folder, asked, reporter: console) {
                try Correct.open($0, wanted, now: asked.now)
            }
            output.show(["number", "rows"], [["\(opened.number)", "\(opened.rows)"]], name: "appeals")
            try finish(.done, console)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List all appeals.",
            discussion: """
                EXAMPLES
                  tracegrid correct list --workspace county --format csv
                """)

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let console = Console(isQuiet: output.quiet)
            let rows = try Workspace.use(at: access.folder, access.request(.correctList), reporter: console) {
                try Correct.list($0)
            }
            output.show(Correct.columns, rows, name: "appeals")
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show an appeal's history, or its rows.",
            discussion: """
                EXAMPLES
                  tracegrid correct show 1 --workspace county
                  tracegrid correct show 1 --workspace county --rows
                """)

        @Argument(help: "Number of the appeal.")
        var number: Int64

        @Flag(help: "Show the rows instead of the history.")
        var rows = false

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let console = Console(isQuiet: output.quiet)
            let shown = try Workspace.use(at: access.folder, access.request(.correctShow), reporter: console) {
                try Correct.show($0, number)
            }
            if rows {
                output.show(Correct.rows, shown.rows, name: "rows")
            } else {
                output.show(Correct.steps, shown.steps, name: "steps")
            }
        }
    }

    struct Decide: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "decide",
            abstract: "Uphold or reject an appeal; a later decision counts over an earlier one.",
            discussion: """
                EXAMPLES
                  tracegrid correct decide 1 --workspace county --uphold --by "Dr. Wu" --note "ticket was refunded"
                  tracegrid correct decide 1 --workspace county --reject --by "Dr. Wu" --note "seen on the platform"
                """)

        @Argument(help: "Number of the appeal.")
        var number: Int64

        @Flag(help: "The rows are wrong and stay out.")
        var uphold = false

        @Flag(help: "The rows are right and take part again.")
        var reject = false

        @Option(help: "Who decides; else the user.")
        var by: String?

        @Option(help: "Why.")
        var note: String

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if uphold == reject { throw ValidationError("decide either way: --uphold or --reject") }
        }

        func run() throws {
            let console = Console(isQuiet: output.quiet)
            let asked = access.request(.correctDecide)
            try Workspace.use(at: access.folder, asked, reporter: console) {
                try Correct.decide(
                    $0, number, isUpheld: uphold, by: by ?? asked.user.name, note: note, now: asked.now)
            }
            try finish(.done, console)
        }
    }
}
