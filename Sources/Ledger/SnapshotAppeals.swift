internal import GRDB
public import Vocabulary

extension LedgerSnapshot {
    /// Appeals by number, with their rows and history.
    public func appeals() throws(LedgerError) -> [Appeal] {
        var appeals = try list("appeal", "SELECT * FROM appeal ORDER BY number") { row throws(LedgerError) in
            var appeal = Appeal(reason: try row.text("reason"), rows: [], subjects: [], at: 0, by: "", note: "")
            appeal.number = try row.integer("number")
            appeal.state = try row.word("state", as: Appeal.State.self)
            return appeal
        }
        for index in appeals.indices {
            let number = appeals[index].number
            appeals[index].steps = try list(
                "appeal_step", "SELECT * FROM appeal_step WHERE appeal = ? ORDER BY step", [number]
            ) { row throws(LedgerError) in
                Appeal.Step(
                    try row.word("state", as: Appeal.State.self), at: try row.integer("at"), by: try row.text("by"),
                    note: try row.text("note"))
            }
            appeals[index].rows = try list(
                "disputed_row", "SELECT * FROM disputed_row WHERE appeal = ? ORDER BY file, line", [number]
            ) { row throws(LedgerError) in
                DisputedRow(
                    file: try row.whole("file", as: UInt32.self), line: try row.whole("line", as: UInt32.self),
                    start: row.optionalInteger("start"),
                    digest: row.optionalInteger("digest").map { UInt64(bitPattern: $0) },
                    caseID: row.optionalText("case_id"))
            }
            appeals[index].subjects = Set(
                try list("disputed_subject", "SELECT subject FROM disputed_subject WHERE appeal = ?", [number]) {
                    row throws(LedgerError) in try row.pseudonym("subject")
                })
        }
        return appeals
    }

    /// Rows that took no part in a run because somebody disputed them.
    public func disputes(ofRun runID: String) throws(LedgerError) -> Set<RowPlace> {
        Set(
            try list(
                "run_dispute", "SELECT file, line FROM run_dispute JOIN run ON run.number = run WHERE run_id = ?",
                [runID]
            ) { row throws(LedgerError) in
                RowPlace(
                    file: try row.whole("file", as: UInt32.self), line: try row.whole("line", as: UInt32.self))
            })
    }

    /// The rows of a registry table that stand at a place: whom they name and the case they are about.
    public func registryRow(at place: RowPlace) throws(LedgerError) -> (subjects: [Pseudonym], row: DisputedRow)? {
        let tables: [(name: String, subjects: [String], digest: String, caseID: String)] = [
            ("person", ["pseudonym"], "digest", "NULL"), ("declaration", ["id_number", "phone"], "NULL", "NULL"),
            ("checkin", ["id_number", "phone"], "NULL", "NULL"), ("index_case", ["id_number"], "digest", "case_id"),
            ("itinerary", ["plate"], "digest", "case_id"), ("feedback", [], "NULL", "NULL"),
        ]
        for table in tables {
            let columns = table.subjects.enumerated().map { "\($1) AS subject\($0)" }
            let found = try list(
                table.name,
                """
                SELECT \((columns + ["\(table.digest) AS digest", "\(table.caseID) AS about"]).joined(separator: ", "))
                FROM \(table.name) WHERE file = ? AND line = ?
                """, [place.file, place.line]
            ) { row throws(LedgerError) in
                var subjects: [Pseudonym] = []
                for number in table.subjects.indices {
                    if let subject = try row.optionalPseudonym("subject\(number)") { subjects.append(subject) }
                }
                let disputed = DisputedRow(
                    file: place.file, line: place.line,
                    digest: row.optionalInteger("digest").map { UInt64(bitPattern: $0) },
                    caseID: row.optionalText("about"))
                return (subjects, disputed)
            }
            if let first = found.first { return first }
        }
        return nil
    }

    /// Places of the registry rows that name one of some subjects, or bear a digest.
    public func registryPlaces(
        naming subjects: Set<Pseudonym> = [], digest: UInt64? = nil
    ) throws(LedgerError) -> [RowPlace] {
        var places: Set<RowPlace> = []
        func add(_ table: String, _ condition: String, _ value: any DatabaseValueConvertible) throws(LedgerError) {
            let found = try list(table, "SELECT file, line FROM \(table) WHERE \(condition)", [value]) {
                row throws(LedgerError) in
                RowPlace(file: try row.whole("file", as: UInt32.self), line: try row.whole("line", as: UInt32.self))
            }
            places.formUnion(found)
        }
        for subject in subjects.sorted() {
            try add("person", "pseudonym = ?", subject.data)
            for table in ["declaration", "checkin"] { try add(table, "?1 IN (id_number, phone)", subject.data) }
            try add("index_case", "id_number = ?", subject.data)
        }
        if let digest {
            for table in ["person", "index_case", "itinerary"] {
                try add(table, "digest = ?", Int64(bitPattern: digest))
            }
        }
        return places.sorted()
    }
}
