/// A calendar date of the proleptic Gregorian calendar.
public struct CivilDate: Hashable, Comparable, Sendable {
    /// The year, month (1-12) and day of month (1-31).
    public var year: Int, month: Int, day: Int

    /// A date from its parts, not checked; see ``isValid``.
    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The date that lies `dayNumber` days after 1970-01-01.
    ///
    /// Howard Hinnant's `civil_from_days`, valid for every Int32 day number.
    public init(dayNumber: Int32) {
        let shifted = Int(dayNumber) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01 (Howard Hinnant's `days_from_civil`).
    public var dayNumber: Int32 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Whether such a day exists.
    public var isValid: Bool {
        guard (1...12).contains(month), day >= 1 else { return false }
        return day <= CivilDate.daysInMonth(year: year, month: month)
    }

    /// Days of a month, leap years counted.
    public static func daysInMonth(year: Int, month: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) ? 29 : 28
        default: 31
        }
    }

    /// The order of the calendar.
    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// `2020-02-01`.
    public var text: String { "\(zeroPadded(year, 4))-\(zeroPadded(month, 2))-\(zeroPadded(day, 2))" }
}

/// Offsets from UTC of one time zone, as a table of changes.
///
/// The table is made at the edge (from the system's zone data) and passed in, so that no stage depends on the
/// machine it runs on.
public struct ZoneRules: Hashable, Sendable {
    /// IANA name or fixed offset as the user wrote it.
    public let name: String
    /// UTC seconds at which ``offsets`` change; `offsets[0]` holds before `changes[0]`.
    public let changes: [Int64]
    /// Seconds east of UTC; one more than ``changes``.
    public let offsets: [Int32]

    /// A zone with a table of changes; `offsets.count` must be `changes.count + 1`.
    public init(name: String, changes: [Int64], offsets: [Int32]) {
        precondition(offsets.count == changes.count + 1, "a zone has one offset more than changes")
        self.name = name
        self.changes = changes
        self.offsets = offsets
    }

    /// A zone whose offset never changes.
    public init(name: String, fixedOffset seconds: Int32) {
        self.init(name: name, changes: [], offsets: [seconds])
    }

    /// Coordinated Universal Time.
    public static let utc = ZoneRules(name: "UTC", fixedOffset: 0)

    /// China Standard Time, which has had no daylight saving since 1991.
    public static let china = ZoneRules(name: "Asia/Shanghai", fixedOffset: 8 * 3600)

    /// Seconds east of UTC in force at a UTC moment.
    public func offset(at utc: Int64) -> Int32 {
        if changes.isEmpty { return offsets[0] }
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= utc { low = middle + 1 } else { high = middle }
        }
        return offsets[low]
    }

    /// What a wall-clock reading means in this zone.
    public enum Reading: Equatable, Sendable {
        /// One moment, in UTC seconds.
        case exact(Int64)
        /// The clock showed this reading twice; both moments in order.
        case ambiguous(earlier: Int64, later: Int64)
        /// The clock skipped this reading.
        case nonexistent
    }

    /// The moment of a wall-clock reading, given as if it were UTC.
    public func reading(wall: Int64) -> Reading {
        if changes.isEmpty { return .exact(wall - Int64(offsets[0])) }
        var found: [Int64] = []
        for offset in Set(offsets) {
            let candidate = wall - Int64(offset)
            if self.offset(at: candidate) == offset { found.append(candidate) }
        }
        found.sort()
        return switch found.count {
        case 0: .nonexistent
        case 1: .exact(found[0])
        default: .ambiguous(earlier: found[0], later: found[found.count - 1])
        }
    }

    /// Day number (days since 1970-01-01) of the local date at a UTC moment.
    public func localDay(at utc: Int64) -> Int32 { floorDay(utc + Int64(offset(at: utc))) }

    /// UTC moment of local midnight at the start of a day (the first moment of that date where midnight is skipped).
    public func startOfDay(_ day: Int32) -> Int64 {
        let wall = Int64(day) * 86_400
        switch reading(wall: wall) {
        case .exact(let moment): return moment
        case .ambiguous(let earlier, _): return earlier
        case .nonexistent:
            return changes.first { localDay(at: $0) == day && localDay(at: $0 - 1) < day } ?? wall - Int64(offsets[0])
        }
    }

    /// RFC 3339 with this zone's offset: `2020-02-01T08:12:33+08:00`.
    public func rfc3339(_ utc: Int64) -> String {
        var bytes: [UInt8] = []
        write(rfc3339: utc, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends ``rfc3339(_:)`` of a moment.
    public func write(rfc3339 utc: Int64, into bytes: inout [UInt8]) {
        let offset = offset(at: utc)
        write(wall: utc + Int64(offset), separator: UInt8(ascii: "T"), into: &bytes)
        let minutes = UInt64(offset.magnitude) / 60
        bytes.append(offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        bytes.putDigits(minutes / 60, width: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.putDigits(minutes % 60, width: 2)
    }

    /// Local wall time without offset: `2020-02-01 08:12:33`.
    public func wallText(_ utc: Int64) -> String {
        var bytes: [UInt8] = []
        write(wall: utc + Int64(offset(at: utc)), separator: UInt8(ascii: " "), into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func write(wall: Int64, separator: UInt8, into bytes: inout [UInt8]) {
        let day = floorDay(wall)
        let second = UInt64(wall - Int64(day) * 86_400)
        let date = CivilDate(dayNumber: day)
        if date.year >= 0 {
            bytes.putDigits(UInt64(date.year), width: 4)
            for part in [date.month, date.day] {
                bytes.append(UInt8(ascii: "-"))
                bytes.putDigits(UInt64(part), width: 2)
            }
        } else {
            bytes.put(date.text)
        }
        bytes.append(separator)
        bytes.putDigits(second / 3600, width: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.putDigits(second / 60 % 60, width: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.putDigits(second % 60, width: 2)
    }
}

/// Day number of a second count, rounded towards the past also before 1970.
@inlinable
public func floorDay(_ seconds: Int64) -> Int32 {
    Int32(truncatingIfNeeded: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
}

/// A whole number with leading zeros up to `width`.
public func zeroPadded(_ value: Int, _ width: Int) -> String {
    let digits = String(value.magnitude)
    let padding = String(repeating: "0", count: max(0, width - digits.count))
    return (value < 0 ? "-" : "") + padding + digits
}
