import ArgumentParser
import Dispatch
import Files
import Glibc
import Pipeline
import Publishing

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
                subcommands: [InitCommand.self, DoctorCommand.self, BackupCommand.self, RestoreCommand.self]),
            CommandGroup(
                name: "Screening",
                subcommands: [NightlyCommand.self, IngestCommand.self, ScreenCommand.self]),
            CommandGroup(
                name: "Quality",
                subcommands: [EvaluateCommand.self, FeedsCommand.self]),
            CommandGroup(
                name: "Questions",
                subcommands: [
                    TraceCommand.self, PersonCommand.self, LinksCommand.self, TasksCommand.self, CodesCommand.self,
                    AlertsCommand.self, RegistersCommand.self, ReportCommand.self,
                    ExplainCommand.self, ComparePoliciesCommand.self,
                ]),
            CommandGroup(
                name: "Accountability",
                subcommands: [AuditCommand.self, KeysCommand.self]),
            CommandGroup(
                name: "People's data",
                subcommands: [CorrectCommand.self, PurgeCommand.self, HoldCommand.self]),
            CommandGroup(
                name: "Without a workspace",
                subcommands: [MatchCommand.self, PoliciesCommand.self, SynthCommand.self]),
        ])

    /// Parses and runs, and turns every ending into the exit statuses of the contract.
    static func main() {
        StandardStreams.fill()
        let status = withExtendedLifetime(interruptions()) { run() }
        if !StandardStreams.flush() {
            Console.failure("standard output: cannot be written: free some space or name another file")
            Glibc.exit(status == 0 ? Outcome.failed.rawValue : status)
        }
        Glibc.exit(status)
    }

    private static func run() -> Int32 {
        do {
            if let word = environment("TRACEGRID_LOG_FORMAT"), LogFormat(rawValue: word) == nil {
                throw Failure(.usage, "TRACEGRID_LOG_FORMAT: \(word) is none of plain, text and json: set one of them")
            }
            try Speech.check()
            var command = try parseAsRoot()
            try command.run()
            return 0
        } catch let failure as Failure {
            Console.failure(failure.description, failure.outcome)
            return failure.outcome.rawValue
        } catch let ending as ExitCode {
            return ending.rawValue
        } catch {
            switch exitCode(for: error) {
            case .success:
                let message = fullMessage(for: error)
                print(Speech.ofHelp == .chinese ? HelpPage.chinese(insteadOf: message) ?? message : message)
                return 0
            case .validationFailure:
                Console.usage(fullMessage(for: error))
                return Outcome.usage.rawValue
            default:
                Console.failure("\(error)")
                return Outcome.failed.rawValue
            }
        }
    }

    /// Control-C and a polite kill end at once with status 75: every step is safe to run again, so none is waited for.
    private static func interruptions() -> [any DispatchSourceSignal] {
        // A reader that closes its end early (`| head`) ends us without a message.
        _ = signal(SIGPIPE, SIG_DFL)
        Signals.unblock([SIGINT, SIGTERM, SIGHUP])
        return [SIGINT, SIGTERM, SIGHUP].map { number in
            _ = signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                Console.failure("interrupted: nothing half-written is kept, run it again", .interrupted)
                _exit(Outcome.interrupted.rawValue)
            }
            source.resume()
            return source
        }
    }
}
