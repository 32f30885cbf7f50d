import Vocabulary

/// Which blocks of a segment can have rows within reach of the parts of a rule.
struct GroundSieve: Sendable {
    private let reach: Reachable
    /// Seconds that a row may last from its start though it names no end.
    private let tail: Int64
    /// Whether an observation's accuracy adds to the reach.
    private let widens: Bool
    /// When rows known by a place alone can be in reach; disjoint, in order.
    private let placeSpans: [TimeSpan]

    /// The sieve of a segment, whose `located` places rows without a position may name.
    init(_ reach: Reachable, located: [Place?], tail: Int64, widens: Bool) {
        self.reach = reach
        self.tail = tail
        self.widens = widens
        placeSpans = TimeSpan.union(
            located.compactMap(\.self).flatMap { place -> [TimeSpan] in
                guard let position = place.position else { return [] }
                return reach.spans(at: position, extra: widens ? .infinity : place.radiusMeters)
            })
    }

    /// Whether a row within the bounds can be in reach.
    func passes(_ bounds: RowBounds) -> Bool {
        let extra = widens ? bounds.maxAccuracyCentimeters.map { Double(max(0, $0)) / 100 } ?? .infinity : 0
        if bounds.hasPlaced, reach.meets(bounds.box(tail: tail), extra: extra) { return true }
        return bounds.hasUnplaced
            && TimeSpan.overlap(placeSpans, TimeSpan(bounds.minStart, max(bounds.maxEnd, bounds.maxStart + tail)))
    }
}

extension TimeSpan {
    /// Whether a span meets any of disjoint spans in order.
    static func overlap(_ spans: [TimeSpan], _ span: TimeSpan) -> Bool {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].end < span.start { low = middle + 1 } else { high = middle }
        }
        return low < spans.count && spans[low].start <= span.end
    }
}
