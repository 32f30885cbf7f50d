import Foundation
import Simulation
import Testing
import Vocabulary

/// The files of `SampleData` against the module that made them.
@Suite struct SampleCountyTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("SampleData")

    private func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: SampleCountyTests.folder.appendingPathComponent(name)))
    }

    @Test func `the sample is what the module makes today`() throws {
        var sink = MemorySink()
        let summary = try City.generate(SampleCounty.plan, into: &sink)
        #expect(ZoneRules.china.rfc3339(summary.asOf) == "2020-01-29T00:00:00+08:00")
        for name in [
            "feeds/carrier_2020-01-22.csv", "feeds/hotel.csv", "feeds/parking.csv", "truth/contacts.csv",
            "truth/undeclared.csv", "truth/near_misses.csv", "feeds/grids.geojson",
        ] {
            #expect(try bytes(name) == sink.files[name], "\(name): run scripts/make-sample again")
        }
        // The stories stand after the generated rows.
        for name in ["feeds/people.csv", "feeds/cases.csv", "feeds/itineraries.csv", "feeds/places.csv"] {
            #expect(try bytes(name).starts(with: sink.files[name] ?? [0]), "\(name): run scripts/make-sample again")
        }
    }

    @Test func `the table of expected findings names people of the registry`() throws {
        let people = String(decoding: try bytes("feeds/people.csv"), as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let cases = String(decoding: try bytes("feeds/cases.csv"), as: UTF8.self)
        let rows = String(decoding: try bytes("README.md"), as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }.filter { $0.count == 6 && Int($0[0]) != nil }
        #expect(rows.count == 20 && Set(rows.map { $0[0] }).count == 6)
        for row in rows {
            let entry = people.first { $0[1] == row[1] }
            #expect(entry?[2...4].contains(row[2]) == true, "\(row[1]) of story \(row[0])")
            if let name = row[3].split(separator: " ").last, row[3].contains("contact") {
                #expect(cases.contains("\n\(name),"))
            }
        }
    }

    @Test func `the sample's sizes stay small`() throws {
        let files = FileManager.default.enumerator(
            at: SampleCountyTests.folder, includingPropertiesForKeys: [.fileSizeKey])
        var total = 0
        for case let file as URL in files ?? .init() {
            total += try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
        }
        #expect((500_000...2_500_000).contains(total))
    }
}
