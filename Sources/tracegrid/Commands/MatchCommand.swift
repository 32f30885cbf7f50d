import ArgumentParser
import Pipeline

struct MatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Match a stream of positions against case itineraries. No workspace, nothing is kept.",
        discussion: """
            Itineraries: case_id,start,end,lon,lat,radius_m. Events: phone,time,lon,lat[,accuracy_m], CSV or JSONL,
            plain, gzip, lz4 or zstd. An event meets a part of an itinerary when its time lies within the part widened
            by --slack, and its distance is at most radius_m + --reach.

            EXAMPLES
              tracegrid match --itineraries cases.csv --events pings.csv > contacts.csv
              zcat pings.csv.gz | tracegrid match --itineraries cases.csv --events - --slack 0 --reach 20
            """)

    @Option(help: "CSV file of case itineraries.")
    var itineraries: String

    @Option(help: "File of events, or - for standard input.")
    var events: String

    @Option(help: "Seconds by which each part is widened on both sides.")
    var slack: Int = 300

    @Option(help: "Metres added to each part's radius.")
    var reach: Double = 50

    @Option(name: .customLong("time-zone"), help: "Zone of wall times in both files, and of the result.")
    var timeZone = "Asia/Shanghai"

    @Option(help: "Shape of the result: csv.")
    var format: MatchFormat = .csv

    @Flag(name: .shortAndLong, help: "Say nothing on standard error but warnings and errors.")
    var quiet = false

    func validate() throws {
        guard (0...2_592_000).contains(slack) else {
            throw ValidationError("--slack must be from 0 to 2592000 seconds (30 days)")
        }
        guard reach >= 0, reach <= 1_000_000 else {
            throw ValidationError("--reach must be from 0 to 1000000 metres")
        }
    }

    func run() throws {
        let console = Console(isQuiet: quiet)
        try StatelessMatch.run(
            MatchRequest(
                itineraries: itineraries, events: events, slackSeconds: Int64(slack), reachMeters: reach,
                timeZone: timeZone),
            now: clock(), reporter: console)
        try finish(.done, console)
    }
}

/// Shapes of a match result.
enum MatchFormat: String, ExpressibleByArgument, CaseIterable {
    case csv
}
