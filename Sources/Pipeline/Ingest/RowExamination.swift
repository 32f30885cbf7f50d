import Feeds
import Ledger
import Matching
import Vocabulary

/// Rows of places and itineraries held against what is known, before any of them counts: a position that would match
/// the wrong people is refused, row by row, or with its whole file where all of it is shifted.
struct RowExamination {
    private let check: PositionCheck
    private let known: [String: Place]
    private let grids: [String: [Polygon]]
    private let datum: Datum

    /// An examination by what a workspace knows of places and grids.
    init(workspace: Workspace, feed: Feed, datum: Datum) throws {
        self.datum = datum
        (known, grids) = try workspace.ledger.read { ledger in
            let places = try ledger.places().map { ($0.placeID, $0) }
            let polygons = feed == .places ? try ledger.polygons(of: .grid) : []
            return (
                Dictionary(uniqueKeysWithValues: places),
                Dictionary(uniqueKeysWithValues: polygons.map { ($0.code, $0.polygons) })
            )
        }
        check = PositionCheck(places: known)
    }

    /// What is wrong with a row's position.
    func fault(of row: RegistryRow) -> PositionFault? {
        switch row.payload {
        case .place(let place):
            check.fault(
                of: place, grid: place.gridID.flatMap { grids[$0] } ?? [], known: known[place.placeID],
                readings: datum.otherReadings, undeclared: datum == .wgs84)
        case .itinerary(let part): check.fault(of: ItineraryPart(part), readings: datum.otherReadings)
        default: nil
        }
    }

    /// Throws where all positions of a file look shifted; gives the reason where one overruled it.
    func checkWhole(_ rows: [RegistryRow], name: String, acceptAnyway: String?) throws -> String? {
        let parts = rows.compactMap { row -> ItineraryPart? in
            if case .itinerary(let part) = row.payload { ItineraryPart(part) } else { nil }
        }
        guard let reading = check.shift(of: parts, readings: datum.otherReadings) else { return nil }
        if let acceptAnyway { return acceptAnyway }
        throw Failure(
            .refused,
            "\(name): DATUM_SHIFTED: its positions lie at known places once they are read as \(reading.name), and far "
                + "from them as \(datum.rawValue): write `datum: \(reading.name)` into its mapping, or take it with "
                + "--accept-anyway \"reason\"")
    }
}

extension ItineraryPart {
    /// A part as delivered, for what its position says.
    fileprivate init(_ row: ItineraryRow) {
        self.init(
            caseID: row.caseID, kind: row.kind, span: row.span, position: row.position,
            radiusMeters: row.radiusMeters ?? 0, place: row.place)
    }
}
