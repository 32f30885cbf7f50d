import Foundation
import TestSupport
import Testing

/// Backups and restores that go wrong, and backups beside a night.
///
/// `TRACEGRID_FAULTS=400` takes as many points; the suite takes a few.
@Suite struct BackupFaultTests {
    /// A workspace after a night, its backups, and what one backup does to files.
    private struct Bench {
        let copy: FaultBench.Copy
        var folder: String { copy.scratch.path("backups") }

        init(of workspace: String) throws {
            copy = try FaultBench.shared.get().copy(of: workspace)
            try FileManager.default.createDirectory(
                atPath: copy.scratch.path("backups"), withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        }

        func backup(plan: String? = nil) throws -> Tool.Ending {
            try Tool.run(
                ["backup", folder, "--workspace", copy.folder],
                environment: try plan.map { try FaultShim.environment($0, root: folder) } ?? [:])
        }

        func restore(into target: String, plan: String? = nil, root: String? = nil) throws -> Tool.Ending {
            try Tool.run(
                ["restore", folder, target, "--keys", copy.path("keys")],
                environment: try plan.map { try FaultShim.environment($0, root: root ?? target) } ?? [:])
        }

        func verify() throws -> Tool.Ending { try Tool.run(["backup", folder, "--verify"]) }
    }

    /// Changes that a command makes below a folder.
    private static func changes(_ arguments: [String], root: String) throws -> Int {
        let scratch = try ScratchFolder()
        let ending = try Tool.run(
            arguments, environment: try FaultShim.environment("trace", root: root, trace: scratch.path("trace")))
        #expect([0, 4].contains(ending.status), "\(ending.errors)")
        return try scratch.text("trace").split(separator: "\n").count
    }

    @Test func `a backup that ends anywhere leaves the earlier ones whole, and the next one is made`() throws {
        let bench = try Bench(of: try FaultBench.shared.get().after)
        #expect(try bench.backup().status == 0)
        let fresh = try Bench(of: try FaultBench.shared.get().after)
        let changes = try Self.changes(
            ["backup", fresh.folder, "--workspace", fresh.copy.folder], root: fresh.folder)
        #expect(changes > 100)
        var random = SeededGenerator(seed: 11)
        for round in 0..<(KillTests.many.map { $0 / 4 } ?? 4) {
            let kind = ["kill", "power", "full", "torn", "eio", "once"][round % 6]
            let plan = "\(kind):\(Int.random(in: 1...changes, using: &random))"
            let half = try Bench(of: try FaultBench.shared.get().after)
            if round % 2 == 0 { #expect(try Tool.shell("cp -rT '\(bench.folder)' '\(half.folder)'") == 0) }
            let ending = try half.backup(plan: plan)
            #expect([0, 1, 4, -SIGKILL].contains(ending.status), "\(plan): \(ending.errors)")
            let verified = try half.verify()
            #expect(verified.status == 0 || (verified.status == 3 && round % 2 == 1), "\(plan): \(verified.output)")
            #expect(try half.backup().status == 0, "\(plan)")
            #expect(try half.verify().status == 0, "\(plan)")
            #expect(try half.restore(into: half.copy.scratch.path("restored")).status == 0, "\(plan)")
            #expect(
                try Picture(of: half.copy.scratch.path("restored")).differences(from: Picture(of: half.copy.folder))
                    == [], "\(plan)")
        }
    }

    @Test func `a restore that ends anywhere is run again and comes out whole`() throws {
        let expected = try FaultBench.shared.get().expected
        let bench = try Bench(of: try FaultBench.shared.get().after)
        #expect(try bench.backup().status == 0)
        let first = bench.copy.scratch.path("first")
        try FileManager.default.createDirectory(atPath: first, withIntermediateDirectories: true)
        let changes = try Self.changes(
            ["restore", bench.folder, first, "--keys", bench.copy.path("keys")], root: first)
        var random = SeededGenerator(seed: 12)
        for round in 0..<(KillTests.many.map { $0 / 4 } ?? 4) {
            let kind = ["power", "kill", "full", "eio", "torn"][round % 5]
            let plan = "\(kind):\(Int.random(in: 1...changes, using: &random))"
            let target = bench.copy.scratch.path("restored-\(round)")
            try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
            let ending = try bench.restore(into: target, plan: plan)
            #expect([0, 1, 3, -SIGKILL].contains(ending.status), "\(plan): \(ending.errors)")
            let again = try bench.restore(into: target)
            // Where all but the end was done it is a workspace, and is left alone.
            let isWorkspace = again.status == 3 && again.errors.contains("is not empty")
            #expect(again.status == 0 || isWorkspace, "\(plan): \(again.errors)")
            let doctor = try FaultBench.doctor(target)
            #expect(!doctor.output.contains("FAIL"), "\(plan): \(doctor.output)")
            #expect(try Picture(of: target).differences(from: expected) == [], "\(plan)")
            #expect(try Tool.run(["audit", "verify", "--workspace", target]).output.contains("restored from backup"))
        }
    }

    @Test func `beside a night that stands still at any point a backup is made, and the night goes on from it`() throws
    {
        let bench = try FaultBench.shared.get()
        var random = SeededGenerator(seed: 13)
        var stood = 0
        for round in 0..<(KillTests.many.map { $0 / 8 } ?? 3) {
            let half = try Bench(of: bench.before)
            let point = Int.random(in: 1...bench.changes.count, using: &random)
            let night = try Tool(
                ["nightly", "--workspace", half.copy.folder, "--as-of", FaultBench.asOf, "--purpose", "trial"],
                environment: try FaultShim.environment("stop:\(point)", root: half.copy.folder))
            while night.isRunning, try !CompanyTests.stands(night.number) { usleep(2000) }
            if night.isRunning { stood += 1 }
            let ending = try half.backup()
            #expect(ending.status == 0, "at change \(point): \(ending.errors)")
            night.send(SIGCONT)
            #expect(try night.wait().status == bench.status)
            #expect(try half.verify().status == 0)
            let target = half.copy.scratch.path("restored")
            #expect([0, 4].contains(try half.restore(into: target).status))
            let next = try FaultBench.night(target)
            #expect(next.status == bench.status, "at change \(point), round \(round): \(next.errors)")
            #expect(
                try Picture(of: target).differences(from: bench.expected) == [], "at change \(point), round \(round)")
        }
        print("backed up beside \(stood) nights that stood still")
    }
}
