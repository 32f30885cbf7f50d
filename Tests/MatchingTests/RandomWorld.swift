import Matching
@testable import Policy
import TestSupport
import Vocabulary

/// A small random world of parts and observations, with many ties, edges and repetitions.
struct RandomWorld {
    var parts: [ItineraryPart] = []
    var observations: [Observation] = []
    var rules: [Rule] = []
    var places: [String: Place] = [:]
    var stops: [ServiceStop] = []
    var vehicles: [VehicleFact] = []
    var rideSettings = RideSettings()
    /// Seat texts of this world; empty means all.
    var seatPool: [String] = []
    /// The ride that most people of this world are on; nil for a world of all settings.
    var commonRide: Ride?
    var own: [String: Set<Pseudonym>] = [:]
    var registered: Set<Pseudonym> = []
    let openEndHours = ["hotel": 24.0, "visit": 1, "parking": 12]
    var random: SeededGenerator
    var base: Int64
    private var centre: Position

    static let latitudes = [0.0, 29, -33, 60, 85, 89.9, -89.99, 90]
    static let longitudes = [0.0, 118.87, 179.99995, -179.99999, 180, -180]
    /// Midnights in China before a month's end, New Year, a leap day, and a bucket's edge.
    static let moments: [Int64] = [1_580_486_400, 1_577_808_000, 1_582_905_600, 512 * 3_086_000, 1_609_430_400]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        base = 0
        centre = Position(lonE7: 0, latE7: 0)
        base = pick(Self.moments)
        centre = Position(longitude: pick(Self.longitudes), latitude: pick(Self.latitudes))
        if chance(30) {
            // A corner of tiles.
            centre = Position(lonE7: centre.lonE7 & -16384, latE7: max(-899_999_000, centre.latE7 & -16384))
        }
        makePlaces()
        makeVehicles()
        pickSeatPool()
        let isRideWorld = chance(40)
        makeRules()
        varyTimings()
        if isRideWorld { commonRide = ride() }
        for number in 1...number(in: 1...3) {
            own["C\(number)"] = chance(50) ? [subject(number)] : []
            let (card, plate) = (card(number), plate(1))
            if chance(20) { own["C\(number)"]?.insert(card) }
            if chance(10) { own["C\(number)"]?.insert(plate) }
            if chance(40) { registered.insert(subject(number)) }
            if chance(40) { registered.insert(card) }
            for _ in 0..<Int(self.number(in: 1...4)) { parts.append(part("C\(number)")) }
        }
        for _ in 0..<Int(number(in: 1...12)) { observations.append(observation()) }
        if chance(40) { addCompanions() }
        for index in observations.indices where chance(15) {
            var again = observations[index]
            again.source.file = 2
            observations.append(again)
        }
        addPlaceScenes()
    }

    mutating func chance(_ percent: Int64) -> Bool { number(in: 0...99) < percent }
    mutating func number(in range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }
    mutating func pick<Value>(_ values: [Value]) -> Value { values[Int(number(in: 0...Int64(values.count - 1)))] }

    func subject(_ number: Int64) -> Pseudonym { Pseudonym(kind: .phone, high: UInt64(number), low: 0) }
    func card(_ number: Int64) -> Pseudonym { Pseudonym(kind: .idNumber, high: UInt64(number), low: 0) }
    func plate(_ number: Int64) -> Pseudonym { Pseudonym(kind: .plate, high: UInt64(number), low: 0) }

    mutating func moment() -> Int64 {
        base + pick([0, -1, 1, 300, 511, 512, 513, 3600, 86_400, number(in: -4000...4000), number(in: -4000...4000)])
    }

    mutating func span() -> TimeSpan {
        let start = moment()
        return TimeSpan(start, start + pick([0, 0, 1, 300, 512, 1800, number(in: 0...7200), 86_400, 60 * 86_400]))
    }

    mutating func position() -> Position {
        let step = pick([1, 100, 4000, 40_000, 16_384, 1_000_000] as [Int64])
        var lon = Int64(centre.lonE7) + number(in: -3...3) * step
        let lat = max(-900_000_000, min(900_000_000, Int64(centre.latE7) + number(in: -3...3) * step))
        if lon > 1_800_000_000 { lon -= 3_600_000_000 }
        if lon < -1_800_000_000 { lon += 3_600_000_000 }
        if abs(lat) > 899_000_000, chance(50) { lon = number(in: -1_800_000_000...1_800_000_000) }
        return Position(lonE7: Int32(lon), latE7: Int32(lat))
    }

    mutating func radius() -> Double { pick([0, 10, 50, 200, 1000, 20_000, Double(number(in: 0...500))]) }

    mutating func makePlaces() {
        for id in ["P1", "P2", "P3"] {
            places[id] = Place(
                placeID: id, kind: pick(["cafe", "gate", "tower"]), name: "", position: chance(80) ? position() : nil,
                radiusMeters: radius())
        }
        guard chance(60) else { return }
        let date: Int32? = chance(50) ? nil : floorDay(base + 8 * 3600)
        let first: Int64 = date == nil ? 3600 : base
        let timed = chance(70)
        for (index, place) in ["A", "B", "C", "D"].enumerated() {
            let time = first + Int64(index) * 1800
            stops.append(
                ServiceStop(
                    mode: .rail, service: "G1", serviceDate: date, sequence: index, placeID: place,
                    arrive: timed ? time - 60 : nil, depart: timed ? time : nil))
        }
        stops.reverse()
    }

    mutating func makeRules() {
        let kinds: [Rule.Kind] = [
            .proximity(
                ProximityRule(
                    feeds: [.carrier, .checkpoint, .visit], slackSeconds: pick([0, 1, 300]),
                    reachMeters: pick([0, 50, 100.5]), accuracy: pick([.carry, .widen, .narrow, .cap]),
                    maxAccuracyMeters: 60)),
            .place(
                PlaceRule(
                    feeds: [.visit, .hotel, .checkpoint, .parking], kinds: chance(30) ? ["cafe"] : [],
                    scope: chance(30) ? .room : .place, slackSeconds: pick([0, 60]))),
            .ride(rideRule()), .ride(rideRule()),
        ]
        for (index, kind) in kinds.enumerated() {
            rules.append(
                Rule(
                    id: "rule\(index)", setting: "somewhere", tier: .close, source: "",
                    minMinutes: pick([0, 0, 1, 15, 30]), cumulativeHours: pick([0, 1, 24]),
                    maxGapSeconds: pick([0, 600, 1800]), residualSeconds: pick([0, 0, 600, 7200]), kind: kind))
        }
    }

    var day: Int32 { floorDay(base + 8 * 3600) }
    var start: Int64 { base }

    mutating func part(_ caseID: String) -> ItineraryPart {
        var part = ItineraryPart(
            caseID: caseID, kind: .stay, span: span(),
            source: RowSource(file: 9, line: UInt32(parts.count + 1), digest: 0))
        if commonRide != nil || chance(30) {
            part.kind = .ride
            (part.ride, part.span) = boarding(part.span)
            if chance(30) { part.countedSpan = span() }
        } else if chance(50) {
            part.position = position()
            part.radiusMeters = radius()
        } else {
            part.place = pick(["P1", "P2", "P3"])
            part.room = chance(60) ? pick(["301", "302"]) : nil
        }
        if chance(15) { part.plate = plate(1) }
        if part.kind != .ride, chance(20) { part.origin = .observed(.carrier) }
        return part
    }

    mutating func observation() -> Observation {
        let settings: [Feed] = [
            .carrier, .carrier, .carrier, .checkpoint, .visit, .hotel, .parking, .travel, .travel,
        ]
        let feed: Feed = commonRide == nil ? pick(settings) : .travel
        var row = Observation(feed: feed, span: span())
        row.source = RowSource(file: 1, line: UInt32(observations.count + 1), digest: 0)
        if feed == .carrier || feed == .checkpoint { row.span.end = row.span.start }
        if feed == .parking || (feed == .checkpoint && chance(30)) { row.plate = plate(number(in: 1...2)) }
        if feed != .parking { row.phone = subject(number(in: 1...3)) }
        if feed != .parking, feed != .carrier, chance(30) { row.idNumber = card(number(in: 1...3)) }
        if feed == .carrier, chance(50) { row.accuracyCentimeters = Int32(pick([0, 3000, 6000, 250_000] as [Int64])) }
        if feed == .carrier, chance(80) {
            row.position = position()
        } else {
            row.place = pick(["P1", "P2", "P3", "P4"])
        }
        if feed == .hotel || chance(20) { row.room = pick(["301", "302"]) }
        if feed == .visit { row.kind = chance(50) ? "cafe" : nil }
        if chance(20), feed != .carrier, feed != .checkpoint {
            row.span.end = row.span.start
            row.traits.insert(.openEnd)
        }
        if feed == .travel {
            let (ride, span) = boarding(row.span)
            row.span = span
            row.place = nil
            row.room = nil
            row.traits.mode = ride.mode
            (row.service, row.serviceDate, row.carriage, row.seat) =
                (ride.service, ride.serviceDate, ride.carriage, ride.seat)
            (row.fromPlace, row.toPlace, row.order) = (ride.fromPlace, ride.toPlace, ride.order)
            if ride.soldOnly { row.traits.insert(.soldOnly) }
        }
        return row
    }

    var oracle: Oracle {
        Oracle(
            parts: parts, own: own, rules: rules, places: places, stops: stops, openEndHours: openEndHours,
            zone: .china, registered: registered, rideSeats: OracleSeats(vehicles: vehicles, settings: rideSettings))
    }

    var index: CaseIndex {
        CaseIndex(
            parts: parts, caseSubjects: own, rules: rules, places: places, timetable: Timetable(stops: stops),
            openEndHours: openEndHours, zone: .china, registered: registered, vehicles: vehicles,
            rideSettings: rideSettings)
    }

    /// The exposures by the engine, the rows shuffled and cut into blocks of any size, matched into several sets.
    mutating func engineExposures() -> [Exposure] {
        var sets = [HitSet(), HitSet()]
        let index = index
        let shuffled = observations.shuffled(using: &random)
        for feed in Feed.allCases {
            var block = ObservationBlock(feed: feed)
            for row in shuffled where row.feed == feed {
                block.append(row)
                if chance(30) {
                    index.match(block, into: &sets[Int(number(in: 0...1))])
                    block = ObservationBlock(feed: feed)
                }
            }
            index.match(block, into: &sets[0])
        }
        return index.exposures(of: sets).map(\.withoutCertainty)
    }
}
