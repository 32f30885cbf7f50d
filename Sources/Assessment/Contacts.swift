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
    let selves = caseSubjects.mapValues { directory.subjects(ofCase: $0) }
    let cases = directory.subjects(ofCases: caseSubjects)
    var groups: [ContactKey: Set<Exposure>] = [:]
    for exposure in exposures {
        let own = selves[exposure.caseID] ?? []
        if own.contains(exposure.subject) { continue }
        for person in directory.standsFor(exposure.subject) where !own.contains(person) {
            groups[ContactKey(caseID: exposure.caseID, person: person), default: []].insert(exposure)
        }
    }
    let list = groups.compactMap { key, group -> Contact? in
        let sorted = group.sorted(by: exposurePrecedes)
        guard let tier = sorted.map(\.tier).min() else { return nil }
        var flags = Set(sorted.flatMap(\.flags))
        if cases.contains(key.person) { flags.insert("IS_CASE") }
        if directory.person(key.person) == nil { flags.insert("UNREGISTERED") }
        if sorted.allSatisfy({ $0.subject.kind == .plate }) { flags.insert("PLATE_ONLY") }
        if sorted.contains(where: { directory.isShared($0.subject) }) { flags.insert("SHARED_IDENTIFIER") }
        return Contact(
            contactID: contactID(key.caseID, key.person), caseID: key.caseID, person: key.person, tier: tier,
            score: score.score(of: sorted, tier: tier), exposures: sorted, flags: flags.sorted())
    }
    return list.sorted { left, right in
        if left.caseID != right.caseID { return left.caseID < right.caseID }
        if left.tier != right.tier { return left.tier < right.tier }
        if left.score != right.score { return left.score > right.score }
        if left.contactID != right.contactID { return left.contactID < right.contactID }
        return left.person < right.person
    }
}

private struct ContactKey: Hashable {
    var caseID: String
    var person: Pseudonym
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
