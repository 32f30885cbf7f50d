import Files
import Foundation
import Ledger
import Store
import TestSupport
import Testing
import Vault
import Vocabulary

@testable import Pipeline

/// A county with rows on both sides of the day from which observations are kept on 2020-01-28: 2020-01-07.
struct AgedCounty {
    let county: County
    static let asOf = "2020-01-28"
    /// Somebody who stands only in rows that go.
    static let gone = Identifier(kind: .phone, text: "15400000099")

    static let files = [
        "people.csv": """
        person_id,name,id_number,phones,home_grid
        1,Wei Anping,990801198001010012,15400000001,g
        2,Lin Yuhe,990801197505050021,15400000002,g

        """,
        "grids.csv": "grid_id,parent_id,kind,level,name\ng,,strip,village,Village\n",
        "places.csv": "place_id,kind,name,lon,lat,radius_m\nh7,hotel,Station hotel,118.8700,28.9400,30\n",
        "cases.csv": "case_id,id_number,onset,confirmed\nA1,990801196002020037,2020-01-25,2020-01-27\n",
        "itineraries.csv": """
        case_id,kind,start,end,place_id,room
        A1,stay,2020-01-24 21:00,2020-01-25 08:00,h7,305

        """,
        // A stay that goes, one that ends a second too early, one that ends in the first second kept, and a fresh one.
        "hotel.csv": """
        place_id,room,id_number,check_in,check_out
        h7,301,990801197505050021,2020-01-01 20:00,2020-01-03 08:00
        h7,302,990801198001010012,2020-01-02 20:00,2020-01-06 23:59:59
        h7,303,990801197505050021,2020-01-02 20:00,2020-01-07 00:00:00
        h7,305,990801198001010012,2020-01-24 20:15,2020-01-25 09:00

        """,
        "carrier_old.csv": """
        phone,time,lon,lat
        15400000099,2020-01-05 12:00:00,118.8701,28.9401
        15400000002,2020-01-05 13:00:00,118.8701,28.9401
        15400000002,2020-01-05 14:00:00,118.8701,28.9401
        15400000002,2020-01-05 15:00:00,118.8701,28.9401
        15400000001,2020-01-06 23:59:59,118.8701,28.9401
        1540,2020-01-06 23:59:59,218.8701,28.9401

        """,
        "carrier_new.csv": """
        phone,time,lon,lat
        15400000001,2020-01-07 00:00:00,118.8701,28.9401
        15400000002,2020-01-24 22:00:00,118.8701,28.9401

        """,
        "declarations.csv": """
        id_number,declared_at,travelled,region,from,to
        990801198001010012,2020-01-02 10:00,yes,9942,2020-01-01,2020-01-06
        990801197505050021,2020-01-02 10:00,yes,9942,2020-01-01,2020-01-08

        """,
        "checkins.csv": """
        id_number,date,temperature_c
        990801198001010012,2020-01-06,36.5
        990801198001010012,2020-01-07,36.6

        """,
    ]

    /// The county with its files taken.
    init(keyOf other: AgedCounty? = nil) throws {
        county = try County(keyOf: other?.county)
        try county.deliver(AgedCounty.files.mapValues { Array($0.utf8) })
        _ = try county.ingest()
    }

    /// A purge as of a moment.
    @discardableResult
    func purge(
        _ asOf: String = AgedCounty.asOf, isDryRun: Bool = false, now: Int64 = County.now
    ) throws -> PurgeSummary {
        let workspace = isDryRun ? try Workspace.openForReading(at: county.folder) : try county.held()
        return try Purge.run(
            workspace, PurgeRequest(asOf: asOf, isDryRun: isDryRun, by: "tester"), now: now, reporter: county.log)
    }

    /// Every observation of the store: feed, end, and digest.
    func observations() throws -> [(feed: Feed, end: Int64, digest: UInt64)] {
        let workspace = try Workspace.openForReading(at: county.folder)
        var found: [(feed: Feed, end: Int64, digest: UInt64)] = []
        for segment in try workspace.ledger.read({ try $0.segments() }) {
            let reader = try SegmentReader(path: workspace.path(.store, segment.name))
            for number in 0..<reader.blockCount {
                let block = try reader.block(number)
                for row in 0..<block.count { found.append((segment.feed, block.end[row], block.digest[row])) }
            }
        }
        return found.sorted { ($0.feed.number, $0.end, $0.digest) < ($1.feed.number, $1.end, $1.digest) }
    }

    /// Ends of the observations of a feed, in the words of the feed.
    func ends(_ feed: Feed) throws -> [String] {
        let zone = try Workspace.openForReading(at: county.folder).settings.zone
        return try observations().filter { $0.feed == feed }.map { zone.wallText($0.end) }
    }

    /// A row of a class in a summary: rows, files, held rows, held files.
    static func counts(_ summary: PurgeSummary, _ kind: RetentionClass) -> [Int] {
        let row = summary.rows.first { $0[0] == kind.rawValue } ?? []
        return [2, 3, 5, 6].compactMap { Int(row[$0]) }
    }

    /// Checks of a certificate, by name.
    func checks(_ path: String, row: String? = nil) throws -> [String: CertificateCheck.Finding.State] {
        let findings = try CertificateCheck.run(
            try Workspace.openForReading(at: county.folder), CertificateRequest(path: path, row: row))
        return Dictionary(uniqueKeysWithValues: findings.map { ($0.check, $0.state) })
    }
}
