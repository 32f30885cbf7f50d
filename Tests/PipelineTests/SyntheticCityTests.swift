import Foundation
import TestSupport
import Testing

/// Whole nights over generated cities, held to their planted truth.
@Suite struct SyntheticCityTests {
    @Test func `a city's planted contacts and travellers are all found and no near miss is`() throws {
        let city = try CityFolder(people: 3_000, cases: 5, carrierRows: 200_000, seed: 41)
        let county = try County()
        try city.move(into: county)
        let night = try county.night(city.asOf)
        try city.check(night, of: county)
        let counts = try night.manifest()["counts"] as? [String: Int] ?? [:]
        #expect(counts["cases"] == 5)
        #expect((counts["observations_screened"] ?? 0) > 200_000)
    }

    static let isLong = ProcessInfo.processInfo.environment["TRACEGRID_LONG"] == "1"

    @Test(.enabled(if: isLong, "a county of 50,000 people takes minutes: scripts/check runs it"))
    func `a county of 50,000 people and 10 million carrier rows is screened whole in under 2 GiB`() throws {
        let city = try CityFolder(people: 50_000, cases: 30, carrierRows: 10_000_000, seed: 42)
        let county = try County()
        try city.move(into: county)
        let clock = ContinuousClock()
        let start = clock.now
        let ending = try Tool.run([
            "nightly", "--workspace", county.folder, "--as-of", city.asOf, "--format", "json",
        ])
        let wall = start.duration(to: clock.now)
        #expect(ending.status == 0, "\(ending.errors)")
        let night = try Night(json: ending.output)
        try city.check(night, of: county)
        let times = try night.manifest()["clock"] as? [String: Any] ?? [:]
        let peak = try #require(times["peak_memory_bytes"] as? Int)
        #expect(peak < 2 << 30)
        let milliseconds = times["milliseconds"] as? [String: Int] ?? [:]
        let counts = try night.manifest()["counts"] as? [String: Int] ?? [:]
        print("nightly of 50,000 people: \(wall), peak memory \(peak >> 20) MiB")
        print("milliseconds \(milliseconds.sorted { $0.key < $1.key }), counts \(counts.sorted { $0.key < $1.key })")
    }
}
