import Matching
import TestSupport
import Testing
import Vocabulary

/// What the random worlds hold of places, so that the comparison with the oracle says something about them.
@Suite struct PlaceWorldTests {
    @Test func `random worlds have stays behind gates, floors and environmental minutes at places`() {
        var flags: [String: Int] = [:]
        var paired = 0
        var environmental = 0
        for seed in 0..<6000 as Range<UInt64> {
            var world = RandomWorld(seed: seed)
            for exposure in world.engineExposures() {
                for flag in exposure.flags { flags[flag, default: 0] += 1 }
                if exposure.rule == "gates", exposure.minutes > 0, exposure.flags.isEmpty { paired += 1 }
                if exposure.place != "", exposure.environmentalMinutes > 0 { environmental += 1 }
            }
        }
        for flag in ["INFERRED_END", "INFERRED_START", "SAME_FLOOR", "FLOOR_UNKNOWN", "SAME_PLATE"] {
            #expect(flags[flag, default: 0] > 10, "\(flag)")
        }
        #expect(paired > 10)
        #expect(environmental > 10)
    }
}
