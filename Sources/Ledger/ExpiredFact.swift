internal import GRDB
public import Vocabulary

/// A kind of ledger row that has an age of its own.
public enum AgingFact: String, CaseIterable, Sendable {
    case declaration, checkin, clue, feedback, indexCase = "index_case", itinerary

    /// Columns of the primary key.
    var key: [String] {
        switch self {
        case .declaration, .checkin, .itinerary: ["content"]
        case .clue: ["clue_id"]
        case .feedback: ["task_id", "at", "outcome", "refer_to", "grid_id"]
        case .indexCase: ["case_id"]
        }
    }

    /// What a row's age is counted from: UTC seconds; of check-ins the day number.
    ///
    /// A declaration lasts as long as the journey that it tells of, an itinerary as long as its case.
    var anchor: String {
        let ofCase = "max(index_case.confirmed, coalesce(index_case.isolated, index_case.confirmed))"
        return switch self {
        case .declaration: "max(declared_at, coalesce(to_time, declared_at))"
        case .checkin: "day"
        case .clue: "time"
        case .feedback: "at"
        case .indexCase: ofCase
        case .itinerary: "coalesce(\(ofCase), until)"
        }
    }

    /// Tables that the anchor and the columns below are read from.
    var source: String { self == .itinerary ? "itinerary LEFT JOIN index_case USING (case_id)" : rawValue }

    /// Columns with pseudonyms.
    var subjects: [String] {
        switch self {
        case .declaration, .checkin: ["id_number", "phone"]
        case .clue: ["subject"]
        case .feedback: []
        case .indexCase: ["index_case.id_number"]
        case .itinerary: ["itinerary.plate"]
        }
    }

    /// Whether rows keep a digest, and name a case.
    var hasDigest: Bool { self == .clue || self == .indexCase || self == .itinerary }
    var hasCase: Bool { self == .indexCase || self == .itinerary }
}

/// A row of the ledger that is older than its kind is kept.
public struct ExpiredFact: Sendable {
    /// What it is.
    public let fact: AgingFact
    /// Where it stood, and its digest where one was kept.
    public let file: UInt32, line: UInt32, digest: UInt64?
    /// Whom it names, and the case it is about.
    public let subjects: [Pseudonym], caseID: String?
    /// Its primary key.
    let key: [DatabaseValue]
}

extension LedgerSnapshot {
    /// Rows of a kind whose anchor lies before a limit: UTC seconds, of check-ins a day number.
    public func expired(_ fact: AgingFact, before limit: Int64) throws(LedgerError) -> [ExpiredFact] {
        let table = fact.rawValue
        let columns =
            fact.key.enumerated().map { "\(table).\($1) AS key\($0)" }
            + ["\(table).file AS file", "\(table).line AS line"]
            + (fact.hasDigest ? ["\(table).digest AS digest"] : []) + (fact.hasCase ? ["case_id AS about"] : [])
            + fact.subjects.enumerated().map { "\($1) AS subject\($0)" }
        return try list(
            table, "SELECT \(columns.joined(separator: ", ")) FROM \(fact.source) WHERE \(fact.anchor) < ?", [limit]
        ) { row throws(LedgerError) in
            var subjects: [Pseudonym] = []
            for number in fact.subjects.indices {
                if let subject = try row.optionalPseudonym("subject\(number)") { subjects.append(subject) }
            }
            return ExpiredFact(
                fact: fact, file: try row.whole("file", as: UInt32.self), line: try row.whole("line", as: UInt32.self),
                digest: fact.hasDigest ? UInt64(bitPattern: try row.integer("digest")) : nil, subjects: subjects,
                caseID: fact.hasCase ? try row.text("about") : nil, key: fact.key.indices.map { row.row["key\($0)"] })
        }
    }

    /// Numbers of the files that some registry row, dated or not, stands in.
    public func filesOfRegistryRows() throws(LedgerError) -> [UInt32: Int] {
        let tables = RegistryWriter.tables.map { "SELECT file FROM \($0)" }.joined(separator: " UNION ALL ")
        let counted = try list("file", "SELECT file, count(*) AS rows FROM (\(tables)) GROUP BY file") {
            row throws(LedgerError) in
            (try row.whole("file", as: UInt32.self), try row.whole("rows", as: Int.self))
        }
        return Dictionary(uniqueKeysWithValues: counted)
    }
}
