public import Vocabulary

/// Who owns which identifier, by the registry.
public struct PersonDirectory: Sendable {
    private let owned: [Pseudonym: [Person]]
    private let entries: [Pseudonym: Person]

    /// A directory of registry entries; entries of the same pseudonym are one person, the first given holds.
    public init(persons: [Person]) {
        var entries: [Pseudonym: Person] = [:]
        var owned: [Pseudonym: [Person]] = [:]
        for person in persons where entries[person.pseudonym] == nil {
            entries[person.pseudonym] = person
            for identifier in Set(person.identifiers) { owned[identifier, default: []].append(person) }
        }
        self.entries = entries
        self.owned = owned.mapValues { $0.sorted { $0.pseudonym < $1.pseudonym } }
    }

    /// How many persons there are.
    public var count: Int { entries.count }

    /// All entries in no order.
    public var everybody: some Sequence<Person> { entries.values }

    /// All entries by pseudonym.
    var persons: [Person] { entries.values.sorted { $0.pseudonym < $1.pseudonym } }

    /// Persons that own an identifier, sorted by pseudonym; a person's own pseudonym gives that person.
    public func owners(of identifier: Pseudonym) -> [Person] {
        if let person = entries[identifier] { return [person] }
        return owned[identifier] ?? []
    }

    /// ID numbers and phones that somebody owns.
    public var registered: Set<Pseudonym> { Set(owned.keys.lazy.filter { $0.kind == .idNumber || $0.kind == .phone }) }

    /// The registry entry of a person's pseudonym.
    public func person(_ pseudonym: Pseudonym) -> Person? { entries[pseudonym] }

    /// Whether several persons own the identifier.
    public func isShared(_ identifier: Pseudonym) -> Bool { owners(of: identifier).count > 1 }

    /// The pseudonyms an identifier stands for: its owners, or itself where the registry knows nobody.
    public func standsFor(_ identifier: Pseudonym) -> [Pseudonym] {
        let owners = owners(of: identifier)
        return owners.isEmpty ? [identifier] : owners.map(\.pseudonym)
    }

    /// Persons and bare identifiers of all cases; a plate is nobody.
    func subjects(ofCases cases: [String: Set<Pseudonym>]) -> Set<Pseudonym> {
        cases.values.reduce(into: []) { $0.formUnion(subjects(ofCase: $1).filter { $0.kind != .plate }) }
    }

    /// Persons and bare identifiers that a case's identifiers name: whoever owns its ID number, whoever alone owns
    /// its phone or plate, and the identifiers themselves.
    ///
    /// A phone or plate that the case shares with its family does not make the family the case.
    func subjects(ofCase identifiers: Set<Pseudonym>) -> Set<Pseudonym> {
        var result = identifiers
        for identifier in identifiers {
            let owners = owners(of: identifier)
            if identifier.kind == .idNumber || identifier.kind == .person || owners.count == 1 {
                result.formUnion(owners.map(\.pseudonym))
            }
        }
        return result
    }
}
