import Assessment
import Files
import Ledger
import Publishing
import Vault
import Vocabulary

/// Opens the names that grid workers need, and no others.
struct TaskIdentities {
    private let workspace: Workspace
    private let directory: PersonDirectory
    private let opener: IdentityOpener?
    /// People whose identities are read and opened by one thread at a time.
    private static let peoplePerShare = 1024

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
        let shares = stride(from: 0, to: wanted.count, by: Self.peoplePerShare).map {
            Array(wanted[$0..<min(wanted.count, $0 + Self.peoplePerShare)])
        }
        let ledger = workspace.ledger
        let sealed = try parallelMap(shares) { share in
            try ledger.read { try $0.identities(of: share) }
        }
        let batches = try batches(of: Set(sealed.lazy.joined().map(\.value.envelope)))
        var texts: [Pseudonym: String] = [:]
        let opened = try parallelMap(sealed) { values in
            try values.compactMap { person, value in
                try batches[value.envelope].map { (person, try $0.open(value.bytes, about: person)) }
            }
        }
        for (person, text) in opened.joined() { texts[person] = text }
        var result: [Pseudonym: TaskIdentity] = [:]
        for person in people {
            guard let text = texts[person] else { continue }
            if person.kind == .person {
                result[person] = try TaskIdentities.identity(SealedIdentity(text: text))
            } else if let entry = owners[person].flatMap({ texts[$0] }) {
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

    /// The batches that hold the keys of identities, by number of their envelope.
    private func batches(of envelopes: Set<Int64>) throws -> [Int64: IdentityBatch] {
        try workspace.ledger.read { ledger in
            var batches: [Int64: IdentityBatch] = [:]
            for number in envelopes {
                if let bytes = try ledger.envelope(number) {
                    batches[number] = try opener?.batch(of: Envelope(bytes: bytes))
                }
            }
            return batches
        }
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

extension TaskIdentities {
    /// What each clue that gave a task says, by task.
    ///
    /// A text may hold names: it is opened for the grid that has to act, and stands in its list alone.
    func texts(ofClues tasks: [GridTask]) throws -> [String: String] {
        let asked = Dictionary(grouping: tasks.filter { $0.reason == .clue }, by: \.about)
        if opener == nil || asked.isEmpty { return [:] }
        let sealed = try workspace.ledger.read { try $0.clues() }.filter { asked[$0.clue.clueID] != nil }
        let batches = try batches(of: Set(sealed.compactMap(\.sealed?.envelope)))
        var texts: [String: String] = [:]
        for (clue, value) in sealed {
            guard let value, let batch = batches[value.envelope] else { continue }
            let bytes = try batch.open(value.bytes, about: Array("clue \(clue.clueID)".utf8))
            let parts = String(decoding: bytes, as: UTF8.self).split(
                separator: "\u{1F}", omittingEmptySubsequences: false)
            for task in asked[clue.clueID] ?? [] { texts[task.taskID] = parts.first.map(String.init) }
        }
        return texts
    }

    /// Names of the gates and grids that alerts are about.
    static func places(of alerts: [Alert], _ places: [String: Place], _ key: PseudonymKey) -> [Pseudonym: TaskIdentity]
    {
        var found: [Pseudonym: TaskIdentity] = [:]
        for alert in alerts where alert.subject == nil {
            let name = places[alert.place]?.name ?? ""
            found[StandIn.place(alert.place, key)] = TaskIdentity(
                name: name.isEmpty ? alert.place : "\(alert.place) \(name)")
        }
        return found
    }
}
