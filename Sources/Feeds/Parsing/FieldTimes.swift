import Vocabulary

/// A moment of a row, and what is known about it.
struct Moment {
    var utc: Int64
    var dateOnly = false
    var ambiguous = false
    var timeOnly = false
}

/// Times of the row at hand.
extension ChunkReader {
    /// A time, nil where the cell is empty; `future` allows moments after now + 1 day.
    mutating func time(
        _ bytes: borrowing Span<UInt8>, _ column: Column, future: Bool = false
    ) throws(Rejection) -> Moment? {
        let range = bareField(bytes, column)
        if range.isEmpty { return nil }
        do throws(RejectReason) {
            let moment: Moment
            if let plain = try plainMoment(bytes, range) {
                moment = plain
            } else {
                moment = try self.moment(bytes, range)
            }
            guard moment.utc >= earliest, future || moment.utc <= latest else {
                throw RejectReason.timeOutOfRange
            }
            return moment
        } catch {
            throw Rejection(reason: error, column: column)
        }
    }

    /// A time that must be there.
    mutating func requiredTime(
        _ bytes: borrowing Span<UInt8>, _ column: Column, future: Bool = false
    ) throws(Rejection) -> Moment {
        guard let moment = try time(bytes, column, future: future) else {
            throw Rejection(reason: .missingValue, column: column)
        }
        return moment
    }

    /// `2020-02-01 08:12:33` (or with `T`), by far the most frequent form; nil for any other.
    @inline(__always)
    private mutating func plainMoment(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) throws(RejectReason)
        -> Moment?
    {
        guard range.count == 19, plan.times.isEmpty else { return nil }
        let start = range.lowerBound
        // hh:mm:ss: digits must be 0-9 and the colons colons.
        let time = loadWord(bytes, start + 11) ^ 0x3030_3A30_303A_3030
        let digits = time & 0xFFFF_00FF_FF00_FFFF
        let over = ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080
        guard over == 0, time == digits else { return nil }
        let hour = (time & 0xFF) * 10 + (time >> 8 & 0xFF)
        let minute = (time >> 24 & 0xFF) * 10 + (time >> 32 & 0xFF)
        let second = (time >> 48 & 0xFF) * 10 + (time >> 56)
        guard hour < 24, minute < 60, second < 60 else { return nil }
        let head = loadWord(bytes, start)
        let tail = UInt32(bytes[start + 8]) << 16 | UInt32(bytes[start + 9]) << 8 | UInt32(bytes[start + 10])
        if head != lastDate.head || tail != lastDate.tail {
            guard try rememberDate(bytes, start, head, tail) else { return nil }
        }
        scanner?.learn(date: lastDate)
        return Moment(utc: lastDate.midnight + Int64(hour * 3600 + minute * 60 + second))
    }

    /// Learns the date of a plain moment where its whole day has one offset.
    private mutating func rememberDate(
        _ bytes: borrowing Span<UInt8>, _ start: Int, _ head: UInt64, _ tail: UInt32
    ) throws(RejectReason) -> Bool {
        let joint = bytes[start + 10]
        guard joint == Byte.space || joint == UInt8(ascii: "T") else { return false }
        let reading = try TimeText.reading(bytes, start..<start + 10)
        guard reading.dateOnly, let offset = clock.offset(onDay: floorDay(reading.seconds)) else { return false }
        lastDate = (head, tail, reading.seconds - offset)
        return true
    }

    private mutating func moment(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) throws(RejectReason) -> Moment {
        var reading: ClockReading?
        let isPlain = bytes[range.lowerBound] < 0x80 && bytes[range.upperBound - 1] < 0x80
        if isPlain {
            reading = try self.reading(bytes, range)
        } else {
            let folded = CellText.folded(bytes, range, upper: false)
            reading = try self.reading(folded.span, 0..<folded.count)
        }
        guard let reading else { throw .badTime }
        let (utc, ambiguous) = try clock.moment(reading)
        if ambiguous { note(.ambiguousLocalTime) }
        return Moment(utc: utc, dateOnly: reading.dateOnly, ambiguous: ambiguous, timeOnly: reading.timeOnly)
    }

    private func reading(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) throws(RejectReason) -> ClockReading {
        if plan.times.isEmpty { return try TimeText.reading(bytes, range) }
        for format in plan.times {
            if let reading = try? format.reading(bytes, range) { return reading }
        }
        throw .badTime
    }

    /// The closed span of a start and an optional end; dates are whole local days, an unknown end is open unless the
    /// start is such a day.
    mutating func span(
        _ start: Moment, _ end: Moment?, _ endColumn: Column, traits: inout Traits, repairs: Bool
    ) throws(Rejection) -> TimeSpan {
        if start.ambiguous || end?.ambiguous == true { traits.insert(.ambiguousTime) }
        if start.dateOnly || end?.dateOnly == true { traits.insert(.dateOnly) }
        guard let end else {
            // A ride on a date is one of the day's runs, not a day aboard.
            if start.dateOnly, endColumn != .arrive {
                return TimeSpan(start.utc, clock.endOfDay(clock.zone.localDay(at: start.utc)))
            }
            traits.insert(.openEnd)
            return TimeSpan(at: start.utc)
        }
        var last = end.dateOnly ? clock.endOfDay(clock.zone.localDay(at: end.utc)) : end.utc
        if last < start.utc {
            guard repairs, start.utc - last < 86_400 else {
                throw Rejection(reason: .endBeforeStart, column: endColumn)
            }
            last += 86_400
            traits.insert(.arrivalAdvanced)
            note(.arrivalAdvanced)
        }
        guard last - start.utc <= 60 * 86_400 else { throw Rejection(reason: .stayTooLong, column: endColumn) }
        return TimeSpan(start.utc, last)
    }

    /// The span of one moment; a date is its whole local day.
    func span(at moment: Moment, traits: inout Traits) -> TimeSpan {
        if moment.ambiguous { traits.insert(.ambiguousTime) }
        guard moment.dateOnly else { return TimeSpan(at: moment.utc) }
        traits.insert(.dateOnly)
        return TimeSpan(moment.utc, clock.endOfDay(clock.zone.localDay(at: moment.utc)))
    }
}
