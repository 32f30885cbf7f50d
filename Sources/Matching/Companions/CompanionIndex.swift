import Policy
import Vocabulary

/// What companions are looked up by: hashes of orders, rooms, plates, services and places, so that nothing is compared
/// with what shares none of them.
struct CompanionIndex: Sendable {
    /// A room of a hotel, as rooms are compared.
    struct Room: Hashable, Sendable {
        var place: String
        var room: RoomNumber
    }
    /// A case at a place at a moment.
    struct Passage: Sendable {
        var moment: Int64
        var part: Int32
    }

    /// Parts by order code, hotel room, plate, and service number; all in the index's order.
    private(set) var orders: [String: [Int32]] = [:]
    private(set) var rooms: [Room: [Int32]] = [:]
    private(set) var plates: [Pseudonym: [Int32]] = [:]
    private(set) var seats: [RideIndex.Key: [Int32]] = [:]
    /// Passages at each place in order of time.
    private(set) var passages: [String: [Passage]] = [:]
    /// Rides and tickets, and what tells one run from another.
    private(set) var boarded: [Int32: RideComparison.Boarded] = [:]
    private(set) var runs: [Int32: String] = [:]

    /// An index of parts in the case index's order.
    init(parts: [ItineraryPart], rides: RideIndex) {
        for (index, part) in parts.enumerated() where part.gated == nil {
            let number = Int32(index)
            if part.kind == .ride, let ride = part.ride { add(ride, of: part, number, rides) }
            switch part.role {
            case .ticket: break
            case .passage, .vehiclePassage:
                if let place = part.place {
                    passages[place, default: []].append(Passage(moment: part.span.start, part: number))
                }
            case .presence:
                if let plate = part.plate { plates[plate, default: []].append(number) }
                guard part.kind != .ride, let place = part.place, let room = RoomNumber(part.room) else {
                    continue
                }
                rooms[Room(place: place, room: room), default: []].append(number)
            }
        }
        passages = passages.mapValues { $0.sorted { ($0.moment, $0.part) < ($1.moment, $1.part) } }
    }

    private mutating func add(_ ride: Ride, of part: ItineraryPart, _ number: Int32, _ rides: RideIndex) {
        let own = rides.boarded(
            ride, span: part.span, hasTimes: RideIndex.hasTimes(part.span, zone: rides.comparison.zone))
        boarded[number] = own
        if let order = ride.order { orders[order, default: []].append(number) }
        guard part.role == .presence, ride.seat != nil else { return }
        let day = ride.serviceDate ?? rides.comparison.zone.localDay(at: part.span.start)
        runs[number] = "\(ride.mode.name) \(own.numbers.min() ?? "") \(day)"
        for key in rides.keys(ride) { seats[key, default: []].append(number) }
    }

    /// Passages at a place not farther than so many seconds from a moment.
    func passages(at place: String, around moment: Int64, within seconds: Int64) -> ArraySlice<Passage> {
        guard let held = passages[place] else { return [] }
        var low = 0
        var high = held.count
        while low < high {
            let middle = (low + high) / 2
            if held[middle].moment < moment - seconds { low = middle + 1 } else { high = middle }
        }
        return held[low...].prefix { $0.moment <= moment + seconds }
    }
}
