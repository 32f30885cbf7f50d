import Files
import Foundation
import Ledger
import TestSupport
import Testing
import Vault
import Vocabulary

@testable import Pipeline

/// A new pseudonym key: everybody is called anew, and nothing else is another than it would have been.
@Suite struct PseudonymRotationTests {
    private struct Stop: Error {}
    private static let nextDay = "2020-01-29"
    /// Somebody who is delivered only after the change.
    private static let stranger = Identifier(kind: .idNumber, text: "990801199909099998")

    /// A county after one night, which the tests copy.
    private static let base = Result<County, any Error> {
        let county = try County.sample()
        try county.night()
        return county
    }

    private func rotate(_ county: County, stoppingAt stop: PseudonymRotation.Point? = nil) throws {
        let request = AccessRequest(.keysRotate, now: County.now)
        try Workspace.use(at: county.folder, request, reporter: county.log) { workspace in
            _ = try PseudonymRotation.run(workspace, now: County.now, reporter: county.log) {
                if $0 == stop { throw Stop() }
            }
        }
    }

    /// The night after, with a file that came in between: a row of somebody known and of somebody new, and an answer to
    /// an open task.
    private func nextNight(_ county: County, after first: Night) throws -> Night {
        let task = try #require(try first.table("contacts.csv").compactMap { $0["task_id"] }.first { $0.count == 21 })
        try county.deliver(
            "feedback_r.csv", text: "task_id,outcome,at,by\n\(task),confirmed,2020-01-28 18:00,worker\n")
        try county.deliver(
            "visit_r.csv",
            text: """
                place_id,id_number,kind,start,end
                CAF011,999001197602020013,cafe,2020-01-28 09:00,2020-01-28 10:00
                CAF011,\(Self.stranger.text),cafe,2020-01-28 09:10,2020-01-28 10:00

                """)
        return try county.night(Self.nextDay)
    }

    /// The text outputs of a night under the names that a county calls people by, each file's lines sorted.
    private func lists(_ night: Night, renamedBy county: County? = nil) throws -> [String: [String]] {
        let names = try county?.held().formerNames().first
        let old = try Self.base.get().key.pseudonym(of: Self.stranger)
        let stranger = try county?.key.pseudonym(of: Self.stranger).text
        let unknown = try county?.key.pseudonym(ofForgotten: old).text ?? ""
        var lists: [String: [String]] = [:]
        for (path, bytes) in try night.outputs() {
            guard ["csv", "jsonl"].contains(path.split(separator: ".").last ?? "") else { continue }
            var text = String(decoding: names?.renaming(bytes) ?? bytes, as: UTF8.self)
            if let stranger { text = text.replacing(unknown, with: stranger) }
            lists[path] = text.split(separator: "\n").map(String.init).sorted()
        }
        return lists
    }

    /// Files of a county that hold an old name, in any of the shapes in which they are kept.
    private func files(_ county: County, holding names: [Pseudonym]) throws -> Set<String> {
        func bytes(_ word: UInt64) -> [UInt8] {
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
        }
        var found: Set<String> = []
        for path in county.files(below: ".") where !path.hasPrefix("archive/") {
            let held = Data(try county.bytes(path))
            for name in names {
                for needle in [
                    bytes(name.high) + bytes(name.low), bytes(name.high.byteSwapped) + bytes(name.low.byteSwapped),
                    Array(name.text.utf8),
                ] where held.range(of: Data(needle)) != nil { found.insert(path) }
            }
        }
        return found
    }

    /// Some of everybody's pseudonyms, of each kind.
    private func everybody(_ county: County) throws -> [Pseudonym] {
        let all = try county.held().ledger.read { try $0.identities(after: nil, limit: 100_000) }.map(\.pseudonym)
        return SubjectKind.allCases.flatMap { kind in all.filter { $0.kind == kind }.prefix(12) }
    }

    @Test func `a night after it gives the lists of a night without it, with the same ids`() throws {
        let (without, county) = (try County(copyOf: Self.base.get()), try County(copyOf: Self.base.get()))
        let first = try county.screen()
        #expect(first.isRepeated)
        let old = try everybody(county)
        #expect(old.count > 30 && Set(old.map(\.kind)).count == 4)
        #expect(try files(county, holding: old).contains { $0.hasPrefix("store/") })
        let key = try county.key
        try rotate(county)
        #expect(try county.key.follows(key) && county.key.generation == 2)
        let expected = try nextNight(without, after: first)
        let night = try nextNight(county, after: first)
        #expect(night.changes == expected.changes && night.changes.values.reduce(0, +) > 0)
        let (mine, theirs) = (try lists(night), try lists(expected, renamedBy: county))
        #expect(Set(mine.keys) == Set(theirs.keys) && mine.count > 5)
        // A row's digest has a veil more.
        let veils = RowVeilsProbe(try county.key)
        for (path, lines) in theirs {
            #expect(mine[path] == lines.map { veils.renewed($0) }.sorted(), "\(path)")
        }
        #expect(try lists(expected) != lists(night), "the names are others")
        // Runs before and the audit keep the old names; nothing else does.
        let holding = try files(county, holding: old)
        #expect(holding.allSatisfy { $0.hasPrefix("runs/2020-01-28/") || $0.hasPrefix("audit/") }, "\(holding)")
        #expect(county.files(below: "keys") == ["audit.key", "identity.key", "identity.pub", "pseudonym.key"])
        #expect(county.files(below: "store").allSatisfy { $0.hasPrefix("key-\((try? county.key.fingerprint) ?? "")/") })
        // What is damaged is made anew from the archive, byte for byte.
        let segment = try #require(county.files(below: "store").first)
        let whole = try county.bytes("store/" + segment)
        try county.scratch.write("county/store/" + segment, Array(whole.dropLast(40)))
        let doctor = try Tool.run(["doctor", "--repair", "--workspace", county.folder])
        #expect(doctor.output.contains("made anew from the archive") && !doctor.output.contains("FAIL"))
        #expect(try county.bytes("store/" + segment) == whole)
        // A file that says what is known already says nothing new.
        let people = try SampleData.text("feeds/people.csv")
        try county.deliver("people_r.csv", text: people + "\n")
        let again = try county.ingest()
        #expect(again.files.allSatisfy { $0.file.accepted == 0 }, "\(again)")
        let open = try Tool.run(["tasks", "list", "--workspace", county.folder])
        #expect(open.status == 0, "\(open.errors)")
    }

    @Test(arguments: PseudonymRotation.Point.allCases)
    func `stopped anywhere, the next night is whole, and the next call ends it`(stop: PseudonymRotation.Point) throws {
        let county = try County(copyOf: Self.base.get())
        let old = try everybody(county)
        let before = try county.held().ledger.read { try ($0.segments(), $0.files().count) }
        #expect(throws: Stop.self) { try rotate(county, stoppingAt: stop) }
        // Whoever reads now reads under one key.
        let reading = try Workspace.openForReading(at: county.folder)
        let isMoved = [.ledgerMoved, .keyInPlace, .oldRemoved].contains(stop)
        #expect(reading.pseudonymKey.generation == (isMoved ? 2 : 1))
        #expect(try StoreRepair(reading).damages().isEmpty)
        let doctor = try Tool.run(["doctor", "--workspace", county.folder]).output
        #expect(!doctor.contains("FAIL"), "\(doctor)")
        #expect(doctor.contains("a change of the pseudonym key is under way") == (!isMoved && stop != .started))
        try county.deliver("checkins_r.csv", text: "id_number,date,temperature_c\n999001197602020013,2020-01-28,36.5\n")
        try county.ingest()
        if !isMoved { try rotate(county) }
        let workspace = try county.held()
        #expect(workspace.pseudonymKey.generation == 2)
        let after = try workspace.ledger.read { try ($0.segments(), $0.files().count) }
        #expect(after.0.map(\.name) == before.0.map(\.name) && after.0.map(\.rows) == before.0.map(\.rows))
        #expect(after.1 == before.1 + 1)
        #expect(try StoreRepair(workspace).damages().isEmpty)
        let holding = try files(county, holding: old)
        #expect(holding.allSatisfy { $0.hasPrefix("runs/") || $0.hasPrefix("audit/") }, "\(holding)")
        #expect(county.files(below: "keys") == ["audit.key", "identity.key", "identity.pub", "pseudonym.key"])
        let folders = Set(county.files(below: "store").map { $0.split(separator: "/")[0] })
        #expect(folders == ["key-\(workspace.pseudonymKey.fingerprint)"])
        #expect(try workspace.ledger.faults().isEmpty)
    }

    @Test func `runs, audit, holds, links and certificates go on to be joined, after a second change too`() throws {
        let county = try County(copyOf: Self.base.get())
        let first = try county.screen()
        let contact = try #require(try first.table("contacts.csv").first)
        let id = try #require(contact["contact_id"])
        let person = try #require(contact["person"].flatMap { Pseudonym(text: $0) })
        func explained(_ options: [String] = []) throws -> String {
            try Tool.run(["explain", id, "--format", "json", "--workspace", county.folder] + options).output
        }
        let told = try explained()
        #expect(told.contains(person.text))
        let other = try #require(
            try first.table("contacts.csv").compactMap { $0["person"] }.first { $0 != person.text })
        let workspace = { try county.held() }
        _ = try LegalHolds.place(
            try workspace(),
            LegalHolds.Request(kind: "person", target: person.text, reason: "proceedings", until: "2020-12-31"),
            now: County.now)
        let link = try Links.add(
            try workspace(), person.text, other, apart: false, from: nil, until: nil, by: "tester", reason: "known",
            now: County.now)
        let linkIDs = try workspace().ledger.read { try $0.links() }.map(\.linkID)
        #expect(linkIDs.count == 1, "\(link)")
        for generation in 2...3 {
            try rotate(county)
            let names = try #require(try county.held().formerNames(ofRun: first.runID))
            let present = names.present(person)
            #expect(present != person)
            // The old run is told under the present names, and every row is still the one that was taken.
            let now = try explained(["--run", first.runID])
            let renamed = String(decoding: names.renaming(Array(told.utf8)), as: UTF8.self)
            #expect(now == renamed, "generation \(generation)")
            #expect(!now.contains("digest_differs") && now.contains("unchanged"))
            #expect(try LegalHolds.list(try county.held()).map { $0[2] } == [present.text])
            let links = try county.held().ledger.read { try $0.links() }
            #expect(links.map(\.linkID) == linkIDs && links.allSatisfy { [$0.one, $0.other].contains(present) })
            // Both names find who looked, as the accesses before did.
            for name in [person.text, present.text] {
                let found = try Tool.run(["audit", "subject", name, "--format", "csv", "--workspace", county.folder])
                #expect(Table.rows(found.output).filter { $0["command"] == "explain" }.count >= generation - 1)
            }
            // Added again it is the same link.
            let known = #expect(throws: Failure.self) {
                _ = try Links.add(
                    try county.held(), present.text, names.present(try #require(Pseudonym(text: other))).text,
                    apart: false, from: nil, until: nil, by: "tester", reason: "known", now: County.now)
            }
            #expect(known?.description.contains("\(linkIDs[0]) says so already") == true, "\(known?.description ?? "")")
            #expect(try county.held().ledger.read { try $0.links() }.map(\.linkID) == linkIDs)
        }
        let shown = try Tool.run(["audit", "show", "--workspace", county.folder, "--format", "csv"]).output
        #expect(shown.contains("key \(try Self.base.get().key.fingerprint) by "))
        // The clock of some calls is the test's own, which it remarks on.
        let verified = try Tool.run(["audit", "verify", "--workspace", county.folder])
        #expect([0, 4].contains(verified.status) && !verified.output.contains("DAMAGED"), "\(verified.output)")
        // What a night is compared with was found under the first key.
        let without = try County(copyOf: Self.base.get()).night(Self.nextDay)
        #expect(try county.night(Self.nextDay).changes == without.changes && without.changes["unchanged"] != 0)
    }

    @Test func `old names are forgotten with the last run that bears them, but for those in the audit`() throws {
        let aged = try AgedCounty()
        try aged.county.night(AgedCounty.asOf)
        let purges = try aged.county.held().ledger.read { try $0.purges() }
        try rotate(aged.county)
        let everybody = try #require(try aged.county.held().formerNames().first).count
        #expect(everybody > 3)
        // Its certificates are still known to be whole.
        let certificate = try #require(aged.county.files(below: "certificates").first { $0.hasSuffix(".json") })
        #expect(!purges.isEmpty)
        let path = aged.county.folder + "/certificates/" + certificate
        func verified() throws -> String {
            try Tool.run(["purge", "--verify", path, "--workspace", aged.county.folder]).output
        }
        #expect(try verified().contains("when its seal was good"))
        let text = String(decoding: try aged.county.bytes("certificates/" + certificate), as: UTF8.self)
        try aged.county.scratch.write(
            "county/certificates/" + certificate, text: text.replacing("\"rows\": 4", with: "\"rows\": 5"))
        if text.contains("\"rows\": 4") { #expect(try !verified().contains("when its seal was good")) }
        let later = try aged.county.night("2020-05-20")
        #expect(later.folder.contains("2020-05-20"))
        #expect(try aged.county.held().formerNames().map(\.count) == [0])
    }

    @Test func `without the secret identity key nothing is begun`() throws {
        let county = try County(copyOf: Self.base.get())
        try FileManager.default.removeItem(atPath: county.folder + "/keys/identity.key")
        let ending = try Tool.run(["keys", "rotate", "pseudonym", "--workspace", county.folder])
        #expect(ending.status == 5 && ending.errors.contains("identity.key is not here: new pseudonyms are made of"))
        #expect(ending.errors.split(separator: "\n").count == 1)
        #expect(county.files(below: "keys") == ["audit.key", "identity.pub", "pseudonym.key"])
    }

    @Test func `entries of an earlier version are found again in the archive, or the mend is named`() throws {
        let county = try County(copyOf: Self.base.get())
        try LedgerProbe.forgetPersons(county.folder)
        try FileManager.default.moveItem(
            atPath: county.folder + "/archive", toPath: county.folder + "/elsewhere")
        let refused = try Tool.run(["keys", "rotate", "pseudonym", "--workspace", county.folder])
        #expect(refused.status == 3 && refused.errors.contains("deliver the people once more"), "\(refused.errors)")
        try FileManager.default.removeItem(atPath: county.folder + "/archive")
        try FileManager.default.moveItem(
            atPath: county.folder + "/elsewhere", toPath: county.folder + "/archive")
        let ending = try Tool.run(["keys", "rotate", "pseudonym", "--workspace", county.folder])
        #expect(ending.status == 0 && ending.output.contains("is replaced by"), "\(ending.errors)")
        #expect(try county.held().ledger.read { try $0.personsWithoutKey() }.isEmpty)
        #expect(try Tool.run(["tasks", "list", "--workspace", county.folder]).status == 0)
    }

    @Test func `a reader who began before is told to ask again`() throws {
        let county = try County(copyOf: Self.base.get())
        let reader = try Workspace.openForReading(at: county.folder)
        #expect(try reader.ledger.read { try $0.runs().count } == 1)
        try rotate(county)
        #expect(throws: LedgerError.changedMeanwhile) { try reader.ledger.read { try $0.runs().count } }
    }
}
