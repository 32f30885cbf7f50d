internal import Foundation
internal import GRDB
public import Vocabulary

/// A GeoPackage of one layer of points (OGC 12-128r18), as QGIS opens it.
public enum GeoPackage {
    /// A row of the layer.
    public struct Feature: Sendable {
        /// Where; nil where nobody knows.
        public var position: Position?
        /// Cells in the order of the columns.
        public var cells: [String]

        /// A row.
        public init(position: Position?, cells: [String]) {
            self.position = position
            self.cells = cells
        }
    }

    /// Writes a file that must not be there yet: the same bytes for the same rows, by one version of SQLite.
    ///
    /// - Parameters:
    ///   - columns: names of columns of text, `score` and `minutes` among them as numbers.
    ///   - changedAt: UTC seconds that the layer says it was last changed at.
    public static func write(
        _ features: [Feature], layer: String, about: String, columns: [String], changedAt: Int64, to path: String
    ) throws(LedgerError) {
        try translating {
            var configuration = Configuration()
            // No journal beside it: the file counts when it is renamed, and not before.
            configuration.prepareDatabase { database in
                try database.execute(
                    sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096")
            }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA application_id = 0x47504B47; PRAGMA user_version = 10300")
                try database.inTransaction {
                    try fill(database, features, layer, about, columns, changedAt)
                    return .commit
                }
            }
            try queue.close()
        }
    }

    private static func fill(
        _ database: Database, _ features: [Feature], _ layer: String, _ about: String, _ columns: [String],
        _ changedAt: Int64
    ) throws {
        try database.execute(sql: tables)
        let names = columns.map { "\"\($0)\" \(numbers.contains($0) ? "REAL" : "TEXT")" }.joined(separator: ", ")
        try database.execute(
            sql: "CREATE TABLE \"\(layer)\" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, \(names))")
        let known = features.compactMap(\.position)
        let box: [Double?] = [
            known.map(\.lonE7).min(), known.map(\.latE7).min(), known.map(\.lonE7).max(), known.map(\.latE7).max(),
        ].map { $0.map { Double($0) / 1e7 } }
        let clock = ISO8601DateFormatter()
        clock.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        let changed = clock.string(from: Date(timeIntervalSince1970: TimeInterval(changedAt)))
        try database.execute(
            sql: "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, 4326)",
            arguments: [layer, layer, about, changed, box[0], box[1], box[2], box[3]])
        try database.execute(
            sql: "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', 4326, 0, 0)", arguments: [layer])
        let holes = ([String](repeating: "?", count: columns.count + 1)).joined(separator: ", ")
        let insert = try database.makeStatement(
            sql:
                "INSERT INTO \"\(layer)\" (geom, \(columns.map { "\"\($0)\"" }.joined(separator: ", "))) VALUES (\(holes))"
        )
        for feature in features {
            let cells = zip(columns, feature.cells).map { name, cell -> (any DatabaseValueConvertible)? in
                numbers.contains(name) ? Double(cell) : cell
            }
            try insert.execute(arguments: StatementArguments([feature.position.map(geometry)] + cells))
        }
    }

    private static let numbers: Set<String> = ["score", "minutes"]

    /// A point as GeoPackage binary (2.1.3): little-endian, no envelope, WGS 84; then well-known binary.
    private static func geometry(_ position: Position) -> Data {
        var bytes = Data([0x47, 0x50, 0, 1])
        func put<Number: FixedWidthInteger>(_ number: Number) {
            for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
            }
        }
        put(Int32(4326))
        bytes.append(1)
        put(UInt32(1))
        put((Double(position.lonE7) / 1e7).bitPattern)
        put((Double(position.latE7) / 1e7).bitPattern)
        return bytes
    }

    /// Tables that every GeoPackage has (annex C), and the three reference systems of 1.1.2.1.2.
    private static let tables = """
        CREATE TABLE gpkg_spatial_ref_sys (
            srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
            organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT
        );
        INSERT INTO gpkg_spatial_ref_sys VALUES
            ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),
            ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),
            ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,\
        AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],\
        UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],\
        AUTHORITY["EPSG","4326"]]', NULL);
        CREATE TABLE gpkg_contents (
            table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
            description TEXT DEFAULT '',
            last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
            min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
            CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
        );
        CREATE TABLE gpkg_geometry_columns (
            table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
            srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
            CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
            CONSTRAINT uk_gc_table_name UNIQUE (table_name),
            CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
            CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
        );
        """
}
