import Assessment
import Ledger
import Publishing
import Vault
import Vocabulary

/// Opens the names that grid workers need, and no others.
final class TaskIdentities {
    private let workspace: Workspace
    private let directory: PersonDirectory
    private let opener: IdentityOpener?
    private var batches: [Int64: IdentityBatch] = [:]

    /// Whether names can be read: the identity key is here.
    var canOpen: Bool { opener != nil }

    /// Identities of a workspace; without the identity key, lists are written without names.
    init(_ workspace: Workspace, directory: PersonDirectory) throws {
        self.workspace = workspace
        self.directory = directory
        do {
            opener = try workspace.opener()
        } catch let failure as Failure where failure.outcome == .notPermitted {
            opener = nil
        }
    }

    /// What a list says about each person.
    func open(_ people: Set<Pseudonym>) throws -> [Pseudonym: TaskIdentity] {
        if opener == nil { return [:] }
        // A vehicle's list entry names its registered owner too.
        var owners: [Pseudonym: Pseudonym] = [:]
        for plate in people where plate.kind == .plate {
            let found = directory.owners(of: plate)
            if found.count == 1 { owners[plate] = found[0].pseudonym }
        }
        let wanted = people.union(owners.values).sorted()
        let sealed = try workspace.ledger.read { ledger in
            let values = try ledger.identities(of: wanted)
            for number in Set(values.values.map(\.envelope)) where batches[number] == nil {
                if let bytes = try ledger.envelope(number) {
                    batches[number] = try opener?.batch(of: Envelope(bytes: bytes))
                }
            }
            return values
        }
        var result: [Pseudonym: TaskIdentity] = [:]
        for person in people {
            guard let text = try text(person, sealed) else { continue }
            if person.kind == .person {
                result[person] = try TaskIdentities.identity(SealedIdentity(text: text))
            } else if let owner = owners[person], let entry = try self.text(owner, sealed) {
                var identity = try TaskIdentities.identity(SealedIdentity(text: entry))
                identity.name = "\(text) (\(identity.name))"
                result[person] = identity
            } else {
                // The word keeps a spreadsheet from taking the number for a number.
                result[person] =
                    switch person.kind {
                    case .phone: TaskIdentity(phone: text)
                    case .idNumber: TaskIdentity(name: "ID \(text)")
                    case .plate, .person: TaskIdentity(name: text)
                    }
            }
        }
        return result
    }

    private func text(_ person: Pseudonym, _ sealed: [Pseudonym: SealedValue]) throws -> String? {
        guard let value = sealed[person], let batch = batches[value.envelope] else { return nil }
        return try batch.open(value.bytes, about: person)
    }

    private static func identity(_ entry: SealedIdentity) -> TaskIdentity {
        TaskIdentity(
            name: entry.name ?? "", phone: entry.phones.joined(separator: ";"), address: entry.address ?? "")
    }
}

extension TaskIdentities {
    /// What is known of people by name; throws ``Outcome/notPermitted`` where the identity key is not here.
    static func opened(
        _ workspace: Workspace, directory: PersonDirectory, people: Set<Pseudonym>
    ) throws -> [Pseudonym: TaskIdentity] {
        let identities = try TaskIdentities(workspace, directory: directory)
        guard identities.canOpen else {
            throw Failure(.notPermitted, "--identify: keys/identity.key is not here: bring it, or ask without names")
        }
        return try identities.open(people)
    }
}
