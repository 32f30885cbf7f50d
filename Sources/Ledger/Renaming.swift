internal import Foundation
internal import GRDB
public import Vocabulary

/// How everything is called once another pseudonym key is in force.
public struct Renaming: Sendable {
    /// The new name of a pseudonym, and the new digest of a row.
    public var pseudonym: @Sendable (Pseudonym) -> Pseudonym, digest: @Sendable (UInt64) -> UInt64
    /// A sealed value, with the number of its envelope, sealed anew about another pseudonym.
    public var reseal: @Sendable (SealedValue, _ old: Pseudonym, _ new: Pseudonym) throws -> [UInt8]
    /// Identities that are to be known besides, under their old pseudonyms.
    public var identities: [(pseudonym: Pseudonym, sealed: [UInt8])] = []
    /// The envelope of these identities.
    public var envelope: [UInt8]?
    /// The store's segments as they are written anew.
    public var segments: [SegmentRecord] = []
    /// Ids that go on as they are.
    public var keptIDs: [KeptID] = []
    /// The key that is replaced, with the names that it gave, sealed; and the names of those before it, sealed anew.
    public var former: (fingerprint: String, names: [[UInt8]]), earlier: [Int64: [[UInt8]]] = [:]
    /// Small facts about the workspace that change with it.
    public var meta: [String: String] = [:]
    /// When (UTC).
    public var at: Int64

    /// A change of names, of which the rest is filled in.
    public init(
        formerKey: String, at: Int64, pseudonym: @escaping @Sendable (Pseudonym) -> Pseudonym,
        digest: @escaping @Sendable (UInt64) -> UInt64,
        reseal: @escaping @Sendable (SealedValue, Pseudonym, Pseudonym) throws -> [UInt8]
    ) {
        former = (formerKey, [])
        self.at = at
        self.pseudonym = pseudonym
        self.digest = digest
        self.reseal = reseal
    }
}

extension LedgerSnapshot {
    /// Identifiers with a sealed text, ascending, the first after one of them; persons by what their key is.
    public func identities(
        after last: Pseudonym?, limit: Int
    ) throws(LedgerError) -> [(pseudonym: Pseudonym, sealed: SealedValue)] {
        try list(
            "identity", "SELECT * FROM identity WHERE ?1 IS NULL OR pseudonym > ?1 ORDER BY pseudonym LIMIT ?2",
            [last?.data, limit]
        ) { row throws(LedgerError) in
            guard let sealed = try row.sealed() else { throw row.damaged("sealed") }
            return (try row.pseudonym("pseudonym"), sealed)
        }
    }

    /// Registry entries whose key is sealed nowhere: an earlier version took them.
    public func personsWithoutKey() throws(LedgerError) -> Set<Pseudonym> {
        Set(
            try list("person", "SELECT pseudonym FROM person EXCEPT SELECT pseudonym FROM identity") {
                row throws(LedgerError) in try row.pseudonym("pseudonym")
            })
    }
}

extension Ledger {
    /// Gives everything its new name, in one transaction: registry, cases, findings, appeals, holds, links, segments.
    ///
    /// Nothing of the old names stays in the file's free pages. SQLite's own copies on the way lie, without a name, in
    /// `folder`. Throws, and changes nothing, where a sealed value does not open.
    public func rename(_ renaming: Renaming, temporariesIn folder: String) throws(LedgerError) {
        let functions = RenamingFunctions(renaming).all
        try translating {
            try pool.writeWithoutTransaction { database in
                for function in functions { database.add(function: function) }
                defer { for function in functions { database.remove(function: function) } }
                let quoted = folder.replacing("'", with: "''")
                try database.execute(sql: "PRAGMA temp_store_directory = '\(quoted)'")
                defer { try? database.execute(sql: "PRAGMA temp_store_directory = ''") }
                try database.inTransaction {
                    try Renamer(database: database).rename(renaming)
                    return .commit
                }
            }
        }
    }
}

/// The renaming inside its transaction.
struct Renamer {
    let database: Database

    /// Columns that hold a pseudonym, but those of tables that are written as a whole.
    static let columns = [
        ("found_contact", "person"), ("found_undeclared", "subject"), ("task", "person"), ("declaration", "id_number"),
        ("declaration", "phone"), ("checkin", "id_number"), ("checkin", "phone"), ("index_case", "id_number"),
        ("itinerary", "plate"), ("clue", "subject"), ("disputed_subject", "subject"),
        ("found_code", "person"), ("code_override", "person"), ("found_row", "subject"),
    ]
    /// Columns with the digest of a row.
    static let digests = ["person", "grid", "index_case", "itinerary", "clue", "disputed_row"]

    /// Columns with pseudonyms that are seen to one by one.
    static let others = [
        ("person", "pseudonym"), ("person_identifier", "person"), ("person_identifier", "identifier"),
        ("identity", "pseudonym"), ("identity_link", "one"), ("identity_link", "other"), ("kept_id", "person"),
        ("found_contact", "via"),
    ]

    func rename(_ renaming: Renaming) throws {
        try addIdentities(renaming)
        for (table, column) in Renamer.columns {
            try database.execute(
                sql: "UPDATE \(table) SET \(column) = renamed(\(column)) WHERE \(column) IS NOT NULL")
        }
        for table in ["declaration", "checkin", "itinerary"] {
            try database.execute(sql: "UPDATE \(table) SET content = renamed_text(content)")
        }
        try database.execute(sql: "UPDATE found_row SET parts = renamed_text(parts)")
        try database.execute(sql: "UPDATE found_row SET id = renamed_text(id) WHERE list = 'category'")
        try database.execute(sql: "UPDATE found_contact SET via = renamed_all(via) WHERE via IS NOT NULL")
        try database.execute(sql: "UPDATE legal_hold SET target = renamed_text(target) WHERE kind = 'person'")
        try database.execute(
            sql: """
                UPDATE identity_link
                SET one = min(renamed(one), renamed(other)), other = max(renamed(one), renamed(other))
                """)
        for table in Renamer.digests {
            try database.execute(sql: "UPDATE \(table) SET digest = redigested(digest) WHERE digest IS NOT NULL")
        }
        // Large tables are written in the order of the new names, which is many times faster than one by one.
        try rebuild("person_identifier", ["renamed(person)", "renamed(identifier)"]) {
            try rebuild(
                "person",
                [
                    "renamed(pseudonym)", "home_grid", "unit_grids", "focus", "resealed(sealed, envelope, pseudonym)",
                    "envelope", "digest", "file", "line",
                ])
        }
        try rebuild("identity", ["renamed(pseudonym)", "resealed(sealed, envelope, pseudonym)", "envelope"])
        try replaceSegments(renaming.segments)
        try keep(renaming)
    }

    private func addIdentities(_ renaming: Renaming) throws {
        guard let envelope = renaming.envelope, !renaming.identities.isEmpty else { return }
        try database.execute(sql: "INSERT INTO envelope (bytes) VALUES (?)", arguments: [Data(envelope)])
        let number = database.lastInsertedRowID
        for identity in renaming.identities {
            try database.execute(
                sql: "INSERT INTO identity VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                arguments: [identity.pseudonym.data, Data(identity.sealed), number])
        }
    }

    /// Empties a table, does something, and fills it with what its columns become.
    private func rebuild(_ table: String, _ columns: [String], meanwhile: () throws -> Void = {}) throws {
        let list = columns.enumerated().map { "\($0.element) AS c\($0.offset)" }.joined(separator: ", ")
        let key = table == "person_identifier" ? "1, 2" : "1"
        try database.execute(sql: "CREATE TEMP TABLE renamed_\(table) AS SELECT \(list) FROM \(table) ORDER BY \(key)")
        try database.execute(sql: "DELETE FROM main.\(table)")
        try meanwhile()
        try database.execute(sql: "INSERT INTO main.\(table) SELECT * FROM temp.renamed_\(table) ORDER BY rowid")
        try database.execute(sql: "DROP TABLE temp.renamed_\(table)")
    }

    private func replaceSegments(_ segments: [SegmentRecord]) throws {
        let listed = try Set(String.fetchAll(database, sql: "SELECT name FROM segment"))
        guard listed == Set(segments.map(\.name)), listed.count == segments.count else {
            throw LedgerError.damaged(table: "segment", column: "name")
        }
        try database.execute(sql: "DELETE FROM segment")
        try Ledger.insert(segments, in: database)
    }

    private func keep(_ renaming: Renaming) throws {
        try database.execute(sql: "DELETE FROM kept_id")
        for id in renaming.keptIDs {
            try database.execute(
                sql: "INSERT INTO kept_id VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                arguments: [id.made, id.kept, id.person.data])
        }
        let lastRun = try Int64.fetchOne(database, sql: "SELECT max(number) FROM run") ?? 0
        try database.execute(
            sql: "INSERT INTO former_key (fingerprint, last_run, replaced_at) VALUES (?, ?, ?)",
            arguments: [renaming.former.fingerprint, lastRun, renaming.at])
        try Ledger.put(renaming.former.names, of: database.lastInsertedRowID, in: database)
        for (key, names) in renaming.earlier { try Ledger.put(names, of: key, in: database) }
        for (key, value) in renaming.meta.sorted(by: { $0.key < $1.key }) {
            try database.execute(
                sql: "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                arguments: [key, value])
        }
    }
}

/// The renaming as functions of SQL.
private struct RenamingFunctions {
    let all: [DatabaseFunction]

    init(_ renaming: Renaming) {
        @Sendable func pseudonym(_ value: DatabaseValue) throws -> Pseudonym? {
            try Data.fromDatabaseValue(value).map { try Pseudonym(data: $0, table: "identity", column: "pseudonym") }
        }
        all = [
            DatabaseFunction("renamed", argumentCount: 1, pure: true) { values in
                try pseudonym(values[0]).map { renaming.pseudonym($0).data }
            },
            DatabaseFunction("renamed_all", argumentCount: 1, pure: true) { values in
                try Data.fromDatabaseValue(values[0]).map { data in
                    try Pseudonym.list(data, table: "found_contact", column: "via").reduce(into: Data()) {
                        $0 += renaming.pseudonym($1).data
                    }
                }
            },
            DatabaseFunction("renamed_text", argumentCount: 1, pure: true) { values in
                guard let text = String.fromDatabaseValue(values[0]) else { return nil }
                return text.split(separator: WordList.separator, omittingEmptySubsequences: false).map { word in
                    let bare = word.hasPrefix("=") ? word.dropFirst() : word
                    guard let name = Pseudonym(text: String(bare)) else { return String(word) }
                    return (word.hasPrefix("=") ? "=" : "") + renaming.pseudonym(name).text
                }.joined(separator: String(WordList.separator))
            },
            DatabaseFunction("redigested", argumentCount: 1, pure: true) { values in
                Int64.fromDatabaseValue(values[0]).map {
                    Int64(bitPattern: renaming.digest(UInt64(bitPattern: $0)))
                }
            },
            DatabaseFunction("resealed", argumentCount: 3, pure: false) { values in
                guard let bytes = Data.fromDatabaseValue(values[0]), let envelope = Int64.fromDatabaseValue(values[1]),
                    let old = try pseudonym(values[2])
                else { return nil }
                return Data(
                    try renaming.reseal(
                        SealedValue(envelope: envelope, bytes: Array(bytes)), old, renaming.pseudonym(old)))
            },
        ]
    }
}
