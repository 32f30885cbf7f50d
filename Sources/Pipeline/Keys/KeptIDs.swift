import Ledger
import Vault
import Vocabulary

/// Ids that people hold in their hands stay what they are when the pseudonym key is replaced.
///
/// An id is a keyed digest of pseudonyms. The new key would make another one of them, so the ledger keeps which, and
/// ``PseudonymKey/digest(_:prefix:)`` gives the old id in its place.
enum KeptIDs {
    /// All ids that the ledger shows, by what the new key will make of them.
    static func all(
        _ ledger: LedgerSnapshot, key: PseudonymKey, successor: PseudonymKey, names: (Pseudonym) -> Pseudonym
    ) throws -> [KeptID] {
        var kept: [KeptID] = []
        func keep(_ found: FoundID, _ prefix: Character) {
            let parts = found.before + [names(found.person).text] + found.after
            kept.append(
                KeptID(made: successor.digest(parts, prefix: prefix), kept: found.id, person: names(found.person)))
        }
        for found in try ledger.contactIDs() { keep(found, "c") }
        for found in try ledger.taskIDs() { keep(found, "t") }
        for found in try ledger.everUndeclared() {
            let id = RunOutputs.undeclaredID(found.subject, found.region, key)
            keep(FoundID(id: id, person: found.subject, after: [found.region]), "u")
        }
        for row in try ledger.rowIDs() {
            let person = row.subject.map(names)
            let parts = row.parts.map { part in part == row.subject?.text ? person?.text ?? part : part }
            // What is about a place goes with its row alone.
            kept.append(
                KeptID(
                    made: successor.digest(parts, prefix: row.id.first ?? "a"), kept: row.id,
                    person: person ?? StandIn.place(row.id, successor)))
        }
        for link in try ledger.links() {
            // Some links are told apart by their dates, too.
            let dates = ["\(link.suggestedFrom ?? 0)", "\(link.suggestedUntil ?? 0)"]
            let isDated = LinkSuggestions.linkID(link.kind, link.one, link.other, dates: dates, key: key) == link.linkID
            let (one, other) = (names(link.one), names(link.other))
            kept.append(
                KeptID(
                    made: LinkSuggestions.linkID(link.kind, one, other, dates: isDated ? dates : [], key: successor),
                    kept: link.linkID, person: one))
        }
        return kept
    }
}
