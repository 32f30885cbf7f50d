import TestSupport
import Testing
import Vocabulary

@testable import FollowUp
@testable import Policy

/// The life of a task: a function of what was said, not of when it came in.
@Suite struct TaskLifeTests {
    static let hour: Int64 = 3600
    static let start: Int64 = 1_580_000_000
    static let anna = Pseudonym(kind: .person, high: 1, low: 0), ben = Pseudonym(kind: .person, high: 2, low: 0)

    static func id(_ fact: TaskFact, _ grid: String) -> String {
        "t\(fact.person.high)-\(fact.reason.rawValue)-\(fact.about)-\(grid)"
    }

    static func tree() throws -> GridTree {
        try GridTree(
            grids: [
                Grid(gridID: "town", parentID: nil, kind: .strip, level: "town", name: "Town"),
                Grid(gridID: "north", parentID: "town", kind: .strip, level: "village", name: "North"),
                Grid(gridID: "n1", parentID: "north", kind: .strip, level: "hamlet", name: "N1"),
                Grid(gridID: "n2", parentID: "north", kind: .strip, level: "hamlet", name: "N2"),
            ])
    }

    /// A task as a screening finds it.
    static func task(
        _ person: Pseudonym = anna, grid: String = "n1", basis: String = "home", asOf: Int64, hours: Int64 = 2,
        lastContact: Int64? = nil
    ) -> GridTask {
        var task = GridTask(
            taskID: id(TaskFact(person: person, reason: .contact, about: "K1"), grid), person: person,
            reason: .contact, about: "K1", gridID: grid, gridBasis: basis, isProvisional: false,
            action: "visit_and_isolate", due: asOf + hours * hour)
        (task.tier, task.lastContact, task.issued) = (.close, lastContact, asOf)
        return task
    }

    static func life(
        _ reports: [TaskReport] = [], asOf: Int64, followUp: [FollowUpRule] = []
    ) throws -> TaskLife {
        TaskLife(
            reports: TaskReports(reports), followUp: followUp, asOf: asOf, zone: .china, tree: try tree(),
            taskID: { id($0, $1) })
    }

    @Test func `a task is new, then issued, overdue and told upwards, then done`() throws {
        let first = try Self.life(asOf: Self.start).outcome(of: [Self.task(asOf: Self.start)], previous: []).tasks
        #expect(first.map(\.state) == [.new] && first[0].due == Self.start + 2 * Self.hour)
        let day = Self.start + 26 * Self.hour
        let second = try Self.life(asOf: day).outcome(of: [Self.task(asOf: day)], previous: first).tasks
        // Due and issued stay those of the first list.
        #expect(second.map(\.state) == [.issued] && second[0].due == first[0].due && second[0].issued == Self.start)
        #expect(second[0].overdue == 24 * Self.hour && Escalation.levels(of: second[0]) == 1)
        #expect(Escalation.byGrid(second, in: try Self.tree()).mapValues(\.count) == ["north": 1])
        let late = try Self.life(asOf: day + 48 * Self.hour).outcome(of: [Self.task(asOf: day)], previous: second).tasks
        // Three levels up there are only two.
        #expect(Escalation.byGrid(late, in: try Self.tree()).keys.sorted() == ["north", "town"])
        let told = TaskReport(taskID: first[0].taskID, outcome: .isolated, at: day)
        let done = try Self.life([told], asOf: day + Self.hour).outcome(of: [Self.task(asOf: day)], previous: second)
            .tasks
        #expect(done.map(\.state) == [.isolated] && done[0].overdue == nil)
    }

    @Test func `a stronger action sets a nearer time, a weaker one no later`() throws {
        var old = Self.task(asOf: Self.start, hours: 24)
        old.action = "notify_and_monitor"
        let now = Self.start + 10 * Self.hour
        let stronger = try Self.life(asOf: now).outcome(of: [Self.task(asOf: now)], previous: [old]).tasks[0]
        #expect(stronger.due == now + 2 * Self.hour && stronger.issued == Self.start)
    }

    @Test func `any order of arrival gives one result`() throws {
        var random = SeededGenerator(seed: 7)
        let tasks = ["n1", "n2"].flatMap { grid in
            [Self.anna, Self.ben].map { Self.task($0, grid: grid, basis: "unit", asOf: Self.start) }
        }
        let outcomes: [TaskState] = [.confirmed, .refuted, .isolated, .referred, .unreachable, .closed]
        for _ in 0..<300 {
            var reports: [TaskReport] = []
            for _ in 0..<Int.random(in: 1...9, using: &random) {
                let outcome = outcomes.randomElement(using: &random) ?? .closed
                reports.append(
                    TaskReport(
                        taskID: tasks.randomElement(using: &random)?.taskID ?? "", outcome: outcome,
                        at: Self.start + Int64.random(in: 0...3, using: &random) * Self.hour,
                        referTo: outcome == .referred
                            ? ["n1", "n2", "north", "nowhere"].randomElement(using: &random) : nil))
            }
            let asOf = Self.start + 5 * Self.hour
            let once = try Self.life(reports, asOf: asOf).outcome(of: tasks, previous: tasks)
            for _ in 0..<4 {
                let again = try Self.life(
                    (reports + [reports[0]]).shuffled(using: &random), asOf: asOf
                ).outcome(of: tasks.shuffled(using: &random), previous: tasks.shuffled(using: &random))
                #expect(again.tasks.sorted(by: TaskList.precedes) == once.tasks.sorted(by: TaskList.precedes))
                #expect(Set(again.handOvers) == Set(once.handOvers))
            }
            #expect(
                TaskFact.refuted(tasks, TaskReports(reports))
                    == TaskFact.refuted(tasks.reversed(), TaskReports(reports.reversed())))
            // Nobody is lost: each task goes on, or was handed to one that does.
            let ids = Set(once.tasks.map(\.taskID)).union(once.tasks.flatMap(\.formerIDs))
            #expect(tasks.allSatisfy { ids.contains($0.taskID) })
        }
    }

    @Test func `the latest word counts, and of a tie the one that lets nobody go`() {
        func settled(_ outcomes: [(TaskState, Int64)]) -> TaskState? {
            TaskReports.settling(outcomes.map { TaskReport(taskID: "t", outcome: $0.0, at: $0.1) })?.outcome
        }
        #expect(settled([(.isolated, 1), (.refuted, 2)]) == .refuted)
        #expect(settled([(.isolated, 2), (.refuted, 2)]) == .isolated)
        #expect(settled([(.closed, 2), (.unreachable, 2), (.refuted, 1)]) == .unreachable)
        #expect(settled([]) == nil)
        #expect(
            TaskReports.contradict([
                .init(taskID: "t", outcome: .refuted, at: 1), .init(taskID: "t", outcome: .isolated, at: 9),
            ]))
    }

    @Test func `a refutation holds unless another grid upholds the contact`() {
        let (home, unit) = (Self.task(asOf: 0), Self.task(grid: "n2", basis: "unit", asOf: 0))
        let no = TaskReport(taskID: home.taskID, outcome: .refuted, at: 5)
        #expect(TaskFact.refuted([home, unit], TaskReports([no])) == [TaskFact(home)])
        let yes = TaskReport(taskID: unit.taskID, outcome: .confirmed, at: 1)
        #expect(TaskFact.refuted([home, unit], TaskReports([no, yes])).isEmpty)
        // The same grid thinks again.
        let again = TaskReport(taskID: home.taskID, outcome: .confirmed, at: 6)
        #expect(TaskFact.refuted([home, unit], TaskReports([no, again])).isEmpty)
    }

    @Test func `when a person's grid changes the task goes over with its clock and its answers`() throws {
        let old = Self.task(asOf: Self.start)
        let now = Self.start + 24 * Self.hour
        let told = TaskReport(taskID: old.taskID, outcome: .isolated, at: Self.start + Self.hour)
        let outcome = try Self.life([told], asOf: now).outcome(of: [Self.task(grid: "n2", asOf: now)], previous: [old])
        #expect(outcome.handOvers.map(\.taskID) == [old.taskID] && outcome.handOvers[0].why == .reassigned)
        let task = try #require(outcome.tasks.first)
        #expect(outcome.tasks.count == 1 && task.formerIDs == [old.taskID] && task.state == .isolated)
        #expect(task.due == old.due && task.issued == Self.start)
        // The next night it is the same task under the same id.
        let next = try Self.life([told], asOf: now + 1).outcome(
            of: [Self.task(grid: "n2", asOf: now + 1)], previous: outcome.tasks)
        #expect(
            next.handOvers.isEmpty && next.tasks.map(\.formerIDs) == [[old.taskID]] && next.tasks[0].state == .isolated)
        // A late word under the old id still counts.
        let late = TaskReport(taskID: old.taskID, outcome: .unreachable, at: now)
        let then = try Self.life([told, late], asOf: now + 1).outcome(
            of: [Self.task(grid: "n2", asOf: now + 1)], previous: outcome.tasks)
        #expect(then.tasks.map(\.state) == [.unreachable])
    }

    @Test func `a grid refers a task to another, which has to answer for itself`() throws {
        let old = Self.task(asOf: Self.start)
        let now = Self.start + 24 * Self.hour
        let away = TaskReport(taskID: old.taskID, outcome: .referred, at: Self.start + 60, referTo: "n2")
        let outcome = try Self.life([away], asOf: now).outcome(of: [Self.task(asOf: now)], previous: [old])
        #expect(outcome.tasks.map(\.gridID) == ["n2"] && outcome.tasks[0].state == .issued)
        #expect(outcome.handOvers.map(\.why) == [.referred] && outcome.tasks[0].due == old.due)
        // Sent back and forth, it stays where it was sent last.
        let back = TaskReport(taskID: outcome.tasks[0].taskID, outcome: .referred, at: now, referTo: "n1")
        let circle = try Self.life([away, back], asOf: now + 1).outcome(
            of: [Self.task(asOf: now)], previous: outcome.tasks)
        #expect(circle.tasks.count == 1 && circle.tasks[0].state == .referred)
        // Nobody knows that grid: the task stays, and is still to be done.
        let nowhere = TaskReport(taskID: old.taskID, outcome: .referred, at: Self.start + 60, referTo: "moon")
        let kept = try Self.life([nowhere], asOf: now).outcome(of: [Self.task(asOf: now)], previous: [old])
        #expect(kept.tasks.map(\.gridID) == ["n1"] && kept.tasks[0].state == .referred && kept.tasks[0].overdue != nil)
    }

    @Test func `follow-up lasts as long as the policy says, with its tests`() throws {
        let rule = FollowUpRule(tier: .close, days: 7, homeDays: 3, testDays: [1, 3, 7, 10], release: nil, source: "")
        let zone = ZoneRules.china
        let last = zone.startOfDay(zone.localDay(at: Self.start)) + 12 * Self.hour
        let told = TaskReport(taskID: Self.task(asOf: 0).taskID, outcome: .isolated, at: last + Self.hour)
        func task(afterDays days: Int64) throws -> GridTask {
            let asOf = last + days * 24 * Self.hour
            return try Self.life([told], asOf: asOf, followUp: [rule]).outcome(
                of: [Self.task(asOf: asOf, lastContact: last)], previous: [Self.task(asOf: last)]
            ).tasks[0]
        }
        let first = zone.localDay(at: last)
        #expect(try task(afterDays: 1).nextTest == first + 1)
        #expect(try task(afterDays: 2).nextTest == first + 3 && task(afterDays: 2).state == .isolated)
        #expect(try task(afterDays: 10).state == .isolated && task(afterDays: 10).nextTest == first + 10)
        #expect(try task(afterDays: 10).followUpUntil == zone.startOfDay(first + 11) - 1)
        #expect(try task(afterDays: 11).state == .closed && task(afterDays: 11).nextTest == nil)
    }

    @Test func `rates add up from the hamlets to the town`() throws {
        let now = Self.start + 24 * Self.hour
        var tasks: [GridTask] = []
        for (number, grid) in ["n1", "n1", "n2", "elsewhere"].enumerated() {
            tasks.append(
                Self.task(Pseudonym(kind: .person, high: UInt64(number), low: 0), grid: grid, asOf: Self.start))
        }
        let told = [
            TaskReport(taskID: tasks[0].taskID, outcome: .isolated, at: now),
            TaskReport(taskID: tasks[2].taskID, outcome: .unreachable, at: now),
        ]
        let found =
            tasks.map { Self.task($0.person, grid: $0.gridID, asOf: now) }
            + [Self.task(Pseudonym(kind: .person, high: 9, low: 0), grid: "n2", asOf: now)]
        let outcome = try Self.life(told, asOf: now).outcome(of: found, previous: tasks)
        let rates = TaskRates.rates(of: outcome.tasks, in: try Self.tree(), asOf: now)
        #expect(rates.map(\.gridID) == ["", "elsewhere", "n1", "n2", "north", "town"])
        #expect(rates.map(\.issued) == [4, 1, 2, 1, 3, 3] && rates.map(\.new) == [1, 0, 0, 1, 1, 1])
        #expect(rates.map(\.answered) == [2, 0, 1, 1, 2, 2] && rates.map(\.done) == [1, 0, 1, 0, 1, 1])
        #expect(rates[4].response == 2.0 / 3 && rates[4].completion == 1.0 / 3 && rates[0].overdue == 3)
    }

    @Test func `a wrong id is told with the nearest, where one is nearest`() {
        let tasks = [Self.task(asOf: 0), Self.task(Self.ben, asOf: 0)]
        let effects = FeedbackEffects(tasks: tasks, previous: [], handOvers: [])
        // Two ids are as near.
        #expect(effects.nearest(to: "t3-contact-k1-n1") == nil)
        let plain = FeedbackEffects(
            tasks: ["t0abc", "t9xyz"].map { id in
                var task = tasks[0]
                task.taskID = id
                return task
            }, previous: [], handOvers: [])
        #expect(plain.nearest(to: "T0ABD") == "t0abc" && plain.nearest(to: "t9xy") == "t9xyz")
        #expect(plain.nearest(to: "hello") == nil)
        let rows = plain.rows(
            TaskReports([
                TaskReport(taskID: "t0abc", outcome: .confirmed, at: 5, gridID: "n2"),
                TaskReport(taskID: "t0abc", outcome: .refuted, at: 4),
                TaskReport(taskID: "t0abd", outcome: .closed, at: 4),
            ]), zone: .china)
        #expect(
            rows.map { $0[5] } == ["overtaken; contradicted", "counts; contradicted; of another grid", "unknown id"])
        #expect(rows[2][6] == "t0abc")
    }
}
