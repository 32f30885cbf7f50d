import Ledger
import Vault
import Vocabulary

/// How people were called under a pseudonym key that was replaced, and how they are called now.
struct FormerNames: Sendable {
    /// Old pseudonyms, ascending, and the present one of each.
    private let old: [Pseudonym], present: [Pseudonym]
    /// Gives a name to those who are in no list any more.
    private let key: PseudonymKey

    /// Pairs by the old pseudonyms, which ascend.
    init(old: [Pseudonym], present: [Pseudonym], key: PseudonymKey) {
        precondition(old.count == present.count, "each name has another")
        self.old = old
        self.present = present
        self.key = key
    }

    /// The present name of an old pseudonym; nil where it is in no list.
    func known(_ name: Pseudonym) -> Pseudonym? {
        var (low, high) = (0, old.count)
        while low < high {
            let middle = (low + high) / 2
            if old[middle] < name { low = middle + 1 } else { high = middle }
        }
        return low < old.count && old[low] == name ? present[low] : nil
    }

    /// The present name of an old pseudonym.
    func present(_ name: Pseudonym) -> Pseudonym { known(name) ?? key.pseudonym(ofForgotten: name) }

    /// The old pseudonyms of some present ones.
    func former(_ names: Set<Pseudonym>) -> [Pseudonym: Pseudonym] {
        var former: [Pseudonym: Pseudonym] = [:]
        for index in present.indices where names.contains(present[index]) { former[present[index]] = old[index] }
        return former
    }

    /// The names of those of whom something holds.
    func filter(_ isKept: (_ old: Pseudonym) -> Bool) -> FormerNames {
        let kept = old.indices.filter { isKept(old[$0]) }
        return FormerNames(old: kept.map { old[$0] }, present: kept.map { present[$0] }, key: key)
    }

    /// The same people, called by what comes after a later change of names; those who have no later name are left out.
    func followed(by later: FormerNames, key: PseudonymKey) -> FormerNames {
        let names = present.map { later.known($0) }
        let kept = old.indices.filter { names[$0] != nil }
        return FormerNames(old: kept.map { old[$0] }, present: kept.compactMap { names[$0] }, key: key)
    }

    var count: Int { old.count }

    // MARK: Sealed

    /// Pairs of one sealed part.
    private static let pairsPerPart = 65_536
    private static let use = "former names"

    /// The names in parts that only the key opens: 32 bytes a pair.
    func sealed(with key: PseudonymKey) throws -> [[UInt8]] {
        try stride(from: 0, to: old.count, by: Self.pairsPerPart).map { first in
            var bytes: [UInt8] = []
            let part = first..<min(old.count, first + Self.pairsPerPart)
            bytes.reserveCapacity(32 * part.count)
            for index in part {
                for number in [old[index].high, old[index].low, present[index].high, present[index].low] {
                    for shift in stride(from: UInt64(56), through: 0, by: -8) {
                        bytes.append(UInt8(truncatingIfNeeded: number >> shift))
                    }
                }
            }
            return try key.sealed(bytes, for: Self.use)
        }
    }

    /// Opens what ``sealed(with:)`` gave.
    init(opening parts: [[UInt8]], with key: PseudonymKey) throws {
        var old: [Pseudonym] = []
        var present: [Pseudonym] = []
        for part in parts {
            let bytes = try key.opened(part, for: Self.use)
            guard bytes.count.isMultiple(of: 32) else { throw VaultError.damagedNames }
            func number(_ at: Int) -> UInt64 { bytes[at..<at + 8].reduce(0) { $0 << 8 | UInt64($1) } }
            for at in stride(from: 0, to: bytes.count, by: 32) {
                old.append(Pseudonym(high: number(at), low: number(at + 8)))
                present.append(Pseudonym(high: number(at + 16), low: number(at + 24)))
            }
        }
        self.init(old: old, present: present, key: key)
    }

    // MARK: In texts

    /// A text of a run in which everybody bears the present name.
    func renaming(_ text: [UInt8]) -> [UInt8] {
        var text = text
        var start = 0
        for index in 0...text.count {
            if index < text.count, FormerNames.isWord(text[index]) { continue }
            if index - start == 27, let name = Pseudonym(text: String(decoding: text[start..<index], as: UTF8.self)) {
                text.replaceSubrange(start..<index, with: Array(present(name).text.utf8))
            }
            start = index + 1
        }
        return text
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: false
        }
    }
}

extension Workspace {
    /// The names of the run's folder; nil where it bears the present ones.
    func formerNames(ofRun runID: String) throws -> FormerNames? {
        let parts = try ledger.read { ledger in
            try ledger.formerKey(ofRun: runID).map { try ledger.formerNames(of: $0) }
        }
        return try parts.map { try FormerNames(opening: $0, with: pseudonymKey) }
    }

    /// The names under all keys that were replaced.
    func formerNames() throws -> [FormerNames] {
        let lists = try ledger.read { ledger in
            try ledger.formerKeys().map { try ledger.formerNames(of: $0.number) }
        }
        return try lists.map { try FormerNames(opening: $0, with: pseudonymKey) }
    }

    /// How somebody is called now whom an older list calls by a pseudonym.
    func presentName(of name: Pseudonym) throws -> Pseudonym {
        for names in try formerNames() { if let present = names.known(name) { return present } }
        return name
    }
}
