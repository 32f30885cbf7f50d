import Foundation
import TestSupport
import Testing

/// A change of the pseudonym key that is killed, or loses its power, between its writes.
///
/// `TRACEGRID_FAULTS=400` takes every kind of write at its first and last place; the suite a few.
@Suite struct RotationFaultTests {
    private static func rotate(_ workspace: String, environment: [String: String] = [:]) throws -> Tool.Ending {
        try Tool.run(["keys", "rotate", "pseudonym", "--workspace", workspace], environment: environment)
    }

    /// The numbers of the changes that an undisturbed rotation makes, by what they do.
    private static func points(_ bench: FaultBench) throws -> [(name: String, numbers: [Int])] {
        let copy = try bench.copy(of: bench.after)
        let trace = copy.scratch.path("trace")
        let ending = try rotate(
            copy.folder, environment: try FaultShim.environment("trace", root: copy.folder, trace: trace))
        guard ending.status == 0 else { throw FaultBench.Fault(ending.errors) }
        var points: [String: [Int]] = [:]
        for (index, line) in try copy.scratch.text("trace").split(separator: "\n").enumerated() {
            let name = String(line.drop { $0 != " " }).replacing(/\.tmp-[0-9]+-[0-9]+/, with: ".tmp")
                .replacing(/key-[0-9a-f]+/, with: "KEY").replacing(/[a-z]+-2020[^ ]*\.seg/, with: "SEGMENT")
                .replacing(/etilqs_[0-9a-f]+/, with: "COPY")
            points[name, default: []].append(index + 1)
        }
        return points.map { ($0.key, $0.value) }.sorted { $0.1[0] < $1.1[0] }
    }

    /// The lists of a workspace's latest run without the names and the digests of rows, each file's lines sorted.
    private static func lists(_ workspace: String) throws -> [String: [String]] {
        let folder = workspace + "/runs/2020-01-29/current"
        var lists: [String: [String]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".csv") {
            let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
            lists[name] = text.split(separator: "\n").map {
                String($0).replacing(/\b[dtvp][0-7][0-9a-z]{25}\b/.wordBoundaryKind(.simple), with: "NAME")
                    .replacing(/\b[0-9a-f]{16}\b/.wordBoundaryKind(.simple), with: "DIGEST")
            }.sorted()
        }
        return lists
    }

    private static func night(_ workspace: String) throws -> Int32 {
        try Tool.run(["nightly", "--workspace", workspace, "--as-of", "2020-01-29", "--purpose", "trial"]).status
    }

    @Test func `killed between its writes, nothing is lost, and the next call or start ends it`() throws {
        let bench = try FaultBench.shared.get()
        let undisturbed = try bench.copy(of: bench.after)
        let status = try Self.night(undisturbed.folder)
        let expected = try Self.lists(undisturbed.folder)
        #expect(expected.count > 5)
        let rows = try Picture(of: undisturbed.folder).counts.filter { $0.key.hasPrefix("table ") }
        let points = try Self.points(bench)
        #expect(points.contains { $0.name.contains("pseudonym.next.key") } && points.count > 10)
        let step = KillTests.many == nil ? max(1, points.count / 3) : 1
        var trials = 0
        for index in stride(from: step / 2, to: points.count, by: step) {
            let numbers = Set([points[index].numbers[0], points[index].numbers[points[index].numbers.count - 1]])
            for number in KillTests.many == nil ? [points[index].numbers[0]] : numbers.sorted() {
                let plan = "\(["power", "kill"][trials % 2]):\(number)"
                trials += 1
                let copy = try bench.copy(of: bench.after)
                let killed = try Self.rotate(
                    copy.folder, environment: try FaultShim.environment(plan, root: copy.folder, seed: UInt64(index)))
                #expect(killed.status == -SIGKILL || killed.status == 0, "\(plan): \(killed.errors)")
                let note = Comment(rawValue: "\(plan), \(points[index].name)")
                let doctor = try FaultBench.doctor(copy.folder)
                #expect(!doctor.output.contains("FAIL") && doctor.status >= 0, "\(note): \(doctor.output)")
                let isDone = try !FileManager.default.contentsOfDirectory(atPath: copy.path("store"))
                    .contains { $0.hasSuffix(".seg") }
                if !isDone {
                    let again = try Self.rotate(copy.folder)
                    #expect(again.status == 0, "\(note): \(again.errors)")
                }
                #expect(try Self.night(copy.folder) == status, note)
                #expect(try Self.lists(copy.folder) == expected, note)
                #expect(try copy.leftovers().isEmpty, note)
                let keys = try FileManager.default.contentsOfDirectory(atPath: copy.path("keys")).sorted()
                #expect(keys == ["audit.key", "identity.key", "identity.pub", "pseudonym.key"], note)
                // No row of any table is lost or doubled, but what the change itself keeps.
                let own = ["table kept_id", "table former_key", "table former_name", "table meta", "table envelope"]
                let after = try Picture(of: copy.folder).counts.filter { $0.key.hasPrefix("table ") }
                #expect(after.filter { !own.contains($0.key) } == rows.filter { !own.contains($0.key) }, note)
                #expect(after["table former_key"] == 1, note)
                #expect(try !FaultBench.doctor(copy.folder).output.contains("FAIL"), note)
            }
        }
        print("killed \(trials) changes of the pseudonym key at \(points.count) kinds of points")
    }
}
