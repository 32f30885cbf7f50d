internal import Foundation
internal import GRDB
public import Vocabulary

extension LedgerSnapshot {
    /// All persons with their identifiers, by pseudonym.
    public func persons(without disputed: Set<RowPlace> = []) throws(LedgerError) -> [Person] {
        var identifiers: [Pseudonym: [Pseudonym]] = [:]
        let pairs = try list(
            "person_identifier", "SELECT person, identifier FROM person_identifier ORDER BY person, identifier"
        ) { row throws(LedgerError) in (try row.pseudonym("person"), try row.pseudonym("identifier")) }
        for (person, identifier) in pairs { identifiers[person, default: []].append(identifier) }
        return try list(
            "person",
            "SELECT pseudonym, home_grid, unit_grids, focus FROM person WHERE \(undisputed("person", disputed)) ORDER BY pseudonym"
        ) { row throws(LedgerError) in
            let pseudonym = try row.pseudonym("pseudonym")
            return Person(
                pseudonym: pseudonym, identifiers: identifiers[pseudonym] ?? [],
                homeGrid: row.optionalText("home_grid"),
                unitGrids: WordList.words(try row.text("unit_grids")), focus: row.optionalText("focus"))
        }
    }

    /// Persons who own an identifier, by pseudonym.
    public func owners(of identifier: Pseudonym) throws(LedgerError) -> [Pseudonym] {
        try list(
            "person_identifier", "SELECT person FROM person_identifier WHERE identifier = ? ORDER BY person",
            [identifier.data]
        ) { row throws(LedgerError) in try row.pseudonym("person") }
    }

    /// All grids by id; officers stay sealed (``officers()``).
    public func grids() throws(LedgerError) -> [Grid] {
        try list("grid", "SELECT * FROM grid ORDER BY grid_id", [], foundGrid)
    }

    func foundGrid(_ row: Cells) throws(LedgerError) -> Grid {
        Grid(
            gridID: try row.text("grid_id"), parentID: row.optionalText("parent_id"),
            kind: try row.word("kind", as: Grid.Kind.self), level: try row.text("level"),
            name: try row.text("name"))
    }

    /// Sealed officers by grid id.
    public func officers() throws(LedgerError) -> [String: SealedValue] {
        let pairs = try list(
            "grid", "SELECT grid_id, sealed, envelope FROM grid WHERE sealed IS NOT NULL"
        ) { row throws(LedgerError) in (try row.text("grid_id"), try row.sealed()) }
        return Dictionary(pairs.compactMap { pair in pair.1.map { (pair.0, $0) } }) { first, _ in first }
    }

    /// Polygons of all grids or all regions, by code.
    public func polygons(of owner: PolygonRecord.Owner) throws(LedgerError) -> [PolygonRecord] {
        try list(
            "polygon", "SELECT code, rings FROM polygon WHERE owner = ? ORDER BY code", [owner.rawValue]
        ) { row throws(LedgerError) in
            PolygonRecord(
                owner: owner, code: try row.text("code"), polygons: try PolygonBlob.polygons(of: try row.bytes("rings"))
            )
        }
    }

    /// All places by id.
    public func places() throws(LedgerError) -> [Place] {
        try list("place", "SELECT * FROM place ORDER BY place_id", [], foundPlace)
    }

    func foundPlace(_ row: Cells) throws(LedgerError) -> Place {
        Place(
            placeID: try row.text("place_id"), kind: try row.text("kind"), name: try row.text("name"),
            position: try row.position(), radiusMeters: try row.number("radius_m"),
            gridID: row.optionalText("grid_id"), region: row.optionalText("region"))
    }

    /// All regions by code and start.
    public func regions() throws(LedgerError) -> [RiskRegion] {
        try list("region", "SELECT * FROM region ORDER BY code, start") { row throws(LedgerError) in
            RiskRegion(
                code: try row.text("code"), name: try row.text("name"), level: try row.text("level"),
                span: try row.span())
        }
    }

    /// Stops by service and sequence, of all services or of the given ones (mode and canonical number).
    public func stops(of services: [(mode: RideMode, service: String)]? = nil) throws(LedgerError) -> [ServiceStop] {
        let order = "ORDER BY mode, service, service_date, sequence"
        func stop(_ row: Cells) throws(LedgerError) -> ServiceStop {
            let date = try row.whole("service_date", as: Int32.self)
            return ServiceStop(
                mode: try row.mode("mode"), service: try row.text("service"), serviceDate: date == noValue ? nil : date,
                sequence: try row.whole("sequence", as: Int.self), placeID: try row.text("place_id"),
                arrive: row.optionalInteger("arrive"), depart: row.optionalInteger("depart"))
        }
        guard let services else { return try list("stop", "SELECT * FROM stop \(order)", [], stop) }
        var stops: [ServiceStop] = []
        var last: (UInt8, String)?
        let wanted = services.map { ($0.mode.rawValue, $0.service) }.sorted { $0 < $1 }
        for (mode, service) in wanted where last.map({ $0 != (mode, service) }) ?? true {
            stops += try list(
                "stop", "SELECT * FROM stop WHERE mode = ? AND service = ? \(order)", [mode, service], stop)
            last = (mode, service)
        }
        return stops
    }

    /// What is known about vehicles, by mode, service, date and coach.
    public func vehicles() throws(LedgerError) -> [VehicleFact] {
        try list(
            "vehicle", "SELECT * FROM vehicle ORDER BY mode, service, service_date, coach"
        ) { row throws(LedgerError) in
            let date = try row.whole("service_date", as: Int32.self)
            return VehicleFact(
                mode: try row.mode("mode"), service: try row.text("service"),
                serviceDate: date == noValue ? nil : date, coach: try row.text("coach"),
                layout: row.optionalText("layout"), seats: row.optionalText("seats"),
                isSealed: row.optionalInteger("sealed").map { $0 == 1 },
                hasHEPA: row.optionalInteger("hepa").map { $0 == 1 },
                coachesPerSet: row.optionalInteger("coaches_per_set").map(Int.init))
        }
    }

    /// What is sealed about persons and identifiers, by pseudonym; those without anything sealed are left out.
    public func identities(of pseudonyms: [Pseudonym]) throws(LedgerError) -> [Pseudonym: SealedValue] {
        try translating {
            let person = try database.makeStatement(sql: "SELECT sealed, envelope FROM person WHERE pseudonym = ?")
            let bare = try database.makeStatement(sql: "SELECT sealed, envelope FROM identity WHERE pseudonym = ?")
            var found: [Pseudonym: SealedValue] = [:]
            for pseudonym in pseudonyms {
                let statement = pseudonym.kind == .person ? person : bare
                guard let row = try Row.fetchOne(statement, arguments: [pseudonym.data]) else { continue }
                found[pseudonym] = try Cells(row: row, table: "identity").sealed()
            }
            return found
        }
    }

    /// Bytes of an envelope, for `Vault`.
    public func envelope(_ number: Int64) throws(LedgerError) -> [UInt8]? {
        try list("envelope", "SELECT bytes FROM envelope WHERE number = ?", [number]) { row throws(LedgerError) in
            try row.bytes("bytes")
        }.first
    }
}
