public import Vocabulary

/// A person who is a contact of two or more cases.
public struct SharedContact: Hashable, Sendable {
    /// Who.
    public var person: Pseudonym
    /// The contacts, by case.
    public var contacts: [Contact]

    /// A person's contacts.
    public init(person: Pseudonym, contacts: [Contact]) {
        self.person = person
        self.contacts = contacts
    }

    /// The weightiest tier and the highest score.
    public var tier: Tier { contacts.map(\.tier).min() ?? .environment }
    /// The highest score of any of them.
    public var score: Double { contacts.map(\.score).max() ?? 0 }
}

/// Persons who touch two or more cases: by number of cases, then tier, then score, highest first.
public func sharedContacts(of contacts: [Contact]) -> [SharedContact] {
    Dictionary(grouping: contacts, by: \.person).filter { Set($0.value.map(\.caseID)).count > 1 }.map {
        SharedContact(person: $0.key, contacts: $0.value.sorted { $0.caseID < $1.caseID })
    }.sorted { left, right in
        if left.contacts.count != right.contacts.count { return left.contacts.count > right.contacts.count }
        if left.tier != right.tier { return left.tier < right.tier }
        if left.score != right.score { return left.score > right.score }
        return left.person < right.person
    }
}
