import Vocabulary

/// Rows of the registry feeds.
extension ChunkReader {
    mutating func readRegistry(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> RegistryRow.Payload {
        switch plan.feed {
        case .people: .person(try readPerson(bytes))
        case .grids: .grid(try readGrid(bytes))
        case .places: .place(try readPlace(bytes))
        case .regions: .region(try readRegion(bytes))
        case .stops: .stop(try readStop(bytes))
        case .layouts: .vehicle(try readVehicle(bytes))
        case .declarations: .declaration(try readDeclaration(bytes))
        case .checkins: .checkin(try readCheckin(bytes))
        case .cases: .indexCase(try readCase(bytes))
        case .itineraries: .itinerary(try readItinerary(bytes))
        case .clues: .clue(try readClue(bytes))
        default: try readFeedback(bytes)
        }
    }

    private mutating func readPerson(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> PersonEntry {
        PersonEntry(
            personID: try requiredString(bytes, .personID), name: try requiredString(bytes, .name),
            address: string(bytes, .address) ?? "", idNumber: try identifier(bytes, .idNumber, .idNumber),
            phones: try identifiers(bytes, .phones, .phone), plates: try identifiers(bytes, .plates, .plate),
            homeGrid: string(bytes, .homeGrid), unitGrids: strings(bytes, .unitGrids), focus: string(bytes, .focus))
    }

    private func readGrid(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> Grid {
        guard let kind = Grid.Kind(rawValue: word(bytes, .kind)) else {
            throw Rejection(reason: field(bytes, .kind).isEmpty ? .missingValue : .badValue, column: .kind)
        }
        return Grid(
            gridID: try requiredString(bytes, .gridID), parentID: string(bytes, .parentID), kind: kind,
            level: try requiredString(bytes, .level), name: try requiredString(bytes, .name),
            officer: string(bytes, .officer), officerPhone: string(bytes, .officerPhone))
    }

    private mutating func readPlace(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> Place {
        Place(
            placeID: try requiredString(bytes, .placeID), kind: try requiredString(bytes, .kind),
            name: try requiredString(bytes, .name), position: try position(bytes),
            radiusMeters: try radius(bytes) ?? 0, gridID: string(bytes, .gridID), region: string(bytes, .region))
    }

    /// A radius in metres; nil where it is empty.
    mutating func radius(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> Double? {
        guard let hundredths = try number(bytes, .radius, scale: 2) else { return nil }
        guard hundredths >= 0 else { throw Rejection(reason: .badNumber, column: .radius) }
        return Double(hundredths) / 100
    }

    private mutating func readRegion(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> RegionRow {
        let level = word(bytes, .level)
        guard ["high", "medium", "low"].contains(level) else {
            throw Rejection(reason: level.isEmpty ? .missingValue : .badValue, column: .level)
        }
        let from = try requiredTime(bytes, .from, future: true)
        let to = try lastSecond(bytes, .to, notBefore: from.utc)
        return RegionRow(
            code: try requiredString(bytes, .region), name: try requiredString(bytes, .name), level: level,
            from: from.utc, to: to)
    }

    /// The last second of a period's end, which may lie in the future; nil where it is empty.
    private mutating func lastSecond(
        _ bytes: borrowing Span<UInt8>, _ column: Column, notBefore start: Int64?
    ) throws(Rejection) -> Int64? {
        guard let moment = try time(bytes, column, future: true) else { return nil }
        let last = moment.dateOnly ? clock.endOfDay(clock.zone.localDay(at: moment.utc)) : moment.utc
        if let start, last < start { throw Rejection(reason: .endBeforeStart, column: column) }
        return last
    }

    private mutating func readDeclaration(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> DeclarationRow {
        guard let travelled = try truth(bytes, .travelled) else {
            throw Rejection(reason: .missingValue, column: .travelled)
        }
        let (idNumber, phone) = try readSomeone(bytes)
        let from = try time(bytes, .from, future: true)
        return DeclarationRow(
            idNumber: idNumber, phone: phone, declaredAt: try requiredTime(bytes, .declaredAt).utc,
            travelled: travelled, region: string(bytes, .region), from: from?.utc,
            to: try lastSecond(bytes, .to, notBefore: from?.utc), companions: strings(bytes, .companions))
    }

    private mutating func readCheckin(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> CheckinRow {
        let (idNumber, phone) = try readSomeone(bytes)
        let moment = try requiredTime(bytes, .date)
        guard let temperature = try number(bytes, .temperature, scale: 2) else {
            throw Rejection(reason: .missingValue, column: .temperature)
        }
        return CheckinRow(
            idNumber: idNumber, phone: phone, day: clock.zone.localDay(at: moment.utc),
            temperatureHundredths: temperature, isolated: try truth(bytes, .isolated))
    }

    private mutating func readSomeone(
        _ bytes: borrowing Span<UInt8>
    ) throws(Rejection) -> (idNumber: Identifier?, phone: Identifier?) {
        let idNumber = try identifier(bytes, .idNumber, .idNumber)
        let phone = try identifier(bytes, .phone, .phone)
        if idNumber == nil, phone == nil { throw Rejection(reason: .missingSubject, column: .idNumber) }
        return (idNumber, phone)
    }

    private mutating func readClue(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> ClueRow {
        ClueRow(
            clueID: try requiredString(bytes, .clueID), time: try requiredTime(bytes, .time).utc,
            kind: try requiredString(bytes, .kind), channel: try requiredString(bytes, .channel),
            text: try requiredString(bytes, .text), gridID: string(bytes, .gridID), position: try position(bytes),
            subject: string(bytes, .subject))
    }
}
