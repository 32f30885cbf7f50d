import Vocabulary

/// Rows of the observation feeds.
extension ChunkReader {
    /// `carrier`: a ping at a point or a cell.
    @inline(__always)
    mutating func readPing(_ bytes: borrowing Span<UInt8>) throws(Rejection) {
        var row = ObservationValues()
        let moment = try requiredTime(bytes, .time)
        if let position = try position(bytes) {
            row.lon = position.lonE7
            row.lat = position.latE7
        }
        row.place = text(bytes, .cell)
        if row.lon == noValue, row.place == 0 { throw Rejection(reason: .missingPosition, column: .lon) }
        if let accuracy = try number(bytes, .accuracy, scale: 2) {
            if accuracy < 0 { throw Rejection(reason: .badNumber, column: .accuracy) }
            row.accuracy = accuracy
        }
        let span = span(at: moment, traits: &row.traits)
        row.start = span.start
        row.end = span.end
        row.phone = try identifierCode(bytes, .phone, .phone)
        if row.phone == 0 { throw Rejection(reason: .missingSubject, column: .phone) }
        columns.append(row, line: line, digest: digest)
    }

    /// `hotel`, `parking`, `visit`: a stay at a place.
    mutating func readStay(_ bytes: borrowing Span<UInt8>) throws(Rejection) {
        var row = ObservationValues()
        let (startColumn, endColumn): (Column, Column) =
            switch plan.feed {
            case .hotel: (.checkIn, .checkOut)
            case .parking: (.enter, .leave)
            default: (.start, .end)
            }
        let start = try requiredTime(bytes, startColumn)
        let end = try time(bytes, endColumn)
        let repairs = mapping.repairOvernight && start.timeOnly && end?.timeOnly == true
        let span = try span(start, end, endColumn, traits: &row.traits, repairs: repairs)
        row.start = span.start
        row.end = span.end
        row.place = try requiredText(bytes, .placeID)
        if plan.feed == .hotel { row.room = text(bytes, .room) }
        if plan.feed == .visit {
            row.kind = try requiredText(bytes, .kind)
            if try truth(bytes, .fever) == true { row.traits.insert(.fever) }
        }
        try readSubject(bytes, &row)
        columns.append(row, line: line, digest: digest)
    }

    /// `checkpoint`: a passage.
    mutating func readPassage(_ bytes: borrowing Span<UInt8>) throws(Rejection) {
        var row = ObservationValues()
        let moment = try requiredTime(bytes, .time)
        let span = span(at: moment, traits: &row.traits)
        row.start = span.start
        row.end = span.end
        row.place = try requiredText(bytes, .placeID)
        row.kind = text(bytes, .method)
        switch word(bytes, .direction) {
        case "in": row.traits.direction = .inward
        case "out": row.traits.direction = .outward
        case "pass": row.traits.direction = .pass
        case "": row.traits.direction = .unknown
        default: throw Rejection(reason: .badValue, column: .direction)
        }
        if let temperature = try number(bytes, .temperature, scale: 2) {
            row.temperature = temperature
            // 37.3 degrees Celsius: the threshold of the checkpoints (Vocabulary, Traits.Flag.fever).
            if temperature >= 3730 { row.traits.insert(.fever) }
        }
        try readSubject(bytes, &row)
        columns.append(row, line: line, digest: digest)
    }

    /// Identifiers that the feed has; at least one must be there.
    private mutating func readSubject(
        _ bytes: borrowing Span<UInt8>, _ row: inout ObservationValues
    ) throws(Rejection) {
        if plan.feed != .parking { row.idNumber = try identifierCode(bytes, .idNumber, .idNumber) }
        if plan.feed == .visit || plan.feed == .checkpoint { row.phone = try identifierCode(bytes, .phone, .phone) }
        if plan.feed == .parking || plan.feed == .checkpoint { row.plate = try identifierCode(bytes, .plate, .plate) }
        if row.idNumber == 0, row.phone == 0, row.plate == 0 {
            throw Rejection(reason: .missingSubject, column: plan.feed == .parking ? .plate : .idNumber)
        }
    }
}
