import Feeds
import Files
import Foundation
import Matching
import Vocabulary

/// What `match` was asked to do.
public struct MatchRequest: Sendable {
    /// Path of the itineraries; path of the events, or `-`.
    public var itineraries: String, events: String
    /// Seconds by which each part is widened on both sides.
    public var slackSeconds: Int64
    /// Metres added to each part's radius.
    public var reachMeters: Double
    /// Zone of wall times, in which the result is printed.
    public var timeZone: String

    /// A request.
    public init(
        itineraries: String, events: String, slackSeconds: Int64, reachMeters: Double,
        timeZone: String = "Asia/Shanghai"
    ) {
        self.timeZone = timeZone
        self.itineraries = itineraries
        self.events = events
        self.slackSeconds = slackSeconds
        self.reachMeters = reachMeters
    }
}

/// The hot path alone: a stream of positions against case itineraries, with no workspace.
///
/// Memory grows with the itineraries and the result, not with the events.
public enum StatelessMatch {
    /// Reads, matches, and writes the result to standard output.
    ///
    /// Wall times come out as given; times with an offset, and epochs, come out as wall times of the zone.
    public static func run(_ request: MatchRequest, now: Int64, reporter: any Reporter) throws {
        do {
            try match(request, now: now, reporter: reporter)
        } catch let error as FileError {
            throw Failure(.refused, error.description)
        }
    }

    private static func match(_ request: MatchRequest, now: Int64, reporter: any Reporter) throws {
        guard let zone = Zones.rules(named: request.timeZone) else {
            throw Failure(
                .usage, "--time-zone: no time zone \(request.timeZone): write a name such as Asia/Shanghai, or +08:00")
        }
        let itineraries = try readItineraries(
            try open(request.itineraries, .itineraries, zone, now: now), path: request.itineraries, reporter: reporter)
        let index = MatchIndex(itineraries, slackSeconds: request.slackSeconds, reachMeters: request.reachMeters)
        let meetings = try readEvents(
            try open(request.events, .carrier, zone, now: now), path: request.events, against: index,
            reporter: reporter)
        try MeetingsText(cases: index.cases, zone: zone).write(meetings)
    }

    private static func readItineraries(
        _ delivery: Delivery, path: String, reporter: any Reporter
    ) throws -> [ItineraryRow] {
        var rows: [ItineraryRow] = []
        var rejected = RejectCounts()
        try delivery.read(stage: "itineraries", reporter: reporter) { chunk in
            for row in chunk.registry {
                guard case .itinerary(let part) = row.payload else { continue }
                if part.position == nil {
                    rejected.add(.missingPosition, line: row.line)
                } else {
                    rows.append(part)
                }
            }
            rejected.add(chunk.rejects)
        }
        if rejected.total > 0 {
            reporter.warn("itineraries: \(rejected.total) rows rejected: \(rejected.text); their contacts are missing")
        }
        if rows.isEmpty { throw Failure(.refused, "\(path): no usable itinerary row: nothing can be matched") }
        return rows
    }

    private static func readEvents(
        _ delivery: Delivery, path: String, against index: MatchIndex, reporter: any Reporter
    ) throws -> MeetingTable {
        var total = MeetingTable(cases: index.cases.count)
        var rejected = RejectCounts()
        var rows = 0
        try delivery.read(
            stage: "events", reporter: reporter, transform: { parser, chunk in index.encounters(in: chunk, parser) },
            consume: { encounters in
                total.add(encounters)
                rejected.merge(encounters.rejected)
                rows += encounters.rows
            })
        if rejected.total > 0 { reporter.note("events: \(rejected.total) of \(rows) rows rejected: \(rejected.text)") }
        if rejected.total == rows, rows > 0 {
            throw Failure(.refused, "\(path): every row was rejected (\(rejected.text)): check columns and formats")
        }
        return total
    }

    private static func open(
        _ path: String, _ feed: Feed, _ zone: ZoneRules, now: Int64
    ) throws -> Delivery {
        let name = path == "-" ? "standard input" : path
        do {
            return try Delivery(
                Delivery.Request(
                    path: path, name: name, mapping: FeedMapping(feed: feed, zone: zone), encoding: nil, now: now,
                    fileNumber: 0, digestKey: (0, 0)))
        } catch let error as FeedError {
            let words = error.description
            throw Failure(.refused, words.hasPrefix("\(name):") ? words : "\(name): \(words)")
        }
    }
}
