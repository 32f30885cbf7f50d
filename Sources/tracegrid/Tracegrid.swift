import ArgumentParser
import Files
import Glibc
import Pipeline

/// The command line: parse, call one Pipeline function, print, exit.
@main
struct Tracegrid: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tracegrid",
        abstract: "Finds the people in a city's feeds who need a knock on the door, and tells the right grid why.",
        discussion: """
            EXAMPLES
              tracegrid init county --policy cn-nhc-v9 --home-region 990801
              tracegrid nightly --workspace county --as-of 2020-02-03
              tracegrid match --itineraries cases.csv --events pings.csv.gz > contacts.csv

            Exit status: 0 done, 1 failed, 2 usage, 3 input refused, 4 done with warnings that need a person,
            5 not permitted, 6 workspace locked by another run, 75 interrupted and safe to run again.
            """,
        version: TraceGrid.version,
        groupedSubcommands: [
            CommandGroup(
                name: "Workspace",
                subcommands: [InitCommand.self, DoctorCommand.self]),
            CommandGroup(
                name: "Screening",
                subcommands: [NightlyCommand.self, IngestCommand.self, ScreenCommand.self]),
            CommandGroup(
                name: "Without a workspace",
                subcommands: [MatchCommand.self, SynthCommand.self]),
        ])

    /// Parses and runs, and turns every ending into the exit statuses of the contract.
    static func main() {
        exitQuietlyWhenInterrupted()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as Failure {
            Console.standardError("tracegrid: \(failure.description)")
            Glibc.exit(failure.outcome.rawValue)
        } catch let ending as ExitCode {
            Glibc.exit(ending.rawValue)
        } catch {
            let status = exitCode(for: error)
            if status == .success {
                print(fullMessage(for: error))
                Glibc.exit(0)
            }
            Console.standardError(fullMessage(for: error))
            Glibc.exit(status == .validationFailure ? Outcome.usage.rawValue : Outcome.failed.rawValue)
        }
    }

    /// Control-C and a polite kill end at once with status 75: every step is safe to run again, so none is waited for.
    private static func exitQuietlyWhenInterrupted() {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            _ = signal(number) { _ in _exit(75) }
        }
        Signals.unblock([SIGINT, SIGTERM, SIGHUP])
        // A reader that closes its end early (`| head`) ends us without a message.
        _ = signal(SIGPIPE, SIG_DFL)
    }
}
