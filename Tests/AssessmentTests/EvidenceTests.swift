import TestSupport
import Testing
import Vocabulary

@testable import Assessment

@Suite struct EvidenceTests {
    func evidence(_ time: Int64) -> RegionEvidence {
        RegionEvidence(
            span: TimeSpan(at: time), feed: .carrier, kind: "ping", place: "", flags: [],
            source: RowSource(file: 1, line: UInt32(time), digest: 0))
    }

    @Test(arguments: 0..<20) func `however many pings, both ends are kept in whatever order they come`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let times = (1...Int64.random(in: 1...200, using: &random)).map { $0 }
        func sight(_ times: ArraySlice<Int64>) -> Sight? {
            guard let first = times.first else { return nil }
            var sight = Sight(span: TimeSpan(at: first))
            for time in times { sight.add(TimeSpan(at: time), known: []) { evidence(time) } }
            return sight
        }
        let shuffled = times.shuffled(using: &random)
        let cut = Int.random(in: 0...times.count, using: &random)
        var merged = sight(shuffled[..<cut])
        if let rest = sight(shuffled[cut...]) {
            if merged == nil { merged = rest } else { merged?.merge(rest) }
        }
        let kept = Set(times.prefix(8) + times.suffix(8)).sorted()
        #expect(merged?.evidence.map(\.span.start) == kept, "seed \(seed)")
        #expect(merged?.count == times.count, "seed \(seed)")
    }

    @Test func `spans that touch or overlap become one`() {
        #expect(
            mergedSpans([TimeSpan(5, 9), TimeSpan(0, 4), TimeSpan(20, .max), TimeSpan(11, 12)]) == [
                TimeSpan(0, 9), TimeSpan(11, 12), TimeSpan(20, .max),
            ])
    }
}
