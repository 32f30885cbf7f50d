/// Coaches.
extension SeatReader {
    /// One coach or more; whether the text says that they are coaches.
    ///
    /// `needsWord`: not even in the coach's cell a bare number is one.
    mutating func readCoaches(needsWord: Bool = false) -> Bool {
        let start = scanner.position
        if isCarriage, scanner.text == [UInt8(ascii: "D")] || scanner.take("餐车") {
            scanner.position = max(scanner.position, 1)
            _ = scanner.takeAny(["车厢", "车箱"])
            seat.coaches = ["D"]
            return true
        }
        var found: [(isExtra: Bool, number: Int)] = []
        var hasWord = false
        guard let first = readCoach(&hasWord) else { return false }
        found.append(first)
        while !scanner.isAtEnd {
            let before = scanner.position
            let isRange = scanner.takeAny(["-", "~", "至", "到"]) != nil
            var nextHasWord = false
            guard isRange || scanner.takeAny(Self.coachSeparators) != nil, let next = readCoach(&nextHasWord),
                nextHasWord || !hasWord, !isRange || Self.isRange(found[found.count - 1], next)
            else {
                scanner.position = before
                break
            }
            if isRange {
                found += (found[found.count - 1].number + 1...next.number).map { (false, $0) }
            } else {
                found.append(next)
            }
            hasWord = nextHasWord
        }
        // A number that something else follows is a coach only where it is called one.
        guard hasWord || (isCarriage && !needsWord && (scanner.isAtEnd || isAtRemark)) else {
            scanner.position = start
            return false
        }
        seat.coaches = Self.ordered(found)
        return true
    }

    private static func isRange(_ first: (isExtra: Bool, number: Int), _ last: (isExtra: Bool, number: Int)) -> Bool {
        !first.isExtra && !last.isExtra && first.number < last.number && last.number - first.number < 64
    }

    private static func ordered(_ coaches: [(isExtra: Bool, number: Int)]) -> [String] {
        var names: [String] = []
        for coach in coaches.sorted(by: { ($0.isExtra ? 1 : 0, $0.number) < ($1.isExtra ? 1 : 0, $1.number) }) {
            let name = (coach.isExtra ? "+" : "") + "\(coach.number)"
            if names.last != name { names.append(name) }
        }
        return names
    }

    /// One coach; whether it is called one (`8号车厢`) or is a bare number (`8`, `8号`).
    private mutating func readCoach(_ hasWord: inout Bool) -> (isExtra: Bool, number: Int)? {
        let start = scanner.position
        _ = scanner.take("第")
        let isExtra = scanner.takeAny(["加", "+", "A"]) != nil
        guard let number = scanner.number(significantDigits: isCarriage && seat.cabin != Seat.Cabin() ? 4 : 3) else {
            scanner.position = start
            return nil
        }
        // In the coach's cell `203室` is a ship's cabin.
        if isCarriage, scanner.takeAny(Self.rooms) != nil {
            hasWord = true
            return (isExtra, number)
        }
        _ = scanner.takeAny(["号", "节"])
        // `12车次` is a service.
        hasWord = !scanner.isAt(["车次"]) && scanner.takeAny(Self.coachWords) != nil
        return (isExtra, number)
    }
}
