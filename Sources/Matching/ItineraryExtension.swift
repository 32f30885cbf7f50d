public import Vocabulary

/// Lengthens a case's reported itinerary by its own observations (CONTRACT 4.1).
///
/// Reported parts win where both speak of the same time: own pings and passages inside a reported stay or ride are
/// dropped, own stays and rides count for the time around it, and a ride that is reported too is dropped. What was
/// dropped and does not agree is returned, so that an investigator can look at both rows; that somebody who is
/// registered in a hotel may well sit in a café far from it is for the investigator to say.
public struct ItineraryExtension: Sendable {
    /// A reported part and an own observation that cannot both be right.
    public struct Disagreement: Hashable, Sendable {
        /// What the observation contradicts.
        public enum Kind: String, Sendable {
            /// Seen farther from the reported place than its radius, the accuracy and the tolerance allow.
            case elsewhere
            /// Aboard one conveyance while reported on another, or in a place.
            case otherRide = "other_ride"
        }
        /// The case and the kind.
        public var caseID: String, kind: Kind
        /// When the observation was made.
        public var span: TimeSpan
        /// Metres between the two; nil for rides.
        public var distanceMeters: Double?
        /// The rows on both sides.
        public var reported: RowSource, observed: RowSource
        /// Feed of the observation.
        public var feed: Feed
    }

    /// Metres beyond radius and accuracy that are still no disagreement.
    public static let toleranceMeters = 100.0

    private let places: [String: Place]
    private let openEndHours: [String: Double]
    /// What is read for companion rules beside presence.
    let roles: Set<ItineraryPart.Role>

    /// An extension that knows the places, how long open stays last by feed name, and what else rules have a use for
    /// (``Policy/Policy/traces``).
    public init(
        places: [String: Place], openEndHours: [String: Double], traces: Set<ItineraryPart.Role> = []
    ) {
        self.places = places
        self.openEndHours = openEndHours
        roles = traces
    }

    /// The reported parts and the case's own observations inside the window, in order.
    ///
    /// `observations` are those of the case's own identifiers, in any order; rows that name only a plate are not the
    /// person's: at most they are passages of its vehicle. Repeated observations give one part. A reported ride gets
    /// the coach and seat of the case's own ticket where it names none. `gated` are the stays that the same rows were
    /// paired to (``CaseGates``); they contradict nothing, since behind a gate one may be anywhere.
    public func extend(
        caseID: String, window: InfectiousWindow, reported: [ItineraryPart], observations: [Observation],
        gated: [ItineraryPart] = []
    ) -> (parts: [ItineraryPart], disagreements: [Disagreement]) {
        let observations = Self.distinct(observations)
        let told = withSeats(window.clip(reported), own: observations)
        let binding = told.filter { $0.kind != .point && $0.span.seconds > 0 }
        var parts = told
        var disagreements: [Disagreement] = []
        for observation in observations {
            guard observation.idNumber != nil || observation.phone != nil,
                let own = part(of: observation, caseID: caseID)
            else { continue }
            for candidate in window.clip([own]) {
                // The investigators know the ride already, and from the case itself.
                if own.ride != nil, binding.contains(where: { Self.isSame(own, as: $0) }) { continue }
                let overlapping = binding.filter { $0.span.overlaps(candidate.span) }
                // What was only inferred contradicts nothing.
                if !own.traits.has(.inferred) {
                    disagreements += overlapping.compactMap { disagreement(candidate, observation, with: $0) }
                }
                parts += Self.outside(overlapping, candidate)
            }
        }
        for stay in window.clip(gated) {
            parts += Self.outside(binding.filter { $0.span.overlaps(stay.span) }, stay)
        }
        if !roles.isEmpty {
            parts += traces(caseID: caseID, window: window, reported: reported, told: told, own: observations)
        }
        disagreements.sort { ($0.span, $0.observed, $0.reported) < ($1.span, $1.observed, $1.reported) }
        return (PartOrder.sorted(parts), disagreements)
    }

    /// The part an observation makes; nil where it says neither place nor ride.
    func part(of observation: Observation, caseID: String) -> ItineraryPart? {
        var part = ItineraryPart(
            caseID: caseID, kind: .point, span: observation.span, origin: .observed(observation.feed),
            source: observation.source)
        if observation.feed == .carrier { part.traits = observation.traits }
        if observation.traits.has(.dateOnly), observation.feed != .travel { part.traits.insert(.dateOnly) }
        if observation.feed == .travel {
            guard let ride = observation.ride else { return nil }
            part.kind = .ride
            part.ride = ride
            return part
        }
        if observation.traits.has(.openEnd) {
            let hours = openEndHours[observation.feed.rawValue] ?? 0
            part.span.end = part.span.start + Int64((hours * 3600).rounded())
        }
        if let position = observation.position {
            part.position = position
            if observation.feed == .carrier { part.accuracyCentimeters = observation.accuracyCentimeters }
        } else if let place = observation.place.flatMap({ places[$0] }), let position = place.position {
            part.position = position
            part.radiusMeters = place.radiusMeters
        }
        // A tower stays named only where it is all that is known.
        if observation.feed != .carrier || observation.position == nil { part.place = observation.place }
        part.room = observation.room
        part.plate = observation.plate
        guard part.position != nil || part.place != nil else { return nil }
        if part.span.seconds > 0 { part.kind = .stay }
        return part
    }

    private static func distinct(_ observations: [Observation]) -> [Observation] {
        var seen: Set<Observation> = []
        var kept: [Observation] = []
        for observation in observations.sorted(by: { ($0.span, $0.source) < ($1.span, $1.source) }) {
            var content = observation
            content.source = RowSource(file: 0, line: 0, digest: 0)
            if seen.insert(content).inserted { kept.append(observation) }
        }
        return kept
    }

    /// The own part without the times that reported parts speak of.
    private static func outside(_ reported: [ItineraryPart], _ own: ItineraryPart) -> [ItineraryPart] {
        if reported.isEmpty { return [own] }
        guard own.kind != .point else { return [] }
        var left: [TimeSpan] = []
        var start = own.span.start
        // Closed spans: a piece ends a second before the reported part and goes on a second after it.
        for span in TimeSpan.union(reported.map(\.span)) {
            if start < span.start { left.append(TimeSpan(start, span.start - 1)) }
            start = max(start, span.end + 1)
        }
        if start <= own.span.end { left.append(TimeSpan(start, own.span.end)) }
        return left.compactMap { span in
            var piece = own
            guard own.kind == .ride else {
                piece.span = span
                return piece
            }
            // Boarding and alighting stay as they were; only the time that counts is cut.
            guard let counted = span.intersection(own.countedSpan ?? span) else { return nil }
            piece.countedSpan = counted
            return piece
        }
    }

    private func disagreement(
        _ own: ItineraryPart, _ observation: Observation, with reported: ItineraryPart
    ) -> Disagreement? {
        var found = Disagreement(
            caseID: own.caseID, kind: .elsewhere, span: own.span, distanceMeters: nil, reported: reported.source,
            observed: observation.source, feed: observation.feed)
        if own.kind == .ride {
            // To alight in the second in which a stay begins is no contradiction.
            guard let common = own.span.intersection(reported.span), common.seconds > 0 || own.span.seconds == 0 else {
                return nil
            }
            found.kind = .otherRide
            return found
        }
        // Stays that follow on one another share a second at most.
        guard own.kind == .point || own.span.intersection(reported.span).map({ $0.seconds > 0 }) ?? false,
            let position = own.position,
            let (center, radius) = ProximityMatcher.location(of: reported, places: places)
        else { return nil }
        let accuracy = Double(observation.accuracyCentimeters ?? 0) / 100
        let distance = position.distance(to: center)
        guard distance > radius + own.radiusMeters + accuracy + Self.toleranceMeters else { return nil }
        found.distanceMeters = distance
        return found
    }

    /// Whether an own ride is the reported one.
    static func isSame(_ part: ItineraryPart, as reported: ItineraryPart) -> Bool {
        guard let own = part.ride, let ride = reported.ride, own.mode == ride.mode,
            part.span.overlaps(reported.span)
        else { return false }
        let numbers = SeatNotation.serviceNumbers(own.service)
        return SeatNotation.serviceNumbers(ride.service).contains { numbers.contains($0) }
    }
}
