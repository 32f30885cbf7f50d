import Foundation
import Simulation
import TestSupport
import Vocabulary

/// A generated city as files in a scratch folder.
struct CityFolder {
    let plan: CityPlan
    let scratch: ScratchFolder

    init(people: Int, days: Int = 14, cases: Int, carrierRows: Int, seed: UInt64, anomalies: Int = 0) throws {
        plan = CityPlan(
            people: people, days: days, cases: cases, carrierRows: carrierRows, seed: seed,
            firstDay: CivilDate(year: 2020, month: 1, day: 15).dayNumber, anomalies: anomalies)
        scratch = try ScratchFolder()
        var sink = Sink(folder: scratch.path)
        _ = try City.generate(plan, into: &sink)
    }

    /// The date to screen at.
    var asOf: String { CivilDate(dayNumber: plan.firstDay + Int32(plan.days) - 1).text }

    func text(_ name: String) throws -> String { try scratch.text(name) }

    /// Feed files by name.
    func feeds() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in FolderFiles.paths(scratch.path("feeds")) { files[name] = try scratch.bytes("feeds/\(name)") }
        return files
    }

    /// Moves the feed files into a county's inbox.
    func move(into county: County) throws {
        for name in FolderFiles.paths(scratch.path("feeds")) where name != "people.csv" {
            try FileManager.default.moveItem(
                atPath: scratch.path("feeds/\(name)"), toPath: county.folder + "/inbox/\(name)")
        }
        try county.deliver(["people.csv": try scratch.bytes("feeds/people.csv")])
    }

    /// Holds a night of a county to the city's truth.
    func check(_ night: Night, of county: County) throws {
        try Truth(people: try text("feeds/people.csv"), night: night, key: try county.key).check(
            contacts: try text("truth/contacts.csv"), undeclared: try text("truth/undeclared.csv"),
            nearMisses: try text("truth/near_misses.csv"))
    }

    private struct Sink: FeedSink {
        let folder: String
        private var file: FileHandle?

        init(folder: String) { self.folder = folder }

        mutating func begin(file: String) throws {
            let url = URL(fileURLWithPath: folder + "/" + file)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data().write(to: url)
            self.file = try FileHandle(forWritingTo: url)
        }
        mutating func write(_ bytes: [UInt8]) throws { try file?.write(contentsOf: Data(bytes)) }
        mutating func end() throws { try file?.close() }
    }
}
