import Vocabulary

/// Decides whether two rides shared a run, and when (CONTRACT 4.4).
struct RideComparison: Sendable {
    /// A ride with its times, as far as they are known.
    struct Boarded: Sendable {
        var ride: Ride
        /// From departure to arrival.
        var span: TimeSpan
        /// Whether both departure and arrival are known to better than a day.
        var hasTimes: Bool
        /// Where the passenger sat.
        var seat: Seat
        /// Every number the train or flight runs under.
        var numbers: Set<String>
    }
    /// What two rides shared.
    struct Shared: Equatable, Sendable {
        var span: TimeSpan
        var flags: EvidenceFlags
        /// The date of the run, if any ride tells it.
        var serviceDate: Int32?
    }

    let timetable: Timetable
    let zone: ZoneRules
    /// Largest difference from the stop list's times that is still that run.
    let delaySeconds: Int64
    /// Of modes that run as lines, the largest difference of departures from one place that is still one vehicle.
    let sameDepartureSeconds: [RideMode: Int64]

    /// The part of the run on which both were aboard; nil where they were not.
    ///
    /// Callers have made sure that mode and service number agree. Times are compared as closed intervals, stops as
    /// open segments.
    func shared(_ own: Boarded, _ other: Boarded) -> Shared? {
        guard !areOtherVehicles(own, other), let dates = compareDates(own, other) else { return nil }
        var flags: EvidenceFlags = dates.differ ? .serviceDateDiffers : []
        if own.ride.soldOnly || other.ride.soldOnly { flags.insert(.unverifiedBoarding) }
        let timesMeet = own.hasTimes && other.hasTimes ? own.span.overlaps(other.span) : nil
        switch timetable.sharedSegment(own.ride, other.ride, serviceDate: dates.service) {
        case .apart: return nil
        case .shared(let depart, let arrive, let isDated):
            let timed = stopTimes(
                depart, arrive, serviceDate: isDated ? 0 : dates.service, isDated: isDated, near: own.span)
            return Shared(span: timed ?? meeting(own.span, other.span), flags: flags, serviceDate: dates.service)
        case .undecided:
            switch timesMeet {
            case false: return nil
            case true: if changeover(own, other) || changeover(other, own) { return nil }
            case nil: flags.insert(.segmentUnknown)
            }
            return Shared(span: meeting(own.span, other.span), flags: flags, serviceDate: dates.service)
        }
    }

    /// Whether two rides of one line cannot have been on one vehicle: there and back, or other departures.
    ///
    /// The number of a train or flight tells its direction: exchanged ends there are a slip of one of the rows.
    private func areOtherVehicles(_ own: Boarded, _ other: Boarded) -> Bool {
        guard let seconds = sameDepartureSeconds[own.ride.mode],
            let from = own.ride.fromPlace.map(StationName.plain),
            let otherFrom = other.ride.fromPlace.map(StationName.plain)
        else { return false }
        if from == otherFrom {
            return own.hasTimes && other.hasTimes && abs(own.span.start - other.span.start) > seconds
        }
        return from == other.ride.toPlace.map(StationName.plain) && otherFrom == own.ride.toPlace.map(StationName.plain)
    }

    /// Whether one alights in the very place and second in which the other boards.
    private func changeover(_ first: Boarded, _ second: Boarded) -> Bool {
        guard let place = first.ride.toPlace else { return false }
        return place == second.ride.fromPlace && first.span.end == second.span.start
    }

    /// Whether the service dates allow one run, and the date to look stops up by.
    private func compareDates(_ own: Boarded, _ other: Boarded) -> (service: Int32?, differ: Bool)? {
        let timesMeet = own.hasTimes && other.hasTimes && own.span.overlaps(other.span)
        if let left = own.ride.serviceDate, let right = other.ride.serviceDate {
            if left == right { return (left, false) }
            // One feed prints the boarding date, the other the origin's: a run across midnight. Overlapping times
            // alone do not say so: the runs of two days may be under way at once.
            let run = min(left, right)
            guard abs(Int64(left) - Int64(right)) == 1, areOnOneRun(own, other, serviceDate: run) else { return nil }
            return (run, true)
        }
        let ownDay = own.ride.serviceDate ?? zone.localDay(at: own.span.start)
        let otherDay = other.ride.serviceDate ?? zone.localDay(at: other.span.start)
        let known = own.ride.serviceDate ?? other.ride.serviceDate
        if own.hasTimes, other.hasTimes {
            return abs(Int64(ownDay) - Int64(otherDay)) <= 1 && timesMeet ? (known, false) : nil
        }
        return ownDay == otherDay ? (known, false) : nil
    }

    /// Whether the stop list of a date's run has both rides' stops, at the times that the rides name.
    private func areOnOneRun(_ own: Boarded, _ other: Boarded, serviceDate: Int32) -> Bool {
        guard own.hasTimes, other.hasTimes else { return false }
        return [own.ride.service, other.ride.service].contains { service in
            let run = timetable.stops(mode: own.ride.mode, service: service, serviceDate: serviceDate)
            return [own, other].allSatisfy { boarded in
                guard let segment = timetable.segment(of: boarded.ride, in: run) else { return false }
                let depart = run[segment.from].depart ?? run[segment.from].arrive
                let arrive = run[segment.to].arrive ?? run[segment.to].depart
                let isDated = run[segment.from].serviceDate != nil
                guard
                    let times = stopTimes(
                        depart, arrive, serviceDate: serviceDate, isDated: isDated)
                else {
                    return false
                }
                return abs(times.start - boarded.span.start) <= delaySeconds
                    && abs(times.end - boarded.span.end) <= delaySeconds
            }
        }
    }

    /// Times of the stops of the service date; of the day before where only those fit a ticket that bears the date of
    /// its own boarding stop, past midnight.
    private func stopTimes(
        _ depart: Int64?, _ arrive: Int64?, serviceDate: Int32?, isDated: Bool, near own: TimeSpan? = nil
    ) -> TimeSpan? {
        guard let depart, let arrive, let serviceDate, depart <= arrive else { return nil }
        if isDated { return TimeSpan(depart, arrive) }
        func times(_ day: Int32) -> TimeSpan {
            TimeSpan(zone.startOfDay(day) + depart, zone.startOfDay(day) + arrive)
        }
        guard let own else { return times(serviceDate) }
        let dayBefore = times(serviceDate - 1)
        return depart >= 86_400 && !times(serviceDate).overlaps(own) && dayBefore.overlaps(own)
            ? dayBefore : times(serviceDate)
    }

    /// The other's time cut to the own; where they do not meet, the nearest end of the own.
    private func meeting(_ own: TimeSpan, _ other: TimeSpan) -> TimeSpan { other.clamped(to: own) }
}

extension TimeSpan {
    /// The span with both ends moved into the bounds; a span outside becomes the nearest end.
    func clamped(to bounds: TimeSpan) -> TimeSpan {
        TimeSpan(
            min(max(start, bounds.start), bounds.end),
            min(max(end, bounds.start), bounds.end))
    }
}
