@testable import Ledger
import Synchronization
import TestSupport
import Testing
import Vocabulary

@Suite struct StorageTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test func `readers do not wait for a writer and see only whole deliveries`() async throws {
        let ledger = try Ledger(path: folder.path("tracegrid.sqlite"))
        let rows = 400
        let gate = WriterGate()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<2 {
                group.addTask { try gate.countReads(of: ledger, rowsPerFile: rows) }
            }
            for number in 1...12 {
                let places = (0..<rows).map { Place(placeID: "\(number)-\($0)", kind: "gate", name: "") }
                _ = try ledger.commit(Deliveries.batch(UInt32(number), places.map { .place($0) }, feed: .places))
            }
            gate.isDone.store(true, ordering: .releasing)
            var reads: [Int] = []
            for try await count in group { reads.append(count) }
            #expect(reads.count == 2 && reads.allSatisfy { $0 > 0 })
        }
        let places = try ledger.read { try $0.places().count }
        #expect(places == 12 * rows)
    }

    @Test func `opened for reading, nothing is made, changed or brought forward`() throws {
        let path = folder.path("tracegrid.sqlite")
        #expect(throws: LedgerError.self) { try Ledger(path: path, isReadOnly: true) }
        let writer = try Ledger(path: path)
        _ = try writer.commit(Deliveries.batch(1, [.place(Place(placeID: "g", kind: "gate", name: ""))], feed: .places))
        let reader = try Ledger(path: path, isReadOnly: true)
        #expect(try reader.read { try $0.place("g")?.kind } == "gate")
        #expect(throws: LedgerError.self) { try reader.setMeta("1", for: "key") }
        try writer.probe("DELETE FROM grdb_migrations WHERE identifier = 'v2'")
        #expect(throws: LedgerError.olderSchema(path: path)) { try Ledger(path: path, isReadOnly: true) }
    }

    @Test func `the file is kept as the design says`() throws {
        let ledger = try Ledger(path: folder.path("tracegrid.sqlite"))
        #expect(try ledger.probeTexts("PRAGMA journal_mode") == ["wal"])
        #expect(try ledger.probeTexts("PRAGMA synchronous") == ["2"])
        #expect(try ledger.probeTexts("PRAGMA foreign_keys") == ["1"])
        let loose = try ledger.probeTexts(
            """
            SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0
            AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%'
            """)
        #expect(loose.isEmpty, "every table is STRICT")
    }

    @Test func `SQLite itself refuses an accounting that does not add up`() throws {
        let ledger = try Ledger(path: folder.path("tracegrid.sqlite"))
        _ = try ledger.commit(IngestBatch(file: Deliveries.file(1, rows: 5)))
        for change in ["accepted = 4", "rejected = 1", "duplicate = 1", "rows_read = 6", "accepted = -1, rejected = 6"]
        {
            let error = try #require(throws: LedgerError.self) {
                try ledger.probe("UPDATE input_file SET \(change)")
            }
            #expect(error.description.contains("CHECK constraint failed"))
        }
    }

    @Test func `an error text holds no bound value`() throws {
        let ledger = try Ledger(path: folder.path("tracegrid.sqlite"))
        let error = try #require(throws: LedgerError.self) {
            try ledger.probe("INSERT INTO identity VALUES (?, ?, 77)", ["13812345678", "NAME"])
        }
        #expect(!error.description.contains("13812345678") && !error.description.contains("NAME"))
    }

    @Test func `an empty file becomes a ledger, and opening twice changes nothing`() throws {
        try folder.write("tracegrid.sqlite", [])
        let first = try Ledger(path: folder.path("tracegrid.sqlite"))
        try first.setMeta("v", for: "k")
        try first.close()
        let second = try Ledger(path: folder.path("tracegrid.sqlite"))
        let value = try second.read { try $0.meta("k") }
        #expect(value == "v")
        let migrations = try second.probeTexts("SELECT identifier FROM grdb_migrations")
        #expect(
            migrations == [
                "v1", "v2", "vehicles", "retention", "corrections", "links", "pseudonym keys", "delivery_lookups",
                "health codes", "daily rows", "task life", "residence",
            ])
    }

    @Test func `a ledger of a later version is left alone`() throws {
        let path = folder.path("tracegrid.sqlite")
        let ledger = try Ledger(path: path)
        try ledger.probe("INSERT INTO grdb_migrations VALUES ('v99')")
        try ledger.close()
        #expect(throws: LedgerError.newerSchema(path: path)) { try Ledger(path: path) }
    }

    @Test func `what is no ledger is refused by name`() throws {
        let path = try folder.write("tracegrid.sqlite", text: String(repeating: "no database at all\n", count: 200))
        let error = try #require(throws: LedgerError.self) { try Ledger(path: path) }
        #expect(error.description.hasPrefix(path))
        #expect(throws: LedgerError.self) { try Ledger(path: folder.path("absent/tracegrid.sqlite")) }
    }

    @Test func `a stored value that is never written is reported with its column`() throws {
        let ledger = try Ledger(path: folder.path("tracegrid.sqlite"))
        _ = try ledger.commit(
            Deliveries.batch(1, [.region(RiskRegion(code: "1", name: "", level: "", span: TimeSpan(1, 2)))]))
        try ledger.probe("UPDATE region SET until = 0")
        #expect(throws: LedgerError.damaged(table: "region", column: "until")) {
            try ledger.read { try $0.regions() }
        }
    }

    @Test(arguments: [UInt64](1...20))
    func `polygons survive, and a cut blob is damaged and no crash`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let polygons = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            Polygon(
                rings: (0..<Int.random(in: 0...3, using: &random)).map { _ in
                    (0..<Int.random(in: 0...9, using: &random)).map { _ in
                        Position(
                            lonE7: .random(in: .min ... .max, using: &random),
                            latE7: .random(in: -9...9, using: &random))
                    }
                })
        }
        let bytes = Array(PolygonBlob.data(of: polygons))
        #expect(try PolygonBlob.polygons(of: bytes) == polygons, "seed \(seed)")
        for length in 0..<bytes.count {
            #expect(throws: LedgerError.self, "seed \(seed), \(length) bytes") {
                try PolygonBlob.polygons(of: Array(bytes.prefix(length)))
            }
        }
        for position in bytes.indices {
            var broken = bytes
            broken[position] ^= 0x80
            _ = try? PolygonBlob.polygons(of: broken)
        }
    }
}

/// Tells readers that the writer is through.
private final class WriterGate: Sendable {
    let isDone = Atomic(false)

    /// Reads until the writer is through; how often.
    func countReads(of ledger: Ledger, rowsPerFile: Int) throws -> Int {
        var reads = 0
        repeat {
            let (files, places) = try ledger.read { (try $0.files().count, try $0.places().count) }
            if places != files * rowsPerFile { Issue.record("\(files) files with \(places) places") }
            reads += 1
        } while !isDone.load(ordering: .acquiring)
        return reads
    }
}
