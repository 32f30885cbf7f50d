import Vocabulary
import Yams

/// What is kept for a time of its own.
public enum RetentionClass: String, CaseIterable, Sendable {
    /// Rows of the store, from the day on which they end.
    case observations
    /// Delivered files, from the day of their last row, and no sooner than the last row that came from them.
    case archive
    /// Rejected rows, from the day of their delivery.
    case quarantine
    /// Declarations, from the day they were made or the journey ends; check-ins and clues, from their day.
    case declarations, checkins, clues
    /// Cases with their itineraries, from confirmation or isolation, whichever is later; reports of grid workers.
    case cases, feedback
    /// Outputs and findings of runs, from their as-of day; the last complete run stays.
    case runs
    /// Sealed identities, until nothing names them.
    case identities
}

/// How many whole days what is kept: `retention_days` in the settings.
public struct RetentionRules: Hashable, Sendable {
    /// Days by class.
    ///
    /// An observation is kept for an incubation of 14 days and a week; what follows from findings for 60
    /// days (SORMAS: contacts twice the incubation, at most two months).
    private(set) var days: [RetentionClass: Int] = [
        .observations: 21, .archive: 21, .quarantine: 21, .declarations: 21, .checkins: 21, .clues: 21, .cases: 60,
        .feedback: 60, .runs: 60,
    ]
    /// Classes that a user may give days to.
    static let classes = RetentionClass.allCases.filter { $0 != .identities }

    /// The defaults.
    public init() {}

    /// Nothing expires.
    static let unlimited: RetentionRules = {
        var rules = RetentionRules()
        for kind in classes { rules.days[kind] = 90_000 }
        return rules
    }()

    /// Days of a class after the day its age is counted from.
    func days(_ kind: RetentionClass) -> Int { days[kind] ?? 0 }

    /// Reads the settings: days by class, or one number for all that holds single observations and statements.
    init(_ field: YAMLReader) throws {
        if case .scalar = field.node {
            let number = try RetentionRules.days(field)
            for kind in [RetentionClass.observations, .archive, .quarantine, .declarations, .checkins, .clues] {
                days[kind] = number
            }
            for kind in [RetentionClass.cases, .feedback, .runs] { days[kind] = max(number, days(kind)) }
            return
        }
        for (name, value) in try field.fields(RetentionRules.classes.map(\.rawValue)) {
            guard let kind = RetentionClass(rawValue: name) else { continue }
            days[kind] = try RetentionRules.days(value)
        }
        for kind in [RetentionClass.declarations, .checkins, .cases, .feedback, .runs]
        where days(kind) < days(.observations) {
            throw field.failure(
                "\(kind.rawValue) \(days(kind)) are fewer days than observations \(days(.observations)): what is kept "
                    + "could no longer be judged; give \(kind.rawValue) at least as many")
        }
    }

    /// A number of days of the settings.
    static func days(_ field: YAMLReader) throws -> Int {
        guard let days = Int(try field.text()), (1...3650).contains(days) else {
            throw field.failure("expected a number of days from 1 to 3650")
        }
        return days
    }
}

/// What is too old at a moment.
///
/// What has expired takes no part in a run either, so that no result hangs on whether a purge has been there yet.
struct RetentionLimits {
    /// The local day of the moment.
    let today: Int32
    private let rules: RetentionRules
    private let zone: ZoneRules

    init(_ rules: RetentionRules, zone: ZoneRules, asOf: Int64) {
        self.rules = rules
        self.zone = zone
        today = zone.localDay(at: asOf)
    }

    /// First day of what is still kept.
    func firstDay(_ kind: RetentionClass) -> Int32 { today - Int32(rules.days(kind)) }
    /// First second of what is still kept.
    func moment(_ kind: RetentionClass) -> Int64 { zone.startOfDay(firstDay(kind)) }
}

extension Workspace {
    /// What is too old as of a moment.
    func limits(asOf: Int64) -> RetentionLimits {
        RetentionLimits(settings.retention, zone: settings.zone, asOf: asOf)
    }
}
