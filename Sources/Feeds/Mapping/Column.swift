import Vocabulary

/// A canonical column of any feed (CONTRACT 3).
enum Column: String, CaseIterable, Sendable {
    case personID = "person_id"
    case name, phones, plates, address, focus
    case idNumber = "id_number"
    case homeGrid = "home_grid"
    case unitGrids = "unit_grids"
    case gridID = "grid_id"
    case parentID = "parent_id"
    case kind, level, officer
    case officerPhone = "officer_phone"
    case placeID = "place_id"
    case lon, lat
    case radius = "radius_m"
    case region, from, to
    case mode, service
    case serviceDate = "service_date"
    case carriage, seat
    case fromPlace = "from_place"
    case toPlace = "to_place"
    case depart, arrive, status
    case orderID = "order_id"
    case sequence = "seq"
    case layout, coach, seats
    case time, phone, plate, direction, method
    case temperature = "temperature_c"
    case room
    case checkIn = "check_in"
    case checkOut = "check_out"
    case enter, leave, cell
    case accuracy = "accuracy_m"
    case start, end, fever
    case declaredAt = "declared_at"
    case travelled, companions
    case date, isolated
    case caseID = "case_id"
    case onset, sampled, confirmed, note
    case clueID = "clue_id"
    case channel, text, subject
    case taskID = "task_id"
    case outcome, at, by

    /// Position in the tables of a plan.
    var index: Int { Column.indexes[self] ?? 0 }

    private static let indexes = Dictionary(
        uniqueKeysWithValues: Column.allCases.enumerated().map { ($0.element, $0.offset) })
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
        case .layouts: return [[[.mode]], [[.layout]]]
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
        case .feedback: return [[[.taskID]], [[.outcome]], [[.at]], [[.by]]]
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
        case .layouts: [.coach, .seats]
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
        case .feedback: [.note]
        }
    }

    /// All canonical columns, the required ones first.
    var columns: [Column] { requiredColumns.flatMap { $0.flatMap { $0 } } + optionalColumns }

    /// Required groups that a set of columns leaves open, in words such as `lon+lat or cell`.
    func missingColumns(among present: Set<Column>) -> [String] {
        requiredColumns.filter { group in !group.contains { $0.allSatisfy(present.contains) } }
            .map { group in group.map { $0.map(\.rawValue).joined(separator: "+") }.joined(separator: " or ") }
    }
}
