import ArgumentParser
import Pipeline

struct CodesOverrideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "override",
        abstract: "Put another colour in place of the rules' for a time: one person proposes, another approves.",
        discussion: """
            The policy says which colours may be given, for which reasons and how long. An override changes no contact, tier
            or task, holds for nothing worse than the code it was proposed for, and stands in exceptions.csv of every run.
            Where the settings give roles, two accounts are needed; else two names (--actor) of one account, which is told.

            EXAMPLES
              tracegrid codes override --workspace county p0a3kf7c5v1mw8e2j9xq4t6z0b1 --to green \\
                --reason negative_test --until 2020-02-05 --actor "Lin Jia"
              tracegrid codes override approve --workspace county 1 --actor "Wu Min"
              tracegrid codes override list --workspace county
              tracegrid codes override revoke --workspace county 1
            """,
        subcommands: [Propose.self, Approve.self, Revoke.self, List.self], defaultSubcommand: Propose.self)

    struct Propose: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "propose", abstract: "Propose an override (also without the word propose).",
            discussion: """
                EXAMPLES
                  tracegrid codes override --workspace county p0a3kf7c5v1mw8e2j9xq4t6z0b1 --to green \\
                    --reason negative_test --until 2020-02-05 --actor "Lin Jia"
                """)

        @Argument(help: "Who: any identifier, person_id or pseudonym; - reads it from standard input.")
        var subject: String

        @Option(name: .customLong("to"), help: "Colour: one that the policy allows.")
        var colour: String

        @Option(help: "Why: a word of the policy's list.")
        var reason: String

        @Option(help: "Last day on which it holds, such as 2020-02-05.")
        var until: String

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let console = Console(isQuiet: output.quiet)
            let typed = subject == "-" ? (readLine() ?? "") : subject
            let asked = access.request(.codesOverride)
            let number = try Workspace.use(
                at: access.folder, asked, asked: ["to \(colour)", "reason \(reason)", "until \(until)"],
                reporter: console
            ) {
                try CodeOverriding.propose(
                    $0, CodeOverriding.Request(subject: typed, colour: colour, reason: reason, until: until), by: asked)
            }
            output.show(["override_id"], [["\(number)"]], name: "overrides")
            try finish(.done, console)
        }
    }

    struct Approve: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "approve", abstract: "Approve what another person proposed.",
            discussion: """
                The next run shows it.

                EXAMPLES
                  tracegrid codes override approve --workspace county 1 --actor "Wu Min"
                """)

        @Argument(help: "Number of the override.")
        var number: Int64

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let console = Console(isQuiet: output.quiet)
            let asked = access.request(.codesOverrideApprove)
            try Workspace.use(at: access.folder, asked, asked: ["override \(number)"], reporter: console) {
                try CodeOverriding.approve($0, number, by: asked)
            }
            try finish(.done, console)
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: "Take a proposal or an override back; the rules hold again.",
            discussion: """
                EXAMPLES
                  tracegrid codes override revoke --workspace county 1
                """)

        @Argument(help: "Number of the override.")
        var number: Int64

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let console = Console(isQuiet: output.quiet)
            let asked = access.request(.codesOverrideRevoke)
            try Workspace.use(at: access.folder, asked, asked: ["override \(number)"], reporter: console) {
                try CodeOverriding.revoke($0, number, by: asked)
            }
            try finish(.done, console)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List overrides and proposals, with who did what, under pseudonyms.",
            discussion: """
                EXAMPLES
                  tracegrid codes override list --workspace county --format csv
                """)

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let console = Console(isQuiet: output.quiet)
            let rows = try Workspace.use(at: access.folder, access.request(.codesOverrideList), reporter: console) {
                try CodeOverriding.list($0)
            }
            output.show(CodeOverriding.columns, rows, name: "overrides")
            try finish(.done, console)
        }
    }
}
