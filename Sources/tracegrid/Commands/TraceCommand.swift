import ArgumentParser
import Files
import Foundation
import Pipeline
import Publishing
import Vocabulary

struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "One case against everything in the store, now: contacts by tier, and the itinerary with its holes.",
        discussion: """
            The contacts are those that a night would list for the case at that moment; companions come first in their
            tier. Nothing is published, and a night may be under way. With --dry an itinerary is typed by hand, for
            somebody who is no case yet: --at "DATE FROM..TO @ PLACE", where PLACE is a place_id, a place_id and a room,
            or longitude,latitude,radius.

            EXAMPLES
              tracegrid trace --workspace county S01
              tracegrid trace --workspace county S01 --identify --purpose outbreak --map s01.html
              tracegrid trace --workspace county S01 --watch
              tracegrid trace --workspace county --dry --at "2020-01-31 08:00..09:30 @ BUS-1" --at "2020-01-31 22:00..2020-02-01 07:00 @ H7 room 305"
            """)

    @Argument(help: "Id of the case, as in the cases file.", completion: .custom(Completions.cases))
    var caseID: String?

    @Option(
        name: .customLong("as-of"),
        help: "Moment asked about: a date (its whole local day) or RFC 3339; else now.")
    var asOf: String?

    @Option(help: "List contacts exposed since then; tier and score stay those of all exposures.")
    var since: String?

    @Flag(help: "Trace an itinerary typed with --at; nothing is kept.")
    var dry = false

    @Option(help: "A part of a --dry itinerary: \"2020-01-31 08:00..09:30 @ place_id\"; may be given again.")
    var at: [String] = []

    @Flag(help: "Show names and phones; needs the identity key and a purpose.")
    var identify = false

    @Flag(help: "Answer again whenever files are taken in, until interrupted.")
    var watch = false

    @Option(help: "Seconds between two looks of --watch; else 5.")
    var every: Int?

    @Option(help: "Folder for contacts.csv, exposures.jsonl, itinerary.csv and trace.json.", completion: .directory)
    var out: String?

    @Option(
        help: "File for a map of the trace: one HTML page that loads nothing.", completion: .file(extensions: ["html"]))
    var map: String?

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if dry == (caseID != nil) { throw ValidationError("name a case, or type an itinerary with --dry and --at") }
        if dry, at.isEmpty {
            throw ValidationError("--dry needs at least one --at \"2020-01-31 08:00..09:30 @ place_id\"")
        }
        if !dry, !at.isEmpty { throw ValidationError("--at belongs to --dry") }
        if let every, every < 1 { throw ValidationError("--every must be at least 1") }
        if every != nil, !watch { throw ValidationError("--every belongs to --watch") }
    }

    func run() throws {
        let console = Console(isQuiet: output.quiet)
        let request = access.request(identify ? .traceIdentify : .trace)
        var known: Set<String>?
        repeat {
            // Each answer is an access of its own: the purpose may have ended since the last.
            known = try Workspace.use(at: access.folder, request, reporter: console) { workspace in
                let state = try Trace.state(of: workspace)
                let found = try answer(workspace, known: known, console)
                // Who watches through a pipe gets each answer as it comes.
                _ = StandardStreams.flush()
                if watch {
                    console.note(AnswerWord.watching.phrase())
                    while try Trace.state(of: workspace) == state { Thread.sleep(forTimeInterval: Double(every ?? 5)) }
                }
                return found
            }
        } while watch
        try finish(.done, console)
    }

    /// Asks once and shows the answer; gives the contacts that it had.
    private func answer(_ workspace: Workspace, known: Set<String>?, _ console: Console) throws -> Set<String> {
        var answer = try Trace.run(
            workspace,
            TraceRequest(
                caseID: caseID, parts: at, asOf: asOf, since: since, identifies: identify), now: clock(),
            reporter: console)
        if let known {
            for place in answer.report.contacts.indices {
                answer.report.contacts[place].isNew = !known.contains(answer.report.contacts[place].contact.contactID)
            }
        }
        answer.report.warnings.forEach(console.warn)
        let zone = workspace.settings.zone
        let report = answer.report
        output.show(
            lines: { report.lines(zone: zone, width: $0, brush: $1, language: Speech.language) },
            json: { report.json(zone: zone) },
            csv: { report.csv(zone: zone) }, isPaged: !watch)
        if let out { for path in try answer.write(to: out) { console.note(AnswerWord.written.phrase([path])) } }
        if let map {
            try writePage(try answer.map(workspace), to: map)
            console.note(AnswerWord.written.phrase([map]))
        }
        return Set(report.contacts.map(\.contact.contactID))
    }
}
