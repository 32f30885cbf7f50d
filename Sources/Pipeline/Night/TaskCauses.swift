import FollowUp
import Ledger
import Vault
import Vocabulary

extension TaskReport {
    /// A report of the ledger; nil where an older delivery named an outcome in words of its own.
    init?(_ record: FeedbackRecord) {
        guard let outcome = TaskState(rawValue: record.outcome), outcome.isAnswered else { return nil }
        self.init(
            taskID: record.taskID, outcome: outcome, at: record.at, referTo: record.referTo, gridID: record.gridID)
    }
}

extension ChangeCauses {
    /// These causes, and what the word of grids touched: rows that were refuted with all that hung on them, that changed
    /// hands, that were reported about, and that came back because a refutation no longer holds.
    func with(
        _ outcome: TaskLife.Outcome, refuted facts: Set<TaskFact>, previous: RunFindings, now: RunFindings,
        key: PseudonymKey
    ) -> ChangeCauses {
        var causes = self
        var gone = facts
        func isRefuted(_ contact: RunFindings.FoundContact) -> Bool {
            ([contact.person] + contact.via).contains {
                facts.contains(TaskFact(person: $0, reason: .contact, about: contact.caseID))
            }
        }
        for contact in previous.contacts where isRefuted(contact) {
            causes.refuted.insert(contact.contactID)
            gone.insert(TaskFact(person: contact.person, reason: .contact, about: contact.caseID))
        }
        for finding in previous.undeclared {
            let fact = TaskFact(person: finding.subject, reason: .undeclared, about: finding.region)
            if facts.contains(fact) {
                causes.refuted.insert(RunOutputs.undeclaredID(finding.subject, finding.region, key))
            }
        }
        for found in previous.tasks where gone.contains(TaskFact(found.task)) {
            causes.refuted.insert(found.task.taskID)
        }
        for handOver in outcome.handOvers { causes.handedOver.formUnion([handOver.taskID, handOver.to.taskID]) }
        let states = Dictionary(previous.tasks.map { ($0.task.taskID, $0.task.state) }) { first, _ in first }
        for task in outcome.tasks where task.state.isAnswered && states[task.taskID] != task.state {
            causes.answered.insert(task.taskID)
        }
        let back = Set(previous.tasks.lazy.map(\.task).filter { $0.state == .refuted }.map(TaskFact.init))
            .subtracting(facts)
        var returned = back
        func fact(_ person: Pseudonym, _ contact: RunFindings.FoundContact) -> TaskFact {
            TaskFact(person: person, reason: .contact, about: contact.caseID)
        }
        for contact in now.contacts
        where ([contact.person] + contact.via).contains(where: { back.contains(fact($0, contact)) }) {
            causes.answered.insert(contact.contactID)
            returned.insert(fact(contact.person, contact))
        }
        for task in outcome.tasks where returned.contains(TaskFact(task)) { causes.answered.insert(task.taskID) }
        return causes
    }
}
