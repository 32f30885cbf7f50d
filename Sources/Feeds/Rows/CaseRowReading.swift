import Vocabulary

/// Rows of the case feeds.
extension ChunkReader {
    mutating func readCase(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> CaseRow {
        CaseRow(
            caseID: try requiredString(bytes, .caseID), idNumber: try identifier(bytes, .idNumber, .idNumber),
            onset: try time(bytes, .onset)?.utc, sampled: try time(bytes, .sampled)?.utc,
            confirmed: try requiredTime(bytes, .confirmed).utc,
            isolated: try isolation(bytes), note: string(bytes, .note))
    }

    /// When a case was isolated; a date alone is its whole local day, so that nothing of it is cut from the window.
    private mutating func isolation(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> Int64? {
        guard let moment = try time(bytes, .isolated, future: true) else { return nil }
        return moment.dateOnly ? clock.endOfDay(clock.zone.localDay(at: moment.utc)) : moment.utc
    }

    /// `itineraries`; without a kind, a row with a service is a ride, one of an instant a point, else a stay.
    mutating func readItinerary(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> ItineraryRow {
        var traits = Traits()
        guard let start = try time(bytes, .start) else { throw Rejection(reason: .openStart, column: .start) }
        guard let end = try time(bytes, .end) else { throw Rejection(reason: .openEnd, column: .end) }
        let span = try span(start, end, .end, traits: &traits, repairs: mapping.repairOvernight)
        var kind = ItineraryPart.Kind.stay
        let word = word(bytes, .kind)
        if let named = ItineraryPart.Kind(rawValue: word) {
            kind = named
        } else if !word.isEmpty {
            throw Rejection(reason: .badValue, column: .kind)
        } else if !field(bytes, .service).isEmpty {
            kind = .ride
        } else if span.seconds == 0 {
            kind = .point
        }
        let row = ItineraryRow(
            caseID: try requiredString(bytes, .caseID), kind: kind, span: span, position: try position(bytes),
            radiusMeters: try radius(bytes), place: string(bytes, .placeID), room: string(bytes, .room),
            ride: kind == .ride ? try readItineraryRide(bytes, span, &traits) : nil,
            plate: try identifier(bytes, .plate, .plate), traits: traits)
        if kind != .ride, row.position == nil, row.place == nil, row.plate == nil {
            throw Rejection(reason: .missingPosition, column: .placeID)
        }
        return row
    }

    private mutating func readItineraryRide(
        _ bytes: borrowing Span<UInt8>, _ span: TimeSpan, _ traits: inout Traits
    ) throws(Rejection) -> Ride {
        func text(_ bytes: [UInt8]) -> String? { bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
        var day = try serviceDay(bytes)
        if day == nil {
            day = clock.zone.localDay(at: span.start)
            note(.serviceDateFromDeparture)
        }
        let seat = seatText(bytes)
        if !seat.isUnderstood { traits.insert(.seatUnread) }
        return Ride(
            mode: try mode(bytes, .mode), service: String(decoding: try serviceText(bytes), as: UTF8.self),
            serviceDate: day, carriage: text(seat.carriage), seat: text(seat.seat),
            fromPlace: string(bytes, .fromPlace), toPlace: string(bytes, .toPlace))
    }

    /// `stops`: dated stops in UTC, undated ones in seconds after the service date's local midnight.
    mutating func readStop(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> ServiceStop {
        guard let sequence = try number(bytes, .sequence, scale: 0) else {
            throw Rejection(reason: .missingValue, column: .sequence)
        }
        let day = try serviceDay(bytes)
        let arrive = try stopTime(bytes, .arrive, day)
        var depart = try stopTime(bytes, .depart, day)
        if let departure = depart, let arrive, departure < arrive {
            // A halt over midnight: arrives 23:55, departs 0:05.
            guard mapping.repairOvernight, arrive - departure < 86_400 else {
                throw Rejection(reason: .endBeforeStart, column: .depart)
            }
            depart = departure + 86_400
            note(.arrivalAdvanced)
        }
        return ServiceStop(
            mode: try mode(bytes, .mode), service: String(decoding: try serviceText(bytes), as: UTF8.self),
            serviceDate: day, sequence: Int(sequence), placeID: try requiredString(bytes, .placeID), arrive: arrive,
            depart: depart)
    }

    /// A stop's time; `h:mm` and `d+h:mm` beyond 24 hours count from the service date's midnight.
    private mutating func stopTime(
        _ bytes: borrowing Span<UInt8>, _ column: Column, _ day: Int32?
    ) throws(Rejection) -> Int64? {
        let range = bareField(bytes, column)
        if range.isEmpty || (range.count == 1 && bytes[range.lowerBound] == Byte.minus) { return nil }
        if let second = StopTime.seconds(bytes, range) {
            return day.map { clock.zone.startOfDay($0) + second } ?? second
        }
        guard let moment = try time(bytes, column, future: true) else { return nil }
        if day == nil {
            throw Rejection(reason: .badTime, column: column)
        }
        return moment.utc
    }
}

/// Times of undated timetables.
enum StopTime {
    /// Seconds after midnight of `h:mm`, `hh:mm:ss`, hours up to 99 (the third day's 01:00 is 49:00); nil otherwise.
    static func seconds(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Int64? {
        var scanner = DigitScanner(position: range.lowerBound, end: range.upperBound)
        guard let (hour, _) = scanner.number(bytes, maxDigits: 2), scanner.take(bytes) == Byte.colon,
            let (minute, width) = scanner.number(bytes, maxDigits: 2), width == 2, minute < 60
        else { return nil }
        var second: UInt64 = 0
        if scanner.take(bytes) == Byte.colon {
            guard let (value, width) = scanner.number(bytes, maxDigits: 2), width == 2, value < 60 else { return nil }
            second = value
        }
        return scanner.isAtEnd ? Int64(hour * 3600 + minute * 60 + second) : nil
    }
}
