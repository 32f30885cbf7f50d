import Foundation
import Ledger
import TestSupport
import Testing
import Vault

@testable import Pipeline

/// The keys of another workspace are told at once, by every command.
@Suite struct KeyMarkTests {
    private func run(_ county: County, _ command: [String]) throws -> Tool.Ending {
        try Tool.run(command + ["--workspace", county.folder])
    }

    private static let commands = [
        ["nightly", "--as-of", SampleData.asOf], ["ingest"], ["feeds"], ["tasks", "counts"], ["audit", "show"],
        ["purge", "--dry-run"], ["keys", "rotate", "identity"], ["correct", "list"],
    ]

    @Test(arguments: ["pseudonym.key", "identity.pub"])
    func `another workspace's key is refused, told by doctor and by the report, and its return mends all`(
        file: String
    ) throws {
        let (county, other) = (try County.sample(), try County.sample())
        try county.night()
        let runs = county.files(below: "runs")
        let mine = try county.bytes("keys/" + file)
        try county.scratch.write("county/keys/" + file, try other.bytes("keys/" + file))
        for command in Self.commands {
            let ending = try run(county, command)
            #expect(ending.status == 3 && ending.output.isEmpty, "\(command): \(ending.errors)")
            #expect(ending.errors.split(separator: "\n").count == 1, "\(ending.errors)")
            #expect(ending.errors.contains("keys/\(file): is key ") && ending.errors.contains("from its copy"))
        }
        #expect(county.files(below: "runs") == runs)
        let doctor = try run(county, ["doctor"])
        #expect(
            doctor.status == 1 && doctor.output.contains("FAIL  ") && doctor.output.contains("keys/\(file): is key"))
        let report = Table.rows(try run(county, ["keys", "show", "--format", "csv"]).output)
        for row in report {
            #expect(row["note"]?.contains("NOT the key of this workspace") == (row["file"] == file), "\(row)")
        }
        try county.scratch.write("county/keys/" + file, mine)
        #expect(try run(county, Self.commands[0]).status == 0)
        #expect(try run(county, ["doctor"]).output.contains("keys: both are here and belong together"))
    }

    @Test func `a workspace takes the keys of its first writing command for its own, one from before too`() throws {
        // As a workspace of an earlier version is: its ledger knows no key.
        let (county, other) = (try County.sample(), try County.sample())
        func known() throws -> [String?] {
            let ledger = try Ledger(path: county.folder + "/tracegrid.sqlite", isReadOnly: true)
            return try ledger.read { [try $0.meta("pseudonym_key"), try $0.meta("identity_key")] }
        }
        #expect(try known() == [nil, nil])
        // So the keys of a lost workspace can be put into a new one (docs/recovery.md).
        for file in ["pseudonym.key", "identity.pub", "identity.key"] {
            try county.scratch.write("county/keys/" + file, try other.bytes("keys/" + file))
        }
        #expect(try run(county, ["feeds"]).status == 0)
        #expect(try run(county, ["doctor"]).status != 1)
        #expect(try known() == [nil, nil], "who only reads decides nothing")
        try county.ingest()
        let pair = try IdentityOpener(fileText: String(decoding: try other.bytes("keys/identity.key"), as: UTF8.self))
        #expect(try known() == [try other.key.fingerprint, pair.fingerprints[0]])
        #expect(try other.key.fingerprint == county.key.fingerprint)
    }

    @Test func `doctor holds identity.pub against identity.key also before anything is sealed`() throws {
        let (county, other) = (try County(), try County())
        try county.scratch.write("county/keys/identity.key", try other.bytes("keys/identity.key"))
        let doctor = try run(county, ["doctor"])
        #expect(
            doctor.status == 1 && doctor.output.contains("identity.key does not open what is sealed to identity.pub"))
    }

    @Test func `where nothing is sealed, a public key in place of the marker is another key`() throws {
        let (county, other) = (try County(isEncrypted: false), try County())
        try county.ingest()
        #expect(try run(county, ["ingest"]).status == 0)
        try county.scratch.write("county/keys/identity.pub", try other.bytes("keys/identity.pub"))
        let ending = try run(county, ["ingest"])
        #expect(ending.status == 3 && ending.errors.contains("this workspace works with none"), "\(ending.errors)")
    }
}
