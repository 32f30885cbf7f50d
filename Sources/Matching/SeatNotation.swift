/// What service numbers mean when they are compared (DOMAIN 4.4).
enum SeatNotation {
    /// The numbers a service runs under: `T182/T183` is T182 and T183; case and leading zeros are folded.
    ///
    /// Of a number plate, by which coaches go, the separators fall away and every zero counts.
    static func serviceNumbers(_ service: String) -> [String] {
        service.split(separator: "/").map { text in
            let number = folded(text)
            return plate(number) ?? foldZeros(number)
        }.filter { !$0.isEmpty }
    }

    /// A number plate without its separators: `浙Z·12345` is `浙Z12345`; nil for what is none.
    private static func plate(_ text: String) -> String? {
        guard let first = text.first, isHan(first) else { return nil }
        let plate = text.filter { !"·•・‧.-_".contains($0) }
        guard (7...8).contains(plate.count), plate.dropFirst().dropLast().allSatisfy(isPlateCharacter),
            let last = plate.last, isHan(last) || isPlateCharacter(last)
        else { return nil }
        return plate
    }

    private static func isHan(_ character: Character) -> Bool { ("\u{4E00}"..."\u{9FFF}").contains(character) }

    private static func isPlateCharacter(_ character: Character) -> Bool {
        ("A"..."Z").contains(character) || character.isASCIIDigit
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
