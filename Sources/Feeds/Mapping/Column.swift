import Vocabulary

/// A canonical column of any feed (CONTRACT 3).
enum Column: Int, CaseIterable, Sendable {
    case personID, name, phones, plates, address, focus, idNumber, homeGrid, unitGrids, gridID, parentID, kind
    case level, officer, officerPhone, placeID, lon, lat, radius, region, from, to, mode, service, serviceDate
    case carriage, seat, fromPlace, toPlace, depart, arrive, status, orderID, sequence, layout, coach, seats, time
    case phone, plate, direction, method, temperature, room, checkIn, checkOut, enter, leave, cell, accuracy
    case start, end, fever, declaredAt, travelled, companions, date, isolated, caseID, onset, sampled, confirmed
    case note, clueID, channel, text, subject, taskID, outcome, at, by, isSealed, hasHEPA, sets
    case referTo, listedAt

    /// Position in the tables of a plan.
    @inline(__always)
    var index: Int { rawValue }

    /// The column's name in the feeds.
    var name: String { Column.names[rawValue] }

    /// The column of a feed's name.
    init?(name: String) {
        guard let index = Column.names.firstIndex(of: name) else { return nil }
        self.init(rawValue: index)
    }

    /// Names in the order of the cases.
    private static let names = [
        "person_id", "name", "phones", "plates", "address", "focus", "id_number", "home_grid", "unit_grids",
        "grid_id", "parent_id", "kind", "level", "officer", "officer_phone", "place_id", "lon", "lat", "radius_m",
        "region", "from", "to", "mode", "service", "service_date", "carriage", "seat", "from_place", "to_place",
        "depart", "arrive", "status", "order_id", "seq", "layout", "coach", "seats", "time", "phone", "plate",
        "direction", "method", "temperature_c", "room", "check_in", "check_out", "enter", "leave", "cell",
        "accuracy_m", "start", "end", "fever", "declared_at", "travelled", "companions", "date", "isolated",
        "case_id", "onset", "sampled", "confirmed", "note", "clue_id", "channel", "text", "subject", "task_id",
        "outcome", "at", "by", "sealed", "hepa", "sets", "refer_to", "listed_at",
    ]
}

extension Feed {
    /// Columns that must be there; of each group at least one alternative, whole.
    var requiredColumns: [[[Column]]] {
        let someone: [[Column]] = [[.idNumber], [.phone]]
        switch self {
        case .people: return [[[.personID]], [[.name]]]
        case .grids: return [[[.gridID]], [[.kind]], [[.level]], [[.name]]]
        case .places: return [[[.placeID]], [[.kind]], [[.name]], [[.lon]], [[.lat]], [[.radius]]]
        case .regions: return [[[.region]], [[.name]], [[.level]], [[.from]]]
        case .travel:
            return [
                [[.idNumber]], [[.mode]], [[.service]], [[.fromPlace]], [[.toPlace]], [[.depart]], [[.arrive]],
            ]
        case .stops: return [[[.mode]], [[.service]], [[.sequence]], [[.placeID]], [[.arrive]], [[.depart]]]
        case .layouts: return [[[.mode]], [[.layout], [.seats], [.isSealed], [.hasHEPA], [.sets]]]
        case .checkpoint: return [[[.placeID]], [[.time]], someone + [[.plate]], [[.direction]]]
        case .hotel: return [[[.placeID]], [[.room]], [[.idNumber]], [[.checkIn]]]
        case .parking: return [[[.placeID]], [[.plate]], [[.enter]]]
        case .carrier: return [[[.phone]], [[.time]], [[.lon, .lat], [.cell]]]
        case .visit: return [[[.placeID]], someone, [[.kind]], [[.start]]]
        case .declarations: return [someone, [[.declaredAt]], [[.travelled]]]
        case .checkins: return [someone, [[.date]], [[.temperature]]]
        case .cases: return [[[.caseID]], [[.confirmed]]]
        case .itineraries: return [[[.caseID]], [[.start]], [[.end]]]
        case .clues: return [[[.clueID]], [[.time]], [[.kind]], [[.channel]], [[.text]]]
        case .feedback: return [[[.taskID]], [[.outcome]]]
        }
    }

    /// Columns that may be there.
    var optionalColumns: [Column] {
        switch self {
        case .people: [.idNumber, .phones, .plates, .homeGrid, .address, .unitGrids, .focus]
        case .grids: [.parentID, .officer, .officerPhone]
        case .places: [.gridID, .region]
        case .regions: [.to]
        case .travel: [.serviceDate, .carriage, .seat, .status, .orderID]
        case .stops: [.serviceDate]
        case .layouts: [.service, .serviceDate, .coach]
        case .checkpoint: [.temperature, .method]
        case .hotel: [.checkOut]
        case .parking: [.leave]
        case .carrier: [.accuracy]
        case .visit: [.end, .fever]
        case .declarations: [.region, .from, .to, .companions]
        case .checkins: [.isolated]
        case .cases: [.idNumber, .onset, .sampled, .isolated, .note]
        case .itineraries:
            [
                .kind, .placeID, .lon, .lat, .radius, .room, .mode, .service, .serviceDate, .carriage, .seat,
                .fromPlace, .toPlace, .plate,
            ]
        case .clues: [.gridID, .lon, .lat, .subject]
        case .feedback: [.at, .by, .note, .referTo, .gridID, .listedAt]
        }
    }

    /// All canonical columns, the required ones first.
    var columns: [Column] { requiredColumns.flatMap { $0.flatMap { $0 } } + optionalColumns }

    /// Required groups that a set of columns leaves open, in words such as `lon+lat or cell`.
    func missingColumns(among present: Set<Column>) -> [String] {
        requiredColumns.filter { group in !group.contains { $0.allSatisfy(present.contains) } }
            .map { group in group.map { $0.map(\.name).joined(separator: "+") }.joined(separator: " or ") }
    }
}
