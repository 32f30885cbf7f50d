public import Vocabulary

/// What is known of one person: names, trail, risk regions, cases, companions.
public struct PersonReport: Sendable {
    /// A name the person goes by.
    public struct Name: Sendable {
        /// The pseudonym, and when it is theirs; nil where always or open.
        public var name: Pseudonym, from: Int64?, until: Int64?
        /// `registry`, `asked`, or the id of the link that says so.
        public var by: String
        /// Rows in the answer that bear it.
        public var rows: Int

        /// A name.
        public init(name: Pseudonym, from: Int64?, until: Int64?, by: String, rows: Int) {
            self.name = name
            self.from = from
            self.until = until
            self.by = by
            self.rows = rows
        }
    }
    /// A stay in a risk region, and what was declared.
    public struct Region: Sendable {
        /// Code, name and level; first and last seen, and how often.
        public var code: String, name: String, level: String, span: TimeSpan, sights: Int
        /// `declared`, or how the declarations stand to it; contradicting declarations in words.
        public var status: String, declared: [Phrase]

        /// A presence.
        public init(
            code: String, name: String, level: String, span: TimeSpan, sights: Int, status: String, declared: [Phrase]
        ) {
            self.code = code
            self.name = name
            self.level = level
            self.span = span
            self.sights = sights
            self.status = status
            self.declared = declared
        }
    }
    /// That the person is a case, or a contact of one.
    public struct CaseLink: Sendable {
        /// The case, tier and score; `is the case` for the case itself.
        public var caseID: String, tier: String, score: Double
        /// Id to `explain`, and the run that says so.
        public var contactID: String, runID: String

        /// A link.
        public init(caseID: String, tier: String, score: Double, contactID: String, runID: String) {
            self.caseID = caseID
            self.tier = tier
            self.score = score
            self.contactID = contactID
            self.runID = runID
        }
    }
    /// What `--with` asks for: two people's meetings.
    public struct Meetings: Sendable {
        /// The other, and the history of the two.
        public var other: Pseudonym, history: CompanionRow

        /// Meetings with somebody.
        public init(other: Pseudonym, history: CompanionRow) {
            self.other = other
            self.history = history
        }
    }
    /// Who it is about; grids by the registry; name and phone where asked for.
    public var subject: Pseudonym, grids: [(gridID: String, name: String)], identity: TaskIdentity?
    /// Everything the person goes by.
    public var names: [Name]
    /// Owners of an identifier that several people own; people who are named in a vehicle's rows.
    public var owners: [Pseudonym], drivers: [(who: Pseudonym, rows: Int, span: TimeSpan)] = []
    /// Open suggestions about the names.
    public var suggestions = 0
    /// The moment asked about, the first second looked at (nil: all of the store), and the feeds.
    public var asOf: Int64, since: Int64?, feeds: [FeedReach]
    /// Where the person was.
    public var trail: [TrailLine]
    /// Rows that name somebody else on an identifier of this person.
    public var othersRows: Int
    /// Presence in risk regions, links to cases and the moment of the run that found them.
    public var regions: [Region], cases: [CaseLink], casesAsOf: Int64?
    /// Whom the person was with, strongest first, and how many there were.
    public var companions: [CompanionRow], companionsInAll: Int
    /// Set where two people were asked about.
    public var meetings: Meetings?
    /// Whether the workspace keeps identities in the clear.
    public var isEncrypted = true

    /// A report.
    public init(
        subject: Pseudonym, grids: [(gridID: String, name: String)], identity: TaskIdentity?, names: [Name],
        owners: [Pseudonym], asOf: Int64, since: Int64?, feeds: [FeedReach], trail: [TrailLine], othersRows: Int,
        regions: [Region], cases: [CaseLink], casesAsOf: Int64?, companions: [CompanionRow], companionsInAll: Int,
        meetings: Meetings?
    ) {
        self.subject = subject
        self.grids = grids
        self.identity = identity
        self.names = names
        self.owners = owners
        self.asOf = asOf
        self.since = since
        self.feeds = feeds
        self.trail = trail
        self.othersRows = othersRows
        self.regions = regions
        self.cases = cases
        self.casesAsOf = casesAsOf
        self.companions = companions
        self.companionsInAll = companionsInAll
        self.meetings = meetings
    }
}
