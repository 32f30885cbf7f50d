public import Policy
public import Vocabulary

/// When gates counted nothing though they use to: an outage is no quiet hour.
public struct GateSilences: Sendable {
    /// Hours of each gate that say nothing about passages: before its first one, and while it was silent.
    private(set) var isSilent: [[Bool]]
    /// Silences while others reported, by gate.
    private(set) var outages: [(gate: Int, hours: Range<Int>, expected: Double)] = []

    /// Finds silences of all gates of a book.
    ///
    /// A gate's usual hour is the median of that hour of the day over the days on which it counted anything. Hours in
    /// a row without a passage in which the usual ones add up to the rule's number are a silence. Where the other gates
    /// together did not count as many either, it is a gap of the feed, of which no gate is to blame.
    public init(_ book: PassageBook, rule: GateSilentRule) {
        let clock = book.clock
        var all = Array(repeating: UInt64(0), count: clock.hours)
        var totals: [[UInt32]] = []
        for gate in 0..<book.gates {
            totals.append(book.total(gate: gate))
            for hour in all.indices { all[hour] += UInt64(totals[gate][hour]) }
        }
        isSilent = []
        isSilent.reserveCapacity(book.gates)
        for gate in 0..<book.gates {
            let total = totals[gate]
            var mask = Array(repeating: false, count: clock.hours)
            guard let first = total.firstIndex(where: { $0 > 0 }) else {
                isSilent.append(Array(repeating: true, count: clock.hours))
                continue
            }
            for hour in 0..<first { mask[hour] = true }
            let usual = GateSilences.usual(total, clock, minDays: rule.minDays)
            var hour = first
            while hour < clock.hours {
                guard total[hour] == 0 else {
                    hour += 1
                    continue
                }
                var end = hour
                var expected = 0.0
                var others: UInt64 = 0
                while end < clock.hours, total[end] == 0 {
                    expected += usual[Int(clock.hourOfDay[end])]
                    others += all[end]
                    end += 1
                }
                if expected >= rule.expected {
                    for silent in hour..<end { mask[silent] = true }
                    if Double(others) >= rule.expected { outages.append((gate, hour..<end, expected)) }
                }
                hour = end
            }
            isSilent.append(mask)
        }
    }

    /// Median of each hour of the day over the days with any passage; nothing is usual where these are too few.
    static func usual(_ total: [UInt32], _ clock: AlertClock, minDays: Int) -> [Double] {
        var isUsed = Array(repeating: false, count: clock.isRest.count)
        for hour in total.indices where total[hour] > 0 { isUsed[Int(clock.day[hour])] = true }
        guard isUsed.count(where: \.self) >= minDays else { return Array(repeating: 0, count: 24) }
        var values: [[Double]] = Array(repeating: [], count: 24)
        for hour in total.indices where isUsed[Int(clock.day[hour])] {
            values[Int(clock.hourOfDay[hour])].append(Double(total[hour]))
        }
        return values.map { median(of: $0) }
    }

    /// Whether a gate was silent at any hour of a span.
    func wasSilent(_ gate: Int, from: Int64, clock: AlertClock) -> Bool {
        let first = clock.hour(of: max(from, clock.start)) ?? clock.hours
        return isSilent[gate][first...].contains(true)
    }

    /// Silences that had not ended before the listed hours.
    public func alerts(
        _ book: PassageBook, names: [String], grids: [String?], listedHours: Int
    ) -> [Alert] {
        let clock = book.clock
        let listed = clock.first(listed: listedHours)
        return outages.filter { $0.hours.upperBound > listed && $0.gate > 0 }.map { outage in
            let isOver = outage.hours.upperBound < clock.hours
            return Alert(
                .gateSilent, place: names[outage.gate], gridID: grids[outage.gate], span: clock.span(outage.hours),
                count: 0, score: min(100, (outage.expected).rounded()),
                facts: [
                    .init("expected", oneDecimal(outage.expected)), .init("hours", "\(outage.hours.count)"),
                    .init("state", isOver ? "over" : "going_on"),
                ])
        }
    }
}

/// The middle value; of an even number the mean of the middle two, of none 0.
func median(of values: [Double]) -> Double {
    if values.isEmpty { return 0 }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/// A number with one decimal, without a locale.
func oneDecimal(_ value: Double) -> String {
    let tenths = Int64((value * 10).rounded())
    return "\(tenths / 10).\(abs(tenths % 10))"
}
