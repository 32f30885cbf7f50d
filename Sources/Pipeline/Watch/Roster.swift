import Assessment
import FollowUp
import Vocabulary

/// Adds to the roster of key persons what has been done about them and what is wrong.
struct Roster {
    let inputs: RunInputs
    let watch: WatchInputs
    let isolations: IsolationTimes
    let asOf: Int64

    /// The roster with measures and problems.
    ///
    /// Measures: `declared`, `isolated` (now), and `task:OUTCOME` of the last report about any task of the person.
    /// Problems: how declarations fail (`undeclared`, `declared_other`), `not_isolated` of a close contact, a last report
    /// of `unreachable`, alerts about the person by kind, `unregistered`, `no_grid`.
    func completed(
        _ persons: [KeyPerson], alerts: [Alert], grids: [Pseudonym: GridChoice]
    ) -> [KeyPerson] {
        var kinds: [Pseudonym: Set<Alert.Kind>] = [:]
        for alert in alerts { if let subject = alert.subject { kinds[subject, default: []].insert(alert.kind) } }
        return persons.map { person in
            var person = person
            let isIsolated = isolations.holds(person.person, at: asOf)
            let outcome = watch.reports[person.person]?.last?.outcome
            person.measures =
                (person.declared == "declared" ? ["declared"] : []) + (isIsolated ? ["isolated"] : [])
                + (outcome.map { ["task:\($0)"] } ?? [])
            var problems: [String] = []
            switch person.declared {
            case "", "declared": break
            case DeclarationStatus.none.rawValue: problems.append("undeclared")
            default: problems.append("declared_other")
            }
            if person.category == KeyPerson.contact, !isIsolated { problems.append("not_isolated") }
            if outcome == "unreachable" { problems.append("unreachable") }
            problems += (kinds[person.person] ?? []).map(\.rawValue).sorted()
            if inputs.directory.person(person.person) == nil { problems.append("unregistered") }
            if grids[person.person]?.choices.first?.gridID == GridChoice.unassigned { problems.append("no_grid") }
            person.problems = problems
            return person
        }
    }
}
