internal import Foundation
internal import GRDB
public import Vocabulary

/// What the ledger knows of one person, without reading everybody.
extension LedgerSnapshot {
    /// A registry entry with its identifiers; nil where there is none.
    public func person(_ pseudonym: Pseudonym) throws(LedgerError) -> Person? {
        let identifiers = try list(
            "person_identifier", "SELECT identifier FROM person_identifier WHERE person = ? ORDER BY identifier",
            [pseudonym.data]
        ) { row throws(LedgerError) in try row.pseudonym("identifier") }
        return try list(
            "person", "SELECT pseudonym, home_grid, unit_grids, focus FROM person WHERE pseudonym = ?",
            [pseudonym.data]
        ) { row throws(LedgerError) in
            Person(
                pseudonym: pseudonym, identifiers: identifiers, homeGrid: row.optionalText("home_grid"),
                unitGrids: WordList.words(try row.text("unit_grids")), focus: row.optionalText("focus"))
        }.first
    }

    /// Whether an identifier was delivered in any feed.
    public func isSeen(_ identifier: Pseudonym) throws(LedgerError) -> Bool {
        try translating {
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT * FROM identity WHERE pseudonym = ?)",
                arguments: [identifier.data]) ?? false
        }
    }

    /// Declarations by some identifiers, by time and content.
    public func declarations(by names: [Pseudonym]) throws(LedgerError) -> [Declaration] {
        var found: [Declaration] = []
        for name in names {
            found += try list(
                "declaration",
                "SELECT * FROM declaration WHERE id_number = ?1 OR phone = ?1 ORDER BY declared_at, content",
                [name.data],
                foundDeclaration)
        }
        return Set(found).sorted { ($0.declaredAt, $0.source) < ($1.declaredAt, $1.source) }
    }

    /// Contacts of a run that are one of some people, by case and id.
    public func contacts(of people: Set<Pseudonym>, in runID: String) throws(LedgerError) -> [RunFindings.FoundContact]
    {
        var found: [RunFindings.FoundContact] = []
        for person in people.sorted() {
            found += try list(
                "found_contact",
                """
                SELECT * FROM found_contact WHERE run = (SELECT number FROM run WHERE run_id = ?) AND person = ?
                ORDER BY case_id, contact_id
                """, [runID, person.data]
            ) { row throws(LedgerError) in
                RunFindings.FoundContact(
                    contactID: try row.text("contact_id"), caseID: try row.text("case_id"),
                    person: try row.pseudonym("person"), tier: try row.word("tier", as: Tier.self),
                    score: try row.number("score"), meaning: try row.text("meaning"))
            }
        }
        return found
    }
}
