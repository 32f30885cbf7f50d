import Files
import Foundation
import TestSupport
import Testing
import Vocabulary

/// However many threads share the work, the same bytes come out.
@Suite struct WorkerTests {
    /// Several pieces of position rows, in no order: many at one place and second, some of them twice, some read by the
    /// slow way, some rejected.
    private static func pings() -> String {
        var random = SeededGenerator(seed: 11)
        var text = "phone,time,lon,lat,accuracy_m\n"
        for row in 0..<40_000 {
            let phone =
                Int.random(in: 0..<30, using: &random) == 0
                ? "0571-8765\(1000 + row % 300)" : "138\(10_000_000 + row % 2000)"
            let hour = Int.random(in: 0..<30, using: &random)
            let time = "2020-01-2\(6 + hour / 24) \(zeroPadded(hour % 24, 2)):\(zeroPadded(row % 7, 2)):00"
            let lon = Int.random(in: 0..<500, using: &random) == 0 ? "x" : "118.\(500 + row % 40)"
            text += "\(phone),\(time),\(lon),28.9,\(row % 3 * 10)\n"
        }
        return text
    }

    @Test func `any number of threads gives the same segments and findings`() throws {
        let pings = WorkerTests.pings()
        var expected: (segments: [String: [UInt8]], exposures: [String])?
        var first: County?
        for limit in [1, 2, 3, 8] {
            let county = try County.sample(keyOf: first)
            first = first ?? county
            try county.deliver("carrier_more.csv", text: pings)
            let night = try Workers.$limit.withValue(limit) { try county.night() }
            var segments: [String: [UInt8]] = [:]
            for name in county.files(below: "store") { segments[name] = try county.bytes("store/\(name)") }
            let exposures = try night.exposures()
            #expect(segments.count > 2 && !exposures.isEmpty)
            if let expected {
                #expect(segments == expected.segments && exposures == expected.exposures, "\(limit) threads")
            } else {
                expected = (segments, exposures)
            }
        }
    }
}
