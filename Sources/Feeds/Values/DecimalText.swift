/// Decimal text to whole numbers of a fixed scale, exactly.
enum DecimalText {
    /// `text x 10^scale`, rounded to the nearest whole, ties to even, without passing through floating point.
    ///
    /// Takes an optional sign, digits and an optional point. Scientific notation is what a spreadsheet leaves of a
    /// number it shortened: ``RejectReason/excelNumberDamage``.
    static func scaled(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, scale: Int) throws(RejectReason) -> Int64 {
        var position = range.lowerBound
        let end = range.upperBound
        guard position < end else { throw .badNumber }
        var negative = false
        if bytes[position] == Byte.minus || bytes[position] == UInt8(ascii: "+") {
            negative = bytes[position] == Byte.minus
            position += 1
        }
        if let value = plain(bytes, position..<end, scale: scale) { return negative ? -value : value }
        var value: UInt64 = 0
        var digits = 0
        var fraction = -1
        while position < end {
            let digit = bytes[position] &- Byte.zero
            if digit <= 9 {
                if fraction == scale { break }
                if fraction >= 0 { fraction += 1 }
                value = value &* 10 &+ UInt64(digit)
                digits += 1
                if digits > 18, value != 0, digits > 18 + leadingZeros(bytes, range) { throw .badNumber }
            } else if bytes[position] == Byte.point, fraction < 0 {
                fraction = 0
            } else {
                throw strayByte(bytes, position, digits: digits)
            }
            position += 1
        }
        guard digits > 0 else { throw .badNumber }
        for _ in max(0, fraction)..<scale {
            let (next, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { throw .badNumber }
            value = next
        }
        if position < end { value += try roundsUp(bytes, position..<end, odd: value & 1 == 1) ? 1 : 0 }
        guard value <= UInt64(Int64.max) else { throw .badNumber }
        return negative ? -Int64(value) : Int64(value)
    }

    /// Like ``scaled(_:_:scale:)``, for a JSON number, whose exponent is no damage: the point is moved, nothing
    /// rounded.
    static func scaledNumber(
        _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, scale: Int
    ) throws(RejectReason) -> Int64 {
        guard let mark = range.first(where: { bytes[$0] | 0x20 == UInt8(ascii: "e") }) else {
            return try scaled(bytes, range, scale: scale)
        }
        var exponent = 0
        var isNegative = false
        for position in (mark + 1)..<range.upperBound {
            let digit = bytes[position] &- Byte.zero
            // Far beyond any number that is taken: larger exponents say no more.
            if digit <= 9 { exponent = min(exponent * 10 + Int(digit), 400) }
            if bytes[position] == Byte.minus { isNegative = true }
        }
        var text: [UInt8] = []
        var digits: [UInt8] = []
        var whole = 0
        var isWhole = true
        for position in range.lowerBound..<mark {
            if bytes[position] == Byte.minus {
                text.append(Byte.minus)
            } else if bytes[position] == Byte.point {
                isWhole = false
            } else {
                digits.append(bytes[position])
                if isWhole { whole += 1 }
            }
        }
        let point = whole + (isNegative ? -exponent : exponent)
        if point <= 0 { digits.insert(contentsOf: repeatElement(Byte.zero, count: 1 - point), at: 0) }
        let place = max(point, 1)
        if digits.count < place { digits += repeatElement(Byte.zero, count: place - digits.count) }
        text += digits[..<place] + [Byte.point] + digits[place...]
        return try scaled(text.span, 0..<text.count, scale: scale)
    }

    /// Digits, and a point with no more places than the scale, 17 in all at most: nothing to round; nil otherwise.
    @inline(__always)
    private static func plain(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, scale: Int) -> Int64? {
        guard !range.isEmpty, range.count <= 18 - scale, scale <= 7 else { return nil }
        var value: UInt64 = 0
        var position = range.lowerBound
        while position < range.upperBound {
            let digit = bytes[position] &- Byte.zero
            if digit > 9 { break }
            value = value &* 10 &+ UInt64(digit)
            position &+= 1
        }
        var places = 0
        if position < range.upperBound {
            guard bytes[position] == Byte.point else { return nil }
            let point = position
            position &+= 1
            while position < range.upperBound {
                let digit = bytes[position] &- Byte.zero
                if digit > 9 { return nil }
                value = value &* 10 &+ UInt64(digit)
                position &+= 1
            }
            places = range.upperBound - point - 1
            if places > scale || range.count == 1 { return nil }
        }
        for _ in places..<scale { value = value &* 10 }
        return Int64(truncatingIfNeeded: value)
    }

    /// Whether the digits past the last place carry.
    private static func roundsUp(
        _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, odd: Bool
    ) throws(RejectReason) -> Bool {
        let first = bytes[range.lowerBound]
        var rest = false
        for position in range.dropFirst() {
            let digit = bytes[position] &- Byte.zero
            guard digit <= 9 else { throw strayByte(bytes, position, digits: 1) }
            if digit != 0 { rest = true }
        }
        if first != UInt8(ascii: "5") { return first > UInt8(ascii: "5") }
        return rest || odd
    }

    private static func leadingZeros(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Int {
        var zeros = 0
        for position in range {
            if bytes[position] == Byte.zero { zeros += 1 } else if (0x31...0x39).contains(bytes[position]) { break }
        }
        return zeros
    }

    private static func strayByte(_ bytes: borrowing Span<UInt8>, _ position: Int, digits: Int) -> RejectReason {
        let letter = bytes[position] | 0x20
        return letter == UInt8(ascii: "e") && digits > 0 ? .excelNumberDamage : .badNumber
    }
}
