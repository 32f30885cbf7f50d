import Publishing
import Vault
import Vocabulary

/// One access as the audit tells it: its first record, and its last where it has ended.
public struct AuditAccess: Sendable {
    let begin: AuditRecord
    /// What was shown, answer by answer.
    var shown: [AuditRecord] = []
    var end: AuditRecord?

    /// Ids that were asked for.
    var asked: [String] { (begin.asked ?? []) + Set(shown.flatMap { $0.asked ?? [] }).sorted() }

    /// Pseudonyms of those who were named one by one.
    var subjects: [String] {
        shown.isEmpty
            ? end?.subjects ?? [] : Set(shown.flatMap { $0.subjects ?? [] }).union(end?.subjects ?? []).sorted()
    }

    /// Accesses of an audit in their order.
    static func pairs(_ records: [AuditRecord]) -> [AuditAccess] {
        var accesses: [AuditAccess] = []
        var places: [Int: Int] = [:]
        for record in records {
            switch record.event {
            case .begin, .denied, .restored:
                places[record.number] = accesses.count
                accesses.append(AuditAccess(begin: record))
            case .end:
                if let place = record.access.flatMap({ places[$0] }) { accesses[place].end = record }
            case .showed:
                if let place = record.access.flatMap({ places[$0] }) { accesses[place].shown.append(record) }
            case .torn: continue
            }
        }
        return accesses
    }

    /// How it ended: an exit status with its reason, or that nobody knows.
    var ending: String {
        let last = begin.event == .begin ? end : begin
        guard let status = last?.status else { return "no end: under way, or killed" }
        return begin.event == .denied ? "\(status) not permitted" : "\(status)"
    }

    /// Those it was about: ids that were asked for, else how many were named, else that all were.
    var about: String {
        if !asked.isEmpty { return asked.joined(separator: " ") }
        if !subjects.isEmpty { return "\(subjects.count) named" }
        if let persons = end?.counts?["persons"] { return "all (\(persons))" }
        return ""
    }
}

/// A list of accesses, ready to be printed.
public struct AuditAnswer: Sendable {
    /// The accesses, oldest first; how each touches the person who was asked about, where one was.
    let rows: [(access: AuditAccess, how: String)]
    /// Lines behind the table.
    var remarks: [String] = []
    let zone: ZoneRules
    private static let header = ["record", "time", "user", "actor", "purpose", "command", "about", "run", "ending"]

    private var hasHow: Bool { rows.contains { !$0.how.isEmpty } }

    private func cells(_ row: (access: AuditAccess, how: String)) -> [String] {
        let (begin, end) = (row.access.begin, row.access.end)
        return [
            "\(begin.number)", zone.rfc3339(begin.time), begin.user, begin.actor ?? "", begin.purpose ?? "",
            begin.command ?? "", row.access.about, end?.run ?? "", row.access.ending,
        ] + (hasHow ? [row.how] : [])
    }

    private var header: [String] { AuditAnswer.header + (hasHow ? ["how"] : []) }

    /// A table for a terminal.
    public var tableLines: [String] {
        var table = TerminalTable(header: header, sides: [.right])
        for row in rows { table.append(cells(row)) }
        return (rows.isEmpty ? [] : table.lines) + remarks
    }

    /// One line per access.
    public var csv: String {
        var writer = CSVWriter(header: header)
        for row in rows { writer.append(cells(row)) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The same for machines, with everything a record holds.
    public var json: String { JSONText.array(rows.map { json($0.access, $0.how) }).line }

    private func json(_ access: AuditAccess, _ how: String) -> JSONText {
        let (begin, end) = (access.begin, access.end)
        func texts(_ list: [String]) -> JSONText { .array(list.map { .string($0) }) }
        var fields: [(String, JSONText)] = [
            ("record", .integer(Int64(begin.number))), ("event", .string(begin.event.rawValue)),
            ("time", .string(zone.rfc3339(begin.time))), ("ended", .optional(end.map { zone.rfc3339($0.time) })),
            ("user", .string(begin.user)), ("actor", .optional(begin.actor)), ("role", .optional(begin.role)),
            ("purpose", .optional(begin.purpose)), ("command", .optional(begin.command)),
            ("asked", texts(access.asked)), ("subjects", texts(access.subjects)),
            (
                "counts",
                .object((end?.counts ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, .integer(Int64($0.value))) })
            ),
            ("run", .optional(end?.run)),
            ("status", (end?.status ?? begin.status).map { .integer(Int64($0)) } ?? .null),
            ("reason", .optional(end?.reason ?? begin.reason)),
        ]
        if !how.isEmpty { fields.append(("how", .string(how))) }
        return .object(fields)
    }
}
