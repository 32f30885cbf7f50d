public import Vocabulary

/// Something in a case's itinerary that can hardly be true; nothing is refused for it, but a person should look.
public struct ItineraryDoubt: Hashable, Sendable {
    /// What is doubted.
    public enum Kind: String, CaseIterable, Sendable {
        /// A stay of more than a day: was its end forgotten?
        case stayOver24Hours = "STAY_OVER_24H"
        /// One part to the next, or a ride, faster than 300 km/h on the ground.
        case speedOver300 = "SPEED_OVER_300"
        /// At two places at one time.
        case overlappingParts = "OVERLAPPING_PARTS"
        /// Months from the day the case was confirmed: a time unit, or day and month, read wrongly.
        case timeUnit = "TIME_UNIT"
        /// The coach or seat of a ride is written in a way that is not certain: its rule gives less.
        case seatNotRead = "SEAT_NOT_READ"
        /// Two positions that lie at known places in another datum alone.
        case datum = "DATUM_DOUBTFUL"
    }
    /// What is doubted, and of which case.
    public var kind: Kind, caseID: String
    /// The rows in the order of their times: one, or two that contradict each other or are doubted together.
    public var rows: [RowSource]

    /// A doubt.
    public init(kind: Kind, caseID: String, rows: [RowSource]) {
        self.kind = kind
        self.caseID = caseID
        self.rows = rows
    }
}

/// Finds what can hardly be true in itineraries, from what is known of places and cases.
public struct ItineraryDoubts: Sendable {
    /// Fastest trains run at 350 km/h; no straight line from stop to stop is done at more than 300.
    static let metersPerSecond = 300_000.0 / 3600
    /// Metres that rounding of told times explains: five minutes in town traffic.
    static let toleranceMeters = 5000.0
    /// Metres from which two places are not one.
    static let apartMeters = 1000.0
    static let longestStaySeconds: Int64 = 86_400
    /// An incubation, an illness and a month of delay.
    static let farDays: Int64 = 60

    private let places: [String: Place]
    private let confirmed: [String: Int64]
    private let check: PositionCheck
    private let readings: [UInt32: [DatumReading]]

    /// Doubts by known places, the moments cases were confirmed by id, and other ways to read the positions of files by
    /// number.
    public init(places: [String: Place], confirmed: [String: Int64], readings: [UInt32: [DatumReading]] = [:]) {
        self.places = places
        self.confirmed = confirmed
        self.readings = readings
        check = PositionCheck(places: places)
    }

    /// All doubts about the parts, by kind, case and row.
    public func doubts(about parts: [ItineraryPart]) -> [ItineraryDoubt] {
        let byCase = Dictionary(grouping: PartOrder.sorted(parts), by: \.caseID)
        let found = byCase.values.flatMap { parts in
            alone(parts) + journeys(parts) + overlaps(parts) + datums(parts)
        }
        return found.sorted { left, right in
            if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
            if left.caseID != right.caseID { return left.caseID < right.caseID }
            return left.rows.lexicographicallyPrecedes(right.rows)
        }
    }

    /// Doubts about one row.
    private func alone(_ parts: [ItineraryPart]) -> [ItineraryDoubt] {
        parts.flatMap { part -> [ItineraryDoubt] in
            var found: [ItineraryDoubt] = []
            func doubt(_ kind: ItineraryDoubt.Kind) {
                found.append(ItineraryDoubt(kind: kind, caseID: part.caseID, rows: [part.source]))
            }
            if part.kind != .ride, part.span.seconds > Self.longestStaySeconds { doubt(.stayOver24Hours) }
            if let day = confirmed[part.caseID], abs(part.span.start - day) > Self.farDays * 86_400 { doubt(.timeUnit) }
            if let ride = part.ride, ride.mode != .flight, let from = location(ride.fromPlace),
                let to = location(ride.toPlace), isTooFast(from, to, seconds: part.span.seconds)
            {
                doubt(.speedOver300)
            }
            return found
        }
    }

    /// From each part to the next that begins after it, unless a flight lies between.
    private func journeys(_ parts: [ItineraryPart]) -> [ItineraryDoubt] {
        let located = parts.filter { start(of: $0) != nil || end(of: $0) != nil }
        let flights = parts.filter { $0.ride?.mode == .flight }
        return located.enumerated().compactMap { number, part in
            guard let from = end(of: part),
                let next = located[(number + 1)...].first(where: { $0.span.start >= part.span.end }),
                let to = start(of: next)
            else { return nil }
            let between = TimeSpan(part.span.end, next.span.start)
            guard !flights.contains(where: { $0.span.overlaps(between) }),
                isTooFast(from, to, seconds: between.seconds)
            else { return nil }
            return ItineraryDoubt(kind: .speedOver300, caseID: part.caseID, rows: [part.source, next.source])
        }
    }

    /// Two places at one time; that one ends when the other begins is none.
    private func overlaps(_ parts: [ItineraryPart]) -> [ItineraryDoubt] {
        let located = parts.filter { $0.kind != .ride && start(of: $0) != nil }
        var found: [ItineraryDoubt] = []
        for (number, part) in located.enumerated() {
            for other in located[(number + 1)...].prefix(while: { $0.span.start < part.span.end }) {
                guard other.span.end > part.span.start, let here = start(of: part), let there = start(of: other),
                    gap(here, there) > Self.apartMeters
                else { continue }
                found.append(
                    ItineraryDoubt(kind: .overlappingParts, caseID: part.caseID, rows: [part.source, other.source]))
            }
        }
        return found
    }

    /// Two positions of one file that another datum explains.
    private func datums(_ parts: [ItineraryPart]) -> [ItineraryDoubt] {
        let byFile = Dictionary(grouping: parts, by: \.source.file)
        return byFile.sorted { $0.key < $1.key }.compactMap { file, parts in
            check.shiftedPair(of: parts, readings: readings[file] ?? []).map { one, other in
                ItineraryDoubt(kind: .datum, caseID: one.caseID, rows: [one.source, other.source])
            }
        }
    }

    private typealias Location = (position: Position, radius: Double)

    private func isTooFast(_ from: Location, _ to: Location, seconds: Int64) -> Bool {
        gap(from, to) > Double(seconds) * Self.metersPerSecond + Self.toleranceMeters
    }

    private func gap(_ from: Location, _ to: Location) -> Double {
        from.position.distance(to: to.position) - from.radius - to.radius
    }

    private func start(of part: ItineraryPart) -> Location? {
        part.kind == .ride ? location(part.ride?.fromPlace) : stay(part)
    }

    private func end(of part: ItineraryPart) -> Location? {
        part.kind == .ride ? location(part.ride?.toPlace) : stay(part)
    }

    private func stay(_ part: ItineraryPart) -> Location? {
        part.position.map { ($0, part.radiusMeters) } ?? location(part.place)
    }

    private func location(_ place: String?) -> Location? {
        guard let place = place.flatMap({ places[$0] }), let position = place.position else { return nil }
        return (position, place.radiusMeters)
    }
}
