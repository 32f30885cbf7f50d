public import Vocabulary

/// One line of where somebody was: a stay, a move, a ride, a passage, or that nothing is known.
public struct TrailLine: Hashable, Sendable {
    /// What the line is.
    public enum Kind: String, CaseIterable, Sendable {
        /// At one place for a time.
        case stay
        /// Seen at one place at one moment.
        case point
        /// Under way between two places, by a phone's positions.
        case move
        /// Aboard a conveyance.
        case ride
        /// Through a checkpoint.
        case passage
        /// A vehicle that is the person's, nobody named: a plate is not its driver.
        case vehicle
        /// Nothing known.
        case gap
    }
    /// Rows that a line is made of.
    public struct Source: Hashable, Sendable {
        /// Feed, or `reported` for what a case told.
        public var feed: String
        /// Rows, and when they were.
        public var rows: Int, span: TimeSpan
        /// The first row: its file and line, empty and 0 where it was typed by hand.
        public var file: String, line: Int

        /// Rows of a feed.
        public init(feed: String, rows: Int, span: TimeSpan, file: String, line: Int) {
            self.feed = feed
            self.rows = rows
            self.span = span
            self.file = file
            self.line = line
        }
    }
    /// What and when, closed.
    public var kind: Kind, span: TimeSpan
    /// Place id and name, or nothing.
    public var place = "", name = ""
    /// Where, and how wide that is; for moves and rides where from.
    public var position: Position?, radiusMeters = 0.0
    /// Where to, of moves, rides and gaps.
    public var to: Position?
    /// Metres from where to where.
    public var meters: Double?
    /// More in words: room, service and seat, direction.
    public var detail: Phrase = ""
    /// Risk regions it lies in, in force then.
    public var regions: [String] = []
    /// Sorted words of doubt.
    public var flags: [String] = []
    /// What it is known from.
    public var sources: [Source] = []

    /// A line.
    public init(kind: Kind, span: TimeSpan) {
        self.kind = kind
        self.span = span
    }

    /// What a reader calls the place.
    public func spot(_ language: Language = .english) -> String {
        let known = [place, kind == .ride ? Term.word.name(name, language) : name].filter { !$0.isEmpty }.joined(
            separator: " ")
        let words = known.isEmpty ? position.map(Self.words) ?? "" : known
        return [words, detail.text(language)].filter { !$0.isEmpty }.joined(separator: TrailLine.comma(language))
    }

    /// Between parts of a cell.
    static func comma(_ language: Language) -> String { language == .english ? ", " : "，" }

    /// Longitude and latitude to five places.
    static func words(_ position: Position) -> String {
        "\(decimalText(position.longitude, places: 5)),\(decimalText(position.latitude, places: 5))"
    }
}

/// How far a feed reaches.
public struct FeedReach: Hashable, Sendable {
    /// The feed, its rows in the store, and the last second they speak of, at most the moment asked about.
    public var feed: Feed, rows: Int, until: Int64

    /// A feed's reach.
    public init(feed: Feed, rows: Int, until: Int64) {
        self.feed = feed
        self.rows = rows
        self.until = until
    }

    /// One line: which feeds an answer stands on.
    static func words(_ feeds: [FeedReach], zone: ZoneRules, _ language: Language) -> String {
        if feeds.isEmpty { return TrailWord.noFeed.text(language) }
        return feeds.map {
            TrailWord.feedTo.text(language, Term.feed.name($0.feed.rawValue, language), clock($0.until, zone))
        }.joined(separator: TrailLine.comma(language))
    }

    /// The same for machines.
    static func json(_ feeds: [FeedReach], zone: ZoneRules) -> JSONText {
        .array(
            feeds.map {
                .object([
                    ("feed", .string($0.feed.rawValue)), ("rows", .integer(Int64($0.rows))),
                    ("until", .string(zone.rfc3339($0.until))),
                ])
            })
    }

    /// Month, day, hour and minute.
    static func clock(_ moment: Int64, _ zone: ZoneRules) -> String {
        String(zone.wallText(moment).dropFirst(5).prefix(11))
    }
}
