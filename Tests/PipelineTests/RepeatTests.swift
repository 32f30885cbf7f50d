import Foundation
import TestSupport
import Testing

/// The same night again, and the same rows by other ways.
@Suite struct RepeatTests {
    @Test func `the same night twice gives the same bytes and says that nothing changed`() throws {
        let county = try County.sample()
        let first = try county.night(now: County.now)
        let (outputs, manifest) = (try first.outputs(), try first.manifestWithoutClock())
        for again in [try county.night(now: County.now + 3600), try county.screen()] {
            #expect(again.runID == first.runID && again.folder == first.folder)
            #expect(again.isRepeated)
            #expect(again.summary.contains("The same night again: nothing changed."))
            #expect(try again.outputs() == outputs)
            #expect(try again.manifestWithoutClock() == manifest)
        }
        // Re-delivered bytes under their own or another name are a counted no-op.
        var files = try SampleData.feeds()
        files["visit_copy.csv"] = files["visit.csv"]
        try county.deliver(files)
        let redelivered = try county.night()
        #expect(redelivered.runID == first.runID && redelivered.isRepeated)
        #expect(try redelivered.outputs() == outputs)
        #expect(county.files(below: "inbox").isEmpty)
    }

    @Test(arguments: [1, 2, 3])
    func `order of arrival, number of nights and splits of files change no finding`(seed: UInt64) throws {
        let whole = try County.sample()
        let expected = try whole.night()
        let county = try County(feeds: SampleData.path("tracegrid-feeds.yaml"), keyOf: whole)
        var random = SeededGenerator(seed: seed)
        var parts: [(name: String, bytes: [UInt8])] = []
        for (name, bytes) in try SampleData.feeds().sorted(by: { $0.key < $1.key }) {
            parts += RepeatTests.split(name, bytes, using: &random)
        }
        parts.shuffle(using: &random)
        while !parts.isEmpty {
            let count = min(parts.count, Int.random(in: 1...20, using: &random))
            for part in parts.prefix(count) { try county.deliver([part.name: part.bytes]) }
            parts.removeFirst(count)
            try county.ingest()
        }
        let night = try county.screen()
        for name in ["contacts.csv", "undeclared.csv", "changes.csv"] {
            #expect(try night.text(name) == (try expected.text(name)), "seed \(seed): \(name)")
        }
        #expect(try night.exposures() == (try expected.exposures()), "seed \(seed)")
        let lists = { (path: String) in path.hasPrefix("grids/") }
        #expect(try night.outputs().filter { lists($0.key) } == (try expected.outputs().filter { lists($0.key) }))
        let count = { (night: Night) in try night.manifest()["counts"] as? [String: Int] }
        #expect(try count(night) == (try count(expected)), "seed \(seed)")
    }

    /// A plain CSV file as one to four files of the same header, the rows dealt at random; others as they are.
    private static func split(
        _ name: String, _ bytes: [UInt8], using random: inout SeededGenerator
    ) -> [(name: String, bytes: [UInt8])] {
        guard name.hasSuffix(".csv"), let text = String(bytes: bytes, encoding: .utf8), name != "itineraries_bd09.csv"
        else { return [(name, bytes)] }
        let lines = text.split(separator: "\n")
        var piles = [[Substring]](repeating: [lines[0]], count: Int.random(in: 1...4, using: &random))
        for line in lines.dropFirst().shuffled(using: &random) {
            piles[Int.random(in: 0..<piles.count, using: &random)].append(line)
        }
        // Registry files are named after their feed; a number after it keeps the pattern of the mapping or the header.
        return piles.enumerated().map { number, pile in
            ("\(name.dropLast(4))_part\(number).csv", Array((pile.joined(separator: "\n") + "\n").utf8))
        }
    }

    @Test func `a case's rows that arrive twice in other files count once`() throws {
        let whole = try County.sample()
        let expected = try whole.night()
        let county = try County.sample(keyOf: whole)
        try county.ingest()
        // The same rows with another header order and another line ending: other bytes, the same observations.
        let rows = Table.rows(try SampleData.text("feeds/visit.csv"))
        let columns = ["start", "end", "kind", "fever", "phone", "id_number", "place_id"]
        let lines = rows.map { row in columns.map { row[$0] ?? "" }.joined(separator: ",") }
        try county.deliver(
            "visit_again.csv", text: ([columns.joined(separator: ",")] + lines).joined(separator: "\r\n"))
        let night = try county.night()
        let inputs = try night.manifest()["inputs"] as? [[String: Any]] ?? []
        let again = inputs.first { $0["name"] as? String == "visit_again.csv" }
        #expect(again?["duplicate"] as? Int == rows.count)
        #expect(try night.text("contacts.csv") == (try expected.text("contacts.csv")))
        #expect(try night.text("undeclared.csv") == (try expected.text("undeclared.csv")))
    }
}
