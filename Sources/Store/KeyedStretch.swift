import Vocabulary

/// A stretch of a part's rows with their keys, parted by local day and hour: the work of one thread.
struct KeyedStretch: Sendable {
    /// The rows of one hour, which stand together in ``keys`` and ``rows``.
    struct Hour: Sendable {
        var day: Int32, hour: Int64
        var range: Range<Int>
    }
    private(set) var hours: [Hour] = []
    /// Keys within the hour, and the rows they belong to, in the order of arrival.
    let keys: [UInt64], rows: [UInt32]

    /// Rows per stretch: their keys stay in the second-level cache while they are parted.
    static let size = 32_768

    init(_ order: RowOrder, _ range: Range<Int>, zone: ZoneRules) {
        let hourOfRow = KeyedStretch.hours(order.rows, range, zone: zone, into: &hours)
        let keys = order.keys(of: order.rows, range)
        if hours.count == 1 {
            hours[0].range = 0..<range.count
            self.keys = keys
            rows = range.map { UInt32($0) }
            return
        }
        var next = [Int](repeating: 0, count: hours.count)
        for hour in hourOfRow { next[Int(hour)] += 1 }
        var first = 0
        for hour in hours.indices {
            hours[hour].range = first..<first + next[hour]
            first += next[hour]
            next[hour] = hours[hour].range.lowerBound
        }
        var parted = [UInt64](repeating: 0, count: range.count)
        var numbers = [UInt32](repeating: 0, count: range.count)
        for index in keys.indices {
            let place = next[Int(hourOfRow[index])]
            next[Int(hourOfRow[index])] = place + 1
            parted[place] = keys[index]
            numbers[place] = UInt32(range.lowerBound + index)
        }
        self.keys = parted
        rows = numbers
    }

    /// For each row the index of its day and hour in `hours`, which lists them as they come.
    private static func hours(
        _ columns: RowColumns, _ range: Range<Int>, zone: ZoneRules, into hours: inout [Hour]
    ) -> [UInt32] {
        var known: [Int64: UInt32] = [:]
        // Rows come in runs of one hour of one day, so all this is worked out seldom.
        var (from, to): (Int64, Int64) = (0, 0)
        var index: UInt32 = 0
        return Array(capacity: range.count) { (output: inout OutputSpan<UInt32>) in
            for row in range {
                let start = columns.start[row]
                if start < from || start >= to {
                    let day = zone.localDay(at: start)
                    let hour = ClusterKey.hour(of: start, on: day)
                    let name = Int64(day) << 7 | hour
                    index = known[name] ?? UInt32(hours.count)
                    if Int(index) == hours.count {
                        known[name] = index
                        hours.append(Hour(day: day, hour: hour, range: 0..<0))
                    }
                    from = floorHour(start) * 3600
                    to = from + 3600
                    let isOneDay = zone.localDay(at: from) == day && zone.localDay(at: to - 1) == day
                    // Where the clock changes within the hour, each row is looked at.
                    if !isOneDay || zone.offset(at: from) != zone.offset(at: to - 1) { to = from }
                }
                output.append(index)
            }
        }
    }
}
