public import Policy
public import Vocabulary

extension Policy {
    /// Which roles beside presence the rules have a use for.
    public var traces: Set<ItineraryPart.Role> {
        rules.reduce(into: []) { roles, rule in
            guard case .companion(let settings) = rule.kind else { return }
            if settings.sameOrder { roles.insert(.ticket) }
            if settings.convoyPlaces > 0 { roles.insert(.passage) }
            if settings.convoyPlaces > 0, settings.convoyVehicles { roles.insert(.vehiclePassage) }
        }
    }
}

/// What only companion rules read from a case's rows: tickets of rides that are reported too, passages, passages of its
/// vehicles.
extension ItineraryExtension {
    /// The traces of a case inside its window; `told` are the reported parts cut to the window.
    func traces(
        caseID: String, window: InfectiousWindow, reported: [ItineraryPart], told: [ItineraryPart],
        own observations: [Observation]
    ) -> [ItineraryPart] {
        var traces: [ItineraryPart] = []
        if roles.contains(.passage) {
            traces += reported.filter { $0.kind != .ride && $0.place != nil }.map { passage(of: $0, at: $0.span.start) }
        }
        for observation in observations {
            guard let own = part(of: observation, caseID: caseID) else { continue }
            let namesPerson = observation.idNumber != nil || observation.phone != nil
            if observation.feed == .travel {
                guard namesPerson, roles.contains(.ticket), own.ride?.order != nil,
                    told.contains(where: { Self.isSame(own, as: $0) })
                else { continue }
                var ticket = own
                ticket.role = .ticket
                traces.append(ticket)
            } else if observation.place != nil, observation.feed != .carrier {
                let role = namesPerson ? ItineraryPart.Role.passage : .vehiclePassage
                // Whoever was reported to stay elsewhere at that moment did not pass.
                let isElsewhere = told.contains { stay in
                    stay.kind == .stay && stay.place != observation.place && stay.span.start <= own.span.start
                        && own.span.start <= stay.span.end
                }
                if roles.contains(role), !isElsewhere { traces.append(passage(of: own, at: own.span.start, role)) }
            }
        }
        return window.clip(traces)
    }

    private func passage(
        of part: ItineraryPart, at moment: Int64, _ role: ItineraryPart.Role = .passage
    ) -> ItineraryPart {
        var passage = part
        passage.kind = .point
        passage.role = role
        passage.span = TimeSpan(at: moment)
        return passage
    }

    /// The reported rides with coach and seat of the case's own tickets, where those say one thing and the report none.
    func withSeats(_ told: [ItineraryPart], own observations: [Observation]) -> [ItineraryPart] {
        let tickets = observations.filter { $0.idNumber != nil || $0.phone != nil }
            .compactMap { $0.feed == .travel ? part(of: $0, caseID: "") : nil }
        if tickets.isEmpty { return told }
        return told.map { part in
            guard let ride = part.ride, ride.carriage == nil || ride.seat == nil else { return part }
            let same = tickets.filter { Self.isSame($0, as: part) }.compactMap(\.ride)
            var filled = part
            // A seat means nothing in another coach.
            let coaches = Set(same.compactMap(\.carriage))
            if ride.carriage == nil, ride.seat == nil, coaches.count == 1 { filled.ride?.carriage = coaches.first }
            let seats = Set(same.filter { $0.carriage == filled.ride?.carriage }.compactMap(\.seat))
            if ride.seat == nil, seats.count == 1 { filled.ride?.seat = seats.first }
            return filled
        }
    }
}
