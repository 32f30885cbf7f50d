public import Policy
public import Vocabulary

/// The whole hours of a look-back, by number.
public struct AlertClock: Sendable {
    /// First second of hour 0: the local midnight that begins the look-back.
    public let start: Int64
    /// Hours that are over at the as-of moment.
    public let hours: Int
    /// The as-of moment.
    public let asOf: Int64
    /// Local day of each hour, counted from the look-back's first, and hour of the day.
    let day: [Int16], hourOfDay: [UInt8]
    /// Whether each of the days is one of rest.
    let isRest: [Bool]

    /// The hours of a rule's look-back.
    public init(_ rules: AlertRules, zone: ZoneRules, asOf: Int64) {
        self.asOf = asOf
        let today = zone.localDay(at: asOf)
        let first = today - Int32(rules.lookBackDays)
        start = zone.startOfDay(first)
        hours = max(0, Int((asOf + 1 - start) / 3600))
        var day: [Int16] = []
        var hourOfDay: [UInt8] = []
        for hour in 0..<hours {
            let moment = start + Int64(hour) * 3600
            day.append(Int16(zone.localDay(at: moment) - first))
            hourOfDay.append(
                UInt8((moment + Int64(zone.offset(at: moment)) - Int64(zone.localDay(at: moment)) * 86_400) / 3600))
        }
        self.day = day
        self.hourOfDay = hourOfDay
        isRest = (0...Int32(rules.lookBackDays)).map { rules.isRestDay(first + $0) }
    }

    /// Number of the hour that a moment lies in; nil outside of the whole hours.
    public func hour(of moment: Int64) -> Int? {
        guard moment >= start else { return nil }
        let hour = Int((moment - start) / 3600)
        return hour < hours ? hour : nil
    }

    /// Closed seconds of some hours.
    func span(_ range: Range<Int>) -> TimeSpan {
        TimeSpan(start + Int64(range.lowerBound) * 3600, start + Int64(range.upperBound) * 3600 - 1)
    }

    /// The first whole hour that ends after so many hours before the as-of moment.
    func first(listed hours: Int) -> Int { max(0, self.hours - hours) }
}
