public import Policy
public import Vocabulary

/// Turns findings into what grids have to do.
public struct TaskList: Sendable {
    private let rule: TaskRule
    private let asOf: Int64

    /// Hours until due, and the action, where the policy names none.
    private static let defaultHours = 24.0, defaultAction = "notify_and_monitor"

    /// A list of one run: tasks are due so many hours after `asOf` (UTC seconds) as the rule says.
    public init(rule: TaskRule, asOf: Int64) {
        self.rule = rule
        self.asOf = asOf
    }

    /// One task for each person, reason, case or region, and grid.
    ///
    /// Contacts of a tier that the policy gives no task for are left out. A person with several cases gets a task for
    /// each, all with the action of the strongest tier; the due time is the one of the task's own tier.
    ///
    /// - Parameters:
    ///   - grids: who follows a person up; see ``GridAssignment``.
    ///   - taskID: stable keyed digest of person, reason, case or region, and grid.
    /// - Returns: by grid, due time, task id.
    public func tasks(
        _ causes: [TaskCause], grids: (Pseudonym) -> GridChoice,
        taskID: (_ person: Pseudonym, _ reason: TaskReason, _ about: String, _ gridID: String) -> String
    ) -> [GridTask] {
        // Positions of causes, for the causes themselves are large.
        var strongest: [Key: Int] = [:]
        var best: [Pseudonym: Tier] = [:]
        for (number, cause) in causes.enumerated() {
            if let tier = cause.tier {
                guard rule.tiers.contains(tier) else { continue }
                best[cause.person] = min(best[cause.person] ?? tier, tier)
            }
            let key = Key(person: cause.person, reason: cause.reason, about: cause.about)
            if let known = strongest[key], rank(causes[known]) <= rank(cause) { continue }
            strongest[key] = number
        }
        var tasks: [GridTask] = []
        tasks.reserveCapacity(strongest.count)
        for number in strongest.values {
            let cause = causes[number]
            let choice = cause.ground.map { GridChoice(choices: [$0], isProvisional: false) } ?? grids(cause.person)
            let name = cause.tier == nil ? cause.ruleName : best[cause.person]?.rawValue ?? cause.ruleName
            for grid in choice.choices {
                var task = GridTask(
                    taskID: taskID(cause.person, cause.reason, cause.about, grid.gridID), person: cause.person,
                    reason: cause.reason, about: cause.about, gridID: grid.gridID, gridBasis: grid.basis,
                    isProvisional: choice.isProvisional,
                    action: cause.action ?? rule.actions[name] ?? Self.defaultAction, due: due(cause))
                (task.tier, task.lastContact) = (cause.tier, cause.lastContact)
                task.issued = asOf
                tasks.append(task)
            }
        }
        return tasks.indices.sorted { TaskList.precedes(tasks[$0], tasks[$1]) }.map { tasks[$0] }
    }

    /// By grid, due time, task id, and after that by what tells tasks apart.
    public static func precedes(_ left: GridTask, _ right: GridTask) -> Bool {
        if left.gridID != right.gridID { return left.gridID < right.gridID }
        if left.due != right.due { return left.due < right.due }
        if left.taskID != right.taskID { return left.taskID < right.taskID }
        return (left.person, left.reason.rawValue, left.about) < (right.person, right.reason.rawValue, right.about)
    }

    private struct Key: Hashable {
        var person: Pseudonym
        var reason: TaskReason
        var about: String
    }

    private func rank(_ cause: TaskCause) -> Int { cause.tier?.rank ?? Tier.allCases.count }

    private func due(_ cause: TaskCause) -> Int64 {
        asOf + Int64(((rule.dueHours[cause.ruleName] ?? Self.defaultHours) * 3600).rounded())
    }
}
