import Files
import Foundation
import Glibc
import Pipeline
import TestSupport
import Testing
import Vocabulary

/// Two writers, kills, and what must never stand where it does not belong.
@Suite struct SafetyTests {
    @Test func `a second writer is told who holds the workspace`() throws {
        let county = try County.sample()
        let holder = try Workspace.open(at: county.folder, reporter: county.log)
        for command in [["ingest"], ["nightly", "--as-of", "2020-01-28"], ["screen", "--as-of", "2020-01-28"]] {
            let ending = try Tool.run(command + ["--workspace", county.folder])
            #expect(ending.status == 6)
            #expect(ending.output.isEmpty)
            #expect(ending.errors.contains("process \(getpid()) of "))
            #expect(ending.errors.split(separator: "\n").count == 1)
        }
        #expect(county.files(below: "inbox").count == (try SampleData.feeds()).count)
        withExtendedLifetime(holder) {}
    }

    @Test func `somebody who only looks who holds the workspace keeps no run out`() throws {
        let county = try County()
        try county.scratch.write("county/.lock", text: "")
        let looker = try FileHandle(forUpdating: URL(fileURLWithPath: county.folder + "/.lock"))
        #expect(flock(looker.fileDescriptor, LOCK_EX | LOCK_NB) == 0)
        Thread.detachNewThread {
            usleep(1_000)
            try? looker.close()
        }
        _ = try Workspace.open(at: county.folder, reporter: county.log)
    }

    /// Starts a night and waits until it holds the workspace.
    private func start(_ county: County) throws -> Tool {
        let tool = try Tool(["nightly", "--workspace", county.folder, "--as-of", SampleData.asOf])
        while tool.isRunning, FileLock.holder(path: county.folder + "/.lock") == nil { usleep(200) }
        return tool
    }

    @Test func `a polite kill ends with 75 and the next night does the rest`() throws {
        let whole = try County.sample()
        let expected = try whole.night()
        let county = try County.sample(keyOf: whole)
        let tool = try start(county)
        tool.send(SIGTERM)
        let ending = try tool.wait()
        #expect(ending.status == 75, "\(ending.errors)")
        let night = try county.night()
        #expect(try night.text("contacts.csv") == (try expected.text("contacts.csv")))
    }

    @Test func `a kill at any moment loses nothing and the next start mends what it left`() throws {
        let whole = try County.sample()
        let expected = try whole.night()
        var random = SeededGenerator(seed: UInt64(getpid()))
        // How long a night takes here, to spread the kills over it.
        let probe = try County.sample(keyOf: whole)
        let clock = ContinuousClock()
        let started = clock.now
        #expect(try start(probe).wait().status == 0)
        let took = started.duration(to: clock.now)
        let microseconds = UInt32(took / Duration.microseconds(1))
        var killed = 0
        var recovered = 0
        for round in 0..<12 {
            let county = try County.sample(keyOf: whole)
            let tool = try start(county)
            let delay = UInt32.random(in: 0...microseconds, using: &random)
            usleep(delay)
            tool.send(SIGKILL)
            if try tool.wait().status == -SIGKILL { killed += 1 }
            let night = try county.night()
            if county.log.notes.contains(where: { $0.hasPrefix("recovered from an interrupted run") }) {
                recovered += 1
            }
            try expectSame(night, expected, county, "round \(round), killed after \(delay) microseconds")
        }
        print("killed \(killed) of 12 nights, \(recovered) left something to mend")
        #expect(killed > 0)
    }

    /// Holds a night to one that was never disturbed; task lists too.
    private func expectSame(_ night: Night, _ expected: Night, _ county: County, _ note: String) throws {
        #expect(try night.text("contacts.csv") == (try expected.text("contacts.csv")), "\(note)")
        #expect(try night.text("undeclared.csv") == (try expected.text("undeclared.csv")), "\(note)")
        #expect(try night.exposures() == (try expected.exposures()), "\(note)")
        let (mine, theirs) = (try night.outputs(), try expected.outputs())
        #expect(Set(mine.keys) == Set(theirs.keys), "\(note)")
        for (path, bytes) in theirs where path.hasPrefix("grids/") { #expect(mine[path] == bytes, "\(note): \(path)") }
        let rows = { (night: Night) in
            try (night.manifest()["inputs"] as? [[String: Any]] ?? []).map {
                "\($0["name"] ?? "") \($0["read"] ?? "") \($0["accepted"] ?? "") \($0["rejected"] ?? "") \($0["duplicate"] ?? "")"
            }.sorted()
        }
        #expect(try rows(night) == (try rows(expected)), "\(note)")
        #expect(county.files(below: "inbox").isEmpty, "\(note)")
        let left = county.files(below: ".").filter { $0.contains(".tmp-") }
        #expect(left.isEmpty, "\(note)")
    }

    @Test func `what a killed run leaves is removed at the next start, which says so`() throws {
        let county = try SampleNight.copy().county
        let before = county.files(below: ".")
        for left in ["store/.tmp-left", "archive/.tmp-left", "runs/\(SampleData.asOf)/.tmp-rleft/contacts.csv"] {
            try county.scratch.write("county/\(left)", text: "left")
        }
        _ = try Workspace.open(at: county.folder, reporter: county.log)
        let notes = county.log.notes.filter { $0.hasPrefix("recovered from an interrupted run: removed") }
        #expect(notes.count == 1 && notes[0].contains("1 half-written run folders"))
        #expect(county.files(below: ".") == before)
    }

    @Test func `the last complete run stands while the next is killed, and current never dangles`() throws {
        let (county, first) = try SampleNight.copy()
        let outputs = try first.outputs()
        let current = county.folder + "/runs/\(SampleData.asOf)/current"
        var random = SeededGenerator(seed: UInt64(getpid()) &+ 1)
        for round in 0..<12 {
            if round % 3 == 0 {
                try county.deliver(
                    "checkins_\(round).csv",
                    text: "id_number,date,temperature_c\n999001197602020013,2020-01-28,36.\(round)\n")
            }
            let tool = try start(county)
            let end = ContinuousClock.now + .microseconds(Int.random(in: 0...400_000, using: &random))
            while ContinuousClock.now < end, tool.isRunning {
                #expect(FileManager.default.fileExists(atPath: current + "/contacts.csv"), "round \(round)")
                usleep(500)
            }
            tool.send(SIGKILL)
            _ = try tool.wait()
            #expect(FileManager.default.fileExists(atPath: current + "/manifest.json"), "round \(round)")
            #expect(try first.outputs() == outputs, "round \(round)")
        }
        let last = try county.night()
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: current) == last.runID)
    }

    @Test func `a run that was completed before its link was set is pointed at by the next start`() throws {
        let (county, first) = try SampleNight.copy()
        try county.deliver("checkins_x.csv", text: "id_number,date,temperature_c\n999001197602020013,2020-01-28,36.5\n")
        let second = try county.night()
        #expect(first.runID != second.runID)
        let current = county.folder + "/runs/\(SampleData.asOf)/current"
        for behind in [first.runID, "rmissing"] {
            try FileManager.default.removeItem(atPath: current)
            try FileManager.default.createSymbolicLink(atPath: current, withDestinationPath: behind)
            _ = try Workspace.open(at: county.folder, reporter: county.log)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: current) == second.runID)
        }
    }

    @Test func `nothing that tells who somebody is stands outside archive, keys and task lists`() throws {
        let county = try County.sample()
        let ending = try Tool.run(["nightly", "--workspace", county.folder, "--as-of", SampleData.asOf])
        #expect(ending.status == 0)
        var secrets: Set<String> = []
        for person in Table.rows(try SampleData.text("feeds/people.csv")) {
            secrets.formUnion(Truth.identifiers(of: person).map(\.text))
            // Names of two characters may be part of a place's name in the ledger.
            secrets.formUnion([person["address"] ?? "", person["name"] ?? ""].filter { $0.count > 2 })
        }
        // The number of a rejected ticket and a reported name, to be sure that the search sees them at all.
        #expect(secrets.count > 1_500 && secrets.contains("999001197602020013") && secrets.contains("罗远行"))
        let needles = secrets.map { Data($0.utf8) }.filter { !$0.isEmpty }
        let files = county.files(below: ".").filter {
            !$0.hasPrefix("archive/") && !$0.hasPrefix("keys/") && !$0.hasPrefix("policies/") && !$0.contains("/grids/")
        }
        #expect(files.contains("tracegrid.sqlite") && files.contains { $0.hasPrefix("store/") })
        #expect(files.contains { $0.hasPrefix("quarantine/") } && files.contains { $0.hasSuffix("exposures.jsonl") })
        var haystacks = try files.map { ($0, Data(try county.bytes($0))) }
        haystacks += [("standard output", Data(ending.output.utf8)), ("standard error", Data(ending.errors.utf8))]
        for (name, bytes) in haystacks {
            let found = needles.first { bytes.range(of: $0) != nil }
            #expect(found == nil, "\(name) holds \(found.map { String(decoding: $0, as: UTF8.self) } ?? "")")
        }
        #expect(county.files(below: "archive").count > 20, "the search looked at a workspace that was used")
    }

    @Test func `every file of a workspace is its owner's alone`() throws {
        let county = try County.sample()
        let path = try county.scratch.write("elsewhere/hotel_late.csv", text: "place_id,room,id_number,check_in\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        try county.night()
        try county.ingest([path])
        let walk = try #require(FileManager.default.enumerator(atPath: county.folder))
        var seen = 0
        for case let name as String in walk {
            let attributes = try FileManager.default.attributesOfItem(atPath: county.folder + "/" + name)
            if attributes[.type] as? FileAttributeType == .typeSymbolicLink { continue }
            let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == (isFolder ? 0o700 : 0o600), "\(name)")
            seen += 1
        }
        #expect(seen > 100)
    }
}
