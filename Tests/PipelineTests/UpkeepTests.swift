import Files
import Foundation
import Ledger
import TestSupport
import Testing
import Vault

@testable import Pipeline

/// What `doctor` says of the machine and of what its keepers have to do.
@Suite struct UpkeepTests {
    private func findings(_ county: County, now: Int64 = County.now) -> [String] {
        Doctor.examine(workspace: county.folder, now: now).map(\.line)
    }

    private func has(_ lines: [String], _ beginning: String, _ part: String = "") -> Bool {
        lines.contains { $0.hasPrefix(beginning) && (part.isEmpty || $0.contains(part)) }
    }

    @Test func `each thing that can go wrong has its line, and all are good in a good workspace`() throws {
        let county = try County.sample()
        try Workspace.use(at: county.folder, AccessRequest(.nightly, now: County.now), reporter: county.log) {
            _ = try Nightly.run($0, asOf: SampleData.asOf, now: County.now, reporter: county.log)
        }
        let lines = findings(county)
        for name in [
            "tracegrid ", "system libraries: ", "text encodings: ", "time zone data", "settings: ", "modes: ",
            "purpose: ", "keys: ", "audit: ", "clock: ", "backup: tracegrid made none yet", "schema: ",
            "tracegrid.sqlite: whole", "store: ", "archive: ", "runs: ", "disk: ",
        ] {
            #expect(has(lines, "ok    \(name)"), "\(name): \(lines)")
        }
        #expect(lines.allSatisfy { $0.hasPrefix("ok    ") })
    }

    @Test func `a clock that stands before what was written is told`() throws {
        let county = try SampleNight.copy().county
        #expect(has(findings(county, now: County.now - 3600), "warn  clock: ", "set the clock"))
        #expect(has(findings(county, now: County.now - 30), "ok    clock: "))
    }

    @Test func `a backup that is too old is told with its time`() throws {
        let county = try SampleNight.copy().county
        try Workspace.use(at: county.folder, AccessRequest(.backup, now: County.now), reporter: county.log) {
            _ = try Backup.run(
                $0, BackupRequest(folder: county.scratch.path("b")), now: County.now, reporter: county.log)
        }
        #expect(
            has(findings(county, now: County.now + 6 * 86_400), "ok    backup: the last one was made at 2020-06-01"))
        #expect(has(findings(county, now: County.now + 8 * 86_400), "warn  backup: ", "more than backup_days 7 ago"))
        // One that failed is none.
        let later = County.now + 7 * 86_400
        #expect(throws: Failure.self) {
            try Workspace.use(at: county.folder, AccessRequest(.backup, now: later), reporter: county.log) {
                _ = try Backup.run(
                    $0, BackupRequest(folder: county.folder + "/b"), now: later, reporter: county.log)
            }
        }
        #expect(has(findings(county, now: later + 3600), "warn  backup: "))
    }

    @Test(arguments: ["audit/audit.jsonl", "tracegrid.sqlite", "runs", "quarantine", "certificates"])
    func `what others can read is named`(name: String) throws {
        let county = try SampleNight.copy().county
        try Tool.shell("chmod go+r '\(county.folder)/\(name)'")
        #expect(has(findings(county), "warn  modes: others can read", name))
    }

    @Test func `backup_days is read strictly, and says when a backup expires`() throws {
        let county = try SampleNight.copy().county
        let settings = String(decoding: try county.bytes("tracegrid.yaml"), as: UTF8.self)
        try county.scratch.write("county/tracegrid.yaml", text: settings + "\nbackup_days: 2\n")
        try Workspace.use(at: county.folder, AccessRequest(.backup, now: County.now), reporter: county.log) {
            let summary = try Backup.run(
                $0, BackupRequest(folder: county.scratch.path("b")), now: County.now, reporter: county.log)
            #expect(summary.manifest.expiresAt == County.now + 2 * 86_400)
        }
        for wrong in ["0", "-1", "3651", "week", "[1]"] {
            try county.scratch.write("county/tracegrid.yaml", text: settings + "\nbackup_days: \(wrong)\n")
            #expect(throws: Failure.self) { try SettingsFile(of: county.folder) }
        }
    }
}
