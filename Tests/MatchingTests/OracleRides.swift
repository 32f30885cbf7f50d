import Policy
import Vocabulary

/// Rides.
extension Oracle {
    func sameRide(_ observation: Observation, _ part: ItineraryPart, _ rule: Rule, _ settings: RideRule) -> Match? {
        guard var match = sameRun(observation, part, rule), let mine = part.ride, let theirs = observation.ride,
            settings.modes.contains(mine.mode),
            let seats = rideSeats.verdict(mine, theirs, date: runDate(mine, theirs), rule: rule, settings)
        else { return nil }
        match.tier = seats.tier
        match.flags.formUnion(seats.flags)
        match.nearness = seats.nearness
        return match
    }

    func runDate(_ mine: Ride, _ theirs: Ride) -> Int32? {
        guard let one = mine.serviceDate, let two = theirs.serviceDate else {
            return mine.serviceDate ?? theirs.serviceDate
        }
        return min(one, two)
    }

    /// The run that two rides shared, wherever they sat.
    func sameRun(_ observation: Observation, _ part: ItineraryPart, _ rule: Rule) -> Match? {
        guard part.kind == .ride, let mine = part.ride, let theirs = observation.ride, mine.mode == theirs.mode else {
            return nil
        }
        let numbers = Self.numbers(mine.service)
        let suffixes = ["MU1D": "MU1"]
        func flight(_ number: String) -> String { suffixes[number] ?? number }
        var isSame = Self.numbers(theirs.service).contains { numbers.contains($0) }
        let differs = !isSame
        if !isSame, mine.mode == .flight, rideSeats.settings.flightSuffix == .same {
            isSame = Self.numbers(theirs.service).contains { numbers.map(flight).contains(flight($0)) }
        }
        guard isSame else { return nil }
        let timed =
            part.span.start < part.span.end && observation.span.start < observation.span.end
            && !observation.traits.has(.openEnd) && !observation.traits.has(.dateOnly)
            && !isWholeDay(part.span) && !isWholeDay(observation.span)
        let meet = timed && part.span.start <= observation.span.end && observation.span.start <= part.span.end
        if isOtherVehicle(mine, part.span, theirs, observation.span, timed) { return nil }
        var flags: Set<String> = mine.soldOnly || theirs.soldOnly ? ["UNVERIFIED_BOARDING"] : []
        if differs { flags.insert("SUFFIX_DIFFERS") }
        var date: Int32?
        if let one = mine.serviceDate, let two = theirs.serviceDate {
            if one != two {
                guard abs(one - two) == 1, timed, isOnRun(mine, part.span, min(one, two), mine, theirs),
                    isOnRun(theirs, observation.span, min(one, two), mine, theirs)
                else { return nil }
                flags.insert("SERVICE_DATE_DIFFERS")
            }
            date = min(one, two)
        } else {
            let one = mine.serviceDate ?? zone.localDay(at: part.span.start)
            let two = theirs.serviceDate ?? zone.localDay(at: observation.span.start)
            guard timed ? meet && abs(one - two) <= 1 : one == two else { return nil }
            date = mine.serviceDate ?? theirs.serviceDate
        }
        var span = TimeSpan(
            clamp(observation.span.start, part.span.start, part.span.end),
            clamp(observation.span.end, part.span.start, part.span.end))
        if let segment = segment(mine, theirs, date) {
            guard segment.from < segment.to else { return nil }
            if let times = segment.times { span = times }
        } else if timed {
            guard meet else { return nil }
            let ends = (part.span.end, observation.span.end)
            if mine.toPlace != nil, mine.toPlace == theirs.fromPlace, ends.0 == observation.span.start { return nil }
            if theirs.toPlace != nil, theirs.toPlace == mine.fromPlace, ends.1 == part.span.start { return nil }
        } else {
            flags.insert("SEGMENT_UNKNOWN")
        }
        if let counted = part.countedSpan {
            guard span.start <= counted.end, span.end >= counted.start else { return nil }
            span = TimeSpan(clamp(span.start, counted.start, counted.end), clamp(span.end, counted.start, counted.end))
        }
        return Match(
            part: part, observation: observation, observed: observation.span, span: span, environmental: false,
            tier: rule.tier, flags: flags, distance: nil, place: mine.service)
    }

    /// Numbers that a service of ``RandomWorld`` names; a plate is one however it is written.
    static func numbers(_ service: String) -> [String] {
        let plates = ["浙Z·0A123": "浙Z0A123", "浙z-0A123": "浙Z0A123"]
        return service.split(separator: "/").map { plates[String($0)] ?? String($0) }
    }

    /// A way and its way back, or two departures of one line.
    func isOtherVehicle(_ mine: Ride, _ my: TimeSpan, _ theirs: Ride, _ their: TimeSpan, _ timed: Bool) -> Bool {
        guard let a = mine.fromPlace, let b = theirs.fromPlace,
            let most = rideSeats.settings.sameDepartureSeconds[mine.mode]
        else { return false }
        if a != b { return mine.toPlace == b && theirs.toPlace == a }
        guard timed else { return false }
        return my.start > their.start + most || their.start > my.start + most
    }

    /// Whether a stop list of the run's date has the ride's stops within three hours of the ride's times.
    func isOnRun(_ ride: Ride, _ span: TimeSpan, _ date: Int32, _ mine: Ride, _ theirs: Ride) -> Bool {
        let names = Self.numbers(mine.service + "/" + theirs.service)
        let run = stops.filter { $0.mode == mine.mode && names.contains($0.service) }
        for from in run where from.placeID == ride.fromPlace {
            for to in run where to.placeID == ride.toPlace && to.sequence > from.sequence {
                guard from.serviceDate == nil || from.serviceDate == date, let depart = from.depart,
                    let arrive = to.arrive
                else { continue }
                let base = from.serviceDate == nil ? zone.startOfDay(date) : 0
                if abs(base + depart - span.start) <= rideSeats.settings.delaySeconds,
                    abs(base + arrive - span.end) <= rideSeats.settings.delaySeconds
                {
                    return true
                }
            }
        }
        return false
    }

    func isWholeDay(_ span: TimeSpan) -> Bool {
        let day = zone.localDay(at: span.start)
        return span.start == zone.startOfDay(day)
            && (span.end == zone.startOfDay(day + 1) || span.end == zone.startOfDay(day + 1) - 1)
    }

    func segment(_ mine: Ride, _ theirs: Ride, _ date: Int32?) -> (from: Int, to: Int, times: TimeSpan?)? {
        let run = stops.filter { $0.mode == mine.mode && Self.numbers(mine.service).contains($0.service) }
        var known = run.filter { $0.serviceDate == date && date != nil }
        if known.isEmpty { known = run.filter { $0.serviceDate == nil } }
        known.sort { $0.sequence < $1.sequence }
        func at(_ place: String?) -> Int? { known.firstIndex { $0.placeID == place } }
        guard let a = at(mine.fromPlace), let b = at(mine.toPlace), let c = at(theirs.fromPlace),
            let d = at(theirs.toPlace), a < b, c < d
        else { return nil }
        let from = max(a, c)
        let to = min(b, d)
        guard from < to else { return (from, to, nil) }
        let base = known[from].serviceDate != nil ? 0 : date.map { zone.startOfDay($0) }
        if let base, let depart = known[from].depart, let arrive = known[to].arrive {
            return (from, to, TimeSpan(base + depart, base + arrive))
        }
        return (from, to, nil)
    }
}
