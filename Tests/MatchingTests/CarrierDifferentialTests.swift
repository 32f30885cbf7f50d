import Foundation
import Matching
import Policy
import Testing
import Vocabulary

@Suite struct CarrierDifferentialTests {
    /// Worlds a slice: 500 in the suite, more where asked for.
    static let worlds = UInt64(ProcessInfo.processInfo.environment["TRACEGRID_WORLDS"] ?? "") ?? 500

    /// Worlds that found a difference once: candidates of clusters without the accuracy of towers and of whole days.
    @Test(arguments: [12_732, 49_105, 62_456, 89_785, 100_812] as [UInt64])
    func `worlds that once differed stay equal`(seed: UInt64) {
        var world = RandomWorldCarrier(seed: seed)
        let expected = world.oracle
        let found = world.engine()
        #expect(Set(found.exposures) == expected.exposures)
        #expect(found.misses == expected.misses)
    }

    @Test(arguments: 0..<20) func `cleaned phones and cells equal a plain rewriting of lists`(_ slice: UInt64) {
        for seed in slice * Self.worlds..<(slice + 1) * Self.worlds {
            var world = RandomWorldCarrier(seed: seed)
            let expected = world.oracle
            let found = world.engine()
            if Set(found.exposures) != expected.exposures || found.exposures.count != expected.exposures.count
                || found.misses != expected.misses
            {
                let odd = found.exposures.first { !expected.exposures.contains($0) }.map { "\($0)" } ?? "-"
                let missed = expected.exposures.first { !found.exposures.contains($0) }.map { "\($0)" } ?? "-"
                Issue.record(
                    """
                    seed \(seed): \(found.exposures.count) for \(expected.exposures.count), edge misses \
                    \(found.misses) for \(expected.misses)
                      odd    \(odd)
                      missed \(missed)
                    """)
                return
            }
        }
    }
}
