public import Vocabulary

/// Everything a run knows about one finding, from the rows to the tier: values only.
public struct Explanation: Sendable {
    /// What was asked for: a contact, task or undeclared id.
    public var asked: String
    /// The run that is explained.
    public var run: Run
    /// Who it is about, under a pseudonym.
    public var who: Who
    /// What was found.
    public var finding: Finding
    /// The score as the run printed it, and the terms it adds up.
    public var score: Double, scoreTerms: [ScoreTerm]
    /// Tasks that follow from it.
    public var tasks: [Task]
    /// How it differs from the last run, and why (empty where it does not).
    public var change: String, why: String

    /// An explanation.
    public init(
        asked: String, run: Run, who: Who, finding: Finding, score: Double, scoreTerms: [ScoreTerm], tasks: [Task],
        change: String, why: String
    ) {
        self.asked = asked
        self.run = run
        self.who = who
        self.finding = finding
        self.score = score
        self.scoreTerms = scoreTerms
        self.tasks = tasks
        self.change = change
        self.why = why
    }

    /// The two kinds of finding.
    public enum Finding: Sendable {
        case contact(ContactStory)
        case undeclared(UndeclaredStory)
    }

    /// A run and its rules.
    public struct Run: Sendable {
        /// Its id, the moment it speaks for, the program that made it, and the run before it.
        public var runID: String, asOf: Int64, toolVersion: String, baseline: String?
        /// Id, title and SHA-256 of the policy.
        public var policyID: String, policyTitle: String, policySHA256: String

        /// A run.
        public init(
            runID: String, asOf: Int64, toolVersion: String, baseline: String?, policyID: String, policyTitle: String,
            policySHA256: String
        ) {
            self.runID = runID
            self.asOf = asOf
            self.toolVersion = toolVersion
            self.baseline = baseline
            self.policyID = policyID
            self.policyTitle = policyTitle
            self.policySHA256 = policySHA256
        }
    }

    /// A person, identifier or vehicle.
    public struct Who: Sendable {
        /// Pseudonym, and grids that follow it up, with their names.
        public var pseudonym: Pseudonym, grids: [(gridID: String, name: String)]
        /// Flags of the finding.
        public var flags: [String]

        /// Somebody.
        public init(pseudonym: Pseudonym, grids: [(gridID: String, name: String)], flags: [String]) {
            self.pseudonym = pseudonym
            self.grids = grids
            self.flags = flags
        }
    }

    /// What a grid has to do about it.
    public struct Task: Sendable {
        /// The task, and its difference from the last run.
        public var task: GridTask, change: String

        /// A task.
        public init(task: GridTask, change: String) {
            self.task = task
            self.change = change
        }
    }
}
