import Feeds
import Vocabulary

/// What the rows behind an exposure say.
extension RuleChecks {
    /// The subject's row as an observation.
    var observed: Observation? { observation(subjectRow) }

    /// The case's row as an observation, where it is the case's own and not a reported part.
    var observedOfCase: Observation? { observation(caseRow) }

    private func observation(_ record: FeedRecord?) -> Observation? {
        guard var block = record?.parsed.observations, block.count > 0 else { return nil }
        // Who it is about is not asked here, and identifiers have no pseudonyms yet.
        (block.idNumber, block.phone, block.plate) = ([], [], [])
        return block[0]
    }

    /// The case's row as a reported part.
    var itinerary: ItineraryRow? {
        guard case .itinerary(let row) = caseRow?.parsed.registry.first?.payload else { return nil }
        return row
    }

    var subjectRide: Ride? { observed?.ride }
    var caseRide: Ride? { itinerary?.ride ?? observedOfCase?.ride }

    /// Who stands on the case's side: the case, or the contact through whom it is met.
    var caseName: String { exposure.via == nil ? "the case" : "the contact between" }
    /// Who stands on the other side.
    var subjectName: String { exposure.via == nil ? "the contact" : "the contact's contact" }
}
