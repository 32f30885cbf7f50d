import Foundation
import TestSupport
import Testing

/// Nights that end in the middle: killed, torn in a write, or by a power cut that takes what was not synchronised.
///
/// `TRACEGRID_FAULTS=400` runs as many random points, and every named one; the suite runs a few.
@Suite struct KillTests {
    static let many = ProcessInfo.processInfo.environment["TRACEGRID_FAULTS"].flatMap { Int($0) }
    /// Parts of the work that run beside one another.
    static let parts = 2

    @Test(arguments: 0..<parts)
    func `a night killed at any point loses no row, and the next one ends as if nothing had been`(part: Int) throws {
        let bench = try FaultBench.shared.get()
        var random = SeededGenerator(seed: UInt64(part))
        let rounds = (Self.many ?? 8) / Self.parts
        for round in 0..<rounds {
            let kind = ["kill", "torn", "power"][round % 3]
            let point = Int.random(in: 1...bench.changes.count, using: &random)
            let faults = try bench.trial("\(kind):\(point)", seed: UInt64(round), doctorFirst: round % 4 == 1)
            #expect(faults.isEmpty, "\(kind):\(point), \(bench.changes[point - 1]): \(faults)")
        }
        print("killed \(rounds) nights at random points of \(bench.changes.count)")
    }

    @Test(arguments: 0..<parts)
    func `between each write, sync and rename a night can be killed or lose its power`(part: Int) throws {
        let bench = try FaultBench.shared.get()
        let named = bench.named.sorted { $0.value[0] < $1.value[0] }
        // The suite takes some of them, ever the same; the long run all, at their first and their last place.
        let step = Self.many == nil ? max(1, named.count / 8) : 1
        var points: [(name: String, number: Int)] = []
        for index in stride(from: 0, to: named.count, by: step) {
            let (name, numbers) = named[index]
            points.append((name, numbers[0]))
            if Self.many != nil, numbers.count > 1 { points.append((name, numbers[numbers.count - 1])) }
        }
        let own = points.indices.filter { $0 % Self.parts == part }
        for index in own {
            for kind in Self.many == nil ? [["power", "kill"][index % 2]] : ["power", "kill"] {
                let plan = "\(kind):\(points[index].number)"
                let faults = try bench.trial(plan, seed: UInt64(index), doctorFirst: index % 3 == 0)
                #expect(faults.isEmpty, "\(plan), \(points[index].name): \(faults)")
            }
        }
        print("killed at \(own.count) named points of \(named.count) kinds")
    }

    @Test func `killed again and again, the night still ends as if nothing had been`() throws {
        let bench = try FaultBench.shared.get()
        let copy = try bench.copy(of: bench.before)
        var random = SeededGenerator(seed: 7)
        for round in 0..<(Self.many ?? 60) / 10 {
            let plan = "power:\(Int.random(in: 1...600, using: &random))"
            let ending = try FaultBench.night(
                copy.folder, environment: try FaultShim.environment(plan, root: copy.folder, seed: UInt64(round)))
            FaultTally.add("power")
            #expect([-SIGKILL, bench.status].contains(ending.status), "\(plan): \(ending.errors)")
        }
        #expect(try FaultBench.night(copy.folder).status == bench.status)
        #expect(try Picture(of: copy.folder).differences(from: bench.expected) == [])
        FaultTally.tell()
    }
}
