import Vocabulary

/// Differences of closed spans, measured in seconds.
enum SpanAlgebra {
    /// What of `from` lies outside `spans`, as disjoint spans in order; pieces without length vanish.
    static func subtract(_ spans: [TimeSpan], from: [TimeSpan]) -> [TimeSpan] {
        let holes = TimeSpan.union(spans)
        if holes.isEmpty { return TimeSpan.union(from) }
        var kept: [TimeSpan] = []
        for span in TimeSpan.union(from) {
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
