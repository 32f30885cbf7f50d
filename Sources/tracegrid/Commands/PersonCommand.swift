import ArgumentParser
import Pipeline
import Publishing

struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "One person by any identifier: where they were, risk regions, cases, and whom they were with.",
        discussion: """
            SUBJECT is an ID number, phone, number plate, person_id, or a pseudonym of a list; - reads it from standard
            input, so that it stays out of the shell's history. Names are shown as pseudonyms unless --identify is given.
            Accepted identity links (tracegrid links) are followed inside their dates.

            EXAMPLES
              tracegrid person --workspace county p0a3kf7c5v1mw8e2j9xq4t6z0b1 --map trail.html
              tracegrid person --workspace county 15400000001 --identify --purpose outbreak
              tracegrid person --workspace county 15400000001 --with 15400000002
              tracegrid person --workspace county --vehicle 浙Y10001 --since 2020-01-20
              tracegrid person --workspace county - --format json < number.txt
            """)

    @Argument(help: "Who: any identifier, person_id or pseudonym; - reads it from standard input.")
    var subject: String

    @Option(name: .customLong("with"), help: "Another person: list the two people's meetings.")
    var other: String?

    @Flag(help: "SUBJECT is a number plate.")
    var vehicle = false

    @Option(name: .customLong("as-of"), help: "Moment asked about: a date (its whole local day) or RFC 3339; else now.")
    var asOf: String?

    @Option(help: "First moment looked at; else all that is in the store.")
    var since: String?

    @Option(help: "Companions listed.")
    var top: Int = 20

    @Flag(help: "With --format csv: the companions, not the timeline.")
    var companions = false

    @Flag(help: "Show names and phones; needs the identity key and a purpose.")
    var identify = false

    @Option(
        help: "File for a map of the trail: one HTML page that loads nothing.", completion: .file(extensions: ["html"]))
    var map: String?

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { if top < 0 { throw ValidationError("--top must not be negative") } }

    func run() throws {
        let console = Console(isQuiet: output.quiet)
        let typed = subject == "-" ? (readLine() ?? "") : subject
        let request = access.request(identify ? .personIdentify : .person)
        try Workspace.use(at: access.folder, request, reporter: console) { workspace in
            let answer = try PersonQuestion.run(
                workspace,
                PersonRequest(
                    subject: typed, isVehicle: vehicle, other: other, asOf: asOf, since: since, top: top,
                    identifies: identify), now: request.now)
            let zone = workspace.settings.zone
            let report = answer.report
            output.show(
                lines: { report.lines(zone: zone, width: $0, brush: $1, language: Speech.language) },
                json: { report.json(zone: zone) },
                csv: { report.csv(zone: zone, companions: companions) })
            if let map {
                try writePage(try answer.map(workspace), to: map)
                console.note(AnswerWord.written.phrase([map]))
            }
        }
        try finish(.done, console)
    }
}
