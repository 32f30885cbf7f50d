internal import Foundation
internal import GRDB
internal import Vocabulary

extension Ledger {
    /// Takes a delivered file with all it brings, in one transaction.
    ///
    /// Registry rows that say nothing new move from accepted to duplicate. A person delivered again with other values
    /// takes the new ones; identifiers add up.
    public func commit(_ batch: IngestBatch) throws(LedgerError) -> IngestReceipt {
        try batch.file.checkAccounting()
        return try write { database in
            try refuseKnown(batch.file, in: database)
            try insert(batch.file, in: database)
            let envelope = try insert(envelope: batch.envelope, in: database)
            try insert(batch.segments, in: database)
            try insert(batch.identities, envelope: envelope, in: database)
            try insert(batch.polygons, in: database)

            let tables = Set(batch.rows.map(\.record.table)).sorted()
            let before = try size(of: tables, in: database)
            var writer = RegistryWriter(database, file: batch.file.number, envelope: envelope)
            for row in batch.rows { try writer.write(row) }
            let new = try size(of: tables, in: database) - before

            var file = batch.file
            if writer.known > 0 {
                file.accepted -= writer.known
                file.duplicate += writer.known
                try file.checkAccounting()
                try database.execute(
                    sql: "UPDATE input_file SET accepted = ?, duplicate = ? WHERE number = ?",
                    arguments: [file.accepted, file.duplicate, file.number])
            }
            return IngestReceipt(file: file, new: new, updated: writer.changed - new, known: writer.known)
        }
    }

    private func refuseKnown(_ file: InputFile, in database: Database) throws {
        if let number = try UInt32.fetchOne(
            database, sql: "SELECT number FROM input_file WHERE sha256 = ?", arguments: [file.sha256])
        {
            throw LedgerError.fileAlreadyIngested(sha256: file.sha256, number: number)
        }
        let taken = try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT * FROM input_file WHERE number = ?)", arguments: [file.number])
        if taken == true { throw LedgerError.fileNumberTaken(number: file.number) }
    }

    private func insert(_ file: InputFile, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO input_file (number, sha256, name, feed, mapping, bytes, rows_read, accepted, rejected,
                    duplicate, first_day, last_day, notes, ingested_at, accept_anyway)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                file.number, file.sha256, file.name, file.feed.number, file.mapping, file.bytes, file.rowsRead,
                file.accepted, file.rejected, file.duplicate, file.firstDay, file.lastDay, WordList.text(file.notes),
                file.ingestedAt, file.acceptAnyway,
            ])
        for (reason, rows) in file.rejectReasons.sorted(by: { $0.key < $1.key }) {
            try database.execute(
                sql: "INSERT INTO input_reject (file, reason, rows) VALUES (?, ?, ?)",
                arguments: [file.number, reason, rows])
        }
    }

    private func insert(envelope: [UInt8]?, in database: Database) throws -> Int64? {
        guard let envelope else { return nil }
        try database.execute(sql: "INSERT INTO envelope (bytes) VALUES (?)", arguments: [Data(envelope)])
        return database.lastInsertedRowID
    }

    func insert(_ segments: [SegmentRecord], in database: Database) throws {
        let statement = try database.makeStatement(
            sql: """
                INSERT INTO segment (name, feed, day, batch, part, rows, bytes, first, last, min_lon, min_lat, max_lon,
                    max_lat, sha256)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for segment in segments {
            try statement.execute(arguments: [
                segment.name, segment.feed.number, segment.day, segment.batch, segment.part, segment.rows,
                segment.bytes, segment.span.start, segment.span.end, segment.southWest?.lonE7,
                segment.southWest?.latE7, segment.northEast?.lonE7, segment.northEast?.latE7, segment.sha256,
            ])
        }
    }

    private func insert(
        _ identities: [(pseudonym: Pseudonym, sealed: [UInt8])], envelope: Int64?, in database: Database
    ) throws {
        let statement = try database.makeStatement(
            sql: "INSERT INTO identity (pseudonym, sealed, envelope) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        for identity in identities {
            try statement.execute(arguments: [identity.pseudonym.data, Data(identity.sealed), envelope])
        }
    }

    private func insert(_ polygons: [PolygonRecord], in database: Database) throws {
        for polygon in polygons {
            try database.execute(
                sql: "INSERT INTO polygon VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET rings = excluded.rings",
                arguments: [polygon.owner.rawValue, polygon.code, PolygonBlob.data(of: polygon.polygons)])
        }
    }

    /// Rows of some tables together: their growth tells new rows from updated ones.
    private func size(of tables: [String], in database: Database) throws -> Int {
        if tables.isEmpty { return 0 }
        let counts = tables.map { "(SELECT count(*) FROM \($0))" }.joined(separator: " + ")
        return try Int.fetchOne(database, sql: "SELECT \(counts)") ?? 0
    }
}

extension InputFile {
    /// Throws where rows read are not accepted + rejected + duplicate, or the reasons do not cover the rejected.
    func checkAccounting() throws(LedgerError) {
        let reasons = rejectReasons.values.reduce(0, +)
        guard rowsRead == accepted + rejected + duplicate, accepted >= 0, reasons == rejected else {
            throw .accounting(
                sha256: sha256, read: rowsRead, accepted: accepted, rejected: rejected, duplicate: duplicate)
        }
    }
}
