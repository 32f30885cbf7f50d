import Assessment
import FollowUp
import Policy
import Vault
import Vocabulary

extension Screening {
    /// People whose observations are held at a time.
    private static let peoplePerGroup = 20_000

    /// Adds the tasks that follow from the findings, and the grids of everybody in one.
    func addTasks(to result: inout Result, _ scan: StoreScan) throws {
        // A confirmed case is with the doctors already: the finding stays in the list, nobody is sent.
        let causes =
            result.contacts.map(TaskCause.init)
            + result.undeclared.filter { !$0.flags.contains("IS_CASE") }.map(TaskCause.init) + watchCauses(of: result)
        let people = Set(causes.filter { $0.ground == nil }.map(\.person))
            .union(result.keyPersons.map(\.person)).union(result.alerts.compactMap(\.subject))
        let assignment = GridAssignment(tree: inputs.tree, places: inputs.places, zone: zone)
        let settled = people.filter { hasGrid($0) || !assignment.usesObservations }
        for pseudonym in settled {
            result.grids[pseudonym] = assignment.grids(for: person(pseudonym), observations: [])
        }
        // Only the others have to be looked for in the store, group by group, since all that was seen of each is held.
        let wanted = people.subtracting(settled).sorted()
        for first in stride(from: 0, to: wanted.count, by: Self.peoplePerGroup) {
            let group = wanted[first..<min(wanted.count, first + Self.peoplePerGroup)]
            let seen = try scan.observations(of: group.reduce(into: []) { $0.formUnion(identifiers(of: $1)) })
            for pseudonym in group {
                let observations = identifiers(of: pseudonym).sorted().flatMap { seen[$0] ?? [] }
                result.grids[pseudonym] = assignment.grids(for: person(pseudonym), observations: observations)
            }
        }
        let unknown = Set(result.grids.values.flatMap(\.unknownGrids)).sorted()
        if !unknown.isEmpty {
            result.warnings.append(
                "UNKNOWN_GRIDS: \(shortList(unknown)): named by the registry, not in the grid table: "
                    + "deliver them or correct the registry")
        }
        result.tasks = TaskList(rule: policy.tasks, asOf: asOf.moment).tasks(
            causes, grids: { result.grids[$0] ?? GridChoice(choices: [], isProvisional: true) },
            taskID: { person, reason, about, gridID in
                Self.taskID(
                    TaskFact(person: person, reason: reason, about: about), gridID, workspace.pseudonymKey)
            })
    }

    /// Stable id of what a grid has to do about a fact (CONTRACT 6).
    static func taskID(_ fact: TaskFact, _ gridID: String, _ key: PseudonymKey) -> String {
        key.digest([fact.person.text, fact.reason.rawValue, fact.about, gridID], prefix: "t")
    }

    /// The registry entry behind a pseudonym of a finding; for a plate its only owner.
    private func person(_ pseudonym: Pseudonym) -> Person? {
        let owners = inputs.directory.owners(of: pseudonym)
        return owners.count == 1 ? owners[0] : nil
    }

    private func hasGrid(_ pseudonym: Pseudonym) -> Bool {
        guard let person = person(pseudonym) else { return false }
        return ([person.homeGrid] + person.unitGrids).contains { $0.map { inputs.tree.grid($0) != nil } ?? false }
    }

    private func identifiers(of pseudonym: Pseudonym) -> [Pseudonym] {
        pseudonym.kind == .person ? person(pseudonym)?.identifiers.filter { $0.kind != .plate } ?? [] : [pseudonym]
    }
}
