import ArgumentParser
import Pipeline

struct HoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Keep what would be purged: legal holds on a case, a person or a delivered file.",
        discussion: """
            A hold has a reason and a last day. A case keeps itself, its itinerary, what was observed of it and of its
            contacts, and the runs that found them; a person everything that names him; a file every row that came from
            it. What is held takes part in no run once it has expired; it is only not removed.

            EXAMPLES
              tracegrid hold place case S01 --workspace county --reason "proceedings 12/2020" --until 2020-12-31
              tracegrid hold list --workspace county
              tracegrid hold release 1 --workspace county
            """,
        subcommands: [Place.self, List.self, Release.self])

    struct Place: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "place",
            abstract: "Place a hold.",
            discussion: """
                EXAMPLES
                  tracegrid hold place case S01 --workspace county --reason "proceedings 12/2020" --until 2020-12-31
                  tracegrid hold place file c69119015a82 --workspace county --reason "audit of the source" --until 2020-06-30
                """)

        @Argument(help: "What to keep: case, person or file.")
        var kind: String

        @Argument(help: "Which: a case id, a pseudonym, or 12 or more digits of a delivery's SHA-256.")
        var target: String

        @Option(help: "Why.")
        var reason: String

        @Option(help: "Last day on which it holds, such as 2020-12-31.")
        var until: String

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let console = Console(isQuiet: output.quiet)
            let asked = access.request(.holdPlace)
            let number = try Workspace.use(at: access.folder, asked, reporter: console) { workspace in
                try LegalHolds.place(
                    workspace, LegalHolds.Request(kind: kind, target: target, reason: reason, until: until),
                    now: asked.now)
            }
            output.show(["number"], [["\(number)"]], name: "holds")
            try finish(.done, console)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the holds that have not been released or purged after their last day.",
            discussion: """
                EXAMPLES
                  tracegrid hold list --workspace county --format csv
                """)

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let console = Console(isQuiet: output.quiet)
            let rows = try Workspace.use(at: access.folder, access.request(.holdList), reporter: console) {
                try LegalHolds.list($0)
            }
            output.show(LegalHolds.columns, rows, name: "holds")
        }
    }

    struct Release: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release",
            abstract: "End a hold; what it kept goes with the next purge.",
            discussion: """
                EXAMPLES
                  tracegrid hold release 1 --workspace county
                """)

        @Argument(help: "Number of the hold.")
        var number: Int64

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let console = Console(isQuiet: output.quiet)
            try Workspace.use(at: access.folder, access.request(.holdRelease), reporter: console) {
                try LegalHolds.release($0, number)
            }
            try finish(.done, console)
        }
    }
}
