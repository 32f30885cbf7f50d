public import Policy
public import Vocabulary

/// Who is on the daily roster of key persons, and under which categories (DOMAIN 5.2).
public struct KeyPersons: Sendable {
    private let directory: PersonDirectory

    /// A roster of people of a directory.
    public init(directory: PersonDirectory) { self.directory = directory }

    /// Everybody in a category but the cases, whom the doctors have: by precedence of the primary category, then by
    /// person.
    ///
    /// Precedence: contact, fever, then the returns in the order of the policy. Fever is only for those who are no
    /// close contact. Vehicles are nobody.
    ///
    /// - Parameters:
    ///   - presences: who was seen in a region, declared or not.
    ///   - contacts: close contacts, as their exposures name them.
    ///   - fever: persons or identifiers with fever.
    public func list(
        presences: [RegionPresence], contacts: Set<Pseudonym>, fever: Set<Pseudonym>, rules: [CategoryRule],
        caseSubjects: [String: Set<Pseudonym>]
    ) -> [KeyPerson] {
        let cases = directory.subjects(ofCases: caseSubjects)
        func standing(_ names: Set<Pseudonym>) -> Set<Pseudonym> {
            names.reduce(into: []) { result, name in
                if name.kind != .plate { result.formUnion(directory.standsFor(name)) }
            }
        }
        let close = standing(contacts)
        let feverish = standing(fever).subtracting(close)
        let away = Dictionary(grouping: presences.filter { $0.subject.kind != .plate }, by: \.subject)
        let everybody = Set(away.keys).union(close).union(feverish).subtracting(cases)
        let rank = Dictionary(
            ([KeyPerson.contact, KeyPerson.fever] + rules.map(\.code)).enumerated().map { ($1, $0) }
        ) { first, _ in first }
        return everybody.compactMap { person in
            let own = away[person] ?? []
            var held = Set(own.flatMap(\.categories))
            if close.contains(person) { held.insert(KeyPerson.contact) }
            if feverish.contains(person) { held.insert(KeyPerson.fever) }
            if held.isEmpty { return nil }
            let declared =
                own.isEmpty
                ? ""
                : own.compactMap(\.status?.rawValue).min().map { status in
                    Set(own.map { $0.status?.rawValue ?? "declared" }).count > 1 ? "partly" : status
                } ?? "declared"
            return KeyPerson(
                person: person, categories: held.sorted { (rank[$0] ?? 99, $0) < (rank[$1] ?? 99, $1) },
                regions: Set(own.map(\.region)).sorted(),
                away: own.map(\.span).reduce(nil as TimeSpan?) { span, next in
                    span.map { TimeSpan(min($0.start, next.start), max($0.end, next.end)) } ?? next
                }, returnedAt: own.compactMap(\.returnedAt).max(), declared: declared)
        }.sorted { left, right in
            let (a, b) = (rank[left.category] ?? 99, rank[right.category] ?? 99)
            return a != b ? a < b : left.person < right.person
        }
    }
}
