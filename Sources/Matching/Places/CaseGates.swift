public import Policy
public import Vocabulary

/// Pairs a case's own passages into stays behind gates, for each rule that pairs gates.
public struct CaseGates: Sendable {
    private let rules: [(id: String, settings: PlaceRule, gates: GateRule)]
    private let places: [String: Place]

    /// A pairing by the rules of a policy at known places.
    public init(rules: [Rule], places: [String: Place]) {
        self.rules = rules.compactMap { rule in
            guard case .place(let settings) = rule.kind, let gates = settings.gates,
                settings.feeds.contains(.checkpoint)
            else { return nil }
            return (rule.id, settings, gates)
        }
        self.places = places
    }

    /// The parts (``ItineraryPart/gated``) that a case's own observations, in any order, come to.
    ///
    /// They are one person's, whatever identifier each row bears; rows of a plate alone are not the person's.
    public func parts(caseID: String, observations: [Observation]) -> [ItineraryPart] {
        if rules.isEmpty { return [] }
        // One person: the pairing must not tell the identifiers apart.
        let somebody = Pseudonym(kind: .person, high: 0, low: 0)
        let rows = observations.filter {
            $0.feed == .checkpoint && ($0.idNumber != nil || $0.phone != nil) && $0.span.seconds == 0
        }
        return rules.flatMap { rule in
            let passages = rows.compactMap { row -> GatePairing.Passage? in
                guard let place = row.place, holds(rule.settings.kinds, row) else { return nil }
                return GatePairing.Passage(
                    subject: somebody, place: place, time: row.span.start, direction: row.traits.direction,
                    source: row.source)
            }
            return GatePairing(longestStaySeconds: rule.gates.longestStaySeconds)
                .presences(of: passages, missingEnd: rule.gates.missingEnd).presences
                .map { presence in
                    var part = ItineraryPart(
                        caseID: caseID, kind: presence.span.seconds > 0 ? .stay : .point, span: presence.span,
                        place: presence.passages[0].place, origin: .observed(.checkpoint),
                        source: presence.passages[0].source)
                    part.gated = GatedStay(
                        rule: rule.id, inferredStart: presence.inferredStart, inferredEnd: presence.inferredEnd)
                    return part
                }
        }
    }

    private func holds(_ kinds: [String], _ row: Observation) -> Bool {
        [row.kind, row.place.flatMap { places[$0]?.kind }].contains { $0.map(kinds.contains) ?? false }
    }
}
