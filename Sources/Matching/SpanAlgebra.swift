import Vocabulary

/// Unions and differences of closed spans, measured in seconds.
enum SpanAlgebra {
    /// The union as disjoint spans in order; spans that touch are one.
    static func union(_ spans: [TimeSpan]) -> [TimeSpan] {
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

    /// What of `from` lies outside `spans`, as disjoint spans in order; pieces without length vanish.
    static func subtract(_ spans: [TimeSpan], from: [TimeSpan]) -> [TimeSpan] {
        let holes = union(spans)
        if holes.isEmpty { return union(from) }
        var kept: [TimeSpan] = []
        for span in union(from) {
            var start = span.start
            for hole in holes where hole.end > span.start && hole.start < span.end {
                if hole.start > start { kept.append(TimeSpan(start, hole.start)) }
                start = max(start, hole.end)
            }
            if start < span.end || (start == span.start && span.seconds == 0) { kept.append(TimeSpan(start, span.end)) }
        }
        return kept
    }
}
