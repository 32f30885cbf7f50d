import Vocabulary

/// Resident identity numbers of the People's Republic (GB 11643-1999, check character by ISO 7064 MOD 11-2).
///
/// Area codes are not checked: codes that were abolished stay valid for life.
enum ResidentID {
    /// Canonical bytes of an ID number or another document; `upgraded` says that it was a 15-digit number.
    ///
    /// `text` is folded to ASCII and upper case. Texts of other lengths, or with letters elsewhere than in the last
    /// place, are other documents and accepted as they are.
    static func canonical(_ text: [UInt8]) throws(RejectReason) -> (bytes: [UInt8], upgraded: Bool) {
        if isScientific(text) { throw .excelNumberDamage }
        let digits = text.prefix { $0 &- Byte.zero <= 9 }.count
        if text.count == 18, digits == 18 || (digits == 17 && text[17] == UInt8(ascii: "X")) {
            guard checkCharacter(text[0..<17]) == text[17] else {
                throw text[15...].elementsEqual("000".utf8) ? .excelNumberDamage : .badIDChecksum
            }
            guard hasDate(text, at: 6, century: nil) else { throw .badIDDate }
            return (text, false)
        }
        if text.count == 15, digits == 15 {
            guard hasDate(text, at: 6, century: 1900) else { throw .badIDDate }
            let long = text[0..<6] + Array("19".utf8) + text[6...]
            return (long + [checkCharacter(long)], true)
        }
        return (text, false)
    }

    /// Weights and check characters of ISO 7064 MOD 11-2 as GB 11643 prints them.
    static func checkCharacter(_ first17: ArraySlice<UInt8>) -> UInt8 {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(weights, first17).reduce(0) { $0 + $1.0 * Int($1.1 &- Byte.zero) }
        return Array("10X98765432".utf8)[sum % 11]
    }

    private static func checkCharacter(_ first17: [UInt8]) -> UInt8 { checkCharacter(first17[...]) }

    private static func hasDate(_ text: [UInt8], at position: Int, century: Int?) -> Bool {
        func number(_ range: Range<Int>) -> Int { text[range].reduce(0) { $0 * 10 + Int($1 &- Byte.zero) } }
        let width = century == nil ? 4 : 2
        let year = (century ?? 0) + number(position..<position + width)
        let month = number(position + width..<position + width + 2)
        let day = number(position + width + 2..<position + width + 4)
        return (1800...2200).contains(year) && CivilDate(year: year, month: month, day: day).isValid
    }

    /// `3.30802E+17`: what a spreadsheet shows of a long number.
    static func isScientific(_ text: [UInt8]) -> Bool {
        guard let exponent = text.lastIndex(of: UInt8(ascii: "E")), exponent > 0, exponent + 1 < text.count else {
            return false
        }
        let mantissa = text[..<exponent]
        let power = text[(exponent + 1)...]
        guard power.first == UInt8(ascii: "+") || mantissa.contains(Byte.point) else { return false }
        return mantissa.allSatisfy { $0 &- Byte.zero <= 9 || $0 == Byte.point }
            && power.drop { $0 == UInt8(ascii: "+") }.allSatisfy { $0 &- Byte.zero <= 9 }
    }
}
