import Ledger
import TestSupport
import Testing
import Vocabulary

@Suite struct IngestTests {
    let folder: ScratchFolder
    let ledger: Ledger

    init() throws {
        folder = try ScratchFolder()
        ledger = try Ledger(path: folder.path("tracegrid.sqlite"))
    }

    @Test func `a file comes back as it was stored, also after reopening`() throws {
        var batch = IngestBatch(file: Deliveries.file(1, feed: .carrier, rows: 8, rejected: ["TIME": 2, "PHONE": 1]))
        batch.file.acceptAnyway = "short by agreement"
        let box = Position(lonE7: 1_143_000_000, latE7: 305_000_000)
        batch.segments = [
            SegmentRecord(
                name: "carrier/2020-01-30/1-0.seg", feed: .carrier, day: 18_291, batch: 1, part: 0, rows: 8, bytes: 99,
                span: TimeSpan(100, 200), southWest: box, northEast: box, sha256: "ab"),
            SegmentRecord(
                name: "carrier/2020-01-31/1-1.seg", feed: .carrier, day: 18_292, batch: 1, part: 1, rows: 8, bytes: 99,
                span: TimeSpan(100, 200)),
        ]
        let receipt = try ledger.commit(batch)
        #expect(receipt.file == batch.file)
        try ledger.close()

        let reopened = try Ledger(path: folder.path("tracegrid.sqlite"))
        try reopened.read { snapshot throws in
            #expect(try snapshot.file(sha256: batch.file.sha256) == batch.file)
            #expect(try snapshot.file(sha256: Deliveries.sha(9)) == nil)
            #expect(try snapshot.segments() == batch.segments)
            #expect(try snapshot.segments(feed: .carrier, days: 18_292...18_300) == [batch.segments[1]])
            #expect(try snapshot.segments(feed: .hotel).isEmpty)
            #expect(
                try snapshot.orphans(in: ["z.seg", "carrier/2020-01-30/1-0.seg", "a.seg"]) == ["a.seg", "z.seg"])
            #expect(try snapshot.nextFileNumber() == 2)
        }
    }

    @Test func `the same bytes are refused with the number they came under`() throws {
        _ = try ledger.commit(IngestBatch(file: Deliveries.file(1)))
        let again = IngestBatch(file: Deliveries.file(2, sha: Deliveries.sha(1)))
        #expect(throws: LedgerError.fileAlreadyIngested(sha256: Deliveries.sha(1), number: 1)) {
            try ledger.commit(again)
        }
        #expect(throws: LedgerError.fileNumberTaken(number: 1)) {
            try ledger.commit(IngestBatch(file: Deliveries.file(1, sha: Deliveries.sha(5))))
        }
    }

    @Test func `rows that do not add up are refused`() throws {
        for (read, accepted, rejected, duplicate) in [(10, 8, 1, 0), (10, 8, 1, 2), (10, -1, 1, 10)] {
            var file = Deliveries.file(1, rejected: ["TIME": 1])
            file.rowsRead = read
            file.accepted = accepted
            file.rejected = rejected
            file.duplicate = duplicate
            #expect(
                throws: LedgerError.accounting(
                    sha256: file.sha256, read: read, accepted: accepted, rejected: rejected, duplicate: duplicate)
            ) { try ledger.commit(IngestBatch(file: file)) }
        }
        let found1 = try ledger.read { try $0.files() }
        #expect(found1.isEmpty)
    }

    @Test func `reasons must cover the rejected rows`() {
        var file = Deliveries.file(1, rows: 3, rejected: ["TIME": 2])
        file.rejectReasons = ["TIME": 1]
        #expect(throws: LedgerError.self) { try ledger.commit(IngestBatch(file: file)) }
    }

    @Test func `an error in the middle leaves nothing`() throws {
        _ = try ledger.commit(IngestBatch(file: Deliveries.file(1)))
        let place = Place(placeID: "P", kind: "gate", name: "North gate")
        var batch = Deliveries.batch(2, [.place(place)], feed: .places)
        batch.identities = [(Deliveries.phone(1), [1, 2])]
        let segment = SegmentRecord(
            name: "same", feed: .carrier, day: 1, batch: 2, part: 0, rows: 1, bytes: 1, span: TimeSpan(0, 1))
        batch.segments = [segment]

        // A row that the schema refuses, after everything else has been written: identities need an envelope.
        var broken = batch
        broken.rows.append(
            LedgerRow(
                .person(Person(pseudonym: Deliveries.person(1), identifiers: []), sealed: [1]), line: 9, digest: 9))
        broken.file.rowsRead += 1
        broken.file.accepted += 1
        broken.identities = []
        broken.envelope = nil
        let error = try #require(throws: LedgerError.self) { try ledger.commit(broken) }
        #expect(error.description.contains("person.envelope"))

        try ledger.read { snapshot throws in
            #expect(try snapshot.files().map(\.number) == [1])
            #expect(try snapshot.segments().isEmpty)
            #expect(try snapshot.places().isEmpty)
            #expect(try snapshot.nextFileNumber() == 2)
        }
        _ = try ledger.commit(batch)
        let found2 = try ledger.read { try $0.places() }
        #expect(found2 == [place])
    }

    @Test func `a segment can be listed only once`() throws {
        let segment = SegmentRecord(
            name: "same", feed: .carrier, day: 1, batch: 2, part: 0, rows: 1, bytes: 1, span: TimeSpan(0, 1))
        var batch = IngestBatch(file: Deliveries.file(1, feed: .carrier))
        batch.segments = [segment, segment]
        #expect(throws: LedgerError.self) { try ledger.commit(batch) }
        let found3 = try ledger.read { try $0.files() }
        #expect(found3.isEmpty)
    }

    @Test func `files come in the order of their digests, not of their arrival`() throws {
        for (number, sha) in [(1, 30), (2, 10), (3, 20)] {
            _ = try ledger.commit(IngestBatch(file: Deliveries.file(UInt32(number), sha: Deliveries.sha(sha))))
        }
        let found4 = try ledger.read { try $0.files() }
        #expect(found4.map(\.number) == [2, 3, 1])
    }

    @Test func `the history of a feed covers the days before a moment`() throws {
        let now: Int64 = 1_580_600_000
        let moments: [(Int64, Feed, Int)] = [
            (now - 8 * 86_400, .carrier, 1), (now - 7 * 86_400, .carrier, 2), (now - 86_400, .carrier, 3),
            (now - 86_400, .hotel, 4), (now, .carrier, 5),
        ]
        for (index, (moment, feed, rows)) in moments.enumerated() {
            _ = try ledger.commit(
                IngestBatch(file: Deliveries.file(UInt32(index + 1), feed: feed, rows: rows, at: moment)))
        }
        let found5 = try ledger.read { try $0.acceptedRows(feed: .carrier, before: now) }
        #expect(found5 == [2, 3])
    }

    @Test func `small facts are kept and replaced`() throws {
        let found6 = try ledger.read { try $0.meta("workspace") }
        #expect(found6 == nil)
        try ledger.setMeta("a", for: "workspace")
        try ledger.setMeta("b", for: "workspace")
        let found7 = try ledger.read { try $0.meta("workspace") }
        #expect(found7 == "b")
    }
}
