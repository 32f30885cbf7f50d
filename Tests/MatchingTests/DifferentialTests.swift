import Matching
import Policy
import TestSupport
import Testing
import Vocabulary

@Suite struct DifferentialTests {
    @Test(arguments: 0..<20) func `the engine equals a comparison of all pairs on small worlds`(_ slice: UInt64) {
        for seed in slice * 1000..<(slice + 1) * 1000 {
            var world = RandomWorld(seed: seed)
            let expected = world.oracle.exposures(of: world.observations)
            let found = world.engineExposures()
            if found != expected {
                let odd = found.first { !expected.contains($0) }.map(String.init(describing:)) ?? "-"
                let missed = expected.first { !found.contains($0) }.map(String.init(describing:)) ?? "-"
                Issue.record("seed \(seed): \(found.count) for \(expected.count)\n  odd    \(odd)\n  missed \(missed)")
                return
            }
        }
    }
}
