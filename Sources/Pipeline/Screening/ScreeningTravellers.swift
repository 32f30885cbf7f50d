import Assessment
import Policy
import Vocabulary

/// Undeclared travellers of a run, and who has fever or is a close contact.
extension Screening {
    /// Findings, and everybody's presences where the roster of key persons asks for them.
    func undeclared(
        _ travellers: UndeclaredScan, _ sights: [Sights], contacts: [Contact],
        caseSubjects: [String: Set<Pseudonym>], _ scan: StoreScan
    ) throws -> (findings: [UndeclaredFinding], presences: [RegionPresence]) {
        if travellers.isIdle { return ([], []) }
        var regions = RegionSights()
        for part in sights { regions.merge(part.regions) }
        let watch = travellers.watch(for: regions, directory: inputs.directory)
        var returns = ReturnSights()
        let passes = try scan.rows(of: watch.identifiers) { block in
            var seen = ReturnSights()
            travellers.observeReturns(block, of: watch, into: &seen)
            return seen
        }
        passes.forEach { returns.merge($0) }
        let findings = travellers.findings(
            regions, returns: returns, directory: inputs.directory, declarations: inputs.declarations,
            notices: inputs.notices, categories: policy.categories, contacts: closeContacts(contacts),
            fever: feverish(sights), caseSubjects: caseSubjects)
        let presences =
            inputs.watch == nil
            ? []
            : travellers.presences(
                in: regions, directory: inputs.directory, declarations: inputs.declarations, notices: inputs.notices,
                categories: policy.categories, returns: returns)
        return (findings, presences)
    }

    /// Close contacts, as persons and as their exposures name them.
    func closeContacts(_ contacts: [Contact]) -> Set<Pseudonym> {
        Set(contacts.filter { $0.tier == .close }.flatMap { [$0.person] + $0.exposures.map(\.subject) })
    }

    /// Everybody with fever, as rows name them and as persons.
    func feverish(_ sights: [Sights]) -> Set<Pseudonym> {
        let named = sights.reduce(into: inputs.feverish) { $0.formUnion($1.fevers.keys) }
        return Set(named.flatMap { [$0] + inputs.directory.standsFor($0) })
    }
}
