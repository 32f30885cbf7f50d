import Vocabulary

/// The order of itinerary parts: total over what a part says, so that input order never shows.
enum PartOrder {
    /// The parts in order, equal ones once.
    static func sorted(_ parts: [ItineraryPart]) -> [ItineraryPart] {
        let ordered = parts.map { (key: key(of: $0), part: $0) }.sorted { left, right in
            if left.part.caseID != right.part.caseID { return left.part.caseID < right.part.caseID }
            if left.part.span != right.part.span { return left.part.span < right.part.span }
            if left.part.source != right.part.source { return left.part.source < right.part.source }
            return left.key.lexicographicallyPrecedes(right.key)
        }
        var kept: [ItineraryPart] = []
        for (_, part) in ordered where kept.last != part { kept.append(part) }
        return kept
    }

    private static func key(of part: ItineraryPart) -> [String] {
        let ride = part.ride
        let origin =
            switch part.origin {
            case .reported: "0"
            case .observed(let feed): "1" + feed.rawValue
            }
        return [
            origin, part.kind.rawValue, part.place ?? "", part.room ?? "", part.plate?.text ?? "",
            part.position.map { "\($0.lonE7) \($0.latE7)" } ?? "", "\(part.radiusMeters)", ride?.service ?? "",
            ride?.mode.name ?? "", "\(ride?.serviceDate ?? noValue)", ride?.carriage ?? "", ride?.seat ?? "",
            ride?.fromPlace ?? "", ride?.toPlace ?? "", ride?.order ?? "", "\(ride?.soldOnly ?? false)",
            part.countedSpan.map { "\($0.start) \($0.end)" } ?? "", part.role.rawValue,
            part.gated.map { "\($0.rule) \($0.inferredStart) \($0.inferredEnd)" } ?? "", "\(part.traits.bits)",
        ]
    }
}
