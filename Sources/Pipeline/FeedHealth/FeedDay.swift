import Ledger
import Publishing
import Vocabulary

/// What came of one feed for one local day.
struct FeedDay: Sendable {
    let feed: Feed, day: Int32
    /// Observations; ID numbers and phones among their identifiers.
    var rows = 0, people: Int?
    /// Files that brought rows of the day, and the rows of these files that were read and rejected.
    var files = 0, read = 0, rejected = 0
    /// Hours from the last row of the day to the ingest, by rows; nil where a file is not known any more.
    var delayHours: Double?
    /// Longest stretch without a row, where it is an hour or more.
    var gap: TimeSpan?
    /// Devices heard, and those heard on each of the days before but not on this one; phones, or places.
    var devices: Int?, silent: Int?
    /// Names of the silent places.
    var silentPlaces: [String] = []
    /// A datum that the positions fit better than the one they were read in, and metres between the two.
    var datum: String?, datumMeters: Double?

    /// Adds the accounting of the files that brought the day's rows.
    mutating func add(_ files: [InputFile]) {
        self.files = files.count
        read = files.reduce(0) { $0 + $1.rowsRead }
        rejected = files.reduce(0) { $0 + $1.rejected }
    }

    /// Whether more than one row in twenty was rejected.
    var hasManyRejected: Bool { rejected * 20 > read }
}

/// What a feed's days are like, for telling which one is not.
struct UsualDay {
    let rows: Int?, gapSeconds: Int64?

    /// The medians of a feed's days that had rows.
    init(_ days: [FeedDay]) {
        let lively = days.filter { $0.rows > 0 }
        rows = lively.count < 3 ? nil : lively.map(\.rows).sorted()[lively.count / 2]
        gapSeconds = lively.count < 3 ? nil : lively.map { $0.gap?.seconds ?? 0 }.sorted()[lively.count / 2]
    }

    /// Whether so many rows are less than half of the usual.
    func isMore(than count: Int) -> Bool { rows.map { count * 2 < $0 } ?? false }
}

/// A line of the table.
struct FeedDayRow {
    private let one: FeedDay
    private let usual: UsualDay

    static let columns = [
        "feed", "day", "rows", "people", "files", "delay_h", "rejected", "gap_min", "gap_from", "devices", "silent",
        "datum", "look",
    ]
    static let forMachines: Set<String> = ["files", "gap_from"]

    init(_ day: FeedDay, usual: UsualDay) {
        one = day
        self.usual = usual
    }

    /// What a person should look at: limits at which a day is called odd.
    private var oddities: [String] {
        var words: [String] = []
        if one.rows == 0, one.feed.isObservation { return ["NOTHING CAME"] }
        if usual.isMore(than: one.rows) { words.append("few rows") }
        // History that was loaded at one go is not late every day.
        if let delay = one.delayHours, delay > 36, delay < 30 * 24 { words.append("late") }
        if one.hasManyRejected { words.append("rejected") }
        if let usual = usual.gapSeconds, let gap = one.gap, gap.seconds >= 7200, gap.seconds > 2 * usual {
            words.append("gap")
        }
        if let silent = one.silent, let devices = one.devices, silent * 5 > devices { words.append("silent") }
        if one.datum != nil { words.append("datum") }
        return words
    }

    func cells(_ zone: ZoneRules) -> [Report.Cell] {
        let share = one.read > 0 ? Double(one.rejected) / Double(one.read) : nil
        return [
            .code(.feed, one.feed.rawValue), .day(one.day), .count(one.rows), .count(one.people),
            .count(one.files), .number(one.delayHours, places: 1), .number(share, places: 3),
            .count(one.gap.map { Int($0.seconds / 60) }),
            .text(one.gap.map { String(zone.wallText($0.start).suffix(8).prefix(5)) } ?? ""), .count(one.devices),
            .count(one.silent),
            .text(one.datum.map { "\($0) \(Int(one.datumMeters ?? 0)) m" } ?? ""),
            .code(.look, oddities.joined(separator: ", ")),
        ]
    }
}
