import Files
import Foundation
import Ledger
import TestSupport
import Testing
import Vault
import Vocabulary

@testable import Pipeline

/// What goes, what stays, and that no result hangs on it.
@Suite struct RetentionTests {
    @Test func `rows go by the local day on which they end, to the second`() throws {
        let aged = try AgedCounty()
        let dry = try aged.purge(isDryRun: true)
        #expect(try aged.observations().count == 11)
        let summary = try aged.purge()
        #expect(try aged.ends(.hotel) == ["2020-01-07 00:00:00", "2020-01-25 09:00:00"])
        #expect(try aged.ends(.carrier) == ["2020-01-07 00:00:00", "2020-01-24 22:00:00"])
        #expect(AgedCounty.counts(summary, .observations) == [7, 4, 0, 0])
        #expect(AgedCounty.counts(summary, .declarations) == [1, 0, 0, 0])
        #expect(AgedCounty.counts(summary, .checkins) == [1, 0, 0, 0])
        #expect(AgedCounty.counts(summary, .cases) == [0, 0, 0, 0])
        // The phone that stood only in the old file; the others are named by the registry.
        #expect(AgedCounty.counts(summary, .identities) == [1, 0, 0, 0])
        #expect(dry.rows.dropLast() == summary.rows.dropLast(), "a dry run tells what will go")
        #expect(dry.certificate == nil && summary.certificate != nil)
        #expect(!aged.county.files(below: "archive").contains { $0.hasSuffix("carrier_old.csv") })
        #expect(aged.county.files(below: "archive").count == AgedCounty.files.count - 1)
        #expect(try aged.purge().certificate == nil, "what is gone goes once")
    }

    @Test(arguments: [
        ("2020-01-27T15:59:59Z", 6), ("2020-01-27T16:00:00Z", 4), ("2020-01-27", 6), ("2020-01-28T23:59:59+08:00", 4),
    ])
    func `the day is that of the workspace's zone`(asOf: String, left: Int) throws {
        let aged = try AgedCounty()
        try aged.purge(asOf)
        // A day earlier the row and the stay that end in the last second of 2020-01-06 are still kept.
        #expect(try aged.observations().count == left)
    }

    @Test func `a night gives the same bytes before and after a purge, and never purged`() throws {
        let aged = try AgedCounty()
        let before = try aged.county.screen()
        let (outputs, manifest) = (try before.outputs(), try before.manifestWithoutClock())
        try aged.purge()
        let after = try aged.county.screen()
        #expect(after.runID == before.runID && after.isRepeated)
        #expect(try after.outputs() == outputs)
        #expect(try after.manifestWithoutClock() == manifest)
        #expect(try before.table("contacts.csv").count == 1, "there is something to be the same")
        let other = try AgedCounty(keyOf: aged)
        #expect(try other.county.night().outputs() == outputs)
        let later = try aged.county.screen("2020-02-05")
        let whole = try AgedCounty(keyOf: aged)
        _ = try whole.county.screen()
        #expect(try later.outputs() == (try whole.county.screen("2020-02-05").outputs()))
    }

    @Test func `a night ends with a purge and says so`() throws {
        let aged = try AgedCounty()
        try aged.county.night()
        #expect(aged.county.log.notes.contains { $0.hasPrefix("retention: 7 observations and 5 files purged") })
        #expect(try aged.observations().count == 4)
        #expect(
            aged.county.files(below: "certificates") == [
                "purge-000001-2020-01-28.json", "purge-000001-2020-01-28.rows",
            ])
    }

    @Test func `quarantine, runs, cases and archive go by their own days, and the last complete run stays`() throws {
        let aged = try AgedCounty()
        let first = try aged.county.screen("2020-01-27")
        let last = try aged.county.screen("2020-01-28")
        #expect(aged.county.files(below: "quarantine") == ["carrier_old.csv.rejected.csv"])
        // 2020-06-22 is 21 days after everything was delivered, and 60 days after nothing but the runs and the case.
        var summary = try aged.purge("2020-06-22", now: County.now + 90 * 86_400)
        #expect(AgedCounty.counts(summary, .quarantine) == [0, 0, 0, 0])
        #expect(AgedCounty.counts(summary, .runs) == [1, 1, 0, 0])
        #expect(!FileSystem.exists(first.folder) && FileSystem.exists(last.folder + "/contacts.csv"))
        #expect(!FileSystem.exists(aged.county.folder + "/runs/2020-01-27"))
        #expect(AgedCounty.counts(summary, .cases) == [2, 0, 0, 0])
        // Registry files whose rows all went keep till their own 21 days are over.
        #expect(aged.county.files(below: "archive").contains { $0.hasSuffix("cases.csv") })
        summary = try aged.purge("2020-06-23", now: County.now + 90 * 86_400)
        #expect(AgedCounty.counts(summary, .quarantine) == [0, 1, 0, 0])
        #expect(aged.county.files(below: "quarantine").isEmpty)
        let left = aged.county.files(below: "archive").map { $0.dropFirst(13) }
        #expect(Set(left) == ["people.csv", "grids.csv", "places.csv"], "what the registry stands on stays")
        #expect(try aged.observations().isEmpty)
    }

    @Test func `a run that looks back to what has been purged says so, and no other does`() throws {
        let aged = try AgedCounty()
        try aged.purge()
        let warnings = { (night: Night) in
            (try night.manifest()["warnings"] as? [String] ?? []).filter { $0.hasPrefix("PURGED_PERIOD") }
        }
        #expect(try warnings(try aged.county.screen("2020-01-28")).isEmpty)
        #expect(try warnings(try aged.county.screen("2020-01-21")).isEmpty)
        #expect(try warnings(try aged.county.screen("2020-01-20")).count == 1)
    }

    @Test(arguments: [
        ("retention_days: 0", "from 1 to 3650"), ("retention_days: {observation: 3}", "unknown key"),
        ("retention_days: {observations: 60, runs: 30}", "at least as many"),
        ("retention_days: {archive: soon}", "from 1 to 3650"),
    ])
    func `settings that cannot be are refused by key`(line: String, complaint: String) throws {
        let county = try County()
        let text = String(decoding: try county.bytes("tracegrid.yaml"), as: UTF8.self)
        try county.scratch.write("county/tracegrid.yaml", text: text + "\n\(line)\n")
        let failure = #expect(throws: Failure.self) { try county.held() }
        #expect(failure?.outcome == .refused && failure?.description.contains(complaint) == true)
        #expect(failure?.description.contains("retention_days") == true)
    }

    @Test func `observations are not purged inside the policy's look-back, nor for a day to come`() throws {
        let aged = try AgedCounty()
        let text = String(decoding: try aged.county.bytes("tracegrid.yaml"), as: UTF8.self)
        try aged.county.scratch.write("county/tracegrid.yaml", text: text + "\nretention_days: 7\n")
        let failure = #expect(throws: Failure.self) { try aged.purge() }
        #expect(failure?.outcome == .refused && failure?.description.contains("14 days") == true)
        try aged.county.night()
        #expect(aged.county.log.warnings.contains { $0.hasPrefix("RETENTION: nothing was purged") })
        #expect(try aged.observations().count == 11)
        #expect(#expect(throws: Failure.self) { try aged.purge("2020-06-04") }?.outcome == .usage)
    }

    @Test func `holds on a file, a person and a case keep what is theirs, and say so`() throws {
        let workspace = { (aged: AgedCounty) in try aged.county.held() }
        let key = { (aged: AgedCounty) in try aged.county.key }
        let kinds: [(String, (AgedCounty) throws -> String, left: Int, held: Int)] = [
            (
                "file",
                {
                    try workspace($0).ledger.read { try $0.files() }.first { $0.name == "carrier_old.csv" }?.sha256
                        ?? ""
                }, 9, 5
            ),
            ("person", { try key($0).pseudonym(of: AgedCounty.gone).text }, 5, 1),
            ("person", { try key($0).pseudonym(ofPerson: "1").text }, 6, 2),
        ]
        for (kind, target, left, held) in kinds {
            let aged = try AgedCounty()
            let name = try target(aged)
            let number = try LegalHolds.place(
                try workspace(aged),
                LegalHolds.Request(kind: kind, target: name, reason: "proceedings", until: "2020-12-31"),
                now: County.now)
            let summary = try aged.purge()
            #expect(AgedCounty.counts(summary, .observations).dropFirst(2) == [held, 0], "\(kind)")
            #expect(try aged.observations().count == left, "\(kind)")
            #expect(summary.tableLines.contains("Hold 1 on a \(kind) until 2020-12-31: proceedings"))
            #expect(aged.county.files(below: "archive").contains { $0.hasSuffix("carrier_old.csv") }, "its rows stay")
            try LegalHolds.release(try workspace(aged), number)
            try aged.purge()
            #expect(try aged.observations().count == 4)
            #expect(!aged.county.files(below: "archive").contains { $0.hasSuffix("carrier_old.csv") })
        }
    }

    @Test func `a held case keeps what was observed of its contacts, and a hold ends by itself`() throws {
        let aged = try AgedCounty()
        try aged.county.screen()
        _ = try LegalHolds.place(
            try aged.county.held(),
            LegalHolds.Request(kind: "case", target: "A1", reason: "proceedings", until: "2020-07-01"), now: County.now)
        var summary = try aged.purge("2020-07-01", now: County.now + 90 * 86_400)
        #expect(AgedCounty.counts(summary, .cases) == [0, 0, 2, 0])
        // Of the two residents one was its contact.
        #expect(try aged.observations().count == 4)
        summary = try aged.purge("2020-07-02", now: County.now + 90 * 86_400)
        #expect(AgedCounty.counts(summary, .cases) == [2, 0, 0, 0])
        #expect(try aged.observations().isEmpty)
        #expect(try LegalHolds.list(try aged.county.held()).isEmpty)
    }
}
