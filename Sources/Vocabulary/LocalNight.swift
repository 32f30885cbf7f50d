/// A night by local time: from 22:00 to 06:00.
public enum LocalNight {
    private static let start: Int64 = 22 * 3600, end: Int64 = 6 * 3600

    /// The night that begins on a local day, closed, in UTC; nil where clocks leave nothing of it.
    public static func span(of day: Int32, _ zone: ZoneRules) -> TimeSpan? {
        let first = moment(day, start, zone)
        let last = moment(day + 1, end, zone) - 1
        return first <= last ? TimeSpan(first, last) : nil
    }

    /// The last so many nights that are over at a moment, by the day they begin, the earliest first.
    public static func last(_ count: Int, before moment: Int64, _ zone: ZoneRules) -> [(day: Int32, span: TimeSpan)] {
        let today = zone.localDay(at: moment)
        let days = (today - Int32(count) - 1)...today
        return days.compactMap { day in span(of: day, zone).map { (day, $0) } }.filter { $0.1.end <= moment }
            .suffix(count)
    }

    private static func moment(_ day: Int32, _ second: Int64, _ zone: ZoneRules) -> Int64 {
        switch zone.reading(wall: Int64(day) * 86_400 + second) {
        case .exact(let moment): moment
        case .ambiguous(let earlier, _): earlier
        case .nonexistent: zone.startOfDay(day) + second
        }
    }
}
