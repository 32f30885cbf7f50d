import Vocabulary

/// Wall-clock readings to UTC, remembering the last day whose offset did not change.
struct LocalClock {
    let zone: ZoneRules
    private var steadyDay = Int32.min
    private var steadyOffset: Int64 = 0

    init(zone: ZoneRules) { self.zone = zone }

    /// The moment of a reading, and whether the clock showed it twice.
    mutating func moment(_ reading: ClockReading) throws(RejectReason) -> (utc: Int64, ambiguous: Bool) {
        if reading.isUTC { return (reading.seconds, false) }
        if reading.dateOnly { return (zone.startOfDay(floorDay(reading.seconds)), false) }
        if let offset = offset(onDay: floorDay(reading.seconds)) { return (reading.seconds - offset, false) }
        switch zone.reading(wall: reading.seconds) {
        case .exact(let utc): return (utc, false)
        case .ambiguous(let earlier, _): return (earlier, true)
        case .nonexistent: throw .nonexistentLocalTime
        }
    }

    /// Seconds east of UTC throughout a local day and a day on either side; nil where they change.
    mutating func offset(onDay day: Int32) -> Int64? {
        if day == steadyDay { return steadyOffset }
        let noon = Int64(day) * 86_400 + 43_200
        let low = noon - 2 * 86_400
        let high = noon + 2 * 86_400
        guard !zone.changes.contains(where: { $0 > low && $0 <= high }) else { return nil }
        steadyDay = day
        steadyOffset = Int64(zone.offset(at: noon))
        return steadyOffset
    }

    /// The last second of a local day.
    func endOfDay(_ day: Int32) -> Int64 { zone.startOfDay(day + 1) - 1 }
}
