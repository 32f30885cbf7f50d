public import Vocabulary

/// The situation as the command centre may see it: counts only, and only those that may leave the office.
///
/// A count is nil where it is hidden; nothing here tells what it was, so no page made of it can.
public struct Overview: Sendable {
    /// What a page is about.
    public enum Topic: String, CaseIterable, Sendable {
        case contacts, undeclared, tasks, categories, codes, alerts, rates
    }
    /// A node of the responsibility tree.
    public struct Area: Sendable {
        /// Its id, level and name.
        public var id: String, level: String, name: String
        /// Place of the grid above in ``Overview/areas``; nil for the highest.
        public var parent: Int?
        /// Its ground, if it has any.
        public var polygons: [Polygon]

        /// A node.
        public init(id: String, level: String, name: String, parent: Int?, polygons: [Polygon] = []) {
            self.id = id
            self.level = level
            self.name = name
            self.parent = parent
            self.polygons = polygons
        }
    }
    /// Counts of one kind by area, all below included.
    public struct Measure: Sendable {
        /// What is counted, and which kind of it as a code (empty: all of it).
        public var topic: Topic, kind: String
        /// All areas together, and each area by its place; percent where the topic is `rates`.
        public var total: Int?, counts: [Int?]

        /// A measure.
        public init(topic: Topic, kind: String = "", total: Int?, counts: [Int?]) {
            self.topic = topic
            self.kind = kind
            self.total = total
            self.counts = counts
        }
    }
    /// One day of a series.
    public struct Day: Sendable {
        /// Local day, all, and the parts in the order of ``Series/kinds``.
        public var day: Int32, total: Int?, parts: [Int?]

        /// A day.
        public init(day: Int32, total: Int?, parts: [Int?]) {
            self.day = day
            self.total = total
            self.parts = parts
        }
    }
    /// What is counted over days, with the parts that it is made of.
    public struct Series: Sendable {
        /// What is counted, and codes of its parts.
        public var topic: Topic, kinds: [String]
        /// Days in order, this run's last.
        public var days: [Day]
        /// What came, stayed and went since the run before; nil where there was none.
        public var change: Move?

        /// A series.
        public init(topic: Topic, kinds: [String], days: [Day], change: Move?) {
            self.topic = topic
            self.kinds = kinds
            self.days = days
            self.change = change
        }
    }
    /// What came, stayed and went.
    public struct Move: Sendable {
        /// How many.
        public var new: Int?, kept: Int?, gone: Int?

        /// A move.
        public init(new: Int?, kept: Int?, gone: Int?) {
            self.new = new
            self.kept = kept
            self.gone = gone
        }
    }
    /// A step from rows delivered to tasks done.
    public struct Step: Sendable {
        /// The steps in their order.
        public enum Kind: String, CaseIterable, Sendable { case read, accepted, contacts, tasks, answered }
        /// Which step, and how many.
        public var kind: Kind, count: Int?

        /// A step.
        public init(_ kind: Kind, _ count: Int?) {
            self.kind = kind
            self.count = count
        }
    }
    /// How a feed did: machines' rows, which are no people.
    public struct FeedLine: Sendable {
        /// Oddities that a person should look at.
        public enum Oddity: String, CaseIterable, Sendable { case nothing, few, rejected }
        /// The feed, and its rows on each of the last days, the latest last.
        public var feed: Feed, rows: [Int]
        /// Rows rejected, of all that were read in all deliveries.
        public var rejected: Share
        /// What is odd about the last day.
        public var oddities: [Oddity]

        /// A feed.
        public init(feed: Feed, rows: [Int], rejected: Share, oddities: [Oddity]) {
            self.feed = feed
            self.rows = rows
            self.rejected = rejected
            self.oddities = oddities
        }
    }

    /// Run, version and policy; whether identities are in the clear.
    public var runID: String, version: String, policy: String, isEncrypted: Bool
    /// As-of moment, UTC.
    public var asOf: Int64
    /// Index cases that were screened.
    public var cases: Int?
    /// The tree, each grid after the one above it.
    public var areas: [Area]
    /// Counts by area; topics that nobody handed in are missing.
    public var measures: [Measure]
    /// Counts over days.
    public var series: [Series]
    /// From rows to tasks done.
    public var funnel: [Step]
    /// Local days of ``FeedLine/rows``, and the feeds.
    public var feedDays: [Int32], feeds: [FeedLine]

    /// An overview without counts, which are filled in.
    public init(runID: String, version: String, policy: String, isEncrypted: Bool, asOf: Int64, areas: [Area]) {
        self.runID = runID
        self.version = version
        self.policy = policy
        self.isEncrypted = isEncrypted
        self.asOf = asOf
        self.areas = areas
        measures = []
        series = []
        funnel = []
        feedDays = []
        feeds = []
    }

    /// A series by its topic.
    func series(of topic: Topic) -> Series? { series.first { $0.topic == topic } }
}
