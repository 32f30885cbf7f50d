import Files
import Foundation
import Ledger
import TestSupport
import Testing
import Vault

@testable import Pipeline

/// A new identity key: what was sealed stays readable at every moment, and to the old key nothing is sealed at the end.
@Suite struct KeyRotationTests {
    private struct Stop: Error {}

    private func rotate(_ county: County, stoppingAt stop: IdentityRotation.Point? = nil) throws {
        let workspace = try Workspace.open(
            at: county.folder, AccessRequest(.keysRotate, now: County.now), reporter: county.log)
        _ = try IdentityRotation.run(workspace) { if $0 == stop { throw Stop() } }
    }

    /// Fingerprints of all keys that anything in the workspace is sealed to.
    private func sealedTo(_ county: County) throws -> Set<String> {
        let workspace = try Workspace.openForReading(at: county.folder)
        let envelopes = try workspace.ledger.read { try $0.envelopes() }
        var found = Set(envelopes.compactMap { Envelope(bytes: $0.bytes).sealedTo })
        for name in county.files(below: "quarantine") {
            let bytes = try county.bytes("quarantine/" + name)
            let place = try #require(Quarantine.envelopePlace(in: bytes))
            let envelope = try #require(Data(base64Encoded: Data(bytes[place])))
            found.insert(try #require(Envelope(bytes: Array(envelope)).sealedTo))
        }
        return found
    }

    /// Who is named in each grid's list.
    private func lists(_ night: Night) throws -> [String: Set<String>] {
        var lists: [String: Set<String>] = [:]
        for path in try night.outputs().keys where path.hasSuffix("/tasks.csv") {
            lists[path] = Set(
                try night.table(path).map { row in
                    ["name", "phone", "address"].map { row[$0] ?? "" }.joined(separator: "|")
                })
        }
        #expect(lists.values.contains { $0.contains { $0.count > 10 } })
        return lists
    }

    @Test(arguments: [nil] + IdentityRotation.Point.allCases.map { Optional($0) })
    func `stopped anywhere, names stay readable, files may come in, and the next call ends it`(
        stop: IdentityRotation.Point?
    ) throws {
        let (county, first) = try SampleNight.copy()
        let expected = try lists(first)
        let oldKey = String(decoding: try county.bytes("keys/identity.key"), as: UTF8.self)
        let old = try IdentityOpener(fileText: oldKey).fingerprints[0]
        #expect(try sealedTo(county) == [old])
        if let stop { #expect(throws: Stop.self) { try rotate(county, stoppingAt: stop) } } else { try rotate(county) }
        // Everybody is still named, and a file may come in between.
        #expect(try lists(try county.night()) == expected)
        try county.deliver("checkins_r.csv", text: "id_number,date,temperature_c\n999001197602020013,2020-01-28,36.5\n")
        try county.ingest()
        if stop != nil, stop != .secretInPlace {
            #expect(
                FileSystem.exists(county.folder + "/keys/identity.next.key")
                    == (stop != .started && stop != .publicWritten))
            try rotate(county)
        }
        let new = try IdentityOpener(fileText: String(decoding: try county.bytes("keys/identity.key"), as: UTF8.self))
        #expect(new.fingerprints != [old])
        #expect(try sealedTo(county) == Set(new.fingerprints))
        #expect(county.files(below: "keys") == ["audit.key", "identity.key", "identity.pub", "pseudonym.key"])
        #expect(try lists(try county.night()) == expected)
        // Not even the old fingerprint stands anywhere, in free pages and the log neither.
        let mark = stride(from: 0, to: 16, by: 2).compactMap {
            UInt8(Array(old)[$0...($0 + 1)].map(String.init).joined(), radix: 16)
        }
        for name in ["tracegrid.sqlite", "tracegrid.sqlite-wal"] where FileSystem.exists("\(county.folder)/\(name)") {
            #expect(Data(try county.bytes(name)).range(of: Data([1] + mark)) == nil, "\(name)")
            #expect(Data(try county.bytes(name)).range(of: Data(old.utf8)) == nil, "\(name)")
        }
        // The ledger knows the new pair alone: nobody can put the old public key back unseen.
        let known = try county.held().ledger.read { try $0.meta("identity_key") }
        #expect(known == new.fingerprints[0])
        // With the old key in its place no list bears a name.
        try county.scratch.write("county/keys/identity.key", text: oldKey)
        #expect(throws: VaultError.self) { try county.night() }
    }

    @Test func `the command tells what it did and stands in the audit; the report shows no key`() throws {
        let county = try SampleNight.copy().county
        let secrets = try ["pseudonym.key", "identity.key", "audit.key"].map { name in
            String(decoding: try county.bytes("keys/" + name).dropLast().suffix(64), as: UTF8.self)
        }
        let before = try Tool.run(["keys", "show", "--workspace", county.folder])
        let rotated = try Tool.run(["keys", "rotate", "identity", "--workspace", county.folder])
        #expect(rotated.status == 0 && rotated.output.contains("is replaced by"), "\(rotated.errors)")
        let after = try Tool.run(["keys", "show", "--workspace", county.folder, "--format", "csv"])
        for ending in [before, rotated, after] {
            #expect(ending.status == 0)
            for secret in secrets { #expect(secret.count == 64 && !(ending.output + ending.errors).contains(secret)) }
        }
        let rows = Table.rows(after.output)
        #expect(rows.compactMap { $0["file"] } == ["pseudonym.key", "identity.pub", "identity.key", "audit.key"])
        #expect(
            rows[1]["fingerprint"] == rows[2]["fingerprint"] && !before.output.contains(rows[1]["fingerprint"] ?? "-"))
        let shown = try Tool.run(["audit", "show", "--workspace", county.folder, "--command", "keys rotate"])
        #expect(shown.output.contains("keys rotate"))
        let plain = try County(isEncrypted: false)
        #expect(try Tool.run(["keys", "rotate", "identity", "--workspace", plain.folder]).status == 3)
        #expect(try Tool.run(["keys", "show", "--workspace", plain.folder]).output.contains("nothing is sealed"))
    }

    @Test func `without the old secret key nothing is begun`() throws {
        let county = try County.sample()
        try FileManager.default.removeItem(atPath: county.folder + "/keys/identity.key")
        let ending = try Tool.run(["keys", "rotate", "identity", "--workspace", county.folder])
        #expect(ending.status == 5 && ending.errors.contains("identity.key is not here"))
        #expect(county.files(below: "keys") == ["audit.key", "identity.pub", "pseudonym.key"])
    }

    @Test(arguments: ["pseudonym.key", "identity.key", "identity.pub", "audit.key"])
    func `keys that others can reach are refused with the mend`(name: String) throws {
        let county = try County.sample()
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: county.folder + "/keys/" + name)
        let ending = try Tool.run(["nightly", "--workspace", county.folder, "--as-of", SampleData.asOf])
        #expect(ending.status == 1 || ending.status == 4, "\(ending.errors)")
        #expect(ending.errors.contains("chmod \(name == "identity.pub" ? "go-w" : "600")"), "\(ending.errors)")
        #expect(county.files(below: "runs").isEmpty)
    }
}
