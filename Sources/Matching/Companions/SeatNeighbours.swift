import Vocabulary

/// Which seats are side by side.
enum SeatNeighbours {
    /// Letters of a row from window to window, and after which of them the aisle lies, where the layout is not known.
    ///
    /// China's trains have A B C | D F and no E (DOMAIN 4.4); first class leaves B out, business B and D, so that
    /// A and C count there only if nobody can sit between them, which a ticket does not say. Narrow aircraft have
    /// A B C | D E F or A B C | J K L.
    private static let rows: [RideMode: [(left: String, right: String)]] = [
        .rail: [("ABC", "DF")], .flight: [("ABC", "DEF"), ("ABC", "JKL"), ("AB", "HK")],
    ]

    /// Whether two rides on one run were in seats side by side; unknown coaches or seats are not.
    static func sitSideBySide(_ own: Ride, _ other: Ride, acrossAisle: Bool) -> Bool {
        guard let left = own.seat, let right = other.seat else { return false }
        switch (own.carriage, other.carriage) {
        case (let mine?, let theirs?): guard SeatNotation.sameCoach(mine, theirs) else { return false }
        case (nil, nil): guard own.mode != .rail, own.mode != .metro else { return false }
        default: return false
        }
        return areNeighbours(parsed(left), parsed(right), mode: own.mode, acrossAisle: acrossAisle)
    }

    private struct Seat: Equatable {
        var number: Int
        var letter: String
    }

    private static func areNeighbours(_ left: Seat?, _ right: Seat?, mode: RideMode, acrossAisle: Bool) -> Bool {
        guard let left, let right, left != right else { return false }
        if left.letter.isEmpty, right.letter.isEmpty { return abs(left.number - right.number) == 1 }
        guard left.number == right.number, !left.letter.isEmpty, !right.letter.isEmpty else { return false }
        // Berths over one another.
        if left.letter.contains(where: "上中下".contains), right.letter.contains(where: "上中下".contains) { return true }
        return (rows[mode] ?? [("ABC", "DEF")]).contains { row in
            let letters = Array(row.left + row.right)
            guard let one = letters.firstIndex(of: Character(left.letter)),
                let two = letters.firstIndex(of: Character(right.letter)), abs(one - two) == 1
            else { return false }
            return acrossAisle || max(one, two) != row.left.count
        }
    }

    /// Number and letter (or berth) of a seat as feeds print it: `12F`, `012F号`, `5`, `12号下铺`.
    private static func parsed(_ text: String) -> Seat? {
        let plain = text.uppercased().filter { !$0.isWhitespace && !"号座铺".contains($0) }
        let digits = plain.prefix { ("0"..."9").contains($0) }
        guard let number = Int(digits) else { return nil }
        let letter = plain.dropFirst(digits.count)
        return letter.count <= 1 ? Seat(number: number, letter: String(letter)) : nil
    }
}
