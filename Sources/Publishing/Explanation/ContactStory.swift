public import Vocabulary

/// What stands behind a contact.
public struct ContactStory: Sendable {
    /// The contact with its exposures, as the run wrote them.
    public var contact: Contact
    /// The case's window and its row.
    public var window: WindowRow, anchors: [String], caseRow: RowStory
    /// Each exposure's rule and rows, in the order of the contact's exposures: strongest first.
    public var exposures: [ExposureStory]

    /// A contact's story.
    public init(
        contact: Contact, window: WindowRow, anchors: [String], caseRow: RowStory, exposures: [ExposureStory]
    ) {
        self.contact = contact
        self.window = window
        self.anchors = anchors
        self.caseRow = caseRow
        self.exposures = exposures
    }
}

/// What stands behind an exposure.
public struct ExposureStory: Sendable {
    /// The exposure as the run wrote it.
    public var exposure: Exposure
    /// Name and kind of the shared place, where it is known.
    public var placeName: String
    /// The rule that held.
    public var rule: RuleStory
    /// The rule on contacts of contacts, where a contact stands between.
    public var link: RuleStory?
    /// Rows of the case's part and of the subject.
    public var caseRow: RowStory, subjectRow: RowStory

    /// An exposure's story.
    public init(
        exposure: Exposure, placeName: String, rule: RuleStory, link: RuleStory? = nil, caseRow: RowStory,
        subjectRow: RowStory
    ) {
        self.exposure = exposure
        self.placeName = placeName
        self.rule = rule
        self.link = link
        self.caseRow = caseRow
        self.subjectRow = subjectRow
    }
}

/// A rule, and how an exposure meets each of its parameters.
public struct RuleStory: Sendable {
    /// One parameter: what the rule says, and what the evidence says to it.
    public struct Check: Hashable, Sendable {
        /// Key in the policy, its value there, and the evidence in words.
        public var parameter: String, needed: String, found: String

        /// A parameter.
        public init(_ parameter: String, needed: String, found: String) {
            self.parameter = parameter
            self.needed = needed
            self.found = found
        }
    }
    /// Name, where it was published, and what it looks for.
    public var id: String, source: String, looksFor: String
    /// Its parameters.
    public var checks: [Check]

    /// A rule.
    public init(id: String, source: String, looksFor: String, checks: [Check]) {
        self.id = id
        self.source = source
        self.looksFor = looksFor
        self.checks = checks
    }
}
