/// What service numbers mean when they are compared (DOMAIN 4.4).
enum SeatNotation {
    /// The numbers a service runs under: `T182/T183` is T182 and T183; case and leading zeros are folded, and the
    /// separators of number plates, by which coaches go.
    static func serviceNumbers(_ service: String) -> [String] {
        service.split(separator: "/").map { foldZeros(withoutPlateSeparators(folded($0))) }.filter { !$0.isEmpty }
    }

    /// A number plate without its separators: `浙Z·12345` is `浙Z12345`; anything else as it is.
    ///
    /// Shorter ones than plates are may have lost leading zeros.
    private static func withoutPlateSeparators(_ text: String) -> String {
        guard let province = text.unicodeScalars.first, ("\u{4E00}"..."\u{9FFF}").contains(province) else {
            return text
        }
        let plate = text.filter { !"·•・‧.-_".contains($0) }
        let rest = plate.unicodeScalars.dropFirst()
        guard let office = rest.first, ("A"..."Z").contains(office), (3...8).contains(plate.unicodeScalars.count),
            rest.dropFirst().dropLast().allSatisfy({ ("0"..."9").contains($0) || ("A"..."Z").contains($0) })
        else { return text }
        return plate
    }

    /// A flight's number without the letter that marks a second flight of it: `MU5101D` is `MU5101`.
    static func withoutSuffix(_ number: String) -> String {
        guard let last = number.last, last.isASCII, last.isLetter,
            let before = number.dropLast().last, before.isASCIIDigit
        else { return number }
        return String(number.dropLast())
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
