internal import GRDB
public import Vocabulary

/// A row that somebody disputes.
public struct DisputedRow: Hashable, Sendable {
    /// Where it stood: number of the file in the ledger, and line.
    public var file: UInt32, line: UInt32
    /// When an observation starts; nil for rows of the registry.
    public var start: Int64?
    /// Its digest, where one was kept, and the case it is about.
    public var digest: UInt64?, caseID: String?

    /// A row.
    public init(file: UInt32, line: UInt32, start: Int64? = nil, digest: UInt64? = nil, caseID: String? = nil) {
        self.file = file
        self.line = line
        self.start = start
        self.digest = digest
        self.caseID = caseID
    }
}

/// A claim that rows are wrong, and what was decided about it.
public struct Appeal: Hashable, Sendable {
    /// How it stands: its rows take part again only when it is rejected.
    public enum State: String, CaseIterable, Sendable { case open, upheld, rejected }
    /// One entry of its history.
    public struct Step: Hashable, Sendable {
        /// The state from then on, when, by whom and why.
        public var state: State, at: Int64, by: String, note: String
    }
    /// Number in the ledger; 0 before it is opened.
    public var number: Int64
    /// A word of a closed list.
    public var reason: String
    /// How it stands.
    public var state: State
    /// The rows, and all whom they name, with their registry entries.
    public var rows: [DisputedRow], subjects: Set<Pseudonym>
    /// Its history, oldest first.
    public var steps: [Step]

    /// A claim that is to be opened.
    public init(reason: String, rows: [DisputedRow], subjects: Set<Pseudonym>, at: Int64, by: String, note: String) {
        number = 0
        self.reason = reason
        state = .open
        self.rows = rows
        self.subjects = subjects
        steps = [Step(state: .open, at: at, by: by, note: note)]
    }
}

extension Ledger {
    /// Opens an appeal; gives its number.
    public func open(_ appeal: Appeal) throws(LedgerError) -> Int64 {
        try write { database in
            guard let step = appeal.steps.first else { preconditionFailure("an appeal begins by being opened") }
            try database.execute(
                sql: "INSERT INTO appeal (reason, state, opened_at, opened_by) VALUES (?, 'open', ?, ?)",
                arguments: [appeal.reason, step.at, step.by])
            let number = database.lastInsertedRowID
            try insert(step, 1, of: number, in: database)
            for row in appeal.rows {
                try database.execute(
                    sql: """
                        INSERT INTO disputed_row (appeal, file, line, start, digest, case_id) VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                    arguments: [
                        number, row.file, row.line, row.start, row.digest.map { Int64(bitPattern: $0) }, row.caseID,
                    ])
            }
            for subject in appeal.subjects {
                try database.execute(
                    sql: "INSERT INTO disputed_subject VALUES (?, ?)", arguments: [number, subject.data])
            }
            return number
        }
    }

    /// Decides an appeal, anew where it was decided before; false where there is none of the number.
    public func decide(_ number: Int64, _ step: Appeal.Step) throws(LedgerError) -> Bool {
        try write { database in
            try database.execute(
                sql: "UPDATE appeal SET state = ? WHERE number = ?", arguments: [step.state.rawValue, number])
            guard database.changesCount > 0 else { return false }
            let last = try Int.fetchOne(
                database, sql: "SELECT max(step) FROM appeal_step WHERE appeal = ?", arguments: [number])
            try insert(step, (last ?? 0) + 1, of: number, in: database)
            return true
        }
    }

    private func insert(_ step: Appeal.Step, _ place: Int, of number: Int64, in database: Database) throws {
        try database.execute(
            sql: "INSERT INTO appeal_step VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [number, place, step.state.rawValue, step.at, step.by, step.note])
    }
}

extension Appeal.Step {
    /// An entry of a history.
    public init(_ state: Appeal.State, at: Int64, by: String, note: String) {
        self.init(state: state, at: at, by: by, note: note)
    }
}
