import Vocabulary

/// Cabins of ships, from what the oracle's texts mean.
enum OracleShips {
    typealias Traveller = (ride: Ride, seat: OracleSeats.Meaning, coaches: [String])

    /// Decks and grades that the texts name.
    private static let grades = [
        "二等舱": "second", "二等舱203": "second", "三等舱203": "third", "一等座": "first", "经济舱30A": "economy",
    ]
    private static let decks = ["2层": 2]

    static func areApart(_ one: Traveller, _ two: Traveller) -> Bool? {
        if let a = grade(one.ride), let b = grade(two.ride), a != b { return true }
        if let a = deck(one.ride), let b = deck(two.ride), a != b { return true }
        // Rooms of a coach: both the coach and the room have to agree.
        let rooms = [one, two].map { $0.seat.compartments.map(String.init) }
        if !rooms[0].isEmpty, !rooms[1].isEmpty {
            let known = !one.coaches.isEmpty && !two.coaches.isEmpty
            return !share(rooms[0], rooms[1]) || (known && !share(one.coaches, two.coaches))
        }
        if rooms[0].isEmpty && rooms[1].isEmpty {
            let names = [one, two].map { $0.coaches.isEmpty ? $0.seat.numbers.map(String.init) : $0.coaches }
            return names[0].isEmpty || names[1].isEmpty ? nil : !share(names[0], names[1])
        }
        let (inRoom, plain) = rooms[0].isEmpty ? (two, one) : (one, two)
        let name = plain.coaches.isEmpty ? plain.seat.numbers.map(String.init) : plain.coaches
        // It may be the room's number, or that of what the room is in.
        if name.isEmpty || share(name, inRoom.coaches) { return nil }
        return !share(name, inRoom.seat.compartments.map(String.init))
    }

    private static func share(_ one: [String], _ two: [String]) -> Bool { one.contains { two.contains($0) } }

    private static func grade(_ ride: Ride) -> String? {
        ride.carriage.flatMap { grades[$0] } ?? ride.seat.flatMap { grades[$0] }
    }

    private static func deck(_ ride: Ride) -> Int? { ride.carriage.flatMap { decks[$0] } }
}
