extension Seat {
    /// What a ship's ticket says of a cabin beside its number: the deck, and the grade.
    public struct Cabin: Hashable, Sendable {
        /// `2层`, `2楼`, `二层甲板` are deck 2.
        public var deck: Int?
        /// `二等舱`; the word as it stands on the ticket.
        public var grade: String?

        /// A cabin.
        public init(deck: Int? = nil, grade: String? = nil) {
            self.deck = deck
            self.grade = grade
        }

        /// As it is stored.
        var text: String { (deck.map { "\($0)层" } ?? "") + (grade ?? "") }
        /// What this does not say, another text may.
        func filled(from other: Cabin) -> Cabin { Cabin(deck: deck ?? other.deck, grade: grade ?? other.grade) }
    }
}

/// Cabins of ships.
extension SeatReader {
    static let rooms = ["号房间", "号舱室", "号房", "号室", "舱室", "房间", "房", "室"]
    private static let grades: [(word: String, grade: String)] =
        [("特", "特"), ("一", "一"), ("二", "二"), ("三", "三"), ("四", "四"), ("五", "五")].map { ($0.0 + "等舱", $0.1 + "等舱") }
        + [("1", "一"), ("2", "二"), ("3", "三"), ("4", "四"), ("5", "五")].map { ($0.0 + "等舱", $0.1 + "等舱") }
        + ["贵宾舱", "豪华舱", "普通舱"].map { ($0, $0) }
    private static let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]

    /// Deck and grade, in any order; `船舱` only says that a cabin follows.
    mutating func readCabin() {
        while readDeck() || readGrade() || readCabinWord() { _ = scanner.takeAny([",", "-", "/"]) }
    }

    private mutating func readCabinWord() -> Bool {
        guard scanner.takeAny(["船舱", "客舱"]) != nil else { return false }
        _ = scanner.take(":")
        namesCabin = true
        return true
    }

    private mutating func readGrade() -> Bool {
        guard seat.cabin.grade == nil else { return false }
        for (word, grade) in Self.grades where scanner.take(word) {
            seat.cabin.grade = grade
            namesCabin = true
            return true
        }
        return false
    }

    private mutating func readDeck() -> Bool {
        guard seat.cabin.deck == nil else { return false }
        let start = scanner.position
        _ = scanner.take("第")
        let numeral = Self.numerals.firstIndex { scanner.take($0) }.map { $0 + 1 }
        guard let number = numeral ?? scanner.number(significantDigits: 2), number > 0,
            scanner.takeAny(["层甲板", "层", "楼"]) != nil
        else {
            scanner.position = start
            return false
        }
        seat.cabin.deck = number
        namesCabin = true
        return true
    }
}
