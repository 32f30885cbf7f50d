public import Vocabulary

/// What a run found, as far as later runs need it: enough to tell what is new, changed, unchanged or withdrawn.
///
/// A `meaning` is the caller's digest of everything that a reader of the output would see as the same finding.
public struct RunFindings: Hashable, Sendable {
    /// A contact.
    public struct FoundContact: Hashable, Sendable {
        /// Keyed id, and the index case.
        public var contactID: String, caseID: String
        /// Who.
        public var person: Pseudonym
        /// Tier and score.
        public var tier: Tier, score: Double
        /// Digest of its meaning.
        public var meaning: String
        /// Contacts through whom it was found, where it is a contact of contacts alone; sorted.
        public var via: [Pseudonym]

        /// A contact.
        public init(
            contactID: String, caseID: String, person: Pseudonym, tier: Tier, score: Double, meaning: String,
            via: [Pseudonym] = []
        ) {
            self.contactID = contactID
            self.caseID = caseID
            self.person = person
            self.tier = tier
            self.score = score
            self.meaning = meaning
            self.via = via
        }
    }

    /// An undeclared traveller or vehicle.
    public struct FoundUndeclared: Hashable, Sendable {
        /// Who, and where.
        public var subject: Pseudonym, region: String
        /// How the declarations stand to it.
        public var status: DeclarationStatus
        /// Digest of its meaning.
        public var meaning: String

        /// A finding.
        public init(subject: Pseudonym, region: String, status: DeclarationStatus, meaning: String) {
            self.subject = subject
            self.region = region
            self.status = status
            self.meaning = meaning
        }
    }

    /// A task and how far it has come.
    public struct FoundTask: Hashable, Sendable {
        /// The task.
        public var task: GridTask
        /// Digest of its meaning.
        public var meaning: String

        /// A task.
        public init(task: GridTask, meaning: String) {
            self.task = task
            self.meaning = meaning
        }
    }

    /// A health code as it was shown.
    public struct FoundCode: Hashable, Sendable {
        /// Whose, and the colour with cause and day; what it is about is not kept.
        public var person: Pseudonym, shown: CodeStanding

        /// A code.
        public init(person: Pseudonym, shown: CodeStanding) {
            self.person = person
            self.shown = shown
        }
    }

    /// A row of the daily lists that have no table of their own.
    public struct FoundRow: Hashable, Sendable {
        /// Which list: `alert`, `category`, `clue` or `residence`; and its stable id there.
        public var list: String, id: String
        /// Whom it is about; nil where it is about a place.
        public var subject: Pseudonym?
        /// Kind, category or class.
        public var about: String
        /// What its id is a keyed digest of; empty where it is none.
        public var parts: [String]
        /// Digest of its meaning.
        public var meaning: String

        /// A row.
        public init(
            list: String, id: String, subject: Pseudonym?, about: String, parts: [String] = [], meaning: String
        ) {
            self.parts = parts
            self.list = list
            self.id = id
            self.subject = subject
            self.about = about
            self.meaning = meaning
        }
    }

    /// Ids of the cases that were screened, with or without contacts.
    public var cases: Set<String>
    /// Contacts by id, undeclared by subject and region, tasks by id.
    public var contacts: [FoundContact], undeclared: [FoundUndeclared], tasks: [FoundTask]

    /// Health codes by person; ``LedgerSnapshot/codes(of:)`` reads them, for they are many.
    public var codes: [FoundCode] = []

    /// Alerts, the roster of key persons and clues, by list and id.
    public var rows: [FoundRow] = []

    /// Rows that took no part because somebody disputed them.
    public var disputes: Set<RowPlace> = []

    /// Findings; the order does not matter.
    public init(
        cases: Set<String> = [], contacts: [FoundContact] = [], undeclared: [FoundUndeclared] = [],
        tasks: [FoundTask] = []
    ) {
        self.cases = cases
        self.contacts = contacts
        self.undeclared = undeclared
        self.tasks = tasks
    }
}
