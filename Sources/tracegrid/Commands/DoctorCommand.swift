import ArgumentParser
import Pipeline
import Publishing

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the system packages and, in a workspace, that everything is in order.",
        discussion: """
            EXAMPLES
              tracegrid doctor
              tracegrid doctor --workspace county
              tracegrid doctor --workspace county --repair
            """)

    @Option(name: .long, help: "Workspace folder; else TRACEGRID_WORKSPACE; none: only the system is checked.")
    var workspace: String?

    @Flag(
        name: .long,
        help: """
            Make damaged segments of the store anew from the archive, and put deliveries that the ledger does not know \
            back into the inbox.
            """)
    var repair = false

    func run() throws {
        let findings = Doctor.examine(
            workspace: workspace ?? environment("TRACEGRID_WORKSPACE"), repairs: repair, now: clock())
        for finding in findings { print(TerminalTable.printable(finding.line)) }
        let outcome = Doctor.outcome(of: findings)
        if outcome != .done { throw ExitCode(outcome.rawValue) }
    }
}
