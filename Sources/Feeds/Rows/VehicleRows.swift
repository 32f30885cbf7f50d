import Vocabulary

/// Rows of the `layouts` feed: what is known about vehicles and their coaches.
extension ChunkReader {
    mutating func readVehicle(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> VehicleFact {
        var fact = VehicleFact(mode: try mode(bytes, .mode))
        fact.service = String(decoding: vehicleService(bytes), as: UTF8.self)
        fact.serviceDate = try serviceDay(bytes)
        let text = CellText.folded(bytes, field(bytes, .coach), upper: true)
        let coach = Seat(carriage: text, seat: [])
        // A class or a grade of cabins is no coach: the row would speak of the whole vehicle.
        guard coach.isCarriageUnderstood, coach.cabin == Seat.Cabin(), text.isEmpty || !coach.coaches.isEmpty else {
            throw Rejection(reason: .badValue, column: .coach)
        }
        fact.coach = coach.carriageText
        let layout = word(bytes, .layout)
        if !layout.isEmpty {
            guard CoachLayout(word: layout) != nil else { throw Rejection(reason: .badValue, column: .layout) }
            fact.layout = layout
        }
        let bays = strings(bytes, .seats).map { $0.filter { $0 != " " } }.joined(separator: ";")
        if !bays.isEmpty {
            guard CoachLayout(seats: bays) != nil else { throw Rejection(reason: .badValue, column: .seats) }
            fact.seats = bays
        }
        fact.isSealed = try truth(bytes, .isSealed)
        fact.hasHEPA = try truth(bytes, .hasHEPA)
        if let sets = try number(bytes, .sets, scale: 0) {
            guard (1...32).contains(sets) else { throw Rejection(reason: .badValue, column: .sets) }
            fact.coachesPerSet = Int(sets)
        }
        guard
            fact.layout != nil || fact.seats != nil || fact.isSealed != nil || fact.hasHEPA != nil
                || fact.coachesPerSet != nil
        else { throw Rejection(reason: .missingValue, column: .layout) }
        return fact
    }

    /// A service, a prefix such as `G*`, or nothing for any (`*`).
    private func vehicleService(_ bytes: borrowing Span<UInt8>) -> [UInt8] {
        let text = CellText.folded(bytes, field(bytes, .service), upper: true).filter { $0 != Byte.space }
        if text == [UInt8(ascii: "*")] { return [] }
        return text.last == UInt8(ascii: "*") ? text : RideText.service(text)
    }
}
