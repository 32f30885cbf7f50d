public import Policy
public import Vocabulary

/// Where each task of a run stands: a function of what was found, what the last run had given out, and all reports up
/// to the run's moment.
///
/// No report's time of arrival has a part in it.
public struct TaskLife: Sendable {
    /// What became of the tasks.
    public struct Outcome: Sendable {
        /// Tasks of this run, with their state; those that are over among them.
        public var tasks: [GridTask] = []
        /// Tasks that other grids have taken over: the old id, and the new task.
        public var handOvers: [HandOver] = []
    }

    private let reports: TaskReports
    private let followUp: [Tier: FollowUpRule]
    private let asOf: Int64
    private let zone: ZoneRules
    private let tree: GridTree
    private let taskID: @Sendable (TaskFact, String) -> String

    /// The life of tasks by a policy's follow-up, as of a moment (UTC seconds).
    ///
    /// - Parameter taskID: stable keyed digest of a fact and a grid.
    public init(
        reports: TaskReports, followUp: [FollowUpRule], asOf: Int64, zone: ZoneRules, tree: GridTree,
        taskID: @escaping @Sendable (TaskFact, String) -> String
    ) {
        self.reports = reports
        self.followUp = Dictionary(followUp.map { ($0.tier, $0) }) { first, _ in first }
        self.asOf = asOf
        self.zone = zone
        self.tree = tree
        self.taskID = taskID
    }

    /// Tasks as found, and those that the last run left behind.
    public func outcome(of found: [GridTask], previous: [GridTask]) -> Outcome {
        let before = Dictionary(previous.map { ($0.taskID, $0) }) { first, _ in first }
        var outcome = Outcome()
        var tasks = referred(found, &outcome.handOvers)
        // A task goes on under its own id, or takes over from a grid that no longer has it.
        var heirs = HandOver.heirs(of: tasks, previous: previous)
        for number in tasks.indices {
            let told = before[tasks[number].taskID]
            if let told {
                tasks[number].formerIDs = joined(told.formerIDs, tasks[number].formerIDs)
            } else if let old = heirs.removeValue(forKey: tasks[number].taskID) {
                tasks[number].formerIDs = joined(old.formerIDs + [old.taskID], tasks[number].formerIDs)
                outcome.handOvers.append(
                    HandOver(taskID: old.taskID, gridID: old.gridID, to: tasks[number], why: .reassigned))
            }
            let line = (tasks[number].formerIDs.compactMap { before[$0] } + [told].compactMap(\.self))
            // The clock of a task does not start again when it changes hands; a stronger action sets a nearer time.
            let issued = line.map(\.issued).min()
            for old in line where old.action == tasks[number].action {
                tasks[number].due = min(tasks[number].due, old.due)
            }
            tasks[number].issued = min(issued ?? asOf, asOf)
            stand(&tasks[number])
        }
        outcome.tasks = tasks + settled(previous, besides: Set(tasks.map(\.taskID)), handedOver: outcome.handOvers)
        outcome.handOvers.sort { ($0.taskID, $0.to.taskID) < ($1.taskID, $1.to.taskID) }
        return outcome
    }

    /// Tasks of the last run that are over and that nothing found any more: refuted ones, and closed ones.
    ///
    /// They stay known, with their answer, for as long as the reports about them are kept.
    private func settled(_ previous: [GridTask], besides known: Set<String>, handedOver: [HandOver]) -> [GridTask] {
        let gone = Set(handedOver.map(\.taskID))
        return previous.compactMap { old in
            guard !known.contains(old.taskID), !gone.contains(old.taskID),
                let report = TaskReports.settling(reports.about(old)), report.outcome.isDone
            else { return nil }
            var task = old
            // Whoever was met and is no longer found by anything has nothing more to do.
            task.state = report.outcome == .refuted ? .refuted : .closed
            task.overdue = nil
            return task
        }
    }

    /// Gives tasks that a grid referred to another grid of the tree to that one, however often.
    ///
    /// Where that one has the person's task anyway, both become one. Two grids that refer to each other both keep
    /// theirs: somebody above them has to decide.
    private func referred(_ found: [GridTask], _ handOvers: inout [HandOver]) -> [GridTask] {
        let starts = found.sorted(by: TaskList.precedes)
        let chains = starts.map(chain)
        let ends = Dictionary(zip(starts, chains).map { ($0.taskID, $1.last?.taskID ?? $0.taskID) }) { first, _ in first
        }
        var tasks: [GridTask] = []
        var places: [String: Int] = [:]
        func add(_ task: GridTask) {
            guard let place = places[task.taskID] else {
                places[task.taskID] = tasks.count
                tasks.append(task)
                return
            }
            tasks[place].formerIDs = joined(tasks[place].formerIDs, task.formerIDs)
            tasks[place].due = min(tasks[place].due, task.due)
        }
        for (start, chain) in zip(starts, chains) {
            guard let end = chain.last, ends[end.taskID, default: end.taskID] == end.taskID else {
                add(start)
                continue
            }
            var from = start
            for next in chain {
                handOvers.append(HandOver(taskID: from.taskID, gridID: from.gridID, to: next, why: .referred))
                from = next
            }
            add(end)
        }
        return tasks
    }

    /// The tasks that a task becomes by being referred on, each grid once.
    private func chain(from start: GridTask) -> [GridTask] {
        var chain: [GridTask] = []
        var task = start
        var met: Set<String> = [task.gridID]
        while let report = TaskReports.settling(reports.about(task)), report.outcome == .referred,
            let grid = report.referTo, tree.grid(grid) != nil, met.insert(grid).inserted
        {
            var next = task
            next.gridID = grid
            next.gridBasis = "referred"
            next.taskID = taskID(TaskFact(task), grid)
            next.formerIDs = joined(task.formerIDs, [task.taskID])
            chain.append(next)
            task = next
        }
        return chain
    }

    /// Sets state, follow-up and delay of a task.
    private func stand(_ task: inout GridTask) {
        if let rule = task.tier.flatMap({ followUp[$0] }), let last = task.lastContact {
            let first = zone.localDay(at: last)
            let length = Int32(rule.days + rule.homeDays)
            task.followUpUntil = zone.startOfDay(first + length + 1) - 1
            let today = zone.localDay(at: asOf)
            task.nextTest = rule.testDays.map { first + Int32($0) }.first { $0 >= today }
        }
        let told = TaskReports.settling(reports.about(task))?.outcome
        task.state = told ?? (task.issued < asOf ? .issued : .new)
        if told == .confirmed || told == .isolated, let until = task.followUpUntil, until < asOf {
            task.state = .closed
        }
        if task.state.isOver { task.nextTest = nil }
        task.overdue = !task.state.isDone && asOf > task.due ? asOf - task.due : nil
    }

    private func joined(_ first: [String], _ second: [String]) -> [String] {
        first + second.filter { !first.contains($0) }
    }
}
