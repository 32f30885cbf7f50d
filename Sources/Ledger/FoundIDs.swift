internal import GRDB
public import Vocabulary

/// An id of something that runs found, and what it is made of.
public struct FoundID: Hashable, Sendable {
    /// The id, and whom it is about.
    public var id: String, person: Pseudonym
    /// Its parts before and after the person's pseudonym.
    public var before: [String], after: [String]

    /// An id.
    public init(id: String, person: Pseudonym, before: [String] = [], after: [String] = []) {
        self.id = id
        self.person = person
        self.before = before
        self.after = after
    }
}

extension LedgerSnapshot {
    /// Ids of all contacts that are kept, each once.
    public func contactIDs() throws(LedgerError) -> [FoundID] {
        try list("found_contact", "SELECT DISTINCT contact_id, case_id, person FROM found_contact ORDER BY 1") {
            row throws(LedgerError) in
            FoundID(
                id: try row.text("contact_id"), person: try row.pseudonym("person"), before: [try row.text("case_id")])
        }
    }

    /// Ids of rows of daily lists that are keyed digests, each once, with what they are made of and whom they are about.
    public func rowIDs() throws(LedgerError) -> [(id: String, parts: [String], subject: Pseudonym?)] {
        try list(
            "found_row", "SELECT DISTINCT id, parts, subject FROM found_row WHERE parts <> '' ORDER BY 1, 2"
        ) { row throws(LedgerError) in
            (try row.text("id"), WordList.words(try row.text("parts")), try row.optionalPseudonym("subject"))
        }
    }

    /// Ids of all tasks that are kept, each once.
    public func taskIDs() throws(LedgerError) -> [FoundID] {
        try list("task", "SELECT DISTINCT task_id, person, reason, about, grid_id FROM task ORDER BY 1") {
            row throws(LedgerError) in
            FoundID(
                id: try row.text("task_id"), person: try row.pseudonym("person"),
                after: [try row.text("reason"), try row.text("about"), try row.text("grid_id")])
        }
    }
}
