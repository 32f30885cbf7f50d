import Feeds
import Files
import Ledger
import Store
import Vault
import Vocabulary

/// The rows of one CSV or JSONL file: parsed on all cores, pseudonymised, written aside, committed at once.
struct RowIntake {
    let intake: FileIntake
    let source: FeedSource

    private var workspace: Workspace { intake.workspace }

    /// Takes all rows and fills in the file's accounting.
    func take(_ file: inout InputFile) throws -> IngestReceipt {
        let delivery = try Delivery(
            Delivery.Request(
                path: intake.path, name: file.name, mapping: source.mapping, encoding: source.encoding,
                now: intake.now, fileNumber: file.number, digestKey: workspace.pseudonymKey.rowKey,
                onlyPlainFile: intake.isInbox))
        file.feed = delivery.layout.feed
        if !delivery.parser.unknownColumns.isEmpty {
            intake.reporter.note(
                "\(file.name): columns not read: \(FeedError.list(delivery.parser.unknownColumns))")
        }
        var rows = try Rows(intake: intake, file: file)
        let column = delivery.parser.name(of: "lon")
        do {
            try delivery.read(
                stage: file.name, reporter: intake.reporter,
                transform: { [identities = rows.identities] parser, chunk in
                    var parsed = parser.parse(chunk, numbersApart: true)
                    identities.recode(&parsed)
                    return parsed
                }
            ) { try rows.add($0) }
            try intake.identify(&file)
            let overruled = try rows.examine(file, datum: source.mapping.datum, column: column)
            file.acceptAnyway =
                try IngestGuards.checkRejects(
                    rows.rejects, counted: rows.rejectsCounted, rows: rows.read, guards: workspace.settings.guards,
                    name: file.name, acceptAnyway: intake.acceptAnyway) ?? overruled
            return try rows.commit(&file)
        } catch {
            rows.abort()
            throw error
        }
    }
}

extension RowIntake {
    /// What has come in of a file so far.
    private struct Rows {
        let intake: FileIntake
        let seal: IdentityBatch
        /// The identifiers of the observations.
        let identities: IdentityTable
        let writer: SegmentWriter?
        private let marks = RowMarks()
        var registry: RegistryIntake
        /// Rows that are examined before they count.
        private var held: [RegistryRow] = []
        var quarantine: Quarantine
        var rejects = RejectCounts()
        var rejectsCounted = 0
        var read = 0
        var notes: [FeedNote: Int] = [:]
        var observations = 0

        init(intake: FileIntake, file: InputFile) throws {
            let workspace = intake.workspace
            self.intake = intake
            seal = try workspace.sealer().batch()
            let identities = IdentityTable(key: workspace.pseudonymKey)
            self.identities = identities
            if file.feed.isObservation {
                try intake.segments.prepare(file.feed)
                writer = try SegmentWriter(
                    folder: workspace.path(.store), feed: file.feed, batch: Int(file.number),
                    zone: workspace.settings.zone, subjects: { identities.pseudonyms() },
                    existing: { [known = intake.segments, marks] feed, day in
                        known.paths(feed, day, marks: marks.marks(identities.pseudonyms()))
                    })
            } else {
                writer = nil
            }
            registry = RegistryIntake(key: workspace.pseudonymKey, identities: seal)
            quarantine = Quarantine(workspace: workspace, file: file, identities: seal)
        }

        mutating func add(_ chunk: ParsedChunk) throws {
            read += chunk.rows
            rejects.add(chunk.rejects)
            rejectsCounted += chunk.rejectsCounted
            for reject in chunk.rejects { try quarantine.add(reject) }
            for (note, count) in chunk.notes { notes[note, default: 0] += count }
            for row in chunk.registry {
                if chunk.observations.feed.isExamined { held.append(row) } else { try registry.add(row) }
            }
            if chunk.observations.count > 0 {
                observations += chunk.observations.count
                marks.add(chunk.observations)
                try writer?.add(chunk.observations)
            }
        }

        /// Takes the held rows that nothing known speaks against; gives the reason where one overruled a refusal.
        mutating func examine(_ file: InputFile, datum: Datum, column: String) throws -> String? {
            if held.isEmpty { return nil }
            let examination = try RowExamination(workspace: intake.workspace, feed: file.feed, datum: datum)
            let overruled = try examination.checkWhole(held, name: file.name, acceptAnyway: intake.acceptAnyway)
            for row in held {
                guard let fault = examination.fault(of: row) else {
                    try registry.add(row)
                    continue
                }
                let reject = RejectedRow(line: row.line, column: column, reason: fault.reason, raw: row.raw)
                rejects.add([reject])
                rejectsCounted += 1
                try quarantine.add(reject)
            }
            held = []
            return overruled
        }

        /// Writes what is left and commits the file in one transaction.
        mutating func commit(_ file: inout InputFile) throws -> IngestReceipt {
            let ledger = intake.workspace.ledger
            // The identifiers are sealed while the last part goes to the disk; both need the pseudonyms.
            _ = identities.pseudonyms()
            let sealing = ParallelBatch([seal]) { [identities] in try identities.sealed(in: $0) }
            let written = try writer?.finish()
            let segments = written?.segments ?? []
            file.rowsRead = read
            file.rejected = rejects.total
            file.duplicate = (written?.duplicates ?? 0)
            file.accepted = read - file.rejected - file.duplicate
            guard file.accepted == observations - (written?.duplicates ?? 0) + registry.rows.count else {
                throw Failure(.failed, "\(file.name): rows do not add up: please report this as a bug of tracegrid")
            }
            file.rejectReasons = rejects.counts
            file.notes = notes.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
            file.firstDay = segments.map(\.day).min()
            file.lastDay = segments.map(\.day).max()
            for (kind, entry) in registry.repeated.sorted(by: { $0.key < $1.key }) {
                let line =
                    "REPEATED_ROWS: \(file.name): \(entry.count) rows name a \(kind) again with other values, the "
                    + "first on line \(entry.line); the last row of each counts: ask the source which is right"
                file.notes.append(line)
                // A registry of people always has some, and their identifiers add up; of the rest each row matters.
                if kind == "person" { intake.reporter.note(line) } else { intake.reporter.warn(line) }
            }
            let doubts = try ItineraryWarnings.lines(about: registry.rows, of: file, in: intake.workspace)
            for warning in try warnings(file) + doubts {
                file.notes.append(warning)
                intake.reporter.warn(warning)
            }
            var batch = IngestBatch(file: file)
            batch.segments = segments.map(SegmentRecord.init)
            batch.rows = registry.rows
            batch.envelope = seal.envelope.bytes
            batch.identities = try sealing.results().flatMap(\.self) + registry.identifiers
            // The quarantine stands before the accounting that points at it.
            try quarantine.commit(file)
            let receipt = try ledger.commit(batch)
            intake.segments.add(batch.segments, marks: marks.marks(identities.pseudonyms()))
            intake.sizes.add(receipt.file)
            return receipt
        }

        private func warnings(_ file: InputFile) throws -> [String] {
            IngestGuards.warnings(
                file, sizes: try intake.sizes.known(file.feed), guards: intake.workspace.settings.guards)
        }

        mutating func abort() {
            try? writer?.abort()
            quarantine.discard()
        }
    }
}
