import Foundation
import TestSupport
import Testing

/// Bytes that changed on the disk: what it costs, who names it, and what makes it good again.
@Suite struct DamageTests {
    private static func segments(_ copy: FaultBench.Copy) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: copy.path("store")).filter { $0.hasSuffix(".seg") }
            .sorted()
    }

    /// Changes a file in one of four ways.
    private static func harm(_ path: String, using random: inout SeededGenerator) throws -> String {
        FaultTally.add("damaged file")
        defer { FaultTally.tell() }
        let url = URL(fileURLWithPath: path)
        var bytes = try Data(contentsOf: url)
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            let at = Int.random(in: 0..<bytes.count, using: &random)
            bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            try bytes.write(to: url)
            return "bit flipped in byte \(at)"
        case 1:
            let count = Int.random(in: 0..<bytes.count, using: &random)
            try bytes.prefix(count).write(to: url)
            return "cut to \(count) bytes"
        case 2:
            let at = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, at + 512)
            bytes.replaceSubrange(at..<end, with: repeatElement(0, count: end - at))
            bytes[at] = bytes[at] &+ 1
            try bytes.write(to: url)
            return "sector at \(at) lost"
        default:
            try FileManager.default.removeItem(at: url)
            return "removed"
        }
    }

    @Test func `damaged segments are named by doctor and made anew, byte for byte`() throws {
        let bench = try FaultBench.shared.get()
        var random = SeededGenerator(seed: 11)
        for round in 0..<(KillTests.many.map { $0 / 8 } ?? 3) {
            let copy = try bench.copy(of: bench.after)
            let names = try Self.segments(copy).shuffled(using: &random).prefix(1 + round % 3)
            let harm = try names.map { "\($0): \(try Self.harm(copy.path("store/\($0)"), using: &random))" }
            let seen = try FaultBench.doctor(copy.folder)
            #expect(seen.status == 1, "\(harm): \(seen.output)")
            for name in names { #expect(seen.output.contains(name), "\(harm): \(seen.output)") }
            #expect(seen.output.contains("tracegrid doctor --repair"))
            let mended = try FaultBench.doctor(copy.folder, ["--repair"])
            #expect(mended.status == 4, "\(harm): \(mended.output)")
            #expect(mended.output.contains("made anew from the archive"))
            #expect(try Picture(of: copy.folder).differences(from: bench.expected) == [], "\(harm)")
            #expect(try !FaultBench.doctor(copy.folder).output.contains("FAIL"))
        }
    }

    @Test func `a night that meets damaged segments mends them, says so, and finds the same`() throws {
        let bench = try FaultBench.shared.get()
        let copy = try bench.copy(of: bench.after)
        var random = SeededGenerator(seed: 12)
        for name in try Self.segments(copy) where Bool.random(using: &random) {
            try Data("no segment".utf8).write(to: URL(fileURLWithPath: copy.path("store/\(name)")))
        }
        let night = try FaultBench.night(copy.folder)
        #expect(night.status == 4, "\(night.errors)")
        #expect(night.errors.contains("STORE_MENDED: "))
        #expect(try Picture(of: copy.folder).differences(from: bench.expected) == [])
        // A delivery whose rows are compared with a damaged segment mends it, too.
        let segment = try #require(try Self.segments(copy).first { $0.hasPrefix("carrier-2020-01-24") })
        try Data().write(to: URL(fileURLWithPath: copy.path("store/\(segment)")))
        try FileManager.default.copyItem(
            atPath: PackageRoot.path("SampleData/feeds/carrier_2020-01-24.csv"), toPath: copy.path("inbox/more.csv"))
        let handle = try #require(FileHandle(forUpdatingAtPath: copy.path("inbox/more.csv")))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("15490009001,2020-01-24 08:00:00,118.3,28.9,30\n".utf8))
        try handle.close()
        let ingest = try Tool.run(["ingest", "--workspace", copy.folder])
        #expect(ingest.errors.contains("STORE_MENDED: "), "\(ingest.errors)")
        #expect(try !FaultBench.doctor(copy.folder).output.contains("FAIL"))
    }

    @Test func `a repair that is killed is begun again`() throws {
        let bench = try FaultBench.shared.get()
        for point in KillTests.many == nil ? [4] : Array(1...12) {
            let copy = try bench.copy(of: bench.after)
            for name in try Self.segments(copy).prefix(3) {
                try FileManager.default.removeItem(atPath: copy.path("store/\(name)"))
            }
            FaultTally.add("power")
            _ = try FaultBench.doctor(copy.folder, ["--repair"], plan: "power:\(point)")
            let again = try FaultBench.doctor(copy.folder, ["--repair"])
            #expect(!again.output.contains("FAIL"), "\(point): \(again.output)")
            #expect(try Picture(of: copy.folder).differences(from: bench.expected) == [], "\(point)")
            #expect(try copy.leftovers() == [])
        }
    }

    @Test func `what the archive cannot give back is named, and nothing is put in its place`() throws {
        let bench = try FaultBench.shared.get()
        let copy = try bench.copy(of: bench.after)
        let name = try #require(try Self.segments(copy).first { $0.hasPrefix("hotel-") })
        try Data("no segment".utf8).write(to: URL(fileURLWithPath: copy.path("store/\(name)")))
        let archived = try #require(
            try FileManager.default.contentsOfDirectory(atPath: copy.path("archive")).first {
                $0.hasSuffix("-hotel.csv")
            })
        try Data("place_id,room,id_number,check_in\n".utf8).write(
            to: URL(fileURLWithPath: copy.path("archive/\(archived)")))
        let doctor = try FaultBench.doctor(copy.folder, ["--repair"])
        #expect(doctor.status == 1)
        #expect(doctor.output.contains("\(name): is no whole segment; not made anew: "), "\(doctor.output)")
        #expect(doctor.output.contains("archive: \(copy.path("archive/\(archived)")) is not what was delivered"))
        #expect(try String(contentsOfFile: copy.path("store/\(name)"), encoding: .utf8) == "no segment")
        let night = try FaultBench.night(copy.folder)
        #expect(night.status == 1)
        #expect(night.errors.contains("restore either from a backup"))
    }

    @Test func `a place of the disk that cannot be read is named, and ends nobody`() throws {
        let bench = try FaultBench.shared.get()
        let copy = try bench.copy(of: bench.after)
        let name = try #require(try Self.segments(copy).first)
        let doctor = try FaultBench.doctor(copy.folder, plan: "badread:\(name)")
        #expect(doctor.status == 1)
        #expect(doctor.output.contains("\(name): reading failed"), "\(doctor.output)")
    }

    @Test func `damaged results are named, and the same night writes them again`() throws {
        let bench = try FaultBench.shared.get()
        var random = SeededGenerator(seed: 13)
        let run = try FileManager.default.destinationOfSymbolicLink(
            atPath: bench.after + "/runs/\(FaultBench.asOf)/current")
        for file in ["contacts.csv", "manifest.json", "exposures.jsonl", "changes.csv"] {
            let copy = try bench.copy(of: bench.after)
            let path = copy.path("runs/\(FaultBench.asOf)/\(run)/\(file)")
            let harm = try Self.harm(path, using: &random)
            let doctor = try FaultBench.doctor(copy.folder)
            #expect(doctor.output.contains("FAIL  runs: ") && doctor.output.contains(file), "\(harm): \(doctor.output)")
            #expect(try FaultBench.night(copy.folder).status == bench.status)
            #expect(try Picture(of: copy.folder).differences(from: bench.expected) == [], "\(file) \(harm)")
        }
    }

    @Test func `a damaged ledger is told, and ends nobody by a signal`() throws {
        let bench = try FaultBench.shared.get()
        var random = SeededGenerator(seed: 14)
        var told = 0
        let rounds = KillTests.many.map { $0 / 8 } ?? 4
        for round in 0..<rounds {
            let copy = try bench.copy(of: bench.after)
            let path = copy.path("tracegrid.sqlite")
            var harm = ""
            for _ in 0...(round % 4) where FileManager.default.fileExists(atPath: path) {
                harm += try Self.harm(path, using: &random) + ", "
            }
            let doctor = try FaultBench.doctor(copy.folder)
            #expect([0, 1, 4].contains(doctor.status), "\(harm): \(doctor.output)\(doctor.errors)")
            if doctor.status == 1 { told += 1 }
            let night = try FaultBench.night(copy.folder)
            #expect([0, 1, 3, 4].contains(night.status), "\(harm): \(night.errors)")
            #expect(night.errors.split(separator: "\n").filter { $0.hasPrefix("tracegrid: ") }.count <= 1)
        }
        print("\(told) of \(rounds) damaged ledgers were told")
        #expect(told > 0)
    }

    @Test func `what the ledger has lost is taken from the archive again`() throws {
        let bench = try FaultBench.shared.get()
        let copy = try bench.copy(of: bench.after)
        // The ledger of before the night: as from a backup, or after its log was lost.
        try FileManager.default.removeItem(atPath: copy.path("tracegrid.sqlite"))
        try FileManager.default.copyItem(
            atPath: bench.before + "/tracegrid.sqlite", toPath: copy.path("tracegrid.sqlite"))
        let doctor = try FaultBench.doctor(copy.folder)
        #expect(doctor.status == 1)
        #expect(doctor.output.contains("deliveries that the ledger does not know"), "\(doctor.output)")
        let mended = try FaultBench.doctor(copy.folder, ["--repair"])
        #expect(mended.output.contains("put back into the inbox"), "\(mended.output)")
        #expect(try FaultBench.night(copy.folder).status == bench.status)
        #expect(try Picture(of: copy.folder).differences(from: bench.expected) == [])
    }
}
