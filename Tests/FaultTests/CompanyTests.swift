import Foundation
import TestSupport
import Testing

/// Others at work in the same workspace, and clocks that are wrong.
@Suite struct CompanyTests {
    @Test func `of two nights at once one runs, the other is turned away, and the result is the same`() throws {
        let bench = try FaultBench.shared.get()
        for _ in 0..<(KillTests.many == nil ? 2 : 20) {
            let copy = try bench.copy(of: bench.before)
            let arguments = ["nightly", "--workspace", copy.folder, "--as-of", FaultBench.asOf, "--purpose", "trial"]
            let nights = try (0..<3).map { _ in try Tool(arguments) }
            let endings = try nights.map { try $0.wait() }
            FaultTally.add("writer beside another", nights.count - 1)
            #expect(endings.contains { $0.status == bench.status })
            #expect(endings.allSatisfy { [bench.status, 6].contains($0.status) }, "\(endings.map(\.errors))")
            #expect(try Picture(of: copy.folder).differences(from: bench.expected) == [])
        }
    }

    @Test func `different writers at once run whole or are turned away, and no row is lost or doubled`() throws {
        let bench = try FaultBench.shared.get()
        for round in 0..<(KillTests.many == nil ? 1 : 20) {
            let copy = try bench.copy(of: bench.before)
            let night = ["--as-of", FaultBench.asOf, "--purpose", "trial"]
            let commands = [["ingest"], ["nightly"] + night, ["screen"] + night]
            let writers = try (0..<3).map { try Tool(commands[(round + $0) % 3] + ["--workspace", copy.folder]) }
            FaultTally.add("writer beside another", writers.count - 1)
            for ending in try writers.map({ try $0.wait() }) {
                #expect([0, 4, 6].contains(ending.status), "\(ending.errors)")
            }
            #expect([0, 4].contains(try FaultBench.night(copy.folder).status))
            // Which run came before the last one hangs on who was first.
            #expect(try Picture(of: copy.folder).differences(from: bench.expected, sameNight: false) == [])
            #expect(try !FaultBench.doctor(copy.folder).output.contains("FAIL"))
        }
    }

    @Test func `while a night stands still at any point, readers read the night before`() throws {
        let bench = try FaultBench.shared.get()
        let contacts = try String(
            contentsOfFile: bench.after + "/runs/\(FaultBench.asOf)/current/contacts.csv", encoding: .utf8)
        let contact = String(try #require(contacts.split(separator: "\n")[1].split(separator: ",").first))
        let copy = try bench.copy(of: bench.after)
        let explain = ["explain", contact, "--workspace", copy.folder, "--format", "json", "--purpose", "trial"]
        var before = try Tool.run(explain).output
        #expect(!before.isEmpty)
        var random = SeededGenerator(seed: 21)
        var looks = 0
        for round in 0..<(KillTests.many == nil ? 4 : 40) {
            try Data("id_number,date,temperature_c\n999001197602020013,2020-01-28,36.\(round)\n".utf8).write(
                to: URL(fileURLWithPath: copy.path("inbox/checkins_\(round).csv")))
            let point = Int.random(in: 1...200, using: &random)
            let night = try Tool(
                ["nightly", "--workspace", copy.folder, "--as-of", FaultBench.asOf, "--purpose", "trial"],
                environment: try FaultShim.environment("stop:\(point)", root: copy.folder))
            while night.isRunning, try !CompanyTests.stands(night.number) { usleep(2000) }
            var beside = before
            if night.isRunning {
                looks += 1
                FaultTally.add("reader beside a night")
                beside = try Tool.run(explain).output
                let compared = try Tool.run([
                    "compare-policies", "cn-nhc-v9", "cn-nhc-v8", "--workspace", copy.folder, "--as-of",
                    FaultBench.asOf, "--purpose", "trial",
                ])
                #expect(compared.status == 0 || compared.status == 4, "at change \(point): \(compared.errors)")
                let doctor = try FaultBench.doctor(copy.folder)
                // The lock goes a moment before the process does.
                #expect(
                    doctor.output.contains("a run is under way") || !doctor.output.contains("FAIL"), "\(doctor.output)")
                night.send(SIGCONT)
            }
            #expect([0, 4].contains(try night.wait().status))
            let after = try Tool.run(explain).output
            #expect(beside == before || beside == after, "at change \(point) a reader saw neither run")
            before = after
        }
        print("read beside \(looks) nights that stood still")
        #expect(looks > 0)
        #expect(try !FaultBench.doctor(copy.folder).output.contains("FAIL"))
    }

    /// Whether a process is stopped.
    static func stands(_ number: Int32) throws -> Bool {
        let status = (try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)) ?? ""
        return status.split(separator: ")").last?.hasPrefix(" T") == true
    }

    @Test(arguments: [-10 * 365 * 86_400, -86_400, 20 * 365 * 86_400])
    func `a clock that is wrong loses no row`(seconds: Int) throws {
        let bench = try FaultBench.shared.get()
        let copy = try bench.copy(of: bench.before)
        FaultTally.add("wrong clock")
        let wrong = try FaultBench.night(
            copy.folder, environment: try FaultShim.environment("trace", root: copy.folder, clock: seconds))
        // Twenty years on, the purpose has expired: nothing is read.
        #expect([0, 3, 4, 5].contains(wrong.status), "\(wrong.errors)")
        let next = try FaultBench.night(copy.folder)
        #expect(next.status == bench.status, "\(next.errors)")
        let picture = try Picture(of: copy.folder)
        // Ten years back, all rows are of the future: their files are refused, stay, and are taken the next night.
        #expect(picture.differences(from: bench.expected, sameNight: !wrong.errors.contains("refused")) == [])
        #expect(try !FaultBench.doctor(copy.folder).output.contains("FAIL"))
    }

    @Test(arguments: [-10 * 365 * 86_400, -86_400])
    func `a clock that is set back between two nights loses no row, and the audit tells of it`(seconds: Int) throws {
        let bench = try FaultBench.shared.get()
        let copies = try (0..<2).map { _ in try bench.copy(of: bench.after) }
        // Rows enough that none of the two clocks has the file warned of as short.
        let rows = (0..<10).map { "999001197602020013,2020-01-28,36.\($0)\n" }.joined()
        for copy in copies {
            try Data(("id_number,date,temperature_c\n" + rows).utf8).write(
                to: URL(fileURLWithPath: copy.path("inbox/checkins_more.csv")))
        }
        let (good, copy) = (copies[0], copies[1])
        FaultTally.add("wrong clock")
        let wrong = try FaultBench.night(
            copy.folder, environment: try FaultShim.environment("trace", root: copy.folder, clock: seconds))
        #expect([0, 3, 4, 5].contains(wrong.status), "\(wrong.errors)")
        for workspace in [good, good, copy] {
            #expect([0, 4].contains(try FaultBench.night(workspace.folder).status))
        }
        let differences = try Picture(of: copy.folder).differences(
            from: try Picture(of: good.folder), sameNight: !wrong.errors.contains("refused"))
        #expect(differences == [])
        let audit = try Tool.run(["audit", "verify", "--workspace", copy.folder])
        #expect(audit.status == 4, "\(audit.errors)")
        #expect((audit.output + audit.errors).contains("The clock was set back 1 times."))
        #expect(try !FaultBench.doctor(copy.folder).output.contains("FAIL"))
    }
}
