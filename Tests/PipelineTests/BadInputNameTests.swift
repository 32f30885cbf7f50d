import Files
import Foundation
import Ledger
import Glibc
import TestSupport
import Testing

@testable import Pipeline

/// Names, and things that are no files.
@Suite struct BadInputNameTests {
    @Test func `the same bytes under two names count once`() throws {
        let bench = try BadInputBench()
        try bench.deliver("carrier_1.csv", text: BadInputBench.carrier(5))
        try bench.deliver("carrier_2.csv", text: BadInputBench.carrier(5))
        let result = try bench.ingest()
        #expect(result.summary.rows == (5, 5, 0, 0))
        #expect(result.summary.files.map(\.isRepeated) == [false, true])
        #expect(try bench.names("inbox") == [])
    }

    @Test func `two files of one name are both kept, and so are both quarantines`() throws {
        let bench = try BadInputBench()
        for round in 0..<2 {
            try bench.deliver("carrier.csv", text: BadInputBench.carrier(9, from: round * 20) + "bad\(round)\n")
            #expect(try bench.ingest().summary.rows == (10, 9, 1, 0))
        }
        #expect(try bench.names("archive").count == 2)
        #expect(try bench.names("quarantine").count == 2)
        #expect(Set(try bench.quarantined().map { String(decoding: $0.row, as: UTF8.self) }) == ["bad0", "bad1"])
    }

    @Test(arguments: [
        "carrier 1 .csv", "carrier_\n2.csv", "carrier_\u{1B}[31mred.csv", "carrier_..csv", "carrier_'\";$(x)`.csv",
        "carrier_电信 数据.csv", "carrier_" + String(repeating: "长", count: 80) + ".csv", "--help", "-", "carrier_=1+1.csv",
    ])
    func `odd names are taken, archived and quarantined, and cannot move the cursor`(name: String) throws {
        let bench = try BadInputBench()
        try bench.deliver(name, text: BadInputBench.carrier(9) + "bad\n")
        let result = try bench.ingest()
        #expect(result.summary.rows == (10, 9, 1, 0))
        #expect(try bench.names("inbox") == [])
        #expect(try bench.names("archive").count == 1)
        let table = result.summary.tableLines().joined()
        #expect(!table.unicodeScalars.contains { $0.value < 32 })
        #expect(try bench.names("quarantine").allSatisfy { !$0.contains("\n") && !$0.contains("\u{1B}") })
    }

    @Test func `a name that is no UTF-8 is refused by name, and lost by nobody`() throws {
        let bench = try BadInputBench()
        let script = "printf x > \"$1/carrier_$(printf '\\265\\347').csv\""
        #expect(Process.run("/bin/sh", ["-c", script, "sh", bench.folder + "/inbox"])?.status == 0)
        #expect(try bench.ingest().refusal.contains("rename it"))
    }

    @Test func `folders, pipes, devices and links are told apart and left where they are`() throws {
        let bench = try BadInputBench()
        let inbox = bench.folder + "/inbox/"
        try FileManager.default.createDirectory(
            atPath: inbox + "carrier_folder.csv", withIntermediateDirectories: false)
        #expect(Process.run("/usr/bin/mkfifo", [inbox + "carrier_pipe.csv"])?.status == 0)
        try FileManager.default.createSymbolicLink(
            atPath: inbox + "carrier_device.csv", withDestinationPath: "/dev/zero")
        try FileManager.default.createSymbolicLink(
            atPath: inbox + "carrier_dangling.csv", withDestinationPath: "nowhere")
        let outside = try bench.scratch.write("carrier_outside.csv", text: BadInputBench.carrier(2))
        try FileManager.default.createSymbolicLink(atPath: inbox + "carrier_link.csv", withDestinationPath: outside)
        try bench.deliver("carrier_good.csv", text: BadInputBench.carrier(5))
        let result = try bench.ingest()
        #expect(result.summary.refused.count == 5)
        #expect(result.summary.rows.accepted == 5)
        #expect(result.warnings.count { $0.contains("it is a link") } == 3)
        let named = try bench.ingest([
            "/dev/zero", inbox + "carrier_pipe.csv", bench.folder, bench.scratch.path("none.csv"),
            inbox + "carrier_link.csv",
        ])
        #expect(named.summary.refused.count == 4)
        #expect(named.summary.rows.read == 2, "a link that is named is followed")
        #expect(try bench.names("inbox").count == 5)
    }

    @Test(arguments: ["carrier.csv", "carrier.jsonl.gz", "grids.geojson"])
    func `a file that was exchanged for a link after it was looked at is refused, not read`(name: String) throws {
        let bench = try BadInputBench()
        // A file of the account's own that no delivery may reach.
        let outside = try bench.scratch.write("outside.csv", text: BadInputBench.carrier(5))
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: outside)
        let path = bench.folder + "/inbox/" + name
        let workspace = try Workspace.open(at: bench.folder, reporter: SilentReporter())
        func take(isInbox: Bool) throws -> IngestedFile {
            try FileIntake(
                workspace: workspace, path: path, isInbox: isInbox, feed: nil, acceptAnyway: nil,
                now: BadInputBench.now, reporter: SilentReporter()
            ).run()
        }
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: outside)
        var refusal = try #require(throws: Failure.self) { try take(isInbox: true) }
        #expect(refusal.outcome == .refused && refusal.description.contains("is a link"), "\(refusal)")
        // The same for a pipe, at which nothing may wait.
        try FileManager.default.removeItem(atPath: path)
        #expect(Process.run("/usr/bin/mkfifo", [path])?.status == 0)
        refusal = try #require(throws: Failure.self) { try take(isInbox: true) }
        #expect(refusal.outcome == .refused, "\(refusal)")
        #expect(try bench.names("archive") == [])
        #expect(try workspace.ledger.read { try $0.files() }.isEmpty)
        #expect(try Ownership(of: outside)?.mode == 0o640)
        if name == "carrier.csv" {
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: outside)
            #expect(try take(isInbox: false).file.accepted == 5, "a link that is named is followed")
        }
    }

    @Test func `a refused file that was named leaves no copy behind`() throws {
        let bench = try BadInputBench()
        let file = try bench.scratch.write("carrier.csv", text: BadInputBench.carrierHeader + "\nbad\n")
        #expect(try bench.ingest([file]).summary.outcome == .refused)
        #expect(try bench.names("archive") == [])
        #expect(try bench.ingest([file], acceptAnyway: "test").summary.rows == (1, 0, 1, 0))
        #expect(try bench.names("archive").count == 1)
    }

    @Test func `a file nobody may read is refused`() throws {
        guard getuid() != 0 else {
            print("skipped: root may read everything")
            return
        }
        let bench = try BadInputBench()
        try bench.deliver("carrier.csv", text: BadInputBench.carrier(5))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0], ofItemAtPath: bench.folder + "/inbox/carrier.csv")
        #expect(try bench.ingest().refusal.contains("check owner and mode"))
    }
}

extension Process {
    /// Runs a program to its end; nil where it cannot be started.
    static func run(_ path: String, _ arguments: [String], input: Data? = nil) -> (
        status: Int32, out: String, err: String
    )? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let out = FileManager.default.temporaryDirectory.appendingPathComponent("out-\(UUID().uuidString)")
        let err = out.appendingPathExtension("err")
        for file in [out, err] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        defer { for file in [out, err] { try? FileManager.default.removeItem(at: file) } }
        process.standardOutput = try? FileHandle(forWritingTo: out)
        process.standardError = try? FileHandle(forWritingTo: err)
        let pipe = input.map { _ in Pipe() }
        process.standardInput = pipe ?? FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        if let input, let pipe {
            try? pipe.fileHandleForWriting.write(contentsOf: input)
            try? pipe.fileHandleForWriting.close()
        }
        process.waitUntilExit()
        func text(_ url: URL) -> String { String(decoding: (try? Data(contentsOf: url)) ?? Data(), as: UTF8.self) }
        return (
            process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus, text(out),
            text(err)
        )
    }
}
