import Files
import Ledger
import Publishing
import Store
import Vocabulary

/// How far the clocks of gates and cameras are apart, told by who passed two of them one way and the other.
///
/// The way there takes as long as the way back, so half the difference of the two medians is the difference of the
/// clocks: what NTP does with two messages (D. L. Mills, IEEE Transactions on Communications 39, 1991). A gate's offset
/// is the median over its neighbours, each with its own, in rounds until nothing changes; the offsets' median is zero.
struct GateClocks {
    /// A gate's offset in seconds (ahead is positive), and the passages that tell it.
    struct Offset: Hashable {
        var place: String, seconds: Int64, passages: Int
    }
    private(set) var offsets: [Offset] = []

    /// Longest way between two gates, passages that a direction needs, and an offset that is worth a line.
    private static let longest: Int64 = 7200, fewest = 5, notable: Int64 = 30

    private struct Pass: Sendable {
        var who: Pseudonym, time: Int64, place: String
    }

    /// Reads all checkpoint rows of the days.
    init(_ segments: [SegmentRecord], in period: ClosedRange<Int32>, folder: String) throws {
        let own = segments.filter { $0.feed == .checkpoint && period.contains($0.day) }.map { folder + "/" + $0.name }
        let passes = try parallelMap(own) { path -> [Pass] in
            let segment = try SegmentReader(path: path)
            return try (0..<segment.blockCount).flatMap { number -> [Pass] in
                let block = try segment.block(number, columns: [.identifiers, .places, .traits])
                return (0..<block.count).compactMap { row in
                    let one = block[row]
                    guard let who = one.plate ?? one.subject, let place = one.place, !one.traits.has(.dateOnly) else {
                        return nil
                    }
                    return Pass(who: who, time: one.span.start, place: place)
                }
            }
        }
        self.init(passes: passes.flatMap { $0.map { ($0.who, $0.time, $0.place) } })
    }

    /// Offsets of passages: who, when by the gate's clock, and where.
    init(passes: [(who: Pseudonym, time: Int64, place: String)]) {
        var ways: [String: [String: [Int64]]] = [:]
        let ordered = passes.sorted { ($0.who, $0.time, $0.place) < ($1.who, $1.time, $1.place) }
        for (from, to) in zip(ordered, ordered.dropFirst())
        where from.who == to.who && from.place != to.place && to.time - from.time <= Self.longest {
            ways[from.place, default: [:]][to.place, default: []].append(to.time - from.time)
        }
        // Neighbours of each gate: how far its clock is ahead of theirs, and by how many passages.
        var ahead: [String: [(other: String, seconds: Double, passages: Int)]] = [:]
        for (from, targets) in ways {
            for (to, there) in targets where there.count >= Self.fewest {
                guard let back = ways[to]?[from], back.count >= Self.fewest else { continue }
                let seconds = (Self.median(there.map(Double.init)) - Self.median(back.map(Double.init))) / 2
                ahead[to, default: []].append((from, seconds, there.count + back.count))
            }
        }
        var found = ahead.mapValues { _ in 0.0 }
        for _ in 0..<50 {
            var next = found
            for (place, neighbours) in ahead {
                let own = Self.median(neighbours.map { $0.seconds + (found[$0.other] ?? 0) })
                // Half the step: two gates that follow one another would swing for ever.
                next[place] = ((found[place] ?? 0) + own) / 2
            }
            let middle = Self.median(Array(next.values))
            found = next.mapValues { $0 - middle }
        }
        offsets = found.map { place, seconds in
            Offset(
                place: place, seconds: Int64(seconds.rounded()),
                passages: ahead[place]?.reduce(0) { $0 + $1.passages } ?? 0)
        }.sorted { (-abs($0.seconds), $0.place) < (-abs($1.seconds), $1.place) }
    }

    private static func median(_ values: [Double]) -> Double {
        if values.isEmpty { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// A line about the gates that could be compared.
    var notes: [Phrase] {
        if offsets.isEmpty {
            return [AnswerWord.clocksNone.phrase(["\(Self.fewest)"])]
        }
        let odd = offsets.filter { abs($0.seconds) >= Self.notable }
        if odd.isEmpty {
            return [AnswerWord.clocksAlike.phrase(["\(offsets.count)", "\(Self.notable)"])]
        }
        let told = odd.map {
            AnswerWord.passages.phrase([$0.place, "\($0.seconds > 0 ? "+" : "")\($0.seconds)", "\($0.passages)"])
        }
        return [AnswerWord.clocksOdd.phrase(Phrase("\(offsets.count)"), FeedHealth.shortNames(told))]
    }
}
