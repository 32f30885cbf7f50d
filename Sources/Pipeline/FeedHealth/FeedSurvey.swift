import Files
import Ledger
import Store
import Vocabulary

/// Looks at the segments of a feed, day by day.
struct FeedSurvey: Sendable {
    private let folder: String
    private let places: [String: Place]
    private let files: [UInt32: InputFile]
    private let datums: DatumSample
    private let zone: ZoneRules
    /// The newest day with rows: it may not have ended yet.
    private let newest: Int32

    /// Days without which a device is called silent.
    private static let daysBefore = 3

    init(
        folder: String, places: [String: Place], files: [InputFile], sources: [FeedSource], zone: ZoneRules,
        newest: Int32
    ) {
        self.folder = folder
        self.places = places
        self.files = Dictionary(files.map { ($0.number, $0) }) { first, _ in first }
        datums = DatumSample(places: places, sources: sources)
        self.zone = zone
        self.newest = newest
    }

    /// A day with the devices it heard: phones by the first half of their pseudonyms, ascending.
    private struct Heard: Sendable {
        var day: FeedDay
        var phones: [UInt64] = []
        var places: Set<String> = []
    }

    /// The days of a period, empty ones too from the feed's first day on.
    func days(_ feed: Feed, _ segments: [SegmentRecord], in period: ClosedRange<Int32>) throws -> [FeedDay] {
        let byDay = Dictionary(grouping: segments, by: \.day)
        guard let first = byDay.keys.min() else { return [] }
        let days = Array(min(first, period.upperBound)...period.upperBound)
        let heard = try parallelMap(days) { day in try look(feed, day, byDay[day] ?? []) }
        return heard.indices.compactMap { place in
            guard period.contains(heard[place].day.day) else { return nil }
            var day = heard[place].day
            let before = heard[max(0, place - Self.daysBefore)..<place]
            if before.count >= 2, day.rows > 0 {
                if feed == .carrier {
                    var usual = before[before.startIndex].phones
                    for other in before.dropFirst() { usual = Self.common(usual, other.phones, present: true) }
                    day.silent = Self.common(usual, heard[place].phones, present: false).count
                } else {
                    let usual = before.dropFirst().reduce(before[before.startIndex].places) {
                        $0.intersection($1.places)
                    }
                    day.silentPlaces = usual.subtracting(heard[place].places).sorted()
                    day.silent = day.silentPlaces.count
                }
            }
            return day
        }
    }

    /// Of the first list what the second has too, or has not; both ascending.
    private static func common(_ first: [UInt64], _ second: [UInt64], present: Bool) -> [UInt64] {
        var kept: [UInt64] = []
        var next = 0
        for value in first {
            while next < second.count, second[next] < value { next += 1 }
            if (next < second.count && second[next] == value) == present { kept.append(value) }
        }
        return kept
    }

    /// Both lists without repetition, ascending as they are.
    private static func union(_ first: [UInt64], _ second: [UInt64]) -> [UInt64] {
        if first.isEmpty { return second }
        var all: [UInt64] = []
        all.reserveCapacity(max(first.count, second.count))
        var (left, right) = (0, 0)
        while left < first.count || right < second.count {
            let takesLeft = right == second.count || (left < first.count && first[left] <= second[right])
            let value = takesLeft ? first[left] : second[right]
            if takesLeft { left += 1 } else { right += 1 }
            if all.last != value { all.append(value) }
        }
        return all
    }

    private func look(_ feed: Feed, _ number: Int32, _ segments: [SegmentRecord]) throws -> Heard {
        var heard = Heard(day: FeedDay(feed: feed, day: number))
        if segments.isEmpty { return heard }
        var people: [UInt64] = []
        var spans: [TimeSpan] = []
        for record in segments.sorted(by: { $0.name < $1.name }) {
            let segment = try SegmentReader(path: folder + "/" + record.name)
            heard.day.rows += record.rows
            people = Self.union(people, try segment.subjects.filter { $0.kind != .plate }.map(\.high))
            if feed != .carrier { heard.places.formUnion(try segment.strings.filter { places[$0] != nil }) }
            spans += try Self.spans(of: segment)
        }
        heard.day.people = people.isEmpty ? nil : people.count
        if feed == .carrier { heard.phones = people }
        heard.day.devices = feed == .carrier ? people.count : heard.places.count
        let known = Set(segments.map(\.batch)).sorted().compactMap { files[$0] }
        heard.day.add(known)
        heard.day.delayHours = delay(segments)
        heard.day.gap = gap(spans, of: number)
        if feed == .carrier, let shift = try datums.shift(of: segments, folder: folder, files: files) {
            (heard.day.datum, heard.day.datumMeters) = shift
        }
        return heard
    }

    private func delay(_ segments: [SegmentRecord]) -> Double? {
        var (sum, rows) = (0.0, 0.0)
        for segment in segments {
            guard let file = files[segment.batch] else { return nil }
            let end = min(segment.span.end, zone.startOfDay(segment.day + 1) - 1)
            sum += Double(max(0, file.ingestedAt - end)) * Double(segment.rows)
            rows += Double(segment.rows)
        }
        return rows > 0 ? sum / rows / 3600 : nil
    }

    /// Times of rows: of a block within an hour its first and last, of a longer one each.
    private static func spans(of segment: SegmentReader) throws -> [TimeSpan] {
        try segment.boxes.enumerated().flatMap { number, box -> [TimeSpan] in
            if box.maxStart - box.minStart <= 3600 { return [TimeSpan(box.minStart, box.maxStart)] }
            return try segment.block(number, columns: []).start.map { TimeSpan(at: $0) }
        }
    }

    /// The longest stretch of a day without a row, of an hour at least; on the newest day up to its last row.
    private func gap(_ spans: [TimeSpan], of day: Int32) -> TimeSpan? {
        let (start, end) = (zone.startOfDay(day), zone.startOfDay(day + 1))
        var longest: TimeSpan?
        var last = start
        func close(at moment: Int64) {
            if moment - last >= 3600, moment - last > longest?.seconds ?? 0 { longest = TimeSpan(last, moment) }
        }
        for span in TimeSpan.union(spans) where span.end >= start && span.start < end {
            close(at: span.start)
            last = max(last, span.end)
        }
        if day < newest { close(at: end) }
        return longest
    }
}
