import Files
import Foundation
import Ledger
import TestSupport
import Testing
import Vault

@testable import Pipeline

/// That a backup is the workspace as of one moment, tells its own damage, and gives a workspace that goes on as the
/// lost one would have.
@Suite struct BackupTests {
    /// A county after a night, with a folder for backups and copies of its keys.
    private struct Bench {
        let county: County
        var folder: String { county.scratch.path("backups") }
        var keys: String { county.scratch.path("keys") }

        init() throws {
            county = try SampleNight.copy().county
            try FileManager.default.copyItem(atPath: county.folder + "/keys", toPath: county.scratch.path("keys"))
        }

        @discardableResult
        func backup(now: Int64 = County.now, withKeys: Bool = false) throws -> BackupSummary {
            let request = AccessRequest(.backup, now: now)
            return try Workspace.use(at: county.folder, request, reporter: county.log) {
                try Backup.run(
                    $0, BackupRequest(folder: folder, withKeys: withKeys), now: now, reporter: county.log)
            }
        }

        /// Restores into a folder of a scratch folder of its own.
        func restore(
            id: String? = nil, keys: String? = nil, audit: String? = nil, into scratch: ScratchFolder,
            now: Int64 = County.now
        ) throws -> RestoreSummary {
            try Restore.run(
                RestoreRequest(
                    folder: folder, target: scratch.path("county"), id: id, keys: keys ?? self.keys, audit: audit),
                now: now, reporter: county.log)
        }

        /// Paths of the objects of all backups.
        func objects() -> [String] { FolderFiles.paths(folder + "/objects").map { folder + "/objects/" + $0 } }

        func write(_ path: String, _ bytes: [UInt8]) throws {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        }
    }

    private func read(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

    private func night(_ folder: String, _ log: Log) throws -> Night {
        try Night(
            try Nightly.run(
                try Workspace.open(at: folder, reporter: log), asOf: SampleData.asOf, now: County.now, reporter: log))
    }

    @Test func `a restored workspace is the one that was backed up, and its next night is the same, byte for byte`()
        throws
    {
        let bench = try Bench()
        try bench.county.deliver(
            "checkins_late.csv", text: "id_number,date,temperature_c\n999001197602020013,2020-01-28,38.4\n")
        try bench.backup()
        let scratch = try ScratchFolder()
        let summary = try bench.restore(into: scratch)
        #expect(summary.outcome == .done && summary.remarks.contains { $0.contains("is not in it") })
        let restored = scratch.path("county")
        let ours = bench.county.files(below: ".").filter { !$0.hasPrefix("tracegrid.sqlite") && $0 != ".lock" }
        let theirs = FolderFiles.paths(restored).filter { !$0.hasPrefix("tracegrid.sqlite") && $0 != ".lock" }
        #expect(ours == theirs)
        for path in ours where path != "audit/audit.jsonl" {
            #expect(try bench.county.bytes(path) == read(restored + "/" + path), "\(path)")
            let entry = try #require(try Ownership(of: restored + "/" + path))
            #expect(entry.mode == 0o600, "\(path)")
        }
        let doctor = try Tool.run(["doctor", "--workspace", restored])
        #expect(!doctor.output.contains("FAIL") && doctor.output.contains("restored from backup"), "\(doctor.output)")
        let (here, there) = (try bench.county.night(), try night(restored, Log()))
        #expect(here.runID == there.runID)
        #expect(try here.outputs() == there.outputs())
    }

    @Test func `what is there already is not copied again, and each backup has its own moment`() throws {
        let bench = try Bench()
        let first = try bench.backup()
        #expect(first.copied.files > 20)
        try bench.county.deliver(
            "checkins_late.csv", text: "id_number,date,temperature_c\n999001197602020013,2020-01-28,38.4\n")
        try bench.county.ingest()
        let second = try bench.backup(now: County.now + 60)
        // Ledger, audit and the delivery.
        #expect(second.copied.files == 3)
        #expect(second.manifest.files.count == first.manifest.files.count + 1)
        #expect(try BackupCheck.run(folder: bench.folder, isDeep: true).map(\.state) == ["ok", "ok"])
        let scratch = try ScratchFolder()
        _ = try bench.restore(id: first.id, into: scratch)
        #expect(!FolderFiles.paths(scratch.path("county/archive")).contains { $0.hasSuffix("checkins_late.csv") })
    }

    @Test func `a delivery that is taken while it is copied lies in the inbox of the backup`() throws {
        let bench = try Bench()
        let workspace = try Workspace.openForReading(at: bench.county.folder)
        let facts = try workspace.ledger.read { try BackupSource.Facts($0) }
        let text = "id_number,date,temperature_c\n999001197602020013,2020-01-28,38.4\n"
        try bench.county.deliver("checkins_late.csv", text: text)
        try bench.county.ingest()
        let source = BackupSource(workspace: workspace, facts: facts)
        try source.check()
        let late = try #require(try source.items(withKeys: false).first { $0.path.hasSuffix("checkins_late.csv") })
        #expect(late.path == "inbox/checkins_late.csv" && late.source.hasPrefix("archive/"))
        // A purge takes away what the copy of the ledger still lists.
        _ = try Purge.run(
            try Workspace.open(at: bench.county.folder, reporter: Log()), PurgeRequest(asOf: "2020-04-28"),
            now: County.now, reporter: Log())
        #expect(throws: BackupSource.Stale.self) { try source.check() }
    }

    @Test func `any damaged byte is told, and nothing is restored from it`() throws {
        let bench = try Bench()
        let id = try bench.backup().id
        var random = SeededGenerator(seed: 5)
        var files = bench.objects().filter { ((try? FileSystem.size($0)) ?? 0) > 0 }
        files = (0..<6).map { _ in files[Int.random(in: files.indices, using: &random)] }
        files.append("\(bench.folder)/backups/\(id).json")
        for file in files {
            let whole = try read(file)
            var broken = whole
            broken[Int.random(in: broken.indices, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            for bytes in [broken, Array(whole.dropLast()), []] {
                try bench.write(file, bytes)
                #expect(try BackupCheck.run(folder: bench.folder, isDeep: true).contains { !$0.isWhole }, "\(file)")
                let scratch = try ScratchFolder()
                let failure = try #require(throws: Failure.self) { _ = try bench.restore(into: scratch) }
                #expect(failure.outcome == .refused, "\(failure)")
                let left = FolderFiles.paths(scratch.path)
                #expect(left == [], "\(file): \(left)")
            }
            try bench.write(file, whole)
        }
        #expect(try BackupCheck.run(folder: bench.folder, id: id, isDeep: true).map(\.state) == ["ok"])
    }

    @Test func `a list of files that somebody else wrote is refused, wherever its paths lead`() throws {
        let bench = try Bench()
        let id = try bench.backup().id
        let path = "\(bench.folder)/backups/\(id).json"
        let text = String(decoding: try read(path), as: UTF8.self)
        for target in ["../outside", "/etc/outside", "store/../../outside", "else/where", "policies/./x"] {
            let forged = text.replacing("\"path\": \"tracegrid.yaml\"", with: "\"path\": \"\(target)\"")
            #expect(forged != text)
            try? FileManager.default.removeItem(atPath: path)
            let name = BackupManifest.id(of: Array(forged.utf8), madeAt: County.now)
            try bench.write("\(bench.folder)/backups/\(name).json", Array(forged.utf8))
            let scratch = try ScratchFolder()
            let failure = try #require(throws: Failure.self) { _ = try bench.restore(into: scratch) }
            #expect(failure.outcome == .refused && FolderFiles.paths(scratch.path) == [], "\(target)")
            try FileManager.default.removeItem(atPath: "\(bench.folder)/backups/\(name).json")
        }
        // Paths as they should be, but no seal of the workspace's key.
        let forged = text.replacing("\"expires_at\": ", with: "\"expires_at\": 1")
        let name = BackupManifest.id(of: Array(forged.utf8), madeAt: County.now)
        try bench.write("\(bench.folder)/backups/\(name).json", Array(forged.utf8))
        let failure = try #require(throws: Failure.self) { _ = try bench.restore(into: try ScratchFolder()) }
        #expect(failure.description.contains("holder of pseudonym.key"))
    }

    @Test func `keys stay out unless they are asked for, and others than the workspace's are refused`() throws {
        let bench = try Bench()
        try bench.backup()
        let secrets = try ["pseudonym.key", "identity.key", "audit.key"].map { try bench.county.bytes("keys/\($0)") }
        for object in bench.objects() { #expect(!secrets.contains(try read(object))) }
        let other = try County.sample()
        for name in ["pseudonym.key", "identity.key", "audit.key"] {
            let keys = try ScratchFolder()
            for file in FolderFiles.paths(bench.keys) { try keys.write(file, try read("\(bench.keys)/\(file)")) }
            try keys.write(name, try other.bytes("keys/\(name)"))
            try Tool.shell("chmod 600 '\(keys.path)'/*")
            let failure = try #require(throws: Failure.self) {
                _ = try bench.restore(keys: keys.path, into: try ScratchFolder())
            }
            #expect(failure.outcome == .refused && failure.description.contains("\(name) is key"), "\(failure)")
            try FileManager.default.removeItem(atPath: keys.path(name))
            if name == "identity.key" {
                #expect(try bench.restore(keys: keys.path, into: try ScratchFolder()).outcome == .warnings)
            } else {
                #expect(throws: Failure.self) { _ = try bench.restore(keys: keys.path, into: try ScratchFolder()) }
            }
        }
        try bench.backup(now: County.now + 60, withKeys: true)
        let scratch = try ScratchFolder()
        let ending = try Tool.run(["restore", bench.folder, scratch.path("county")])
        #expect(ending.status == 0, "\(ending.errors)")
        let refused = try Tool.run(["backup", bench.folder, "--workspace", bench.county.folder, "--with-keys"])
        #expect(refused.status == 2 && refused.errors.contains("opens every name"))
    }

    @Test func `backups expire, and what only they held goes with them`() throws {
        let bench = try Bench()
        try bench.backup()
        try bench.county.deliver(
            "checkins_late.csv", text: "id_number,date,temperature_c\n999001197602020013,2020-01-28,38.4\n")
        let second = try bench.backup(now: County.now + 6 * 86_400)
        #expect(second.pruned == 0)
        let before = Set(bench.objects())
        let third = try bench.backup(now: County.now + 8 * 86_400)
        #expect(third.pruned == 1)
        #expect(try BackupCheck.run(folder: bench.folder, isDeep: true).map(\.id) == [second.id, third.id])
        // The audit of the first; the ledger is the same.
        #expect(before.subtracting(bench.objects()).count == 1)
        _ = try BackupCheck.prune(folder: bench.folder, now: County.now + 20 * 86_400, reporter: Log())
        #expect(bench.objects() == [])
        #expect(throws: Failure.self) { try BackupCheck.run(folder: bench.folder, isDeep: true) }
    }

    @Test func `the audit tells a restore from records that were cut off`() throws {
        let bench = try Bench()
        try bench.backup()
        try bench.county.night()
        let later = try AuditVerify.run(workspace: bench.county.folder).head
        let cut = try ScratchFolder()
        try cut.write("audit/audit.jsonl", Array(try bench.county.bytes("audit/audit.jsonl").dropLast(700)))
        #expect(try AuditVerify.run(workspace: cut.path, expected: later.digest).outcome == .failed)
        let scratch = try ScratchFolder()
        #expect(try bench.restore(into: scratch).outcome == .done)
        let verdict = try AuditVerify.run(workspace: scratch.path("county"), expected: later.digest)
        #expect(verdict.outcome == .warnings, "\(verdict.damage)")
        #expect(verdict.remarks.contains { $0.contains("restored from backup") })
        #expect(verdict.remarks.contains { $0.contains("was lost with the workspace") })
        // With the lost workspace's own audit nothing of it is missing, and it tells what has to be done again.
        let whole = try ScratchFolder()
        let summary = try bench.restore(audit: bench.county.folder + "/audit", into: whole)
        #expect(summary.outcome == .warnings)
        #expect(summary.remarks.contains { $0.hasPrefix("After the backup: ") && $0.contains(" nightly by ") })
        let kept = try AuditVerify.run(workspace: whole.path("county"), expected: later.digest)
        #expect(kept.damage == [] && !kept.remarks.contains { $0.contains("was lost") })
        #expect(kept.head.number > later.number)
        // Another workspace's audit does not go on from the backup's.
        let other = try County.sample()
        try other.night()
        let failure = try #require(throws: Failure.self) {
            _ = try bench.restore(audit: other.folder + "/audit/audit.jsonl", into: try ScratchFolder())
        }
        #expect(failure.outcome == .refused)
    }

    @Test func `a backup goes only into a folder of its own, and a restore into an empty one`() throws {
        let bench = try Bench()
        func fault(_ folder: String) throws -> Failure {
            try #require(throws: Failure.self) {
                try Workspace.use(at: bench.county.folder, AccessRequest(.backup, now: County.now), reporter: Log()) {
                    _ = try Backup.run($0, BackupRequest(folder: folder), now: County.now, reporter: Log())
                }
            }
        }
        #expect(try fault(bench.county.folder + "/backups").description.contains("lies in the workspace"))
        #expect(try fault(bench.county.scratch.path).description.contains("lies in the workspace or around it"))
        let scratch = try ScratchFolder()
        try Tool.shell("chmod 700 '\(scratch.path)'; ln -s '\(bench.county.folder)/runs' '\(scratch.path)/link'")
        #expect(try fault(scratch.path("link")).outcome == .refused)
        #expect(try fault(scratch.path).description.contains("holds something else"))
        let open = try ScratchFolder()
        try Tool.shell("chmod 755 '\(open.path)'")
        #expect(try fault(open.path).outcome == .notPermitted)
        let linked = try ScratchFolder()
        try Tool.shell("chmod 700 '\(linked.path)'; ln -s '\(open.path)' '\(linked.path)/objects'")
        #expect(try fault(linked.path).outcome == .notPermitted)

        try bench.backup()
        let full = try ScratchFolder()
        try full.write("county/mine.txt", text: "kept")
        let failure = try #require(throws: Failure.self) { _ = try bench.restore(into: full) }
        #expect(failure.outcome == .refused)
        #expect(try full.text("county/mine.txt") == "kept")
        // A link in place of an object is not followed.
        let object = bench.objects()[0]
        try Tool.shell("mv '\(object)' '\(full.path)/aside'; ln -s '\(full.path)/aside' '\(object)'")
        #expect(try BackupCheck.run(folder: bench.folder, isDeep: true).contains { !$0.isWhole })
        #expect(throws: Failure.self) { _ = try bench.restore(into: try ScratchFolder()) }
    }
}
