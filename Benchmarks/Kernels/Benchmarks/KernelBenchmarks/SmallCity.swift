import Feeds
import Foundation
import Matching
import Simulation
import Store
import Vocabulary
import WarmStore

/// A city of `Simulation`, kept in memory: one day of its carrier feed, its itineraries, and a store of that day.
struct SmallCity: Sendable {
    /// The carrier file of the day, with its header.
    let csv: [UInt8]
    /// The same rows as JSON lines.
    let jsonl: [UInt8]
    /// Its rows, parsed.
    let block: ObservationBlock
    /// The case side: every ping of some phones, with 100 m and 300 s around it.
    let parts: [ProximityPart]
    /// The opened store.
    let store: OpenStore

    static let people = 4_000
    static let rowsOfAllDays = 2_500_000
    static let phonesOfCases = 40

    /// The same city each time.
    static func make() throws -> SmallCity {
        var sink = MemorySink()
        let plan = CityPlan(
            people: people, days: 5, cases: 5, carrierRows: rowsOfAllDays, seed: 1,
            firstDay: ZoneRules.china.localDay(at: 1_580_000_000))
        _ = try City.generate(plan, into: &sink)
        guard let csv = sink.files.filter({ $0.key.contains("/carrier_") }).min(by: { $0.key < $1.key })?.value else {
            throw BenchmarkError.noCarrierFeed
        }
        let parsed = try parser(csv).parse(csv.span, firstLine: 1)
        var block = parsed.observations
        block.subjects = parsed.identifiers.indices.map { code in
            // Numbers made of a code stand for pseudonyms: what they are does not change what reading costs.
            Pseudonym(
                kind: .phone, high: UInt64(code) &* 0x9E37_79B9_7F4A_7C15, low: UInt64(code) &* 0xBF58_476D_1CE4_E5B9)
        }
        let parts = (0..<block.count).filter { block.phone[$0] <= phonesOfCases }.map { row in
            ProximityPart(
                span: TimeSpan(at: block.start[row]).padded(by: 300),
                position: Position(lonE7: block.lon[row], latE7: block.lat[row]), reachMeters: 100,
                caseNumber: Int32(block.phone[row]))
        }
        let folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("kernels-\(UUID().uuidString)")
        let writer = try SegmentWriter(folder: folder.path, feed: .carrier, batch: 1, zone: .china)
        try writer.add(block)
        _ = try writer.finish()
        let store = try OpenStore(folder: folder)
        // The segments are mapped: their bytes stay until the process ends.
        try FileManager.default.removeItem(at: folder)
        return SmallCity(csv: csv, jsonl: jsonLines(csv), block: block, parts: parts, store: store)
    }

    /// The rows of a CSV file, which have no quotes, as JSON lines.
    static func jsonLines(_ csv: [UInt8]) -> [UInt8] {
        let lines = csv.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        let names = lines[0].split(separator: ",", omittingEmptySubsequences: false)
        let isText = names.map { ["phone", "time", "cell"].contains($0) }
        var text = ""
        for line in lines.dropFirst() {
            let values = line.split(separator: ",", omittingEmptySubsequences: false)
            let members = names.indices.filter { !values[$0].isEmpty }.map { place in
                isText[place] ? "\"\(names[place])\":\"\(values[place])\"" : "\"\(names[place])\":\(values[place])"
            }
            text += "{\(members.joined(separator: ","))}\n"
        }
        return Array(text.utf8)
    }

    /// A parser of the carrier file.
    static func parser(_ csv: [UInt8]) throws -> FeedParser {
        let mapping = FeedMapping(feed: .carrier)
        let layout = try FeedLayout.detect(head: Array(csv.prefix(4096)), fileName: "carrier", mapping: mapping)
        return try FeedParser(layout: layout, mapping: mapping, now: 4_000_000_000, fileNumber: 0, digestKey: (1, 2))
    }
}

/// Keeps files in memory.
struct MemorySink: FeedSink {
    private(set) var files: [String: [UInt8]] = [:]
    private var current = ""

    mutating func begin(file: String) {
        current = file
        files[file] = []
    }

    mutating func write(_ bytes: [UInt8]) { files[current, default: []] += bytes }

    mutating func end() {}
}

/// What may be wrong with the data of the benchmarks.
enum BenchmarkError: Error {
    case noCarrierFeed
}
