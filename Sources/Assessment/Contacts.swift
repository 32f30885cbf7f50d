public import Policy
public import Vocabulary

/// Groups exposures into contacts: one for each index case and person.
///
/// - A person gathers the exposures of all identifiers it owns; an identifier without owner stands for itself
///   (`UNREGISTERED`), one with several owners gives a contact for each (`SHARED_IDENTIFIER`).
/// - Exposures of plates alone go to the registered owner, marked `PLATE_ONLY`: a plate is not its driver.
/// - A case is no contact of itself; exposures of the case's own identifiers are dropped. A person that is another
///   case stays, marked `IS_CASE`.
/// - The same exposure given twice counts once.
///
/// - Parameters:
///   - caseSubjects: identifiers, and registry pseudonyms if known, of each case.
///   - contactID: keyed digest of case and person.
/// - Returns: by case, tier, score (highest first), contact id.
public func contacts(
    from exposures: [Exposure], directory: PersonDirectory, caseSubjects: [String: Set<Pseudonym>], score: ScoreRule,
    contactID: (_ caseID: String, _ person: Pseudonym) -> String
) -> [Contact] {
    let grouping = ContactGrouping(directory: directory, caseSubjects: caseSubjects, score: score)
    let byCase = Dictionary(grouping: exposures, by: \.caseID)
    return byCase.keys.sorted().flatMap { caseID in
        grouping.contacts(of: caseID, from: byCase[caseID] ?? []) { contactID(caseID, $0) }
    }
}

/// Groups exposures to one case after another; see ``contacts(from:directory:caseSubjects:score:contactID:)``.
public struct ContactGrouping: Sendable {
    private let directory: PersonDirectory
    private let score: ScoreRule
    /// Who each case is, and who is any case.
    private let selves: [String: Set<Pseudonym>]
    private let cases: Set<Pseudonym>

    /// A grouping for cases of which `caseSubjects` gives identifiers and registry pseudonyms.
    public init(directory: PersonDirectory, caseSubjects: [String: Set<Pseudonym>], score: ScoreRule) {
        self.directory = directory
        self.score = score
        selves = caseSubjects.mapValues { directory.subjects(ofCase: $0) }
        cases = directory.subjects(ofCases: caseSubjects)
    }

    /// The contacts of one case from the exposures to it: by tier, score (highest first), contact id.
    public func contacts(
        of caseID: String, from exposures: [Exposure], contactID: (_ person: Pseudonym) -> String
    ) -> [Contact] {
        let own = selves[caseID] ?? []
        var seen: [(person: Pseudonym, exposure: Int)] = []
        seen.reserveCapacity(exposures.count)
        for (number, exposure) in exposures.enumerated() where !own.contains(exposure.subject) {
            for person in directory.standsFor(exposure.subject) where !own.contains(person) {
                seen.append((person, number))
            }
        }
        seen.sort { ($0.person, $0.exposure) < ($1.person, $1.exposure) }
        var contacts: [Contact] = []
        var first = 0
        while first < seen.count {
            var last = first + 1
            while last < seen.count, seen[last].person == seen[first].person { last += 1 }
            let list = Self.distinct(seen[first..<last].map { exposures[$0.exposure] })
            contacts.append(contact(caseID, seen[first].person, list, id: contactID(seen[first].person)))
            first = last
        }
        return contacts.sorted { left, right in
            if left.tier != right.tier { return left.tier < right.tier }
            if left.score != right.score { return left.score > right.score }
            if left.contactID != right.contactID { return left.contactID < right.contactID }
            return left.person < right.person
        }
    }

    private func contact(_ caseID: String, _ person: Pseudonym, _ list: [Exposure], id: String) -> Contact {
        let tier = list.lazy.map(\.tier).min() ?? .environment
        var flags = Set(list.lazy.flatMap(\.flags))
        if cases.contains(person) { flags.insert("IS_CASE") }
        if directory.person(person) == nil { flags.insert("UNREGISTERED") }
        if list.allSatisfy({ $0.subject.kind == .plate }) { flags.insert("PLATE_ONLY") }
        if list.contains(where: { directory.isShared($0.subject) }) { flags.insert("SHARED_IDENTIFIER") }
        return Contact(
            contactID: id, caseID: caseID, person: person, tier: tier, score: score.score(of: list, tier: tier),
            exposures: list, flags: flags.sorted())
    }

    /// Each exposure once, in order.
    private static func distinct(_ exposures: [Exposure]) -> [Exposure] {
        if exposures.count < 2 { return exposures }
        return Set(exposures).sorted(by: exposurePrecedes)
    }
}

/// By time, rule, subject and rows, and after that by everything printed, so that no two orders are possible.
public func exposurePrecedes(_ left: Exposure, _ right: Exposure) -> Bool {
    if left.span != right.span { return left.span < right.span }
    if left.rule != right.rule { return left.rule < right.rule }
    if left.subject != right.subject { return left.subject < right.subject }
    if left.subjectSource != right.subjectSource { return left.subjectSource < right.subjectSource }
    if left.caseSource != right.caseSource { return left.caseSource < right.caseSource }
    if left.place != right.place { return left.place < right.place }
    if left.tier != right.tier { return left.tier < right.tier }
    if left.minutes != right.minutes { return left.minutes < right.minutes }
    if left.environmentalMinutes != right.environmentalMinutes {
        return left.environmentalMinutes < right.environmentalMinutes
    }
    let leftDistance = left.minDistanceMeters ?? -1
    let rightDistance = right.minDistanceMeters ?? -1
    if leftDistance != rightDistance { return leftDistance < rightDistance }
    if left.observations != right.observations { return left.observations < right.observations }
    if left.via != right.via {
        guard let one = left.via, let two = right.via else { return left.via == nil }
        return one < two
    }
    return left.flags.lexicographicallyPrecedes(right.flags)
}
