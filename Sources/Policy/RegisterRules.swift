public import Vocabulary

/// How the rosters of blocks are checked and the registry is held against movement; without the section neither is done.
public struct RegisterRules: Hashable, Sendable {
    /// From this local hour on a run asks for the check-ins of its own day, before it for those of the day before.
    public var reportByHour: Int
    /// Days on which a fever stands against somebody, its own included.
    public var feverDays: Int
    /// Days in which check-ins that tell of isolation count, and in which somebody must have been seen at all.
    public var lookBackDays: Int
    /// Reasons of tasks that stand against a return while the task is open.
    public var taskReasons: Set<TaskReason>
    /// How the registry is held against movement; nil where it is not.
    public var residence: ResidenceRule?
}

/// When somebody lives somewhere, by nights.
public struct ResidenceRule: Hashable, Sendable {
    /// The last so many nights are looked at; so many of them must be spent in one grid.
    public var nights: Int, leastNights: Int
    /// Phone positions less accurate than this place nobody.
    public var maxAccuracyMeters: Double
}

/// Reads the `registers:` of a policy file.
enum RegisterReader {
    static func rules(_ node: PolicyNode?) throws(PolicyError) -> RegisterRules? {
        guard let node, !node.isNone else { return nil }
        let section = try node.section([
            "report_by_hour", "fever_days", "look_back_days", "task_reasons", "residence",
        ])
        let reasons: [TaskReason] =
            section["task_reasons"].isNone
            ? []
            : try section["task_reasons"].words(
                "reasons of tasks, or none", of: TaskReason.allCases.map { ($0.rawValue, $0) })
        return RegisterRules(
            reportByHour: try section["report_by_hour"].wholeNumber("hours", 0...23),
            feverDays: try section["fever_days"].wholeNumber("days", 1...60),
            lookBackDays: try section["look_back_days"].wholeNumber("days", 1...60),
            taskReasons: Set(reasons), residence: try residence(section["residence"]))
    }

    private static func residence(_ node: PolicyNode) throws(PolicyError) -> ResidenceRule? {
        if node.isNone { return nil }
        let section = try node.section(["nights", "least_nights", "max_accuracy_m"])
        let nights = try section["nights"].wholeNumber("nights", 1...60)
        return ResidenceRule(
            nights: nights, leastNights: try section["least_nights"].wholeNumber("nights", 1...nights),
            maxAccuracyMeters: try section["max_accuracy_m"].number("metres", 0...100_000))
    }
}

/// What the keys of `registers:` decide, in a line each, for the pages of the policies.
enum RegisterKeyWords {
    static let exact = [
        "registers": "none: no rosters are checked and the registry is not held against movement",
        "registers.report_by_hour": "before this hour a run asks for the check-ins of the day before",
        "registers.fever_days": "days on which a fever stands against a return, its own included",
        "registers.look_back_days":
            "days in which check-ins that tell of isolation count, and in which somebody must have been seen at all",
        "registers.task_reasons": "open tasks for these reasons stand against a return",
        "registers.residence": "none: the registry is not held against movement",
        "registers.residence.nights": "the last so many nights are looked at",
        "registers.residence.least_nights": "so many of them in one grid are living there",
        "registers.residence.max_accuracy_m": "phone positions less accurate than this place nobody",
    ]
}
