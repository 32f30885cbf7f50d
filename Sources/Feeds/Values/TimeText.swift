import Vocabulary

/// What a time text says before any zone is applied.
struct ClockReading: Equatable {
    /// Seconds since 1970-01-01 00:00 of the clock that was read: UTC where ``isUTC``, else the wall clock.
    var seconds: Int64
    /// Whether the text itself fixes the moment (epoch, `Z`, or an offset).
    var isUTC = false
    /// Whether only a date was given.
    var dateOnly = false
    /// Whether only a time of day was given, on the mapping's base date.
    var timeOnly = false
}

/// Time texts recognised without a format.
///
/// `2020-02-01 08:12:33`, `2020-02-01T08:12`, `2020/2/1 8:12`, `2020.2.1`, `20200201081233`, `202002010812`,
/// `20200201`, RFC 3339 with `Z` or offset, epoch seconds (10 digits) and milliseconds (13 digits), a date alone.
/// Fractions of seconds are cut off; `24:00` is the next day's `00:00`.
enum TimeText {
    static func reading(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) throws(RejectReason) -> ClockReading {
        var scanner = DigitScanner(position: range.lowerBound, end: range.upperBound)
        guard let (first, width) = scanner.number(bytes, maxDigits: 14) else { throw .badTime }
        if scanner.isAtEnd { return try compact(first, width) }
        let separator = scanner.take(bytes)
        guard width == 4, separator == Byte.minus || separator == Byte.slash || separator == Byte.point else {
            throw excelOrBad(separator)
        }
        guard let (month, _) = scanner.number(bytes, maxDigits: 2), scanner.take(bytes) == separator,
            let (day, _) = scanner.number(bytes, maxDigits: 2)
        else { throw .badTime }
        let midnight = try self.midnight(Int(first), Int(month), Int(day))
        if scanner.isAtEnd { return ClockReading(seconds: midnight, dateOnly: true) }
        let joint = scanner.take(bytes)
        guard joint == Byte.space || joint == UInt8(ascii: "T") || joint == UInt8(ascii: "t") else { throw .badTime }
        scanner.skipSpaces(bytes)
        var reading = ClockReading(seconds: midnight + (try timeOfDay(bytes, &scanner)))
        if let offset = try offset(bytes, &scanner) {
            reading.seconds -= offset
            reading.isUTC = true
        }
        guard scanner.isAtEnd else { throw .badTime }
        return reading
    }

    private static func excelOrBad(_ separator: UInt8?) -> RejectReason {
        separator.map { $0 | 0x20 } == UInt8(ascii: "e") || separator == Byte.point ? .excelNumberDamage : .badTime
    }

    /// Digits alone.
    private static func compact(_ number: UInt64, _ width: Int) throws(RejectReason) -> ClockReading {
        let value = Int64(number)
        switch width {
        case 8: return ClockReading(seconds: try date(value), dateOnly: true)
        case 10: return ClockReading(seconds: value, isUTC: true)
        case 12: return ClockReading(seconds: try date(value / 10_000) + time(value % 10_000 * 100))
        case 13: return ClockReading(seconds: value / 1000, isUTC: true)
        case 14: return ClockReading(seconds: try date(value / 1_000_000) + time(value % 1_000_000))
        default: throw .badTime
        }
    }

    private static func date(_ digits: Int64) throws(RejectReason) -> Int64 {
        try midnight(Int(digits / 10_000), Int(digits / 100 % 100), Int(digits % 100))
    }

    private static func time(_ digits: Int64) throws(RejectReason) -> Int64 {
        try secondOfDay(digits / 10_000, digits / 100 % 100, digits % 100)
    }

    /// Wall seconds of a date's midnight.
    static func midnight(_ year: Int, _ month: Int, _ day: Int) throws(RejectReason) -> Int64 {
        let date = CivilDate(year: year, month: month, day: day)
        guard date.isValid, year >= 1 else { throw .badTime }
        return Int64(date.dayNumber) * 86_400
    }

    /// Seconds since midnight; 86,400 for 24:00:00.
    static func secondOfDay(_ hour: Int64, _ minute: Int64, _ second: Int64) throws(RejectReason) -> Int64 {
        let total = hour * 3600 + minute * 60 + second
        guard minute < 60, second < 60, total <= 86_400 else { throw .badTime }
        return total
    }

    /// `h:mm`, `hh:mm:ss` or `hh:mm:ss.fff`.
    private static func timeOfDay(
        _ bytes: borrowing Span<UInt8>, _ scanner: inout DigitScanner
    ) throws(RejectReason) -> Int64 {
        guard let (hour, _) = scanner.number(bytes, maxDigits: 2), scanner.take(bytes) == Byte.colon,
            let (minute, width) = scanner.number(bytes, maxDigits: 2), width == 2
        else { throw .badTime }
        var second: UInt64 = 0
        if scanner.peek(bytes) == Byte.colon {
            _ = scanner.take(bytes)
            guard let (value, width) = scanner.number(bytes, maxDigits: 2), width == 2 else { throw .badTime }
            second = value
            if scanner.peek(bytes) == Byte.point {
                _ = scanner.take(bytes)
                guard scanner.number(bytes, maxDigits: 18) != nil else { throw .badTime }
            }
        }
        return try secondOfDay(Int64(hour), Int64(minute), Int64(second))
    }

    /// Seconds east of `Z`, `+08:00`, `+0800` or `+08`; nil where there is none.
    static func offset(_ bytes: borrowing Span<UInt8>, _ scanner: inout DigitScanner) throws(RejectReason) -> Int64? {
        scanner.skipSpaces(bytes)
        guard let sign = scanner.peek(bytes) else { return nil }
        _ = scanner.take(bytes)
        if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return 0 }
        guard sign == UInt8(ascii: "+") || sign == Byte.minus, let (number, width) = scanner.number(bytes, maxDigits: 4)
        else { throw .badTime }
        var hours = number
        var minutes: UInt64 = 0
        if width == 4 {
            (hours, minutes) = (hours / 100, hours % 100)
        } else if scanner.peek(bytes) == Byte.colon {
            _ = scanner.take(bytes)
            guard let (value, _) = scanner.number(bytes, maxDigits: 2) else { throw .badTime }
            minutes = value
        }
        guard hours <= 18, minutes < 60, width == 2 || width == 4 else { throw .badTime }
        let seconds = Int64(hours) * 3600 + Int64(minutes) * 60
        return sign == Byte.minus ? -seconds : seconds
    }
}

/// A place in a short ASCII text.
struct DigitScanner {
    var position: Int
    let end: Int

    var isAtEnd: Bool { position >= end }

    /// The next byte, which is not taken.
    func peek(_ bytes: borrowing Span<UInt8>) -> UInt8? { position < end ? bytes[position] : nil }

    /// The next byte.
    mutating func take(_ bytes: borrowing Span<UInt8>) -> UInt8? {
        guard position < end else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func skipSpaces(_ bytes: borrowing Span<UInt8>) {
        while position < end, bytes[position] == Byte.space { position += 1 }
    }

    /// One to `maxDigits` digits (18 at most), and how many they were; nil where there is none, or more.
    mutating func number(_ bytes: borrowing Span<UInt8>, maxDigits: Int) -> (value: UInt64, width: Int)? {
        var value: UInt64 = 0
        let start = position
        while position < end, bytes[position] &- Byte.zero <= 9 {
            if position - start == maxDigits { return nil }
            value = value * 10 + UInt64(bytes[position] &- Byte.zero)
            position += 1
        }
        return position > start ? (value, position - start) : nil
    }
}
