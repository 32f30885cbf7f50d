/// Where on a conveyance somebody sat, as far as the texts of coach and seat tell (DOMAIN 4.4).
///
/// Read by ``init(carriage:seat:)`` from tickets and notices; ``carriageText`` and ``seatText`` are the form that is
/// stored, and reading that form again gives the same value. What is not certain is left out rather than guessed: an
/// unknown seat falls back by rule, a wrong one would hide people.
public struct Seat: Hashable, Sendable {
    /// What somebody did on board.
    public enum Role: Hashable, Sendable { case passenger, standing, crew }
    /// A berth above another.
    public enum Berth: String, CaseIterable, Sendable {
        case upper = "上", middle = "中", lower = "下"
    }
    /// The class of a coach; the words that policies use.
    public enum Class: String, CaseIterable, Sendable {
        case hardSeat = "hard_seat", softSeat = "soft_seat"
        case secondClass = "second_class", firstClass = "first_class", businessClass = "business_class"
        case economyClass = "economy_class"
        case hardSleeper = "hard_sleeper", softSleeper = "soft_sleeper"
        /// A sleeper of either kind.
        case sleeper
        /// A seat, no berth, of a class that nobody names.
        case seat
    }
    /// What the number of a place counts.
    public enum Unit: Hashable, Sendable { case seat, row, compartment }
    /// One place, or rows from the first to the last.
    public struct Spot: Hashable, Sendable {
        /// What ``first`` and ``last`` count; a lettered seat (`12F`) has its row's number.
        public var unit: Unit
        /// The numbers; equal but for ranges of rows.
        public var first: Int, last: Int
        /// `A` to `L`, in ASCII; 0 for none.
        public var letter: UInt8
        /// The berth.
        public var berth: Berth?

        /// A place.
        public init(_ unit: Unit, _ first: Int, to last: Int? = nil, letter: UInt8 = 0, berth: Berth? = nil) {
            self.unit = unit
            self.first = first
            self.last = last ?? first
            self.letter = letter
            self.berth = berth
        }
    }

    /// Coaches in order, each once: `8`, `+9` (an extra coach, `加9`), `D` (the dining car); none where unknown.
    public internal(set) var coaches: [String] = []
    /// Places; none where unknown.
    public internal(set) var spots: [Spot] = []
    /// Passenger unless the text says otherwise.
    public internal(set) var role = Role.passenger
    /// The class, if the text names it.
    public internal(set) var seatClass: Class?
    /// Deck and grade of a ship's cabin, as far as the text names them; its number is the coach's, the compartment's or
    /// the seat's.
    public internal(set) var cabin = Cabin()
    /// Whether the texts were understood; an empty one, and one that says "unknown", is.
    public internal(set) var isCarriageUnderstood = true, isSeatUnderstood = true

    /// Nothing is known.
    public init() {}

    /// The coaches as they are stored: `8`, `7-8`, `4/6/13`, `+9`, `2层二等舱203`; empty where unknown.
    public var carriageText: String {
        var pieces: [String] = []
        var index = 0
        while index < coaches.count {
            var last = index
            if let first = Seat.number(ofCoach: coaches[index]) {
                while last + 1 < coaches.count,
                    Seat.number(ofCoach: coaches[last + 1]) == first + last + 1 - index
                {
                    last += 1
                }
            }
            pieces.append(last > index ? "\(coaches[index])-\(coaches[last])" : coaches[index])
            index = last + 1
        }
        return cabin.text + pieces.joined(separator: "/")
    }

    /// The number of a coach that has a plain one; `+9` and `D` have none.
    public static func number(ofCoach name: String) -> Int? { name.hasPrefix("+") ? nil : Int(name) }

    /// The seat as it is stored: `12F`, `13下`, `9-13排`, `16间上`, `软卧5`, `无座`, `乘务`; empty where unknown.
    public var seatText: String {
        let name = seatClass.map(\.text) ?? ""
        switch role {
        case .crew: return name + "乘务"
        case .standing: return name + "无座"
        case .passenger: return name + spots.map(\.text).joined(separator: "/")
        }
    }
}

extension Seat.Class {
    /// The class as it is stored.
    var text: String {
        switch self {
        case .hardSeat: "硬座"
        case .softSeat: "软座"
        case .secondClass: "二等座"
        case .firstClass: "一等座"
        case .businessClass: "商务座"
        case .economyClass: "经济舱"
        case .hardSleeper: "硬卧"
        case .softSleeper: "软卧"
        case .sleeper: "卧铺"
        case .seat: "座席"
        }
    }

    /// How tickets and notices write the classes, longer words before those they begin with.
    static let words: [(word: String, seatClass: Seat.Class)] = [
        ("高级软卧", .softSleeper), ("软卧", .softSleeper), ("一等卧", .softSleeper), ("动卧", .softSleeper),
        ("硬卧", .hardSleeper), ("二等卧", .hardSleeper), ("卧铺", .sleeper), ("硬座", .hardSeat), ("软座", .softSeat),
        ("商务座", .businessClass), ("特等座", .businessClass), ("商务舱", .businessClass), ("公务舱", .businessClass),
        ("一等座", .firstClass), ("头等舱", .firstClass), ("二等座", .secondClass), ("经济舱", .economyClass),
        ("座席", .seat),
    ]
}

extension Seat.Spot {
    /// The place as it is stored.
    var text: String {
        let number = first == last ? "\(first)" : "\(first)-\(last)"
        switch unit {
        case .seat: return number + (berth?.rawValue ?? "")
        case .compartment: return number + "间" + (berth?.rawValue ?? "")
        case .row: return letter == 0 ? number + "排" : number + String(UnicodeScalar(letter))
        }
    }
}
