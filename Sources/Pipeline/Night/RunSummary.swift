import Assessment
import FollowUp
public import Publishing
import Vault
import Vocabulary

/// What a run found, in a few lines.
public struct RunSummary: Sendable {
    /// The ingest before it, if there was one.
    var ingest: IngestSummary?
    private let folder: String
    private let runID: String
    private let isRepeated: Bool
    private let isEncrypted: Bool
    private let isFirst: Bool
    /// The record that stands before the run.
    private let audit: AuditHead?
    private let tiers: [(tier: Tier, people: Int)]
    private let persons: Int
    private let vehicles: Int
    private let caseLinks: Int
    private let sharedContacts: Int
    private let tasks: [GridCounts]
    private let changes: [Change: Int]

    /// Tasks of one grid by change.
    private struct GridCounts {
        var gridID: String
        var name: String
        var counts: [Change: Int]

        /// Tasks that are still to be done.
        var open: Int { counts.filter { $0.key != .withdrawn }.values.reduce(0, +) }
    }

    static let notEncrypted = AnswerWord.notEncrypted.text(.english)
    private static let gridsShown = 20

    init(
        _ outputs: RunOutputs, folder: String, runID: String, isRepeated: Bool, isFirst: Bool, tree: GridTree,
        _ workspace: Workspace
    ) {
        self.folder = folder
        self.runID = runID
        self.isRepeated = isRepeated
        self.isFirst = isFirst
        isEncrypted = workspace.settings.isEncrypted
        audit = workspace.access?.begun
        let contacts = outputs.result.contacts
        tiers = Tier.allCases.map { tier in (tier, contacts.count { $0.tier == tier }) }.filter { $0.people > 0 }
        persons = outputs.result.undeclared.count { !$0.isVehicle }
        vehicles = outputs.result.undeclared.count - persons
        caseLinks = outputs.result.caseLinks.count
        sharedContacts = outputs.result.sharedContacts.count
        var byGrid: [String: [Change: Int]] = [:]
        for task in outputs.tasks { byGrid[task.gridID, default: [:]][task.change, default: 0] += 1 }
        tasks = byGrid.sorted { $0.key < $1.key }.map { gridID, counts in
            GridCounts(gridID: gridID, name: tree.grid(gridID)?.name ?? "", counts: counts)
        }
        // Of alerts, clues and the roster their own files tell what is new.
        let counted: Set<ChangeRecord.Kind> = [.contact, .undeclared, .task]
        changes = outputs.changes.reduce(into: [:]) { counts, row in
            if counted.contains(row.record.kind) { counts[row.change, default: 0] += 1 }
        }
    }

    /// Warnings where files were refused on the way.
    public var outcome: Outcome { ingest.map { $0.outcome == .done ? .done : .warnings } ?? .done }

    /// The closing summary for a terminal.
    public func tableLines(_ language: Language = .english) -> [String] {
        func word(_ word: AnswerWord, _ values: String...) -> String { word.phrase(values).text(language) }
        var lines: [String] = []
        if !isEncrypted { lines.append(word(.notEncrypted)) }
        if let ingest { lines += ingest.tableLines(language) + [""] }
        var found = TerminalTable(header: ["found", "count"], sides: [.left, .right], language: language)
        for entry in tiers {
            found.append([
                word(.contactsOf, Term.tier.name(entry.tier.rawValue, language)), "\(entry.people)",
            ])
        }
        if tiers.isEmpty { found.append([word(.contacts), "0"]) }
        if caseLinks > 0 { found.append([word(.casesMet), "\(caseLinks)"]) }
        if sharedContacts > 0 { found.append([word(.sharedContacts), "\(sharedContacts)"]) }
        found.append([word(.undeclaredPersons), "\(persons)"])
        found.append([word(.undeclaredVehicles), "\(vehicles)"])
        lines += found.lines + [""]
        let kinds: [Change] = [.new, .changed, .unchanged, .withdrawn]
        var grids = TerminalTable(
            header: ["tasks of grid"] + kinds.map { Term.change.name($0.rawValue, language) },
            sides: [.left] + kinds.map { _ in .right }, language: language)
        for entry in tasks.prefix(RunSummary.gridsShown) {
            grids.append(
                [[Term.word.name(entry.gridID, language), entry.name].filter { !$0.isEmpty }.joined(separator: " ")]
                    + kinds.map { "\(entry.counts[$0] ?? 0)" })
        }
        let rest = tasks.dropFirst(RunSummary.gridsShown)
        if !rest.isEmpty {
            grids.append(
                [word(.moreGrids, "\(rest.count)")]
                    + kinds.map { kind in "\(rest.reduce(0) { $0 + ($1.counts[kind] ?? 0) })" })
        }
        grids.append([word(.all)] + kinds.map { kind in "\(tasks.reduce(0) { $0 + ($1.counts[kind] ?? 0) })" })
        lines += grids.lines + [""]
        let counts = kinds.map { word(.countOf, "\(changes[$0] ?? 0)", Term.change.name($0.rawValue, language)) }
            .joined(separator: word(.list))
        lines.append(isRepeated ? word(.sameNight) : word(isFirst ? .firstRun : .againstLast, counts))
        lines.append(word(.run, runID, folder))
        if let audit { lines.append(word(.auditRecord, "\(audit.number)", audit.digest)) }
        return lines
    }

    /// Findings, tasks and changes, one count per line.
    public var csv: String {
        var writer = CSVWriter(header: ["kind", "name", "count"])
        for entry in tiers { writer.append(["contacts", entry.tier.rawValue, "\(entry.people)"]) }
        writer.append(["links", "cases", "\(caseLinks)"])
        writer.append(["links", "shared_contacts", "\(sharedContacts)"])
        writer.append(["undeclared", "person", "\(persons)"])
        writer.append(["undeclared", "vehicle", "\(vehicles)"])
        for entry in tasks { writer.append(["tasks", entry.gridID, "\(entry.open)"]) }
        for kind in [Change.new, .changed, .unchanged, .withdrawn] {
            writer.append(["changes", kind.rawValue, "\(changes[kind] ?? 0)"])
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The same for machines.
    public var json: String {
        var fields: [(String, JSONText)] = [
            ("run_id", .string(runID)), ("folder", .string(folder)), ("repeated", .bool(isRepeated)),
            ("encrypted", .bool(isEncrypted)),
            ("contacts", .object(tiers.map { ($0.tier.rawValue, .integer(Int64($0.people))) })),
            ("case_links", .integer(Int64(caseLinks))), ("shared_contacts", .integer(Int64(sharedContacts))),
            ("undeclared_persons", .integer(Int64(persons))), ("undeclared_vehicles", .integer(Int64(vehicles))),
            (
                "tasks",
                .object(
                    tasks.map { entry in
                        (entry.gridID, .integer(Int64(entry.open)))
                    })
            ),
            (
                "changes",
                .object(
                    [Change.new, .changed, .unchanged, .withdrawn].map {
                        ($0.rawValue, .integer(Int64(changes[$0] ?? 0)))
                    })
            ),
        ]
        if let audit {
            fields.append(
                ("audit", .object([("record", .integer(Int64(audit.number))), ("sha256", .string(audit.digest))])))
        }
        if let ingest { fields.append(("ingest", ingest.value)) }
        return JSONText.object(fields).line
    }
}
