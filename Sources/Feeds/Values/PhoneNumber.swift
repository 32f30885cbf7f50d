/// Phone numbers as the feeds write them.
enum PhoneNumber {
    /// Canonical bytes: mobile and IoT numbers as bare digits, landlines as digits with their area code, foreign
    /// numbers with `+`.
    ///
    /// `text` is folded to ASCII. `+86`, `0086` and `86` are lost, as are spaces, dashes, points and brackets.
    static func canonical(_ text: [UInt8]) throws(RejectReason) -> [UInt8] {
        if ResidentID.isScientific(text.map { $0 == UInt8(ascii: "e") ? UInt8(ascii: "E") : $0 }) {
            throw .excelNumberDamage
        }
        let hasPlus = text.first == UInt8(ascii: "+")
        var digits: [UInt8] = []
        for byte in hasPlus ? text.dropFirst() : text[...] {
            switch byte {
            case 0x30...0x39: digits.append(byte)
            case Byte.space, Byte.minus, Byte.point, UInt8(ascii: "("), UInt8(ascii: ")"): continue
            default: throw .badPhone
            }
        }
        if hasPlus {
            return digits.starts(with: [0x38, 0x36]) ? try domestic(digits.dropFirst(2)) : try foreign(digits[...])
        }
        if digits.starts(with: "0086".utf8) { return try domestic(digits.dropFirst(4)) }
        if digits.starts(with: "00".utf8) { return try foreign(digits.dropFirst(2)) }
        if digits.starts(with: "86".utf8), digits.count == 13 || digits.count == 15,
            let number = try? domestic(digits.dropFirst(2))
        {
            return number
        }
        return try domestic(digits[...])
    }

    private static func foreign(_ digits: ArraySlice<UInt8>) throws(RejectReason) -> [UInt8] {
        // E.164: at most 15 digits, and no country code begins with 0.
        guard (7...15).contains(digits.count), digits.first != Byte.zero else { throw .badPhone }
        return [UInt8(ascii: "+")] + digits
    }

    private static func domestic(_ digits: ArraySlice<UInt8>) throws(RejectReason) -> [UInt8] {
        let digits = Array(digits)
        guard let first = digits.first else { throw .badPhone }
        if first == UInt8(ascii: "1"), digits.count == 11, digits[1] >= UInt8(ascii: "3") { return digits }
        // IoT numbers: 13 digits from 14x and 1064x.
        if first == UInt8(ascii: "1"), digits.count == 13 { return digits }
        // Landlines: 0, area code of 2 or 3 digits, 7 or 8 digits; the leading 0 goes missing in spreadsheets and
        // after +86, a bare local number stays bare. No area code begins with 0: that would be read as a foreign
        // number.
        if first == Byte.zero, (10...12).contains(digits.count), digits[1] != Byte.zero { return digits }
        if (0x32...0x39).contains(first) {
            if digits.count == 7 || digits.count == 8 { return digits }
            if digits.count == 10 || digits.count == 11 { return [Byte.zero] + digits }
        }
        if digits.count == 10, digits.starts(with: "10".utf8), digits[2] >= UInt8(ascii: "2") {
            return [Byte.zero] + digits
        }
        throw .badPhone
    }
}
