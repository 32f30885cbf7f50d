/// How services, carriages and seats are written on tickets (DOMAIN 4.4).
enum RideText {
    /// `g0123次` is `G123`, `CA0123` is `CA123`, `T182/t183` is `T182/T183`; `text` is folded and in upper case.
    static func service(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for part in without(text, ["次", " "]).split(separator: Byte.slash, omittingEmptySubsequences: true) {
            if !result.isEmpty { result.append(Byte.slash) }
            let letters = part.prefix { !isDigit($0) }
            let rest = part.dropFirst(letters.count)
            let digits = rest.prefix(while: isDigit)
            let significant = digits.drop { $0 == Byte.zero }
            result += letters
            // Two letters and a digit begin some airline codes (3U8633 has its digit first): only zeros go.
            result += significant.isEmpty ? digits.suffix(1) : significant
            result += rest.dropFirst(digits.count)
        }
        return result
    }

    /// `8号车厢`, `08车厢` and `08` are `8`; `加9号车厢` and `A9号车厢` are `+9`; `7-8号车厢` is `7-8`; `餐车` is `D`.
    static func carriage(_ text: [UInt8]) -> [UInt8] {
        if Array("餐车".utf8) == text { return [UInt8(ascii: "D")] }
        var rest = without(text, ["号", "车厢", "车", "厢", " "])[...]
        var result: [UInt8] = []
        let plus = Array("加".utf8)
        if rest.starts(with: plus) || rest.starts(with: "+".utf8) || (rest.first == UInt8(ascii: "A") && rest.count > 1)
        {
            rest = rest.dropFirst(rest.starts(with: plus) ? plus.count : 1)
            result.append(UInt8(ascii: "+"))
        }
        for part in rest.split(separator: Byte.minus) {
            if let last = result.last, last != UInt8(ascii: "+") { result.append(Byte.minus) }
            result += withoutLeadingZeros(part)
        }
        return result
    }

    /// `05车12F号` is carriage `5` and seat `12F`; `012F座` is `12F`; `12号下铺` is `12下`.
    static func seat(_ text: [UInt8]) -> (carriage: [UInt8]?, seat: [UInt8]) {
        let car = Array("车".utf8)
        var rest = text
        var carriage: [UInt8]?
        if let at = firstIndex(of: car, in: text), at > 0, at + car.count < text.count {
            let head = Array(text[..<at])
            if head.contains(where: isDigit) {
                carriage = self.carriage(head)
                rest = without(Array(text[(at + car.count)...]), ["厢"])
            }
        }
        return (carriage, Array(withoutLeadingZeros(without(rest, ["号", "座", "铺", " "])[...])))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- Byte.zero <= 9 }

    private static func withoutLeadingZeros(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let significant = text.drop { $0 == Byte.zero }
        if let first = significant.first, isDigit(first) { return significant }
        // `0` alone, or `0A`: the last zero stays.
        let zeros = text.count - significant.count
        return zeros > 0 ? text.dropFirst(zeros - 1) : text
    }

    private static func firstIndex(of needle: [UInt8], in text: [UInt8]) -> Int? {
        guard text.count >= needle.count else { return nil }
        return (0...(text.count - needle.count)).first { text[$0...].starts(with: needle) }
    }

    private static func without(_ text: [UInt8], _ words: [String]) -> [UInt8] {
        var result = text
        for word in words {
            let needle = Array(word.utf8)
            while let at = firstIndex(of: needle, in: result) { result.removeSubrange(at..<at + needle.count) }
        }
        return result
    }
}
