import Testing
import Vocabulary

@testable import FollowUp
@testable import Policy

@Suite struct TaskListTests {
    let rule = TaskRule(
        dueHours: ["close": 2, "general": 24, "undeclared": 12],
        actions: ["close": "visit_and_isolate", "general": "notify_and_monitor", "undeclared": "visit_and_register"],
        tiers: [.close, .secondary, .general])
    let anna = Pseudonym(kind: .person, high: 1, low: 0), bert = Pseudonym(kind: .person, high: 2, low: 0)

    func tasks(_ causes: [TaskCause], grids: [String] = ["west"]) -> [GridTask] {
        TaskList(rule: rule, asOf: 1000).tasks(
            causes,
            grids: { _ in
                GridChoice(choices: grids.map { .init(gridID: $0, basis: "home") }, isProvisional: false)
            },
            taskID: { [$0.text, $1.rawValue, $2, $3].joined(separator: "/") })
    }

    @Test func `no cause gives no task`() { #expect(tasks([]).isEmpty) }

    @Test func `one task for each person, reason, case and grid`() {
        let causes = [
            TaskCause(person: anna, reason: .contact, about: "c", tier: .general),
            TaskCause(person: anna, reason: .contact, about: "c", tier: .close),
            TaskCause(person: anna, reason: .undeclared, about: "42"),
            TaskCause(person: bert, reason: .contact, about: "c", tier: .general),
        ]
        let found = tasks(causes, grids: ["west", "school"])
        #expect(found.count == 6)
        #expect(Set(found.map(\.taskID)).count == 6)
        #expect(found.map(\.gridID) == ["school", "school", "school", "west", "west", "west"])
        let expected: [Int64] = [8200, 44_200, 87_400]
        #expect(found.prefix(3).map(\.due) == expected)
        #expect(found == tasks(causes.reversed(), grids: ["school", "west"]))
    }

    @Test func `with several cases the strongest action holds and each keeps its due time`() {
        let found = tasks([
            TaskCause(person: anna, reason: .contact, about: "c", tier: .general),
            TaskCause(person: anna, reason: .contact, about: "d", tier: .close),
        ])
        #expect(found.map(\.about) == ["d", "c"])
        #expect(found.map(\.action) == ["visit_and_isolate", "visit_and_isolate"])
        let expected: [Int64] = [8200, 87_400]
        #expect(found.map(\.due) == expected)
    }

    @Test func `a tier without tasks gives none, and what the policy leaves open is done within a day`() {
        #expect(tasks([TaskCause(person: anna, reason: .contact, about: "c", tier: .environment)]).isEmpty)
        let fever = tasks([TaskCause(person: anna, reason: .fever, about: "")])
        #expect(fever.map(\.due) == [87_400])
        #expect(fever.map(\.action) == ["notify_and_monitor"])
    }

    @Test func `a cause that names its ground and what to do goes there`() {
        let found = tasks([
            TaskCause(
                person: anna, reason: .clue, about: "q", ground: .init(gridID: "east", basis: "polygon"),
                action: "check_on_site")
        ])
        #expect(found.map(\.gridID) == ["east"] && found.map(\.gridBasis) == ["polygon"])
        #expect(found.map(\.action) == ["check_on_site"] && found.map(\.isProvisional) == [false])
    }

    @Test func `every ancestor counts a task once`() throws {
        let tree = try GridTree(grids: [grid("county"), grid("town", "county"), grid("west", "town"), grid("idle")])
        var list = tasks([
            TaskCause(person: anna, reason: .contact, about: "c", tier: .close),
            TaskCause(person: bert, reason: .undeclared, about: "42"),
        ])
        list[1].change = .unchanged
        list += tasks([TaskCause(person: anna, reason: .fever, about: "")], grids: ["unassigned"])
        let rollups = TaskRollup.rollups(of: list, in: tree)
        #expect(rollups.map(\.gridID) == ["county", "town", "unassigned", "west"])
        #expect(rollups.map(\.total) == [2, 2, 1, 2])
        #expect(rollups[0].counts == [.contact: [.new: 1], .undeclared: [.unchanged: 1]])
        #expect(TaskRollup.rollups(of: [], in: tree).isEmpty)
    }
}

@Suite struct ChangesTests {
    func row(_ id: String, _ digest: String, about: String = "c", kind: ChangeRecord.Kind = .contact) -> ChangeRecord {
        ChangeRecord(kind: kind, id: id, digest: digest, about: about)
    }

    @Test func `the same rows in any order are unchanged`() {
        let rows = [row("b", "1"), row("a", "1"), row("a", "1", kind: .task)]
        let changes = Changes.between(previous: rows, current: rows.reversed())
        #expect(changes.map(\.record.id) == ["a", "b", "a"])
        #expect(changes.allSatisfy { $0.change == .unchanged && $0.why == nil })
        #expect(Changes.between(previous: [], current: []).isEmpty)
    }

    @Test func `every row of either run stands once, with its difference`() {
        let changes = Changes.between(
            previous: [row("a", "1"), row("b", "1"), row("c", "1")],
            current: [row("b", "2"), row("c", "1"), row("d", "1")])
        #expect(changes.map(\.change) == [.withdrawn, .changed, .unchanged, .new])
        #expect(changes.map(\.why) == [.newData, .newData, nil, .newData])
    }

    @Test func `the weightiest cause that touches a row is why`() {
        let causes = ChangeCauses(isPolicyChanged: true, newCases: ["n"], corrected: ["a", "wrong"])
        let changes = Changes.between(
            previous: [row("a", "1", about: "n"), row("e", "1", about: "wrong")],
            current: [row("a", "2", about: "n"), row("b", "1", about: "n"), row("d", "1")], causes: causes)
        #expect(changes.map(\.why) == [.correction, .newCase, .policy, .correction])
        #expect(changes.map(\.change) == [.changed, .new, .new, .withdrawn])
    }
}
