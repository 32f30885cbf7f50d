import Foundation
import Matching
import Policy
import TestSupport
import Testing
import Vocabulary

@Suite struct DifferentialTests {
    /// Worlds of each of the twenty slices; `scripts/check` tries more.
    private static let worlds = UInt64(ProcessInfo.processInfo.environment["TRACEGRID_WORLDS"] ?? "") ?? 1000

    @Test(arguments: 0..<20) func `the engine equals a comparison of all pairs on small worlds`(_ slice: UInt64) {
        for seed in slice * Self.worlds..<(slice + 1) * Self.worlds {
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

/// What the random worlds have to hold, so that equality says something.
@Suite struct RandomWorldTests {
    @Test func `the random worlds hold every companion evidence`() {
        var seen: [String: Int] = [:]
        for seed in UInt64(0)..<2000 {
            let world = RandomWorld(seed: seed)
            for exposure in world.oracle.exposures(of: world.observations) where exposure.rule == "companion" {
                for flag in exposure.flags { seen[flag, default: 0] += 1 }
            }
        }
        for flag in CompanionEvidence.allCases.map(\.rawValue) + ["CASE_PLATE_ONLY"] {
            #expect(seen[flag, default: 0] > 20, "\(flag): \(seen)")
        }
    }
}
