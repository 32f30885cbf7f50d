import ArgumentParser
import Pipeline

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Who looked at what and why; whether the record of it is whole; who looked at one person.",
        discussion: """
            Every command that reads about people writes into audit/audit.jsonl before it reads and when it has ended.

            EXAMPLES
              tracegrid audit show --workspace county --last 20
              tracegrid audit verify --workspace county
              tracegrid audit subject --workspace county 15404703547
            """,
        subcommands: [Show.self, Verify.self, Subject.self])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "List accesses: when, who, why, what, about whom, and how it ended.",
            discussion: """
                EXAMPLES
                  tracegrid audit show --workspace county --last 20
                  tracegrid audit show --workspace county --who wang --command explain --format json
                """)

        @Option(help: "The last so many accesses.")
        var last: Int?

        @Option(help: "Accesses of one account or actor.")
        var who: String?

        @Option(help: "Accesses by one command, such as explain or \"audit show\".")
        var command: String?

        @Option(name: .customLong("run"), help: "Accesses that made or read one run.")
        var runID: String?

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if let last, last < 1 { throw ValidationError("--last takes a number from 1") }
        }

        func run() throws {
            let filter = AuditFilter(last: last, who: who, command: command, runID: runID)
            let answer = try Workspace.use(
                at: access.folder, access.request(.auditShow), reporter: Console(isQuiet: output.quiet)
            ) { try AuditShow.run($0, filter) }
            output.show(table: answer.tableLines, json: answer.json, csv: answer.csv)
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Find any record that was changed, removed, reordered or cut off.",
            discussion: """
                Exit status 0: as written; 4: as written, and something to know; 1: damaged. Records cut off at the end
                show against heads kept elsewhere: in the ledger, in manifests, and where you keep what each run prints.

                EXAMPLES
                  tracegrid audit verify --workspace county
                  tracegrid audit verify --workspace county --expect \
                d2c4b1f0e59a7c3386d1f2e4a5b6c7d8e9f00112233445566778899aabbccdde
                """)

        @Option(help: "Head (64 digits) of a run that was printed and kept elsewhere.")
        var expect: String?

        @OptionGroup var place: WorkspaceOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let verdict = try AuditVerify.run(workspace: place.folder, expected: expect)
            output.show(table: verdict.tableLines, json: verdict.json, csv: verdict.csv)
            if verdict.outcome != .done { throw ExitCode(verdict.outcome.rawValue) }
        }
    }

    struct Subject: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "subject", abstract: "Tell who looked at one person.",
            discussion: """
                The person is named by an ID number, phone, plate or person_id in the clear, which is kept nowhere, or by
                a pseudonym. With - it is read from standard input, so that it stands in no shell history.

                EXAMPLES
                  tracegrid audit subject --workspace county 15404703547
                  tracegrid audit subject --workspace county - < number.txt
                  tracegrid audit subject --workspace county p3k9x0q8r7t2v5w1y4za6bcdefgh --all --format csv
                """)

        @Argument(help: "ID number, phone, plate, person_id or pseudonym; - reads it from standard input.")
        var id: String

        @Flag(help: "List accesses to everybody's data too.")
        var all = false

        @OptionGroup var access: AccessOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let text = id == "-" ? readLine() ?? "" : id
            let answer = try Workspace.use(
                at: access.folder, access.request(.auditSubject), reporter: Console(isQuiet: output.quiet)
            ) { try AuditSubject.run($0, text, all: all) }
            output.show(table: answer.tableLines, json: answer.json, csv: answer.csv)
        }
    }
}
