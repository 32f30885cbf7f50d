/// One line of the audit: who asked for what about whom, why, and how it ended.
///
/// It names people by pseudonyms only, and never more than ``mostSubjects`` of them: a command that reads about
/// everybody bears counts. Every field but the first four may be missing.
public struct AuditRecord: Codable, Hashable, Sendable {
    /// What a line tells.
    ///
    /// A new kind of event is a new case here; older lines stay readable.
    public enum Event: String, Codable, Sendable {
        /// A command is about to read; nothing was read before this line was on the disk.
        case begin
        /// The same command has ended.
        case end
        /// A command is about to show an answer: whom it names was on the disk before.
        case showed
        /// A command was not permitted and read nothing.
        case denied
        /// The workspace was put back from a backup: what stands before is what the backup knew, or a newer audit that
        /// goes on from it.
        case restored
        /// The line before was cut off by a crash; `torn` is its SHA-256.
        case torn
    }
    /// Place in the chain, from 1.
    public var number: Int
    /// What it tells.
    public var event: Event
    /// When, in UTC seconds.
    public var time: Int64
    /// Account of the operating system, or of `sudo` where that was used.
    public var user: String
    /// Who acted, as they say: `--actor` or TRACEGRID_ACTOR.
    public var actor: String?
    /// Role of the user where the settings give one.
    public var role: String?
    /// Purpose code.
    public var purpose: String?
    /// Command, such as `audit show`.
    public var command: String?
    /// Number of the `begin` record that this `end` or `showed` belongs to.
    public var access: Int?
    /// Ids that were asked for: contacts, tasks, grids, policies.
    public var asked: [String]?
    /// Pseudonyms of those who were read about, sorted.
    public var subjects: [String]?
    /// What was read or written, by name.
    public var counts: [String: Int]?
    /// Id of the run that was made or read.
    public var run: String?
    /// Exit status of the command.
    public var status: Int?
    /// Why it was not permitted or failed; no personal value.
    public var reason: String?
    /// SHA-256 of the cut line before.
    public var torn: String?

    /// Pseudonyms in one record at most; commands about more people give counts.
    public static let mostSubjects = 200

    /// A record whose number the chain will fill in.
    public init(_ event: Event, time: Int64, user: String) {
        number = 0
        self.event = event
        self.time = time
        self.user = user
    }

    enum CodingKeys: String, CodingKey {
        case number = "n"
        case event, time, user, actor, role, purpose, command, access, asked, subjects, counts, run, status, reason
        case torn
    }
}
