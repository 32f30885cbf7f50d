import Files
import Matching
import Vocabulary

/// What the cases told of themselves, as observations of them for the other cases: two who were both only asked, and
/// whom no feed saw, have met all the same.
///
/// The parts are taken as told, not cut to the case's window: it may have been infected before that began.
struct ReportedMeetings {
    /// Cases whose parts are nobody's observation, since no ID number says who they are.
    private(set) var casesWithoutIdentity = 0
    /// Of one feed each.
    private let blocks: [ObservationBlock]

    /// Rows of a block: few, since the codes of small blocks are looked up one by one.
    private static let blockRows = 512

    /// The reported parts of the cases; what begins after the as-of moment is not known yet.
    init(cases: [IndexCase], reported: [ItineraryPart], places: [String: Place], asOf: Int64) {
        let parts = Dictionary(grouping: reported.filter { $0.span.start <= asOf }, by: \.caseID)
        var full: [ObservationBlock] = []
        var open: [Feed: ObservationBlock] = [:]
        for indexCase in cases {
            guard let number = indexCase.idNumber else {
                casesWithoutIdentity += 1
                continue
            }
            for row in (parts[indexCase.caseID] ?? []).flatMap({ Self.observations(of: $0, number, places) }) {
                var block = open[row.feed] ?? ObservationBlock(feed: row.feed)
                block.append(row)
                open[row.feed] = block.count < Self.blockRows ? block : nil
                if block.count == Self.blockRows { full.append(block) }
            }
        }
        blocks = full + Feed.allCases.compactMap { open[$0] }
    }

    /// One line where somebody of the cases can be nobody's contact.
    func note(cases: Int) -> String? {
        if casesWithoutIdentity == 0 { return nil }
        return "CASE_WITHOUT_IDENTITY: \(casesWithoutIdentity) of \(cases) cases have no ID number: they are found as "
            + "contacts of no other case, and by no row of their own: deliver the numbers in a cases file"
    }

    /// What they hit of the other cases.
    func hits(of index: CaseIndex) -> [HitSet] {
        parallelMap(blocks) { block in
            var hits = HitSet()
            index.match(block, into: &hits)
            return hits
        }
    }

    /// A part as the feeds would tell it: where it was, and the vehicle for itself, as parking rows name one.
    static func observations(of part: ItineraryPart, _ number: Pseudonym, _ places: [String: Place]) -> [Observation] {
        func row(_ feed: Feed) -> Observation {
            var row = Observation(feed: feed, span: part.span)
            row.idNumber = number
            row.plate = part.plate
            row.source = part.source
            if part.traits.has(.dateOnly) { row.traits.insert(.dateOnly) }
            return row
        }
        var rows = part.plate == nil ? [] : [row(.parking)]
        if let ride = part.ride {
            var row = row(.travel)
            row.traits = part.traits
            row.traits.mode = ride.mode
            if ride.soldOnly { row.traits.insert(.soldOnly) }
            row.service = ride.service
            row.serviceDate = ride.serviceDate
            (row.carriage, row.seat, row.order) = (ride.carriage, ride.seat, ride.order)
            (row.fromPlace, row.toPlace) = (ride.fromPlace, ride.toPlace)
            rows.append(row)
        } else if part.place != nil || part.position != nil {
            var row = row(part.room == nil ? .visit : .hotel)
            row.place = part.place
            row.room = part.room
            row.position = part.position
            if part.position != nil, part.radiusMeters > 0 {
                row.accuracyCentimeters = Int32(min(part.radiusMeters * 100, 2e9).rounded())
            }
            if part.room == nil { row.kind = part.place.flatMap { places[$0]?.kind } }
            rows.append(row)
        }
        return rows
    }
}
