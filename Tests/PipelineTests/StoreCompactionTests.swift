import Files
import Foundation
import Store
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

/// Days in many pieces are put together, and nobody can tell from the findings.
@Suite struct StoreCompactionTests {
    private static let pinged = "carrier_2020-01-26.csv"

    /// The sample county with a carrier and a visit file dealt into files of a few rows.
    private static func inPieces(keyOf other: County? = nil) throws -> County {
        let county = try County(feeds: SampleData.path("tracegrid-feeds.yaml"), keyOf: other)
        for (name, bytes) in try SampleData.feeds() {
            guard name == pinged || name == "visit.csv" else {
                try county.deliver([name: bytes])
                continue
            }
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            let rows = lines.dropFirst().filter { !$0.isEmpty }
            for piece in 0..<10 {
                let own = rows.enumerated().filter { $0.offset % 10 == piece }.map(\.element)
                let text = ([lines[0]] + own).joined(separator: "\n") + "\n"
                try county.deliver(name.replacing(".csv", with: "_\(piece).csv"), text: text)
            }
        }
        return county
    }

    private func compact(_ county: County, mostSegments: Int) throws -> (before: Int, after: Int) {
        try StoreCompaction(workspace: try county.held(), mostSegments: mostSegments).run(reporter: county.log)
    }

    private func segments(_ county: County) -> [String] { county.files(below: "store").filter { $0.hasSuffix(".seg") } }

    /// The findings: a manifest counts blocks of the store, which differ.
    private func findings(_ night: Night) throws -> [String: [UInt8]] {
        try night.outputs().filter { $0.key != "manifest.json" }
    }

    @Test func `findings are the same before and after`() throws {
        let county = try StoreCompactionTests.inPieces()
        try county.ingest()
        let before = try county.screen()
        let expected = try findings(before)
        let pieces = segments(county)
        let counts = try compact(county, mostSegments: 2)
        #expect(counts.before > 10 && counts.after < counts.before / 2)
        #expect(segments(county).count == pieces.count - counts.before + counts.after)
        #expect(try compact(county, mostSegments: 2) == (0, 0))
        let after = try county.screen()
        #expect(after.runID == before.runID && after.isRepeated)
        #expect(try findings(after) == expected)
    }

    @Test func `rows delivered again are known after their segments were put together`() throws {
        let county = try StoreCompactionTests.inPieces()
        try county.ingest()
        _ = try compact(county, mostSegments: 1)
        // The same rows in a file of their own: all are repeats.
        let bytes = try SampleData.bytes("feeds/\(StoreCompactionTests.pinged)")
        try county.deliver("carrier_again.csv", text: String(decoding: bytes, as: UTF8.self) + "\n")
        let before = segments(county)
        try county.ingest()
        #expect(segments(county) == before)
    }

    @Test func `what a crash leaves is removed at the next start`() throws {
        let county = try StoreCompactionTests.inPieces()
        try county.ingest()
        let expected = try findings(try county.screen())
        let names = segments(county).filter { $0.hasPrefix("carrier-") }
        let day = names.map { String($0.prefix(18)) }.max { left, right in
            names.count { $0.hasPrefix(left) } < names.count { $0.hasPrefix(right) }
        }
        let parts = names.filter { $0.hasPrefix(day ?? "-") }
        #expect(parts.count > 2)
        let pieces = segments(county)
        // Before the ledger lists the new one: it goes.
        _ = try Compaction.merge(parts, in: county.folder + "/store", batch: 999, part: 0)
        #expect(segments(county).count == pieces.count + 1)
        #expect(try findings(try county.screen()) == expected)
        #expect(segments(county) == pieces)
        // After that, and before the old ones are removed: they go.
        var kept: [String: [UInt8]] = [:]
        for name in pieces { kept[name] = try county.bytes("store/\(name)") }
        _ = try compact(county, mostSegments: 2)
        let merged = segments(county)
        for (name, bytes) in kept where !merged.contains(name) {
            try county.scratch.write("county/store/\(name)", bytes)
        }
        #expect(segments(county).count > merged.count)
        #expect(try findings(try county.screen()) == expected)
        #expect(segments(county) == merged)
    }
}
