/// How the seats of a coach are numbered: which of them share a bay, and what class they are.
///
/// **Hard seats.** A row is a bench of three, the aisle, and a bench of two; two facing rows are a bay (格) of ten.
/// Seats are numbered on through the coach. The windows by last digit (0 4 5 9 and 1, 118 of 118 seats; 2 3 7 8 and 1,
/// 116 of 116; 3 4 8 9 but not 4, and 1, 5, 112 of 112) are the ends of rows, which with the coach's length fixes every
/// row:
///
/// | seats | first rows | then bays of ten from | last bay |
/// |---|---|---|---|
/// | 118, 128 | `1 2|3 4` facing `5 6 7|8 9` | 10 | `110 111 112|113 114` facing `115 116|117 118` |
/// | 116 | `1 2` facing `3 4 5|6 7` | 8 | `108 ... 112` facing `113 114|115 116` |
/// | 112, 122 | `1 2` facing `3 4` beside the conductor's office; `5 6|7 8` facing `9 10 11|12 13` | 14 | `104 ... 108` facing `109 ... 112` |
///
/// The rows at both ends of a coach stand with their backs to the wall, so the row beside faces them; each of the 116
/// and 118 has twelve bays, as has the 112, where the office takes six seats. 128 and 122 are one bay longer. Sources:
/// DOMAIN 4.4; seat tables of hanfengtangyun.cn, 58z.net/z/586865335764302485, wenrenren.com/c/112010941632023 (a table
/// of 108 seats that draws the benches). Only the tables of 128 and 122 name facing rows; the rest is reckoned.
public struct CoachLayout: Hashable, Sendable {
    /// The class of the coach, if the layout tells it.
    public var seatClass: Seat.Class?
    /// Seats of each bay, bay after bay; empty where seat numbers do not tell it.
    public var bays: [ClosedRange<Int>] = []
    /// Seats abreast of a vehicle that numbers them row by row; nil where it does not.
    public var abreast: Int?

    /// The built-in layout of a word: `hard_seat_118` and its like, a class such as `hard_sleeper`, or `abreast_4`.
    public init?(word: String) {
        if let bays = CoachLayout.hardSeats[word] {
            seatClass = .hardSeat
            self.bays = bays
        } else if let seatClass = Seat.Class(rawValue: word) {
            self.seatClass = seatClass
        } else if word.hasPrefix("abreast_"), let abreast = Int(word.dropFirst(8)), (1...10).contains(abreast) {
            self.abreast = abreast
        } else {
            return nil
        }
    }

    /// A seat map of one's own, bay after bay: `1-6;7-12`; nil where a bay is no number or range, or two share a seat.
    public init?(seats: String) {
        for bay in seats.split(separator: ";", omittingEmptySubsequences: false) {
            let ends = bay.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first > 0,
                first <= last, last < 1000, !bays.contains(where: { $0.overlaps(first...last) })
            else { return nil }
            bays.append(first...last)
        }
    }

    /// The bay of a seat by its number, counted from 1; nil where the layout does not tell.
    public func bay(of seat: Int) -> Int? { bays.firstIndex { $0.contains(seat) }.map { $0 + 1 } }

    /// What to call it: the word of the built-in layout that has these bays, `seat_map` for bays of one's own, else the
    /// class; nil where it tells no bay.
    public var word: String? {
        if bays.isEmpty { return seatClass?.rawValue }
        return CoachLayout.hardSeats.first { $0.value == bays }?.key ?? "seat_map"
    }

    /// Words of all built-in layouts, for messages and tests.
    public static let words = hardSeats.keys.sorted() + Seat.Class.allCases.map(\.rawValue)

    private static let hardSeats: [String: [ClosedRange<Int>]] = [
        "hard_seat_112": [1...4, 5...13] + tens(from: 14, to: 112),
        "hard_seat_122": [1...4, 5...13] + tens(from: 14, to: 122),
        "hard_seat_116": [1...7] + tens(from: 8, to: 116),
        "hard_seat_118": [1...9] + tens(from: 10, to: 118),
        "hard_seat_128": [1...9] + tens(from: 10, to: 128),
    ]

    private static func tens(from first: Int, to last: Int) -> [ClosedRange<Int>] {
        stride(from: first, through: last, by: 10).map { $0...min($0 + 9, last) }
    }
}
