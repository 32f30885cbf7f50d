import Ledger
import Store
import Vocabulary

/// What legal holds keep, spelled out.
struct HeldThings {
    /// Holds in force.
    let holds: [LegalHold]
    /// Cases, whoever is named, and files by number.
    private(set) var cases: Set<String> = []
    private(set) var subjects: Set<Pseudonym> = []
    private(set) var files: Set<UInt32> = []
    /// Ids of runs that found something about them.
    private(set) var runs: Set<String> = []

    /// Works out what is held on a day.
    ///
    /// A case keeps itself, its itinerary, what was observed of it and of its contacts, and the runs that found them; a
    /// person all that names him, under any identifier that the registry knows; a file all rows that came from it.
    init(_ ledger: LedgerSnapshot, today: Int32) throws {
        holds = try ledger.holds(on: today)
        if holds.isEmpty { return }
        for hold in holds {
            switch hold.kind {
            case .case:
                cases.insert(hold.target)
                let found = try ledger.contacts(of: hold.target)
                runs.formUnion(found.runs)
                for person in found.persons { try add(person, ledger) }
                let own = try ledger.cases().first { $0.caseID == hold.target }?.idNumber
                if let own { try add(own, ledger) }
            case .person:
                guard let person = Pseudonym(text: hold.target) else { continue }
                try add(person, ledger)
            case .file:
                if let file = try ledger.file(sha256: hold.target) { files.insert(file.number) }
            }
        }
        let persons = holds.filter { $0.kind == .person }.compactMap { Pseudonym(text: $0.target) }
        runs.formUnion(try ledger.runs(naming: try namesakes(of: persons, ledger).union(persons)))
    }

    private mutating func add(_ person: Pseudonym, _ ledger: LedgerSnapshot) throws {
        subjects.insert(person)
        subjects.formUnion(try namesakes(of: [person], ledger))
    }

    /// All that stands for some persons or identifiers in the registry.
    private func namesakes(of persons: [Pseudonym], _ ledger: LedgerSnapshot) throws -> Set<Pseudonym> {
        var found: Set<Pseudonym> = []
        for person in persons {
            let owners = person.kind == .person ? [person] : try ledger.owners(of: person)
            for owner in owners {
                found.insert(owner)
                found.formUnion(try ledger.identifiers(of: owner))
            }
        }
        return found
    }

    /// Whether a link between names stays although it has expired.
    func keeps(_ link: IdentityLink) -> Bool { subjects.contains(link.one) || subjects.contains(link.other) }

    /// Whether what names a person stays although it has expired.
    func keeps(_ person: Pseudonym) -> Bool { subjects.contains(person) }

    /// Whether a ledger row stays although it has expired.
    func keeps(_ fact: ExpiredFact) -> Bool {
        files.contains(fact.file) || !subjects.isDisjoint(with: fact.subjects)
            || fact.caseID.map(cases.contains) ?? false
    }
}
