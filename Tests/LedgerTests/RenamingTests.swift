import TestSupport
import Testing
import Vocabulary

@testable import Ledger

/// New names for everything that the ledger keeps.
@Suite struct RenamingTests {
    let folder: ScratchFolder
    let ledger: Ledger

    init() throws {
        folder = try ScratchFolder()
        ledger = try Ledger(path: folder.path("tracegrid.sqlite"))
    }

    private func columns(_ condition: String) throws -> Set<String> {
        Set(
            try ledger.probeTexts(
                """
                SELECT schema.name || '.' || info.name
                FROM sqlite_schema AS schema JOIN pragma_table_info(schema.name) AS info
                WHERE schema.type = 'table' AND schema.name NOT LIKE 'grdb_%' AND schema.name NOT LIKE 'sqlite_%'
                    AND \(condition)
                """))
    }

    @Test func `every column that holds a pseudonym or a row's digest gets the new one`() throws {
        // Sealed values, keys and shapes are the only other bytes.
        let blobs = try columns("info.type = 'BLOB' AND info.name NOT IN ('sealed', 'bytes', 'rings')")
        #expect(blobs == Set((Renamer.columns + Renamer.others).map { "\($0.0).\($0.1)" }))
        #expect(try columns("info.name = 'digest'") == Set(Renamer.digests.map { "\($0).digest" }))
        // Texts that are made of the row's own values are renamed where they name somebody.
        #expect(
            try columns("info.name = 'content'") == ["declaration.content", "checkin.content", "itinerary.content"])
    }

    private func renamed(_ name: Pseudonym) -> Pseudonym {
        Pseudonym(kind: name.kind, high: ~name.high, low: name.low)
    }

    private func renaming() -> Renaming {
        Renaming(
            formerKey: "old", at: 9, pseudonym: { Pseudonym(kind: $0.kind, high: ~$0.high, low: $0.low) },
            digest: { $0 &+ 1 },
            reseal: { value, old, new in value.bytes + [UInt8(truncatingIfNeeded: old.high ^ new.high)] })
    }

    @Test func `a hold, a link in its order, and an answer said twice are found under the new names`() throws {
        let (one, other) = (Deliveries.phone(1), Deliveries.phone(2))
        _ = try ledger.place(
            LegalHold(kind: .person, target: one.text, reason: "r", placedBy: "b", placedAt: 1, lastDay: 2))
        _ = try ledger.place(
            LegalHold(kind: .case, target: "A1", reason: "r", placedBy: "b", placedAt: 1, lastDay: 2))
        _ = try ledger.put([
            IdentityLink(
                linkID: "k1", kind: .same, between: one, and: other, from: nil, until: nil, confidence: 1, reasons: [],
                madeAt: 1)
        ])
        var change = renaming()
        change.keptIDs = [KeptID(made: "m", kept: "k1", person: renamed(one))]
        change.former.names = [[1, 2], [3]]
        change.meta = ["pseudonym_key": "new"]
        try ledger.rename(change, temporariesIn: folder.path)
        try ledger.read { ledger in
            #expect(try ledger.holds().map(\.target) == [renamed(one).text, "A1"])
            let link = try #require(try ledger.links().first)
            #expect(link.linkID == "k1" && link.one < link.other)
            #expect(Set([link.one, link.other]) == [renamed(one), renamed(other)])
            #expect(try ledger.keptIDs() == change.keptIDs)
            #expect(try ledger.formerKeys().map(\.fingerprint) == ["old"])
            #expect(try ledger.formerNames(of: 1) == [[1, 2], [3]])
            #expect(try ledger.meta("pseudonym_key") == "new")
        }
        #expect(try ledger.faults().isEmpty)
    }

    @Test func `where the segments are not those that are listed, nothing changes`() throws {
        _ = try ledger.place(
            LegalHold(
                kind: .person, target: Deliveries.phone(1).text, reason: "r", placedBy: "b", placedAt: 1, lastDay: 2))
        var change = renaming()
        change.segments = [
            SegmentRecord(
                name: "x", feed: .visit, day: 1, batch: 1, part: 0, rows: 1, bytes: 1, span: TimeSpan(1, 2))
        ]
        #expect(throws: LedgerError.self) { try ledger.rename(change, temporariesIn: folder.path) }
        let (targets, former) = try ledger.read { (try $0.holds().map(\.target), try $0.formerKeys()) }
        #expect(targets == [Deliveries.phone(1).text] && former.isEmpty)
    }

    @Test func `reading fails once a fact that it relies on is another`() throws {
        try ledger.setMeta("a", for: "k")
        ledger.rely(on: "a", for: "k")
        let before = try ledger.read { try $0.meta("k") }
        #expect(before == "a")
        try ledger.setMeta("b", for: "k")
        #expect(throws: LedgerError.changedMeanwhile) { try ledger.read { snapshot in _ = try snapshot.meta("k") } }
        ledger.rely(on: nil, for: "k")
        let after = try ledger.read { try $0.meta("k") }
        #expect(after == "b")
    }
}
