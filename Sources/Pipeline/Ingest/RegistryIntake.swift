import Feeds
import Ledger
import Vault
import Vocabulary

/// Turns accepted registry rows into what the ledger may hold: pseudonyms, grids and moments; the rest sealed.
struct RegistryIntake {
    private let key: PseudonymKey
    private let identities: IdentityBatch
    private var seen: Set<Pseudonym> = []
    /// Entries of this file by what names them, with the digest of their last row.
    private var entries: [String: UInt64] = [:]
    /// Entries that stand in the file more than once with different values, by kind; and the line of the first.
    private(set) var repeated: [String: (count: Int, line: UInt32)] = [:]
    /// Rows that tell of a task not done yet, and so of nothing to keep.
    private(set) var undone = 0
    /// Rows for the ledger, in the order of the file.
    private(set) var rows: [LedgerRow] = []
    /// Sealed identifiers named by the rows, each once.
    private(set) var identifiers: [(pseudonym: Pseudonym, sealed: [UInt8])] = []

    /// Nothing taken yet; everything personal is sealed in `identities`.
    init(key: PseudonymKey, identities: IdentityBatch) {
        self.key = key
        self.identities = identities
    }

    /// Takes a row.
    mutating func add(_ row: RegistryRow) throws {
        if case .undone = row.payload {
            undone += 1
            return
        }
        let record = try record(row)
        rows.append(LedgerRow(record, line: row.line, digest: row.digest))
        guard let (kind, id) = RegistryIntake.name(of: record) else { return }
        if let digest = entries.updateValue(row.digest, forKey: "\(kind) \(id)"), digest != row.digest {
            repeated[kind] = ((repeated[kind]?.count ?? 0) + 1, repeated[kind]?.line ?? row.line)
        }
    }

    /// What a later row of the same name replaces.
    private static func name(of record: LedgerRow.Record) -> (kind: String, id: String)? {
        switch record {
        case .person(let person, _): ("person", person.pseudonym.text)
        case .grid(let grid, _): ("grid", grid.gridID)
        case .place(let place): ("place", place.placeID)
        case .indexCase(let entry, _): ("case", entry.caseID)
        default: nil
        }
    }

    private mutating func record(_ row: RegistryRow) throws -> LedgerRow.Record {
        switch row.payload {
        case .person(let entry): return try person(entry)
        case .grid(let grid):
            var bare = grid
            bare.officer = nil
            bare.officerPhone = nil
            let officer = [grid.officer, grid.officerPhone].compactMap(\.self)
            return .grid(bare, sealed: try seal(officer, about: "grid \(grid.gridID)"))
        case .place(let place): return .place(place)
        case .region(let region):
            return .region(
                RiskRegion(
                    code: region.code, name: region.name, level: region.level,
                    span: TimeSpan(region.from, max(region.from, region.to ?? Int64.max))))
        case .stop(let stop): return .stop(stop)
        case .vehicle(let fact): return .vehicle(fact)
        case .declaration(let declared):
            return .declaration(
                Declaration(
                    idNumber: try pseudonym(declared.idNumber), phone: try pseudonym(declared.phone),
                    declaredAt: declared.declaredAt, travelled: declared.travelled, region: declared.region,
                    from: declared.from, to: declared.to),
                sealed: try seal(declared.companions, about: "companions"))
        case .checkin(let checkin):
            return .checkin(
                CheckinRecord(
                    idNumber: try pseudonym(checkin.idNumber), phone: try pseudonym(checkin.phone), day: checkin.day,
                    temperatureHundredths: checkin.temperatureHundredths, isolated: checkin.isolated))
        case .indexCase(let row):
            return .indexCase(
                IndexCase(
                    caseID: row.caseID, idNumber: try pseudonym(row.idNumber), onset: row.onset, sampled: row.sampled,
                    confirmed: row.confirmed, isolated: row.isolated),
                sealed: try seal([row.note].compactMap(\.self), about: "case \(row.caseID)"))
        case .itinerary(let delivered):
            var part = ItineraryPart(
                caseID: delivered.caseID, kind: delivered.kind, span: delivered.span, position: delivered.position,
                radiusMeters: delivered.radiusMeters ?? 0, place: delivered.place, room: delivered.room,
                ride: delivered.ride, plate: try pseudonym(delivered.plate),
                source: RowSource(file: 0, line: row.line, digest: row.digest))
            if delivered.traits.has(.seatUnread) { part.traits.insert(.seatUnread) }
            return .itinerary(part)
        case .clue(let clue):
            return .clue(
                ClueRecord(
                    clueID: clue.clueID, time: clue.time, kind: clue.kind, channel: clue.channel, gridID: clue.gridID,
                    position: clue.position, subject: try pseudonym(Self.subject(of: clue))),
                sealed: try identities.seal(
                    Array([clue.text, clue.subject ?? ""].joined(separator: "\u{1F}").utf8),
                    about: Array("clue \(clue.clueID)".utf8)))
        case .feedback(let report):
            return .feedback(
                FeedbackRecord(
                    taskID: report.taskID, outcome: report.outcome, at: report.at, referTo: report.referTo,
                    gridID: report.gridID),
                sealed: try seal([report.by, report.note ?? ""], about: "task \(report.taskID)"))
        case .undone: preconditionFailure("counted, and not kept")
        }
    }

    /// What a clue names, where that can be read as a phone, a plate or a number; a name is nobody's identifier.
    private static func subject(of clue: ClueRow) -> Identifier? {
        guard let text = clue.subject, text.contains(where: \.isNumber) else { return nil }
        return IdentifierReading.identifiers(in: text).first
    }

    private mutating func person(_ entry: PersonEntry) throws -> LedgerRow.Record {
        let owned = [entry.idNumber].compactMap(\.self) + entry.phones + entry.plates
        var pseudonyms: Set<Pseudonym> = []
        for identifier in owned {
            if let pseudonym = try pseudonym(identifier) { pseudonyms.insert(pseudonym) }
        }
        let person = Person(
            pseudonym: key.pseudonym(ofPerson: entry.personID), identifiers: pseudonyms.sorted(),
            homeGrid: entry.homeGrid, unitGrids: entry.unitGrids, focus: entry.focus)
        // Its key too is sealed by itself: whoever replaces the pseudonym key has to know it.
        if seen.insert(person.pseudonym).inserted {
            identifiers.append((person.pseudonym, try identities.seal(entry.personID, about: person.pseudonym)))
        }
        let text = try SealedIdentity(entry).text()
        return .person(person, sealed: try identities.seal(text, about: person.pseudonym))
    }

    private mutating func pseudonym(_ identifier: Identifier?) throws -> Pseudonym? {
        guard let identifier else { return nil }
        let pseudonym = key.pseudonym(of: identifier)
        if seen.insert(pseudonym).inserted {
            identifiers.append((pseudonym, try identities.seal(identifier.text, about: pseudonym)))
        }
        return pseudonym
    }

    private func seal(_ texts: [String], about subject: String) throws -> [UInt8]? {
        if texts.isEmpty { return nil }
        return try identities.seal(Array(texts.joined(separator: "\u{1F}").utf8), about: Array(subject.utf8))
    }
}
