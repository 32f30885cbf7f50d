import Vocabulary

/// The cabin of a ship, from the texts of coach and seat together (DOMAIN 3.1).
///
/// Its number is a compartment's or room's; else the coach's; else a bare seat number, for tickets without a coach.
struct ShipCabin: Equatable {
    /// The number; several where the text names several, none where it is not known.
    var numbers: Set<String> = []
    /// What a room is in, where the coach's number is not its own.
    var areas: Set<String> = []
    var deck: Int?
    var grade: String?

    init(_ seat: Seat) {
        deck = seat.cabin.deck
        grade = seat.cabin.grade ?? ShipCabin.grade(seat.seatClass)
        let rooms = seat.spots.filter { $0.unit == .compartment }
        if !rooms.isEmpty {
            numbers = Set(rooms.map { "\($0.first)" })
            areas = Set(seat.coaches)
        } else if !seat.coaches.isEmpty {
            numbers = Set(seat.coaches)
        } else {
            // A berth or a row alone is inside a cabin that nobody names.
            numbers = Set(seat.spots.filter { $0.unit == .seat && $0.berth == nil }.map { "\($0.first)" })
        }
    }

    /// Whether it is another cabin; nil where that is not known.
    ///
    /// What only one text tells does not part them.
    func isApart(from other: ShipCabin) -> Bool? {
        if let deck, let theirs = other.deck, deck != theirs { return true }
        if let grade, let theirs = other.grade, grade != theirs { return true }
        if !areas.isEmpty, !other.areas.isEmpty, areas.isDisjoint(with: other.areas) { return true }
        if numbers.isEmpty || other.numbers.isEmpty { return nil }
        // `3` may be the area of room 12 in area 3, whose own room is not told.
        if areas.isEmpty != other.areas.isEmpty {
            let (area, number) = areas.isEmpty ? (other.areas, numbers) : (areas, other.numbers)
            if !area.isDisjoint(with: number) { return nil }
        }
        return numbers.isDisjoint(with: other.numbers)
    }

    /// Classes whose words ships share with aircraft.
    private static func grade(_ seatClass: Seat.Class?) -> String? {
        switch seatClass {
        case .firstClass: "一等舱"
        case .businessClass: "商务舱"
        case .economyClass: "经济舱"
        default: nil
        }
    }
}
