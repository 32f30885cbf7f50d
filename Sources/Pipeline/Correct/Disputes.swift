import Assessment
import Ledger
import Vocabulary

/// The rows that take no part because an appeal about them is open or was upheld.
struct Disputes: Sendable {
    /// Where they stood.
    let places: Set<RowPlace>
    /// Those among the observations, and those among the rows of the registry.
    let ofObservations: DisputedRows, ofRegistry: Set<RowPlace>
    /// Of each row that any appeal ever named, decided how ever: whom it names, and the cases it is about.
    private var subjects: [RowPlace: Set<Pseudonym>] = [:], cases: [RowPlace: Set<String>] = [:]

    /// What the ledger knows.
    init(_ ledger: LedgerSnapshot) throws {
        var places: Set<RowPlace> = []
        var starts: [(place: RowPlace, start: Int64)] = []
        for appeal in try ledger.appeals() {
            for row in appeal.rows {
                let place = RowPlace(file: row.file, line: row.line)
                subjects[place, default: []].formUnion(appeal.subjects)
                if let caseID = row.caseID { cases[place, default: []].insert(caseID) }
                guard appeal.state != .rejected, places.insert(place).inserted, let start = row.start else { continue }
                starts.append((place, start))
            }
        }
        self.places = places
        ofObservations = DisputedRows(starts)
        ofRegistry = places.subtracting(starts.map(\.place))
    }

    /// Ids of rows, and cases, that a correction touched since a run that left other rows out.
    ///
    /// A row touches all findings about whom it names; if that is a case, all findings about the case.
    func corrected(
        since before: Set<RowPlace>, inputs: RunInputs, previous: RunFindings, now result: Screening.Result,
        undeclaredID: (Pseudonym, String) -> String
    ) -> Set<String> {
        let differing = places.symmetricDifference(before)
        if differing.isEmpty { return [] }
        let named = differing.reduce(into: Set<Pseudonym>()) { $0.formUnion(subjects[$1] ?? []) }
        let persons = named.union(named.flatMap { inputs.directory.standsFor($0) })
        var touched = differing.reduce(into: Set<String>()) { $0.formUnion(cases[$1] ?? []) }
        for entry in inputs.cases where entry.idNumber.map(persons.contains) ?? false { touched.insert(entry.caseID) }
        for contact in previous.contacts where persons.contains(contact.person) { touched.insert(contact.contactID) }
        for contact in result.contacts
        where persons.contains(contact.person) || contact.exposures.contains(where: { persons.contains($0.subject) }) {
            touched.insert(contact.contactID)
        }
        for found in previous.undeclared where persons.contains(found.subject) {
            touched.insert(undeclaredID(found.subject, found.region))
        }
        for found in result.undeclared where persons.contains(found.subject) {
            touched.insert(undeclaredID(found.subject, found.region))
        }
        for found in previous.tasks where persons.contains(found.task.person) { touched.insert(found.task.taskID) }
        for task in result.tasks where persons.contains(task.person) { touched.insert(task.taskID) }
        return touched
    }
}
