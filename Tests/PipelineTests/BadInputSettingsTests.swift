import Files
import Foundation
import TestSupport
import Testing

@testable import Pipeline

/// Settings, policies and workspaces that are damaged.
@Suite struct BadInputSettingsTests {
    private func failure(_ body: () throws -> Void) -> (outcome: Outcome?, text: String) {
        do {
            try body()
            return (nil, "nothing was thrown")
        } catch let failure as Failure {
            return (failure.outcome, failure.description)
        } catch {
            return (nil, "\(error)")
        }
    }

    @Test(arguments: [
        ("feeds: [", "line 2"),
        ("feeds:\n  - {name: a, feed: nope}", "feeds.yaml:2: feeds[0].feed: no such feed; feeds are people"),
        ("feeds:\n  - {feed: visit}", "feeds.yaml:2: feeds[0]: a source needs name and feed"),
        (
            "feeds:\n  - name: a\n    feed: visit\n    columns: {plase_id: x}",
            "feeds.yaml:4: feeds[0].columns.plase_id:"
        ),
        ("feeds:\n  - name: a\n    feed: visit\n    constants: {seat: x}", "feeds.yaml:4: feeds[0].constants.seat:"),
        ("feeds:\n  - name: a\n    feed: visit\n    values: {nope: {a: b}}", "feeds.yaml:4: feeds[0].values.nope:"),
        (
            "feeds:\n  - name: a\n    feed: visit\n    time_format: qq-ww",
            "feeds.yaml:4: feeds[0].time_format: time format qq-ww"
        ),
        (
            "feeds:\n  - name: a\n    feed: visit\n    time_zone: Mars/Base",
            "feeds.yaml:4: feeds[0].time_zone: no such time zone"
        ),
        (
            "feeds:\n  - name: a\n    feed: visit\n    files: inbox/visit_*",
            "feeds.yaml:4: feeds[0].files: the pattern is for names"
        ),
        (
            "feeds:\n  - name: a\n    feed: visit\n    encoding: latin9",
            "feeds.yaml:4: feeds[0].encoding: expected utf-8"
        ),
        (
            "feeds:\n  - name: a\n    feed: visit\n    delimiter: pipe",
            "feeds.yaml:4: feeds[0].delimiter: expected comma"
        ),
        ("feeds:\n  - name: a\n    feed: visit\n    datum: mars", "feeds.yaml:4: feeds[0].datum: expected wgs84"),
        ("feeds:\n  - name: a\n    feed: visit\n    nmae: b", "feeds.yaml:4: feeds[0].nmae: unknown key"),
        ("feeds:\n  - name: a\n    name: b\n    feed: visit", "stands twice"),
        ("feeds:\n  - name: a\n    feed: visit\n    base_date: 2020-02-30", "there is no such day"),
        ("sources: []", "unknown key; known here: feeds"),
        ("[1, 2]", "expected keys and values"),
        ("", "no `feeds:` list"),
    ])
    func `a damaged feeds file names its line, key and mend`(text: String, why: String) throws {
        let scratch = try ScratchFolder()
        let file = try scratch.write("feeds.yaml", text: text)
        let found = failure {
            _ = try Workspace.create(
                at: scratch.path("w"),
                WorkspacePlan(
                    policy: "cn-nhc-v9", homeRegions: [], timeZone: "Asia/Shanghai", feedsFile: file, purpose: .test,
                    now: 0))
        }
        #expect(found.outcome == .refused)
        #expect(found.text.contains(why), "\(found.text)")
        #expect(!found.text.contains("\n"))
        #expect(!FileSystem.exists(scratch.path("w")), "nothing half-made is left")
    }

    @Test(arguments: [
        ("time_zone: Asia/Shanghai", "", "time_zone is missing"),
        ("time_zone: Asia/Shanghai", "time_zone: Asia/Atlantis", "tracegrid.yaml:2: time_zone: no such time zone"),
        ("policy: cn-nhc-v9", "", "policy is missing"),
        ("policy: cn-nhc-v9", "policy: other", "there are cdc-2020-10"),
        ("policy: cn-nhc-v9", "policy: ../x", "no name of a file in policies/"),
        ("encryption: none", "encryption: maybe", "encryption: expected keys, or none"),
        ("rejected_share: 0.2", "rejected_share: 2", "guards.rejected_share: expected a number from 0.0 to 1.0"),
        ("rejected_share: 0.2", "rejected_share: 0x0.1p0", "guards.rejected_share: expected a number"),
        ("rejected_share: 0.2", "rejected_share: nan", "guards.rejected_share: expected a number"),
        ("short_share", "shirt_share", "guards.shirt_share: unknown key"),
        ("feeds: []", "feeds: [}", "not readable as YAML"),
        ("feeds: []", "feeds: \u{1}", "not readable as YAML"),
    ])
    func `damaged settings name their line, key and mend`(good: String, bad: String, why: String) throws {
        let bench = try BadInputBench()
        let text = try bench.scratch.text("county/tracegrid.yaml")
        #expect(text.contains(good))
        try bench.scratch.write("county/tracegrid.yaml", text: text.replacing(good, with: bad))
        let found = failure { _ = try Workspace.open(at: bench.folder, reporter: SilentReporter()) }
        #expect(found.outcome == .refused)
        #expect(found.text.contains(why), "\(found.text)")
        #expect(Doctor.outcome(of: Doctor.examine(workspace: bench.folder, now: 0)) == .failed)
    }

    @Test func `settings and policies that are no UTF-8, or nested without end, do not crash`() throws {
        let bench = try BadInputBench()
        let settings = try bench.scratch.bytes("county/tracegrid.yaml")
        let nested = Array(String(repeating: "[", count: 100_000).utf8)
        for bad in [settings + [0xFF, 0xFE], nested, Array("a: &a [*a, *a]".utf8), [0xFF, 0xFE, 0x00]] {
            try bench.scratch.write("county/tracegrid.yaml", bad)
            let found = failure { _ = try Workspace.open(at: bench.folder, reporter: SilentReporter()) }
            #expect(found.outcome == .refused)
        }
        try bench.scratch.write("county/tracegrid.yaml", settings)
        for bad in [[0xFF], nested, [], Array("policy: cn-nhc-v9".utf8)] {
            try bench.scratch.write("county/policies/cn-nhc-v9.yaml", bad)
            let found = failure { _ = try Workspace.open(at: bench.folder, reporter: SilentReporter()) }
            #expect(found.text.contains("cn-nhc-v9.yaml"), "\(found.text)")
            #expect(found.outcome == .refused)
        }
    }

    @Test(arguments: [
        "", "today", "2020-02-30", "2020-13-01", "20-1-1", "2020-02-03T25:00", "2020-02-03T06:00:00+99:99",
        "2020-02-03 ",
    ])
    func `a moment that is none is told before anything is taken`(text: String) throws {
        let bench = try BadInputBench()
        try bench.deliver("carrier.csv", text: BadInputBench.carrier(3))
        let found = failure { _ = try bench.nightly(asOf: text) }
        #expect(found.outcome == .usage)
        #expect(try bench.names("inbox") == ["carrier.csv"])
    }

    @Test func `a folder that is no workspace, and one of a later version, are refused`() throws {
        let scratch = try ScratchFolder()
        #expect(failure { _ = try Workspace.open(at: scratch.path, reporter: SilentReporter()) }.outcome == .refused)
        let bench = try BadInputBench()
        let made = Process.run(
            "/usr/bin/env",
            [
                "python3", "-c",
                "import sqlite3,sys; d=sqlite3.connect(sys.argv[1]); d.execute(\"INSERT INTO grdb_migrations VALUES ('v999')\"); d.commit()",
                bench.folder + "/tracegrid.sqlite",
            ])
        guard made?.status == 0 else {
            print("skipped: no python3 to make a later schema with")
            return
        }
        let found = failure { _ = try Workspace.open(at: bench.folder, reporter: SilentReporter()) }
        #expect(found.outcome == .refused)
        #expect(found.text.contains("later version"))
    }
}
