import Files
import Foundation
import Ledger
import TestSupport
import Testing
import Vault
import Vocabulary

@testable import Pipeline

/// That a purge leaves nothing, can be cut off anywhere, and is certified.
@Suite struct PurgeTests {
    /// What tells of somebody in any file: pseudonym, seal, number, digest of the row.
    private func traces(_ aged: AgedCounty) throws -> [String: [UInt8]] {
        let pseudonym = try aged.county.key.pseudonym(of: AgedCounty.gone)
        let workspace = try Workspace.openForReading(at: aged.county.folder)
        let sealed = try workspace.ledger.read { try $0.identities(of: [pseudonym]) }[pseudonym]?.bytes ?? []
        let digest = try #require(aged.observations().first { $0.feed == .carrier }?.digest)
        func bytes(_ words: [UInt64]) -> [UInt8] {
            words.flatMap { word in
                stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
            }
        }
        func little(_ words: [UInt64]) -> [UInt8] { bytes(words.map(\.byteSwapped)) }
        let hex = String(digest, radix: 16)
        return [
            "pseudonym": bytes([pseudonym.high, pseudonym.low]), "stored": little([pseudonym.high, pseudonym.low]),
            "text": Array(pseudonym.text.utf8), "number": Array(AgedCounty.gone.text.utf8), "seal": sealed,
            "digest": bytes([digest]), "stored digest": little([digest]),
            "digest text": Array((String(repeating: "0", count: 16 - hex.count) + hex).utf8),
        ]
    }

    /// Names of the files of a workspace that hold some bytes.
    private func files(_ county: County, holding needle: [UInt8]) throws -> [String] {
        try county.files(below: ".").filter { !$0.hasPrefix("keys/") }
            .filter { Data(try county.bytes($0)).range(of: Data(needle)) != nil }
    }

    @Test func `nothing in the workspace tells of somebody who was purged, free pages and log included`() throws {
        let aged = try AgedCounty()
        let traces = try traces(aged)
        let held = try Workspace.openForReading(at: aged.county.folder)
        for name in ["pseudonym", "stored", "number", "seal"] {
            #expect(
                try !files(aged.county, holding: traces[name] ?? []).isEmpty, "\(name) can be found while it is there")
        }
        withExtendedLifetime(held) {}
        try aged.purge()
        #expect(try FileSystem.size(aged.county.folder + "/tracegrid.sqlite") > 0)
        for (name, bytes) in traces { #expect(try files(aged.county, holding: bytes) == [], "\(name)") }
        let left = aged.county.files(below: ".").filter { $0.contains(".tmp-") || $0.contains("etilqs") }
        #expect(left.isEmpty)
    }

    @Test func `a disputed row is forgotten with the others, its appeal stays, and the night is the same`() throws {
        let aged = try AgedCounty()
        let traces = try traces(aged)
        let digest = String(decoding: traces["digest text"] ?? [], as: UTF8.self)
        var request = CorrectRequest(reason: "not_there", by: "tester")
        request.digests = [digest]
        #expect(try Correct.open(try aged.county.held(), request, now: County.now).rows == 1)
        let before = try aged.county.screen()
        let outputs = try before.outputs()
        try aged.purge()
        let after = try aged.county.screen()
        #expect(after.runID == before.runID && after.isRepeated)
        #expect(try after.outputs() == outputs)
        for (name, bytes) in traces { #expect(try files(aged.county, holding: bytes) == [], "\(name)") }
        #expect(try Correct.list(try aged.county.held()).map { $0[1] } == ["open"])
        #expect(try Correct.show(try aged.county.held(), 1).rows.map { $0[3] } == [""])
    }

    @Test func `a purge cut off between any two steps is taken back or ended by the next start`() throws {
        struct Cut: Error {}
        let whole = try AgedCounty()
        let kept = try whole.observations()
        try whole.purge()
        let expected = try whole.observations()
        #expect(kept.count == 11 && expected.count == 4)
        let archive = { (aged: AgedCounty) in aged.county.files(below: "archive") }
        var steps = 0
        while true {
            let aged = try AgedCounty(keyOf: whole)
            var reached = 0
            var last: Purge.Step?
            let wasCut: Bool
            do {
                let workspace = try aged.county.held()
                let asOf = try #require(AsOf(AgedCounty.asOf, zone: workspace.settings.zone)).moment
                _ = try Purge.run(
                    workspace, asOf: asOf, PurgeRequest(by: "tester"), now: County.now, reporter: aged.county.log
                ) { step in
                    if reached == steps {
                        last = step
                        throw Cut()
                    }
                    reached += 1
                }
                wasCut = false
            } catch is Cut { wasCut = true }
            if !wasCut { break }
            let isBefore = [.planned, .rewritten, .listed].contains(last)
            _ = try aged.county.held()
            let digests = { (rows: [(feed: Feed, end: Int64, digest: UInt64)]) in rows.map(\.digest) }
            #expect(
                digests(try aged.observations()) == digests(isBefore ? kept : expected),
                "cut off at \(String(describing: last))")
            #expect(aged.county.log.notes.contains { $0.contains("unfinished purge") })
            if isBefore {
                #expect(aged.county.files(below: "certificates").isEmpty)
                #expect(archive(aged) == archive(try AgedCounty(keyOf: whole)))
                try aged.purge()
            }
            #expect(digests(try aged.observations()) == digests(expected))
            #expect(archive(aged) == archive(whole))
            let certificate = try #require(
                aged.county.files(below: "certificates").first { $0.hasSuffix(".json") })
            let checks = try aged.checks(aged.county.folder + "/certificates/" + certificate)
            #expect(Set(checks.values) == [.good], "\(checks)")
            #expect(Doctor.examine(workspace: aged.county.folder, now: County.now).allSatisfy { $0.state != .bad })
            steps += 1
        }
        // Three before the ledger forgets, then commit, five paths, scrubbing and certificate.
        #expect(steps == 3 + 1 + 5 + 2)
    }

    @Test func `a certificate is whole, what it lists is gone, and a row is among it or not`() throws {
        let aged = try AgedCounty()
        let digests = try aged.observations().map(\.digest)
        let path = try #require(try aged.purge().certificate)
        let left = Set(try aged.observations().map(\.digest))
        for digest in digests {
            let hex = String(digest, radix: 16)
            let row = String(repeating: "0", count: 16 - hex.count) + hex
            let checks = try aged.checks(path, row: row)
            #expect(checks["row"] == (left.contains(digest) ? .bad : .good))
            #expect(checks.filter { $0.key != "row" }.values.allSatisfy { $0 == .good })
        }
        let file = try aged.county.held().ledger.read { try $0.files() }.first { $0.name == "declarations.csv" }
        #expect(try aged.checks(path, row: "\(file?.sha256 ?? ""):2")["row"] == .good)
        #expect(try aged.checks(path, row: "\(file?.sha256 ?? ""):3")["row"] == .bad)
        #expect(throws: Failure.self) { try aged.checks(path, row: "what") }
        // The same delivery again brings its file, but no row.
        try aged.county.deliver(["carrier_old.csv": Array((AgedCounty.files["carrier_old.csv"] ?? "").utf8)])
        try aged.county.ingest()
        #expect(try aged.checks(path)["files"] == .bad)
        #expect(try aged.checks(path)["rows"] == .good)
        let again = try #require(try aged.purge().certificate)
        #expect(Set(try aged.checks(path).values) == [.good])
        #expect(Set(try aged.checks(again).values) == [.good])
        // The same rows in a file of other bytes do come back, until the next purge.
        let other = (AgedCounty.files["carrier_old.csv"] ?? "") + "15400000003,2020-01-06 12:00:00,118.8701,28.9401\n"
        try aged.county.deliver(["carrier_more.csv": Array(other.utf8)])
        try aged.county.ingest()
        #expect(try aged.checks(path)["rows"] == .bad)
        try aged.purge()
        #expect(Set(try aged.checks(path).values) == [.good])
        try FileSystem.remove(String(path.dropLast(5)) + ".rows")
        #expect(try aged.checks(path)["root"] == .open)
    }

    @Test func `no byte of a certificate or of its list can change unseen`() throws {
        let aged = try AgedCounty()
        let path = try #require(try aged.purge().certificate)
        let workspace = try Workspace.openForReading(at: aged.county.folder)
        let bytes = try FileSystem.read(path)
        let copy = try ScratchFolder()
        let list = try FileSystem.read(String(path.dropLast(5)) + ".rows")
        try copy.write("c.rows", list)
        func findings(_ bytes: [UInt8]) throws -> Bool {
            let path = try copy.write("c.json", bytes)
            do {
                return CertificateCheck.outcome(
                    of: try CertificateCheck.run(workspace, CertificateRequest(path: path))) == .done
            } catch is Failure { return false }
        }
        #expect(try findings(bytes))
        var unseen = 0
        for index in bytes.indices {
            for bit: UInt8 in [1, 0x20, 0x80] {
                var other = bytes
                other[index] ^= bit
                if try findings(other) { unseen += 1 }
            }
        }
        for index in bytes.indices {
            var other = bytes
            other.remove(at: index)
            if try findings(other) { unseen += 1 }
        }
        for index in list.indices {
            var other = list
            other[index] ^= 1
            try copy.write("c.rows", other)
            if try findings(bytes) { unseen += 1 }
        }
        #expect(unseen == 0 && bytes.count > 1500 && list.count == 8 * 9)
    }

    @Test func `the commands speak as others do`() throws {
        let aged = try AgedCounty()
        let dry = try Tool.run(["purge", "--workspace", aged.county.folder, "--as-of", AgedCounty.asOf, "--dry-run"])
        #expect(dry.status == 0 && dry.output.contains("Nothing was removed: this is what would go"))
        let hold = try Tool.run(
            [
                "hold", "place", "case", "A1", "--workspace", aged.county.folder, "--reason", "x", "--until",
                "2099-12-31",
            ])
        #expect(hold.status == 0, "\(hold.errors)")
        let purge = try Tool.run(
            ["purge", "--workspace", aged.county.folder, "--as-of", AgedCounty.asOf, "--format", "json"])
        #expect(purge.status == 0)
        let path = try #require(try Night.fields(purge.output)["certificate"] as? String)
        let good = try Tool.run(["purge", "--workspace", aged.county.folder, "--verify", path])
        #expect(good.status == 0 && good.output.contains("no byte has changed"))
        let bad = try Tool.run([
            "purge", "--workspace", aged.county.folder, "--verify", path, "--row", "0123456789abcdef",
        ])
        #expect(bad.status == 1 && bad.output.contains("the row is not among those that went"))
        #expect(try Tool.run(["purge", "--workspace", aged.county.folder, "--row", "1"]).status == 2)
        #expect(try Tool.run(["hold", "release", "7", "--workspace", aged.county.folder]).status == 2)
    }
}
