import ArgumentParser
import Files
import Pipeline
import Simulation
import Vocabulary

struct SynthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "synth",
        abstract: "Make a synthetic city with planted contacts and travellers, and the truth about them.",
        discussion: """
            The same options give the same bytes. feeds/ holds the deliveries of every night, truth/ who must be found
            and who must not. Nobody in it exists: ID numbers use area codes that were never given out.

            EXAMPLES
              tracegrid synth --out city
              tracegrid synth --out city --people 50000 --days 14 --cases 30 --carrier-rows 10000000
              tracegrid synth --out unusual --days 28 --anomalies 6
              tracegrid synth --out noisy --missing 0.1 --clock-drift 60 --tower-noise 100 --unregistered 0.2
            """)

    @Option(help: "Folder to make; it must not exist or be empty.")
    var out: String

    @Option(help: "Residents.")
    var people = 5_000

    @Option(help: "Days, from 5 to 365.")
    var days = 14

    @Option(help: "Index cases.")
    var cases = 5

    @Option(name: .customLong("carrier-rows"), help: "Rows of the carrier feed in all days together, about.")
    var carrierRows = 500_000

    @Option(help: "Seed: another number, another city.")
    var seed: UInt64 = 1

    @Option(name: .customLong("first-day"), help: "First day, as a date.")
    var firstDay = "2020-01-15"

    @Option(help: "Share of the rows of each observation feed to leave out, 0 to 0.9.")
    var missing = 0.0

    @Option(
        name: .customLong("clock-drift"),
        help: "Seconds by which the clocks of phones and gates are wrong (standard deviation), 0 to 3600.")
    var clockDrift = 0

    @Option(
        name: .customLong("tower-noise"),
        help: "Metres of a further error of phone positions (68 % radius), told by their accuracy, 0 to 3000.")
    var towerNoise = 0

    @Option(help: "Share of the phones that the registry does not know, 0 to 1.")
    var unregistered = 0.0

    @Option(
        help:
            "Rounds of anomalies: crowds and silence at gates, people out of isolation, clues; 0 to 90, from 12 days on."
    )
    var anomalies = 0

    @Flag(help: "Make the county that SampleData was made from.")
    var sample = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard people > 0, (5...365).contains(days), (0...899).contains(cases), carrierRows >= 0 else {
            throw ValidationError("--people, --days (5-365), --cases (0-899) and --carrier-rows must be in range")
        }
        guard (0...0.9).contains(missing), (0...3600).contains(clockDrift), (0...3000).contains(towerNoise),
            (0...1).contains(unregistered), !sample || noise.isNone
        else {
            throw ValidationError(
                "--missing (0-0.9), --clock-drift (0-3600), --tower-noise (0-3000) and --unregistered (0-1) must be in "
                    + "range, and the sample has none of them")
        }
        guard (0...90).contains(anomalies), anomalies == 0 || days >= 12 && !sample else {
            throw ValidationError("--anomalies must be 0 to 90, of 12 days or more, and the sample has none")
        }
        guard AsOf(firstDay, zone: .china) != nil, firstDay.count == 10 else {
            throw ValidationError("--first-day must be a date such as 2020-01-15")
        }
    }

    private var noise: CityNoise {
        var noise = CityNoise()
        noise.missing = missing
        noise.clockDriftSeconds = clockDrift
        noise.towerNoiseMeters = towerNoise
        noise.unregistered = unregistered
        return noise
    }

    func run() throws {
        if FileSystem.exists(out), try !FileSystem.isFolder(out) || !FileSystem.list(out).isEmpty {
            throw Failure(.refused, "\(out): it exists and is not empty: name a new folder")
        }
        try FileSystem.makeFolder(out + "/feeds")
        try FileSystem.makeFolder(out + "/truth")
        guard let first = AsOf(firstDay, zone: .china) else { return }
        let plan =
            sample
            ? SampleCounty.plan
            : CityPlan(
                people: people, days: days, cases: cases, carrierRows: carrierRows, seed: seed,
                firstDay: ZoneRules.china.localDay(at: first.moment), noise: noise, anomalies: anomalies)
        var sink = FolderSink(folder: out)
        let summary = try City.generate(plan, into: &sink)
        guard !output.quiet else { return }
        let rows = summary.files.filter { $0.file.hasPrefix("feeds/") }.reduce(0) { $0 + $1.rows }
        print("Made \(summary.people) people and \(rows) rows in \(out)/feeds; the truth is in \(out)/truth.")
        print("Screen it as of \(CivilDate(dayNumber: ZoneRules.china.localDay(at: plan.asOf - 1)).text).")
    }
}

/// Writes a city's files into a folder.
struct FolderSink: FeedSink {
    let folder: String
    private var file: AtomicFile?

    init(folder: String) { self.folder = folder }

    mutating func begin(file: String) throws { self.file = try AtomicFile(path: folder + "/" + file) }
    mutating func write(_ bytes: [UInt8]) throws { try file?.write(bytes) }
    mutating func end() throws {
        try file?.commit()
        file = nil
    }
}
