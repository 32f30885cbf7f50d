@testable import Policy
import Vocabulary

extension RandomWorld {
    /// A companion rule, tickets and passages of the cases, and people who ride and pass with them.
    mutating func addCompanions() {
        let settings = CompanionRule(
            sameOrder: chance(80), orderPeople: Int(number(in: 2...4)), sameRoom: chance(80), samePlate: chance(80),
            plateSeconds: pick([0, 60, 300]), adjacentSeats: Int(pick([0, 1, 2] as [Int64])), acrossAisle: chance(50),
            convoyPlaces: Int(pick([0, 2, 3] as [Int64])), convoySeconds: pick([0, 1, 120]),
            convoyHours: pick([0, 1, 24]), convoyFeeds: chance(50) ? [.checkpoint] : [.checkpoint, .parking, .visit],
            convoyVehicles: chance(50))
        rules.append(
            Rule(
                id: "companion", setting: "companions", tier: .close, source: "", minMinutes: 0, cumulativeHours: 0,
                maxGapSeconds: 0, residualSeconds: 0, kind: .companion(settings)))
        for _ in 0..<number(in: 1...4) { addMates() }
        for _ in 0..<number(in: 1...6) { addPassage() }
        if chance(40) { addRoommate() }
        if chance(40) { addConvoy() }
    }

    /// A case on the road, and somebody behind it who sometimes falls back.
    private mutating func addConvoy() {
        guard let caseID = own.keys.sorted().first else { return }
        let follower = subject(number(in: 1...3))
        let role: ItineraryPart.Role = chance(50) ? .passage : .vehiclePassage
        for place in ["P1", "P2", "P3", "P4"] {
            let start = moment()
            var passage = ItineraryPart(
                caseID: caseID, kind: .point, span: TimeSpan(at: start), place: place, origin: .observed(.checkpoint),
                source: RowSource(file: 9, line: UInt32(parts.count + 1), digest: 0))
            passage.role = role
            parts.append(passage)
            var row = Observation(feed: .checkpoint, span: TimeSpan(at: start + pick([0, 1, 1, 120, 121])))
            row.source = RowSource(file: 1, line: UInt32(observations.count + 1), digest: 0)
            (row.phone, row.place) = (follower, place)
            observations.append(row)
        }
    }

    /// A stay of a case in a room, and somebody who is there at the time or nearly.
    private mutating func addRoommate() {
        guard let caseID = own.keys.sorted().first else { return }
        var stay = part(caseID)
        (stay.kind, stay.ride, stay.position, stay.countedSpan) = (.stay, nil, nil, nil)
        (stay.place, stay.room, stay.origin) = ("P1", pick(["301", "302"]), pick([.reported, .observed(.hotel)]))
        parts.append(stay)
        let start = pick([stay.span.start - 100, stay.span.end - 60, stay.span.end, stay.span.end + 1])
        var row = Observation(feed: .hotel, span: TimeSpan(start, start + pick([0, 100, 3600])))
        row.source = RowSource(file: 1, line: UInt32(observations.count + 1), digest: 0)
        (row.phone, row.place, row.room) = (subject(number(in: 1...3)), "P1", stay.room)
        observations.append(row)
    }

    /// A ride of a case, and somebody beside it or on its order.
    private mutating func addMates() {
        guard let caseID = own.keys.sorted().first else { return }
        var part = part(caseID)
        var ride = ride()
        ride.seat = pick(["2A", "2B", "12C"])
        (part.kind, part.ride, part.place, part.room, part.position) = (.ride, ride, nil, nil, nil)
        part.radiusMeters = 0
        part.origin = .reported
        if chance(30) { part.role = .ticket }
        parts.append(part)
        var row = Observation(feed: .travel, span: chance(70) ? part.span : span())
        row.source = RowSource(file: 1, line: UInt32(observations.count + 1), digest: 0)
        row.phone = subject(number(in: 1...3))
        row.traits.mode = ride.mode
        (row.service, row.serviceDate, row.carriage) = (ride.service, ride.serviceDate, ride.carriage)
        row.seat = pick(["2B", "2C", "12D", "12F"])
        (row.fromPlace, row.toPlace) = (ride.fromPlace, ride.toPlace)
        row.order = chance(70) ? ride.order : "O3"
        observations.append(row)
    }

    /// A passage of a case, and somebody behind it.
    private mutating func addPassage() {
        guard let caseID = own.keys.sorted().first else { return }
        var passage = part(caseID)
        let start = passage.span.start
        (passage.kind, passage.ride, passage.position, passage.room, passage.plate) = (.point, nil, nil, nil, nil)
        (passage.countedSpan, passage.radiusMeters) = (nil, 0)
        passage.span = TimeSpan(at: start)
        passage.place = pick(["P1", "P2", "P3", "P4"])
        passage.role = chance(70) ? .passage : .vehiclePassage
        passage.origin = pick([.reported, .observed(.checkpoint), .observed(.visit)])
        parts.append(passage)
        var row = Observation(feed: pick([.checkpoint, .checkpoint, .visit, .parking]), span: passage.span)
        row.span = TimeSpan(at: start + pick([0, 1, 60, 120, 121]))
        if row.feed != .checkpoint { row.span.end += pick([0, 600]) }
        row.source = RowSource(file: 1, line: UInt32(observations.count + 1), digest: 0)
        if row.feed == .parking { row.plate = plate(number(in: 1...2)) } else { row.phone = subject(number(in: 1...3)) }
        row.place = passage.place
        observations.append(row)
    }
}
