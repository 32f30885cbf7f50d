import Vocabulary

/// Rows of the travel feed.
extension ChunkReader {
    /// `travel`: a seat on one run of a conveyance between two stops.
    mutating func readRide(_ bytes: borrowing Span<UInt8>) throws(Rejection) {
        var row = ObservationValues()
        switch word(bytes, .status) {
        case "", "boarded": break
        case "sold": row.traits.insert(.soldOnly)
        case "refunded", "rebooked": throw Rejection(reason: .notARide, column: .status)
        default: throw Rejection(reason: .badValue, column: .status)
        }
        row.traits.mode = try mode(bytes, .mode)
        let depart = try requiredTime(bytes, .depart)
        let arrive = try requiredTime(bytes, .arrive)
        let span = try span(depart, arrive, .arrive, traits: &row.traits, repairs: mapping.repairOvernight)
        row.start = span.start
        row.end = span.end
        let seat = seatText(bytes)
        if !seat.isUnderstood { row.traits.insert(.seatUnread) }
        row.service = code(try serviceText(bytes))
        row.carriage = code(seat.carriage)
        row.seat = code(seat.seat)
        row.fromPlace = try requiredText(bytes, .fromPlace)
        row.toPlace = try requiredText(bytes, .toPlace)
        row.order = text(bytes, .orderID)
        if let day = try serviceDay(bytes) {
            row.serviceDate = day
        } else {
            row.serviceDate = clock.zone.localDay(at: span.start)
            note(.serviceDateFromDeparture)
        }
        row.idNumber = try identifierCode(bytes, .idNumber, .idNumber)
        if row.idNumber == 0 { throw Rejection(reason: .missingSubject, column: .idNumber) }
        columns.append(row, line: line, digest: digest)
    }

    /// The canonical service number.
    func serviceText(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> [UInt8] {
        let service = RideText.service(CellText.folded(bytes, field(bytes, .service), upper: true))
        if service.isEmpty { throw Rejection(reason: .missingValue, column: .service) }
        return service
    }

    /// Coach and seat; one that stands in the other's cell counts where its own cell says nothing.
    mutating func seatText(_ bytes: borrowing Span<UInt8>) -> ReadSeat {
        let carriage = CellText.folded(bytes, field(bytes, .carriage), upper: true)
        let text = CellText.folded(bytes, field(bytes, .seat), upper: true)
        let key = carriage + [0] + text
        let read = seats[key] ?? ReadSeat(Seat(carriage: carriage, seat: text))
        // The pairs of a chunk are few; one with free text in every row is not worth keeping.
        if seats.count < 4096 { seats[key] = read }
        if !read.isCarriageUnderstood { note(.carriageNotUnderstood) }
        if !read.isSeatUnderstood { note(.seatNotUnderstood) }
        return read
    }

    /// What the texts of coach and seat came to, as it is stored.
    struct ReadSeat {
        var carriage: [UInt8], seat: [UInt8]
        var isCarriageUnderstood: Bool, isSeatUnderstood: Bool

        var isUnderstood: Bool { isCarriageUnderstood && isSeatUnderstood }

        init(_ seat: Seat) {
            carriage = Array(seat.carriageText.utf8)
            self.seat = Array(seat.seatText.utf8)
            isCarriageUnderstood = seat.isCarriageUnderstood
            isSeatUnderstood = seat.isSeatUnderstood
        }
    }

    /// The day number of the service date; nil where it is empty.
    mutating func serviceDay(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> Int32? {
        try day(bytes, .serviceDate)
    }

    /// The local day of a column that holds a date (a time of day in it is passed over); nil where it is empty.
    mutating func day(_ bytes: borrowing Span<UInt8>, _ column: Column) throws(Rejection) -> Int32? {
        let range = bareField(bytes, column)
        if range.isEmpty { return nil }
        if !plan.times.isEmpty, let reading = try? TimeText.reading(bytes, range), reading.dateOnly {
            // A plain date is understood beside explicit formats.
            return floorDay(reading.seconds)
        }
        guard let moment = try time(bytes, column, future: true) else { return nil }
        return clock.zone.localDay(at: moment.utc)
    }
}
