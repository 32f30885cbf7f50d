/// A closed interval of whole UTC seconds: both ends belong to it.
public struct TimeSpan: Hashable, Comparable, Sendable {
    /// First and last second, UTC.
    public var start: Int64, end: Int64

    /// A span; `end` must not precede `start`.
    public init(_ start: Int64, _ end: Int64) {
        precondition(start <= end, "a time span ends before it starts")
        self.start = start
        self.end = end
    }

    /// The span of one moment.
    public init(at moment: Int64) { self.init(moment, moment) }

    /// Seconds from start to end.
    public var seconds: Int64 { end - start }

    /// Whether the closed spans share a second.
    public func overlaps(_ other: TimeSpan) -> Bool { start <= other.end && other.start <= end }

    /// What the closed spans share; nil where they do not meet.
    public func intersection(_ other: TimeSpan) -> TimeSpan? {
        overlaps(other) ? TimeSpan(max(start, other.start), min(end, other.end)) : nil
    }

    /// The span widened on both sides.
    public func padded(by seconds: Int64) -> TimeSpan { TimeSpan(start - seconds, end + seconds) }

    /// The union of closed spans as disjoint spans in order; spans that touch are one.
    public static func union(_ spans: [TimeSpan]) -> [TimeSpan] {
        var merged: [TimeSpan] = []
        for span in spans.sorted() {
            if let last = merged.last, span.start <= last.end {
                merged[merged.count - 1].end = max(last.end, span.end)
            } else {
                merged.append(span)
            }
        }
        return merged
    }

    /// By start, then by end.
    public static func < (left: TimeSpan, right: TimeSpan) -> Bool {
        (left.start, left.end) < (right.start, right.end)
    }
}
