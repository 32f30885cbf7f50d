import Assessment
import FollowUp
import Policy
import Vault
import Vocabulary

/// The roster of key persons, alerts and clues of a run.
extension Screening {
    /// Finds them, and tells how much was looked at; nothing where a list is only made again.
    func addWatch(
        to result: inout Result, presences: [RegionPresence], _ sights: [Sights],
        caseSubjects: [String: Set<Pseudonym>], registered: Set<Pseudonym>
    ) throws -> [(name: String, value: Int)] {
        guard let watch = inputs.watch else { return [] }
        result.keyPersons = KeyPersons(directory: inputs.directory).list(
            presences: presences, contacts: closeContacts(result.contacts), fever: feverish(sights),
            rules: policy.categories, caseSubjects: caseSubjects)
        var counts = [(name: "key_persons", value: result.keyPersons.count)]
        if let rules = policy.alerts {
            let cases = Set(caseSubjects.values.joined().flatMap(inputs.directory.standsFor))
            let found = try AlertSearch(
                inputs: inputs, watch: watch, rules: rules, isolations: isolations(watch), zone: zone,
                asOf: asOf.moment, folder: workspace.path(.store), registered: registered, cases: cases,
                reporter: reporter
            ).run(undeclared: result.undeclared)
            result.alerts = found.alerts
            counts += found.counts
        }
        if let rules = policy.clues {
            result.clues = ClueDispatch(inputs: inputs, rules: rules, key: workspace.pseudonymKey).clues(watch.clues)
            counts += [
                ("clues", result.clues.count), ("clues_repeated", result.clues.count { $0.standing.repeats != nil }),
            ]
        }
        return counts
    }

    /// Says on the roster what has been done and what is wrong, once everybody's grids are known.
    func addMeasures(to result: inout Result) {
        guard let watch = inputs.watch else { return }
        result.keyPersons = Roster(
            inputs: inputs, watch: watch, isolations: isolations(watch), asOf: asOf.moment
        ).completed(result.keyPersons, alerts: result.alerts, grids: result.grids)
    }

    /// What follows for grids from fever, alerts and clues, where the policy says so.
    func watchCauses(of result: Result) -> [TaskCause] {
        var causes: [TaskCause] = []
        if policy.tasks.actions[TaskReason.fever.rawValue] != nil {
            causes += result.keyPersons.filter { $0.categories.contains(KeyPerson.fever) }.map {
                TaskCause(person: $0.person, reason: .fever, about: TaskReason.fever.rawValue)
            }
        }
        if let rules = policy.alerts {
            for alert in result.alerts where rules.taskKinds.contains(alert.kind) {
                let ground = alert.subject == nil ? alert.gridID ?? GridChoice.unassigned : nil
                causes.append(
                    TaskCause(
                        person: alert.subject ?? StandIn.place(alert.place, workspace.pseudonymKey), reason: .alert,
                        about: alertID(alert),
                        ground: ground.map {
                            .init(gridID: $0, basis: $0 == GridChoice.unassigned ? $0 : "place")
                        }, action: rules.actions[alert.kind]))
            }
        }
        return causes + ClueDispatch.causes(result.clues)
    }

    private func alertID(_ alert: Alert) -> String { alert.id(zone: zone, key: workspace.pseudonymKey) }

    func isolations(_ watch: WatchInputs) -> IsolationTimes {
        IsolationTimes(inputs, watch, rule: policy.alerts?.isolatedSeen ?? .plain, zone: zone)
    }
}

extension Alert {
    /// Stable keyed id.
    func id(zone: ZoneRules, key: PseudonymKey) -> String { key.digest(identity(zone: zone), prefix: "a") }
}
