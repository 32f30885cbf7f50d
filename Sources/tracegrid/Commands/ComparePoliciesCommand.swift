import ArgumentParser
import Pipeline
import Publishing

struct ComparePoliciesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare-policies",
        abstract: "Screen the same data under two policies: who is gained, lost or changed, and by which rule.",
        discussion: """
            A and B are names of files in policies/, without .yaml. Nothing is published and nothing is written; a night
            may be under way. A contact is gained where only B finds it, lost where only A does, changed where the tier
            differs.

            EXAMPLES
              tracegrid compare-policies --workspace county cn-nhc-v9 cn-nhc-v8
              tracegrid compare-policies --workspace county cn-nhc-v5 cdc-2020-10 --as-of 2020-02-03 --format csv
              tracegrid compare-policies --workspace county cn-nhc-v9 our-own-rules --all --format json
            """)

    @Argument(help: "Name of the first policy.")
    var a: String

    @Argument(help: "Name of the second policy.")
    var b: String

    @Option(
        name: .customLong("as-of"),
        help: "Moment of the screening: a date (its whole local day) or RFC 3339; else that of the latest run.")
    var asOf: String?

    @Flag(help: "List differences in rules or score too, not in tier alone.")
    var all = false

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = Console(isQuiet: output.quiet)
        let request = access.request(.comparePolicies)
        let (differences, zone) = try Workspace.use(at: access.folder, request, reporter: console) { workspace in
            (
                try ComparePolicies.run(workspace, a, b, asOf: asOf, all: all, reporter: console),
                workspace.settings.zone
            )
        }
        output.show(
            table: differences.tableLines(zone: zone), json: differences.json(zone: zone), csv: differences.csv)
        try finish(.done, console)
    }
}
