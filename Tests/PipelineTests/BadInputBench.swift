import Feeds
import Files
import Foundation
import Ledger
import Synchronization
import TestSupport
import Testing
import Vault
import Vocabulary

@testable import Pipeline

/// A workspace to throw bad files at.
struct BadInputBench {
    /// 2020-01-31T12:00:00+08:00, when all deliveries come.
    static let now: Int64 = 1_580_443_200
    static let carrierHeader = "phone,time,lon,lat,accuracy_m"

    /// What a command said, and what came of it.
    struct Result {
        var summary: IngestSummary
        var warnings: [String]
        var notes: [String]

        /// The only refusal's line.
        var refusal: String { summary.refused.count == 1 ? summary.refused[0].why : "\(summary.refused)" }
    }

    let scratch: ScratchFolder
    var folder: String { scratch.path("county") }

    init(encrypted: Bool = false, feeds: String? = nil, policy: String = "cn-nhc-v9", zone: String = "Asia/Shanghai")
        throws
    {
        scratch = try ScratchFolder()
        let file = try feeds.map { try scratch.write("feeds.yaml", text: $0) }
        _ = try Workspace.create(
            at: folder,
            WorkspacePlan(
                policy: policy, homeRegions: ["9908"], timeZone: zone, feedsFile: file, isEncrypted: encrypted,
                purpose: .test,
                now: BadInputBench.now))
    }

    /// Puts a file into the inbox.
    func deliver(_ name: String, _ bytes: some Sequence<UInt8>) throws {
        try scratch.write("county/inbox/" + name, bytes)
    }
    func deliver(_ name: String, text: String) throws { try deliver(name, text.utf8) }

    /// Rows of the carrier feed, one a second.
    static func pings(_ count: Int, from first: Int = 0) -> String {
        (first..<first + count).map { index in
            let time =
                "2020-01-27 \(zeroPadded(index / 3600 % 24, 2)):\(zeroPadded(index / 60 % 60, 2)):\(zeroPadded(index % 60, 2))"
            return "1549\(zeroPadded(index / 86_400, 7)),\(time),118.3,28.9,30\n"
        }.joined()
    }

    /// A good carrier file of some rows.
    static func carrier(_ count: Int, from first: Int = 0) -> String {
        carrierHeader + "\n" + pings(count, from: first)
    }

    /// Takes the inbox (or named files), and sees that every file's rows add up and that every rejected row is kept.
    func ingest(
        _ files: [String] = [], acceptAnyway: String? = nil, now: Int64 = now,
        _ location: SourceLocation = #_sourceLocation
    ) throws -> Result {
        let lines = LineReporter()
        let workspace = try Workspace.open(at: folder, reporter: lines)
        let summary = try Ingest.run(
            workspace, IngestRequest(files: files, acceptAnyway: acceptAnyway), now: now, reporter: lines)
        for file in try workspace.ledger.read({ try $0.files() }) {
            #expect(file.rowsRead == file.accepted + file.rejected + file.duplicate, sourceLocation: location)
            #expect(file.rejectReasons.values.reduce(0, +) == file.rejected, sourceLocation: location)
        }
        let rejected = try workspace.ledger.read { try $0.files() }.reduce(0) { $0 + $1.rejected }
        #expect(try quarantined().count == rejected, "each rejected row is in quarantine", sourceLocation: location)
        return Result(summary: summary, warnings: lines.warnings, notes: lines.notes)
    }

    /// Screens as of the end of 30 January 2020, after taking the inbox.
    func nightly(asOf: String = "2020-01-30") throws -> (summary: RunSummary, warnings: [String]) {
        let lines = LineReporter()
        let workspace = try Workspace.open(at: folder, reporter: lines)
        let summary = try Nightly.run(
            workspace, asOf: asOf, now: BadInputBench.now, reporter: lines)
        return (summary, lines.warnings)
    }

    /// Asks the ledger.
    func read<Value>(_ body: (LedgerSnapshot) throws -> Value) throws -> Value {
        try Workspace.open(at: folder, reporter: SilentReporter()).ledger.read(body)
    }

    /// Names in a folder of the workspace.
    func names(_ folder: String) throws -> [String] { try FileSystem.list(self.folder + "/" + folder) }

    /// The text of a file of the current run.
    func output(_ name: String, asOf: String = "2020-01-30") throws -> String {
        try scratch.text("county/runs/\(asOf)/current/\(name)")
    }

    /// Rows in quarantine as `line column reason`, with their last cell, file after file; envelopes left out.
    func quarantined() throws -> [(what: String, row: [UInt8])] {
        try names("quarantine").flatMap { name in
            CSVCells.records(try scratch.bytes("county/quarantine/" + name)).dropFirst().filter {
                $0[2] != Array("envelope".utf8)
            }
            .map { cells in
                (cells[0...2].map { String(decoding: $0, as: UTF8.self) }.joined(separator: " "), cells[3])
            }
        }
    }
}

/// Keeps what it is told.
final class LineReporter: Reporter {
    private let lines = Mutex<(warnings: [String], notes: [String])>(([], []))
    var warnings: [String] { lines.withLock { $0.warnings } }
    var notes: [String] { lines.withLock { $0.notes } }
    func progress(stage: String, rows: Int, bytes: Int, totalBytes: Int?) {}
    func stageEnded() {}
    func note(_ line: String) { lines.withLock { $0.notes.append(line) } }
    func warn(_ line: String) { lines.withLock { $0.warnings.append(line) } }
}

/// A plain reader of our own CSV files.
enum CSVCells {
    static func records(_ bytes: [UInt8]) -> [[[UInt8]]] {
        var records: [[[UInt8]]] = []
        var cells: [[UInt8]] = [[]]
        var quoted = false
        for byte in bytes {
            if byte == 0x22 {
                // A doubled quote closes and opens again: put the quote back.
                if !quoted, cells[cells.count - 1].last == 0 {
                    cells[cells.count - 1][cells[cells.count - 1].count - 1] = 0x22
                } else if quoted {
                    cells[cells.count - 1].append(0)
                }
                quoted.toggle()
                continue
            }
            if byte == 0x2C, !quoted {
                cells.append([])
            } else if byte == 0x0A, !quoted {
                records.append(cells.map { $0.last == 0 ? Array($0.dropLast()) : $0 })
                cells = [[]]
            } else {
                cells[cells.count - 1].append(byte)
            }
        }
        return records.map { $0.map { $0.filter { $0 != 0 } } }
    }
}
