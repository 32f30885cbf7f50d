import Foundation
import TestSupport
import Testing

/// A disk that is full, that fails, or that moves only a part of what it is asked to.
@Suite struct DiskTests {
    @Test(arguments: ["full", "once", "eio", "readeio", "shorteio"])
    func `a disk that refuses at any point costs no row`(kind: String) throws {
        let bench = try FaultBench.shared.get()
        var random = SeededGenerator(seed: UInt64(kind.utf8.count))
        let rounds = KillTests.many.map { $0 / 8 } ?? 2
        for round in 0..<rounds {
            let last = kind == "readeio" ? 400 : bench.changes.count
            let plan = "\(kind):\(Int.random(in: 1...last, using: &random))"
            let faults = try bench.trial(plan, seed: UInt64(round), doctorFirst: round % 2 == 0)
            #expect(faults.isEmpty, "\(plan): \(faults)")
        }
        print("\(rounds) nights with \(kind)")
    }

    @Test func `short and interrupted reads and writes change nothing`() throws {
        let bench = try FaultBench.shared.get()
        for seed in 1...UInt64(KillTests.many.map { $0 / 40 } ?? 1) {
            #expect(try bench.trial("short", seed: seed, doctorFirst: true) == [], "seed \(seed)")
        }
    }

    @Test func `a refusing disk is told in one line that names the mend`() throws {
        let bench = try FaultBench.shared.get()
        let change = try #require(bench.changes.lastIndex { $0.hasPrefix("fsync /runs") })
        for plan in ["full:1", "full:\(bench.changes.count / 2)", "eio:\(change + 1)"] {
            let copy = try bench.copy(of: bench.before)
            let ending = try FaultBench.night(
                copy.folder, environment: try FaultShim.environment(plan, root: copy.folder))
            let last = ending.errors.split(separator: "\n").last ?? ""
            #expect(ending.status == 1 || ending.status == 3, "\(plan): \(ending.errors)")
            #expect(last.hasPrefix("tracegrid: "))
            #expect(
                ["free some", "check the disk", "nothing was stored", "has room"].contains { last.contains($0) },
                "\(last)")
        }
    }

    @Test func `a real disk that fills up costs no row`() throws {
        let bench = try FaultBench.shared.get()
        let scratch = try ScratchFolder()
        let disk = scratch.path("disk")
        guard try Tool.shell("mkdir '\(disk)' && mount -t tmpfs -o size=3m,mode=700 none '\(disk)' 2>/dev/null") == 0
        else {
            print("skipped: this user may not mount a small disk")
            return
        }
        defer { _ = try? Tool.shell("umount '\(disk)'") }
        #expect(try Tool.shell("cp -r '\(bench.before)' '\(disk)/county'") == 0)
        let county = disk + "/county"
        FaultTally.add("real full disk")
        #expect(try FaultBench.night(county).status == 1)
        #expect(try Tool.shell("mount -o remount,size=64m '\(disk)'") == 0)
        #expect(try FaultBench.night(county).status == bench.status)
        #expect(try Picture(of: county).differences(from: bench.expected) == [])
        #expect(try !FaultBench.doctor(county).output.contains("FAIL"))
    }
}
