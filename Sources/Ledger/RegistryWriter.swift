internal import Foundation
internal import GRDB
internal import Vocabulary

/// Puts registry rows into their tables and counts which said something new.
///
/// Statements are prepared once per batch and only for the tables that the batch touches.
struct RegistryWriter {
    private let database: Database
    private let file: UInt32
    private let envelope: Int64?
    private var upserts: [String: Upsert] = [:]
    private var identifiers: Statement?
    /// Rows that changed a table.
    private(set) var changed = 0
    /// Rows that said nothing new.
    private(set) var known = 0

    init(_ database: Database, file: UInt32, envelope: Int64?) {
        self.database = database
        self.file = file
        self.envelope = envelope
    }

    /// The tables of registry rows; see ``LedgerRow/Record/table``.
    static let tables = [
        "person", "grid", "place", "region", "stop", "vehicle", "declaration", "checkin", "index_case", "itinerary",
        "clue", "feedback",
    ]

    mutating func write(_ row: LedgerRow) throws {
        let place: [(any DatabaseValueConvertible)?] = [Int64(file), Int64(row.line)]
        let digest = Int64(bitPattern: row.digest)
        switch row.record {
        case .person(let person, let sealed):
            try writePerson(person, sealed: sealed, digest: digest, place: place)
        case .grid(let grid, let sealed):
            try put(
                "grid", key: ["grid_id"],
                values: ["parent_id", "kind", "level", "name", "sealed", "envelope", "digest"],
                compare: ["digest"],
                [
                    grid.gridID, grid.parentID, grid.kind.rawValue, grid.level, grid.name, sealed.map { Data($0) },
                    sealed == nil ? nil : envelope, digest,
                ] + place)
        case .place(let value):
            let columns = ["kind", "name", "lon", "lat", "radius_m", "grid_id", "region"]
            try put(
                "place", key: ["place_id"], values: columns, compare: columns,
                [
                    value.placeID, value.kind, value.name, value.position?.lonE7, value.position?.latE7,
                    value.radiusMeters, value.gridID, value.region,
                ] + place)
        case .region(let region):
            let columns = ["until", "name", "level"]
            try put(
                "region", key: ["code", "start"], values: columns, compare: columns,
                [region.code, region.span.start, region.span.end, region.name, region.level] + place)
        case .stop(let stop):
            let columns = ["place_id", "arrive", "depart"]
            try put(
                "stop", key: ["mode", "service", "service_date", "sequence"], values: columns, compare: columns,
                [
                    Int64(stop.mode.rawValue), stop.service, stop.serviceDate ?? noValue, stop.sequence, stop.placeID,
                    stop.arrive, stop.depart,
                ] + place)
        case .vehicle(let fact):
            let columns = ["layout", "seats", "sealed", "hepa", "coaches_per_set"]
            try put(
                "vehicle", key: ["mode", "service", "service_date", "coach"], values: columns, compare: columns,
                [
                    Int64(fact.mode.rawValue), fact.service, fact.serviceDate ?? noValue, fact.coach, fact.layout,
                    fact.seats, fact.isSealed, fact.hasHEPA, fact.coachesPerSet,
                ] + place)
        default:
            try writeCase(row.record, digest: digest, place: place)
        }
    }

    private mutating func writeCase(
        _ record: LedgerRow.Record, digest: Int64, place: [(any DatabaseValueConvertible)?]
    ) throws {
        switch record {
        case .indexCase(let value, let sealed):
            try put(
                "index_case", key: ["case_id"],
                values: ["id_number", "onset", "sampled", "confirmed", "isolated", "sealed", "envelope", "digest"],
                compare: ["digest"],
                [
                    value.caseID, value.idNumber?.data, value.onset, value.sampled, value.confirmed, value.isolated,
                    sealed.map { Data($0) }, sealed == nil ? nil : envelope, digest,
                ] + place)
        case .declaration(let value, let sealed):
            let content = WordList.content([
                value.idNumber?.text, value.phone?.text, "\(value.declaredAt)", "\(value.travelled)", value.region,
                value.from.map { "\($0)" }, value.to.map { "\($0)" },
            ])
            try put(
                "declaration", key: ["content"],
                values: [
                    "id_number", "phone", "declared_at", "travelled", "region", "from_time", "to_time", "sealed",
                    "envelope",
                ],
                compare: [],
                [
                    content, value.idNumber?.data, value.phone?.data, value.declaredAt, value.travelled, value.region,
                    value.from, value.to, sealed.map { Data($0) }, sealed == nil ? nil : envelope,
                ] + place)
        case .checkin(let value):
            let content = WordList.content([
                value.idNumber?.text, value.phone?.text, "\(value.day)", "\(value.temperatureHundredths)",
                value.isolated.map { "\($0)" },
            ])
            try put(
                "checkin", key: ["content"], values: ["id_number", "phone", "day", "temperature", "isolated"],
                compare: [],
                [
                    content, value.idNumber?.data, value.phone?.data, value.day, value.temperatureHundredths,
                    value.isolated,
                ] + place)
        case .itinerary(let part):
            try writeItinerary(part, digest: digest, place: place)
        case .clue(let clue, let sealed):
            try put(
                "clue", key: ["clue_id"],
                values: [
                    "time", "kind", "channel", "grid_id", "lon", "lat", "subject", "sealed", "envelope", "digest",
                ],
                compare: ["digest"],
                [
                    clue.clueID, clue.time, clue.kind, clue.channel, clue.gridID, clue.position?.lonE7,
                    clue.position?.latE7, clue.subject?.data, Data(sealed), envelope, digest,
                ] + place)
        case .feedback(let value, let sealed):
            try put(
                "feedback", key: ["task_id", "at", "outcome"], values: ["sealed", "envelope"], compare: [],
                [value.taskID, value.at, value.outcome, sealed.map { Data($0) }, sealed == nil ? nil : envelope]
                    + place)
        default:
            preconditionFailure("a record that no table takes")
        }
    }

    private mutating func writeItinerary(
        _ part: ItineraryPart, digest: Int64, place: [(any DatabaseValueConvertible)?]
    ) throws {
        let ride = part.ride
        let content = WordList.content([
            part.caseID, part.kind.rawValue, "\(part.span.start)", "\(part.span.end)",
            part.position.map { "\($0.lonE7),\($0.latE7)" }, "\(part.radiusMeters)", part.place, part.room,
            ride?.mode.name, ride?.service, ride?.serviceDate.map { "\($0)" }, ride?.carriage, ride?.seat,
            ride?.fromPlace, ride?.toPlace, part.plate?.text,
        ])
        try put(
            "itinerary", key: ["content"],
            values: [
                "case_id", "kind", "start", "until", "lon", "lat", "radius_m", "place", "room", "mode", "service",
                "service_date", "carriage", "seat", "from_place", "to_place", "plate", "digest",
            ],
            compare: [],
            [
                content, part.caseID, part.kind.rawValue, part.span.start, part.span.end, part.position?.lonE7,
                part.position?.latE7, part.radiusMeters, part.place, part.room, ride.map { Int64($0.mode.rawValue) },
                ride?.service, ride?.serviceDate, ride?.carriage, ride?.seat, ride?.fromPlace, ride?.toPlace,
                part.plate?.data, digest,
            ] + place)
    }

    /// The last delivery's scalars win; identifiers add up.
    private mutating func writePerson(
        _ person: Person, sealed: [UInt8], digest: Int64, place: [(any DatabaseValueConvertible)?]
    ) throws {
        let pseudonym = person.pseudonym.data
        try put(
            "person", key: ["pseudonym"],
            values: ["home_grid", "unit_grids", "focus", "sealed", "envelope", "digest"], compare: ["digest"],
            [pseudonym, person.homeGrid, WordList.text(person.unitGrids), person.focus, Data(sealed), envelope, digest]
                + place)
        let statement =
            try identifiers
            ?? database.makeStatement(
                sql: "INSERT INTO person_identifier (person, identifier) VALUES (?, ?) ON CONFLICT DO NOTHING")
        identifiers = statement
        for identifier in person.identifiers {
            try statement.execute(arguments: [pseudonym, identifier.data])
        }
    }

    private mutating func put(
        _ table: String, key: [String], values: [String], compare: [String], _ row: [(any DatabaseValueConvertible)?]
    ) throws {
        let upsert: Upsert
        if let prepared = upserts[table] {
            upsert = prepared
        } else {
            upsert = try Upsert(database, table: table, key: key, values: values + ["file", "line"], compare: compare)
            upserts[table] = upsert
        }
        if try upsert.put(row) { changed += 1 } else { known += 1 }
    }
}

extension LedgerRow.Record {
    /// The table that a row goes to.
    var table: String {
        switch self {
        case .person: "person"
        case .grid: "grid"
        case .place: "place"
        case .region: "region"
        case .stop: "stop"
        case .vehicle: "vehicle"
        case .declaration: "declaration"
        case .checkin: "checkin"
        case .indexCase: "index_case"
        case .itinerary: "itinerary"
        case .clue: "clue"
        case .feedback: "feedback"
        }
    }
}
