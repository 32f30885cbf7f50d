/// What service numbers, coaches and seats mean when they are compared (DOMAIN 4.4).
enum SeatNotation {
    /// The numbers a service runs under: `T182/T183` is T182 and T183; case and leading zeros are folded.
    static func serviceNumbers(_ service: String) -> [String] {
        service.split(separator: "/").map { foldZeros(folded($0)) }.filter { !$0.isEmpty }
    }

    /// Whether two coaches may be the same one: a range such as `7-8` equals each of its coaches.
    static func sameCoach(_ left: String, _ right: String) -> Bool {
        let leftCoaches = coaches(left)
        return coaches(right).contains { leftCoaches.contains($0) }
    }

    /// Row of a seat: the first number in it (`12F` is row 12); nil where it has none.
    static func row(_ seat: String?) -> Int? {
        guard let seat else { return nil }
        let digits = seat.drop { !$0.isASCIIDigit }.prefix { $0.isASCIIDigit }
        return Int(digits)
    }

    private static func coaches(_ text: String) -> [String] {
        let plain = folded(text[...]).filter { !"号车厢".contains($0) }
        return plain.split { ",;/".contains($0) }.flatMap { part -> [String] in
            let ends = part.split(separator: "-")
            if ends.count == 2, let first = Int(ends[0]), let last = Int(ends[1]), first <= last, last - first < 64 {
                return (first...last).map(String.init)
            }
            return [foldZeros(String(part))]
        }
    }

    private static func folded(_ text: Substring) -> String {
        text.uppercased().filter { !$0.isWhitespace }
    }

    /// Drops the zeros that lead a number: `G0012` is `G12`.
    private static func foldZeros(_ text: String) -> String {
        var result = ""
        var inNumber = false
        var pendingZero = false
        for character in text {
            if character == "0", !inNumber {
                pendingZero = true
                continue
            }
            if pendingZero, !character.isASCIIDigit { result.append("0") }
            pendingZero = false
            inNumber = character.isASCIIDigit
            result.append(character)
        }
        if pendingZero { result.append("0") }
        return result
    }
}

extension Character {
    /// Whether it is one of 0-9.
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
