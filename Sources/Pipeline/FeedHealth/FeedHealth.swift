import Files
import Ledger
public import Publishing
import Vocabulary

/// The analyst's first look in the morning: what came of each feed for each day, and what of it looks odd.
///
/// Reads the ledger, and of the segments boxes and tables; rows only where a block spans more than an hour, and of a
/// few blocks a day. Nothing is written.
public enum FeedHealth {
    /// The table of the last days with data, or of the days up to `to`; `deep` reads the gates' rows to tell how far
    /// their clocks are apart.
    ///
    /// Throws ``Outcome/usage`` where `to` is no date.
    public static func run(
        _ workspace: Workspace, days: Int, to: String?, deep: Bool, reporter: any Reporter
    ) throws -> Report {
        let zone = workspace.settings.zone
        let (files, segments, places) = try workspace.ledger.read {
            (
                try $0.files(), try $0.segments(),
                Dictionary(uniqueKeysWithValues: try $0.places().map { ($0.placeID, $0) })
            )
        }
        var last = newest(segments) ?? files.map { zone.localDay(at: $0.ingestedAt) }.max() ?? 0
        if let to {
            guard to.utf8.count == 10, let asOf = AsOf(to, zone: zone) else {
                throw Failure(.usage, "--to: \(to) is no date: write for example 2020-02-03")
            }
            last = zone.localDay(at: asOf.moment)
        }
        let period = (last - Int32(days) + 1)...last
        let survey = FeedSurvey(
            folder: workspace.path(.store), places: places, files: files, sources: workspace.settings.sources,
            zone: zone, newest: last)
        var section = Report.Section("feeds", title: "", columns: FeedDayRow.columns)
        section.forMachines = FeedDayRow.forMachines
        var silent: [Phrase] = []
        for feed in Feed.allCases where feed.isObservation {
            // The days before tell which devices are usually heard.
            let known = segments.filter { $0.feed == feed && $0.day > period.lowerBound - 4 && $0.day <= last }
            if known.isEmpty { continue }
            let found = try survey.days(feed, known, in: period)
            let usual = UsualDay(found)
            section.rows += found.map { FeedDayRow($0, usual: usual).cells(zone) }
            silent += found.last.map { $0.silentPlaces.isEmpty ? [] : [Self.told($0, zone)] } ?? []
            reporter.progress(stage: feed.rawValue, rows: section.rows.count, bytes: 0, totalBytes: nil)
        }
        reporter.stageEnded()
        section.rows += registry(files, period, zone)
        let clocks = deep ? try GateClocks(segments, in: period, folder: workspace.path(.store)).notes : []
        return Report(
            about: [
                (
                    "days",
                    AnswerWord.daysTo.phrase([
                        CivilDate(dayNumber: period.lowerBound).text, CivilDate(dayNumber: last).text,
                    ])
                ),
                ("clocks", deep ? AnswerWord.clocksCompared.phrase() : AnswerWord.clocksNot.phrase()),
            ], sections: [section], notes: silent + clocks)
    }

    /// The last day of which at least half of the feeds have rows: tomorrow's tickets make no day.
    private static func newest(_ segments: [SegmentRecord]) -> Int32? {
        let feeds = Set(segments.map(\.feed)).count
        return Dictionary(grouping: segments, by: \.day).filter { Set($0.value.map(\.feed)).count * 2 >= feeds }.keys
            .max()
    }

    private static func told(_ day: FeedDay, _ zone: ZoneRules) -> Phrase {
        AnswerWord.silentOn.phrase(
            Term.feed.phrase(day.feed.rawValue), Phrase(CivilDate(dayNumber: day.day).text),
            shortNames(day.silentPlaces.map { Phrase($0) }))
    }

    static func shortNames(_ names: [Phrase]) -> Phrase {
        let first = Phrase { language in
            names.prefix(8).map { $0.text(language) }.joined(separator: language == .english ? ", " : "、")
        }
        return names.count > 8 ? AnswerWord.andMore.phrase(first, Phrase("\(names.count - 8)")) : first
    }

    /// Feeds of the registry have no days of their own: a line for each day on which a file came.
    private static func registry(_ files: [InputFile], _ period: ClosedRange<Int32>, _ zone: ZoneRules) -> [[Report
        .Cell]]
    {
        Feed.allCases.filter { !$0.isObservation }.flatMap { feed in
            let own = Dictionary(grouping: files.filter { $0.feed == feed }) { zone.localDay(at: $0.ingestedAt) }
            // What belongs to a day comes in the night after it.
            return own.filter { $0.key >= period.lowerBound && $0.key <= period.upperBound + 1 }.sorted {
                $0.key < $1.key
            }.map { day, files in
                var one = FeedDay(feed: feed, day: day)
                one.rows = files.reduce(0) { $0 + $1.accepted }
                one.add(files)
                return FeedDayRow(one, usual: UsualDay([])).cells(zone)
            }
        }
    }
}
