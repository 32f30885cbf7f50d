import Files
import Vocabulary

/// The rows of a part, sorted day by day on all cores; no number of threads reaches the result.
struct PartSort {
    private let order: RowOrder
    private let zone: ZoneRules

    init(_ rows: RowColumns, tables: PartTables, zone: ZoneRules) {
        order = RowOrder(rows, subjectRanks: tables.subjectOrder.ranks, stringRanks: tables.stringOrder.ranks)
        self.zone = zone
    }

    /// One hour of a day, and where its rows lie: stretch and range within it, in the order of arrival.
    private struct Hour: Sendable {
        var day: Int32, hour: Int64
        var pieces: [(stretch: Int, range: Range<Int>)] = []
    }

    /// The days, the earliest first.
    func days() -> [DayRows] {
        let count = order.rows.count
        let ranges = stride(from: 0, to: count, by: KeyedStretch.size).map {
            $0..<min(count, $0 + KeyedStretch.size)
        }
        let stretches = parallelMap(ranges) { KeyedStretch(order, $0, zone: zone) }
        let hours = hours(of: stretches)
        let sorts = parallelMap(hours) { hour in
            var keys: [UInt64] = []
            var rows: [UInt32] = []
            for piece in hour.pieces {
                keys += stretches[piece.stretch].keys[piece.range]
                rows += stretches[piece.stretch].rows[piece.range]
            }
            return HourSort(keys: keys, rows: rows, order: order)
        }
        var days: [DayRows] = []
        var first = 0
        while first < hours.count {
            let day = hours[first].day
            let last = hours[first...].firstIndex { $0.day != day } ?? hours.count
            days.append(DayRows(day: day, order: order, hours: (first..<last).map { (hours[$0].hour, sorts[$0]) }))
            first = last
        }
        return days
    }

    /// The hours that the stretches have rows of, by day and hour.
    private func hours(of stretches: [KeyedStretch]) -> [Hour] {
        var indexes: [Int64: Int] = [:]
        var hours: [Hour] = []
        for (number, stretch) in stretches.enumerated() {
            for hour in stretch.hours {
                let name = Int64(hour.day) << 7 | hour.hour
                let index = indexes[name] ?? hours.count
                if index == hours.count {
                    indexes[name] = index
                    hours.append(Hour(day: hour.day, hour: hour.hour))
                }
                hours[index].pieces.append((number, hour.range))
            }
        }
        return hours.sorted { ($0.day, $0.hour) < ($1.day, $1.hour) }
    }
}
