/// How much a contact matters; the order of the cases is the order of weight.
public enum Tier: String, CaseIterable, Comparable, Sendable {
    case close, secondary, general
    case companionSpacetime = "companion_spacetime"
    case environment

    /// 0 for the weightiest.
    public var rank: Int {
        switch self {
        case .close: 0
        case .secondary: 1
        case .general: 2
        case .companionSpacetime: 3
        case .environment: 4
        }
    }

    /// `close` comes first.
    public static func < (left: Tier, right: Tier) -> Bool { left.rank < right.rank }
}

/// One co-presence episode between one index case and one subject, found by one rule.
public struct Exposure: Hashable, Sendable {
    /// The index case.
    public var caseID: String
    /// The identifier as observed.
    public var subject: Pseudonym
    /// The rule that held, its setting and the tier it gives.
    public var rule: String, setting: String, tier: Tier
    /// Place id or service that was shared; empty for positions.
    public var place: String
    /// Intersection with the case's part (see CONTRACT 4.2), from the first to the last matched second.
    public var span: TimeSpan
    /// Minutes together, and minutes after the case had left.
    public var minutes: Double, environmentalMinutes: Double
    /// When they were together: what ``minutes`` adds up, as disjoint spans in order; moments are left out.
    public var together: [TimeSpan]
    /// Nearest distance, and accuracy of the nearest observation; nil where the rule measures none.
    public var minDistanceMeters: Double?, accuracyMeters: Double?
    /// Observations in the episode.
    public var observations: Int
    /// Sorted upper-case words that qualify the evidence, such as `SEGMENT_UNKNOWN`.
    public var flags: [String]
    /// Feed of the subject's observations.
    public var feed: Feed
    /// First row on each side.
    public var subjectSource: RowSource, caseSource: RowSource
    /// Where the case's part is known from.
    public var caseOrigin: ItineraryPart.Origin
    /// The contact through whom it links to the case; nil where the subject met the case itself.
    ///
    /// With a contact, the "case's part" is that contact's own observation.
    public var via: Pseudonym? = nil
    /// With a contact between, the time in which that contact's own contacts count: from its first exposure until it
    /// was isolated.
    public var viaSpan: TimeSpan? = nil
    /// How near the seats of two rides were; nil where nothing is known of them, and for other settings.
    public var nearness: SeatNearness?
    /// How long each had stayed in the cell, where the rule asks for that.
    public var cellStay: CellStayHours?
    /// How sure it is, where phone positions had a part in it.
    public var certainty: ExposureCertainty?

    /// An exposure; without `together` the minutes are taken to lie at the span's start.
    public init(
        caseID: String, subject: Pseudonym, rule: String, setting: String, tier: Tier, place: String, span: TimeSpan,
        minutes: Double, environmentalMinutes: Double, minDistanceMeters: Double?, accuracyMeters: Double?,
        observations: Int, flags: [String], feed: Feed, subjectSource: RowSource, caseSource: RowSource,
        caseOrigin: ItineraryPart.Origin, together: [TimeSpan]? = nil, nearness: SeatNearness? = nil
    ) {
        self.caseID = caseID
        self.subject = subject
        self.rule = rule
        self.setting = setting
        self.tier = tier
        self.place = place
        self.span = span
        self.minutes = minutes
        self.environmentalMinutes = environmentalMinutes
        self.together =
            together ?? [TimeSpan(span.start, span.start + Int64((max(0, minutes) * 60).rounded()))]
        self.minDistanceMeters = minDistanceMeters
        self.accuracyMeters = accuracyMeters
        self.observations = observations
        self.flags = flags
        self.feed = feed
        self.subjectSource = subjectSource
        self.caseSource = caseSource
        self.caseOrigin = caseOrigin
        self.nearness = nearness
    }
}

/// Hours in one cell of a grid, added up over a rule's days.
public struct CellStayHours: Hashable, Sendable {
    /// Of the case and of the subject.
    public var ofCase: Double, ofSubject: Double

    /// Hours of both.
    public init(ofCase: Double, ofSubject: Double) {
        self.ofCase = ofCase
        self.ofSubject = ofSubject
    }
}

extension Sequence<Exposure> {
    /// Minutes together by any of the exposures, no second twice.
    public var togetherMinutes: Double {
        Double(TimeSpan.union(flatMap(\.together)).reduce(0) { $0 + $1.seconds }) / 60
    }
}

/// Difference from the last run.
public enum Change: String, Sendable { case new, changed, unchanged, withdrawn }

/// A person and an index case, with what links them.
public struct Contact: Hashable, Sendable {
    /// Keyed digest of case and person.
    public var contactID: String
    /// The index case.
    public var caseID: String
    /// The person, or the bare identifier where the registry knows nobody.
    public var person: Pseudonym
    /// Highest tier that a rule gave, and the order inside it (0-100).
    public var tier: Tier, score: Double
    /// Episodes in time order.
    public var exposures: [Exposure]
    /// Sorted flags of the exposures and of the person.
    public var flags: [String]

    /// A contact.
    public init(
        contactID: String, caseID: String, person: Pseudonym, tier: Tier, score: Double, exposures: [Exposure],
        flags: [String]
    ) {
        self.contactID = contactID
        self.caseID = caseID
        self.person = person
        self.tier = tier
        self.score = score
        self.exposures = exposures
        self.flags = flags
    }
}

/// How a declaration stands to what was seen.
public enum DeclarationStatus: String, Sendable {
    case none, denied
    case otherRegion = "other_region"
    case otherDates = "other_dates"
    case afterNotice = "after_notice"
}

/// A declaration that was held against a presence, and why it does not cover it.
public struct ConsideredDeclaration: Hashable, Sendable {
    /// Why not.
    public enum Verdict: String, CaseIterable, Sendable {
        /// It denies travel, and was made before the first sight: it says nothing about it.
        case deniedBefore = "denied_before"
        case denied
        /// It denies travel to another region: it says nothing about this one.
        case otherRegionDenied = "other_region_denied"
        case otherRegion = "other_region"
        case otherDates = "other_dates"
        case afterNotice = "after_notice"
    }
    /// What was declared.
    public var declaration: Declaration
    /// Why it does not cover the presence.
    public var verdict: Verdict

    /// A declaration and its verdict.
    public init(_ declaration: Declaration, _ verdict: Verdict) {
        self.declaration = declaration
        self.verdict = verdict
    }
}

/// One sight of a subject in a risk region.
public struct RegionEvidence: Hashable, Comparable, Sendable {
    /// When, closed.
    public var span: TimeSpan
    /// Feed and what it was: `ride_from`, `ride_to`, `ride_through`, `stay`, `passage`, `visit`, `ping`.
    public var feed: Feed, kind: String
    /// Place or service.
    public var place: String
    /// Sorted flags.
    public var flags: [String]
    /// Its row.
    public var source: RowSource

    /// A sight.
    public init(span: TimeSpan, feed: Feed, kind: String, place: String, flags: [String], source: RowSource) {
        self.span = span
        self.feed = feed
        self.kind = kind
        self.place = place
        self.flags = flags
        self.source = source
    }

    /// By time, then by row.
    public static func < (left: RegionEvidence, right: RegionEvidence) -> Bool {
        if left.span != right.span { return left.span < right.span }
        if left.source != right.source { return left.source < right.source }
        return (left.kind, left.place) < (right.kind, right.place)
    }
}

/// A person or vehicle seen in a risk region that no declaration covers.
public struct UndeclaredFinding: Hashable, Sendable {
    /// Person, bare identifier, or plate.
    public var subject: Pseudonym
    /// Region code.
    public var region: String
    /// First and last second seen there.
    public var firstSeen: Int64, lastSeen: Int64
    /// First sight at home afterwards, and its place.
    public var returnedAt: Int64?, returnedPlace: String?
    /// How the declarations stand to it.
    public var status: DeclarationStatus
    /// Primary category and all that hold.
    public var category: String, categories: [String]
    /// 0-100.
    public var score: Double
    /// What was seen, in time order.
    public var evidence: [RegionEvidence]
    /// Sorted flags, such as `PLATE_ONLY`.
    public var flags: [String]
    /// What ``score`` adds up.
    public var scoreTerms: [ScoreTerm] = []
    /// Declarations that were looked at, by time.
    public var declarations: [ConsideredDeclaration] = []

    /// Whether it is about a vehicle.
    public var isVehicle: Bool { subject.kind == .plate }

    /// A finding.
    public init(
        subject: Pseudonym, region: String, firstSeen: Int64, lastSeen: Int64, returnedAt: Int64?,
        returnedPlace: String?, status: DeclarationStatus, category: String, categories: [String], score: Double,
        evidence: [RegionEvidence], flags: [String]
    ) {
        self.subject = subject
        self.region = region
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.returnedAt = returnedAt
        self.returnedPlace = returnedPlace
        self.status = status
        self.category = category
        self.categories = categories
        self.score = score
        self.evidence = evidence
        self.flags = flags
    }
}

/// Why a grid has to act.
public enum TaskReason: String, CaseIterable, Sendable { case contact, undeclared, fever, clue, alert }

/// What one grid has to do about one person for one reason.
public struct GridTask: Hashable, Sendable {
    /// Stable keyed digest of person, reason, case or region, and grid.
    public var taskID: String
    /// Who.
    public var person: Pseudonym
    /// Why, and about which case or region (never printed in a task list).
    public var reason: TaskReason, about: String
    /// Grid that has to act; `unassigned` where none could be found.
    public var gridID: String
    /// How the grid was found: `home`, `unit`, `night`, `last_place`, `unassigned`.
    public var gridBasis: String
    /// Whether the grid is provisional: the person is not in the registry.
    public var isProvisional: Bool
    /// What to do, as a code of the policy (`visit_and_isolate`, `visit_and_register`, ...).
    public var action: String
    /// When it must be done, UTC.
    public var due: Int64
    /// Difference from the last run.
    public var change: Change
    /// How far it has come.
    public var state = TaskState.new
    /// As-of moment of the first list it stood on, UTC; handed over, that of the first grid.
    public var issued: Int64 = 0
    /// Weight of the contact it is about, and when that contact last was, UTC; nil for other reasons.
    public var tier: Tier?, lastContact: Int64?
    /// Ids under which other grids had it before it was handed over, the oldest first.
    public var formerIDs: [String] = []
    /// Last moment of the follow-up, UTC, and local day number of the next test; nil where there is none.
    public var followUpUntil: Int64?, nextTest: Int32?
    /// Seconds since it was due, where nobody has done it; nil otherwise.
    public var overdue: Int64?

    /// A task.
    public init(
        taskID: String, person: Pseudonym, reason: TaskReason, about: String, gridID: String, gridBasis: String,
        isProvisional: Bool, action: String, due: Int64, change: Change = .new
    ) {
        self.taskID = taskID
        self.person = person
        self.reason = reason
        self.about = about
        self.gridID = gridID
        self.gridBasis = gridBasis
        self.isProvisional = isProvisional
        self.action = action
        self.due = due
        self.change = change
    }
}
