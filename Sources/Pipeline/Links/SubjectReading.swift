import Feeds
import Ledger
import Vault
import Vocabulary

/// Finds whom a typed word means: a pseudonym, a key of the registry, a phone, a plate, an ID number.
struct SubjectReading {
    let key: PseudonymKey
    /// How people were called before the key was replaced.
    private let former: [FormerNames]

    /// Reads words as a workspace calls people.
    init(_ workspace: Workspace) throws {
        key = workspace.pseudonymKey
        former = try workspace.formerNames()
    }

    /// The name that a word stands for, and whom the registry knows under it.
    ///
    /// Words that could be several things are what the workspace knows; `asPlate` reads a number plate only. Throws
    /// ``Outcome/usage`` where nobody is known by it, without repeating the word.
    func subject(_ text: String, asPlate: Bool = false, in ledger: LedgerSnapshot) throws -> Pseudonym {
        let known = try candidates(text).filter { try isKnown($0, ledger) }
        if let found = known.first(where: { !asPlate || $0.kind == .plate }) { return found }
        throw Failure(
            .usage,
            asPlate
                ? "--vehicle: no such number plate in any feed: write it as on the car, or give its pseudonym (v...)"
                : "nobody is known by that word: give an ID number, phone, plate, person_id or pseudonym as delivered")
    }

    private func candidates(_ text: String) -> [Pseudonym] {
        if let pseudonym = Pseudonym(text: text) {
            return [pseudonym] + former.compactMap { $0.known(pseudonym) }
        }
        return [key.pseudonym(ofPerson: text)] + IdentifierReading.identifiers(in: text).map { key.pseudonym(of: $0) }
    }

    private func isKnown(_ name: Pseudonym, _ ledger: LedgerSnapshot) throws -> Bool {
        if name.kind == .person { return try ledger.person(name) != nil }
        return try ledger.isSeen(name) || !ledger.owners(of: name).isEmpty || !ledger.links(of: name).isEmpty
    }
}
