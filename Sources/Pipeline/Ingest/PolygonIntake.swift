import Feeds
import Files
import Foundation
import Ledger
import Vault
import Vocabulary

/// Polygons of grids (`grids*.geojson`) and regions (`regions*.geojson`): RFC 7946 feature collections, WGS-84.
///
/// A feature counts as a row, numbered from 1; `properties.grid_id` or `properties.region` says whose ground it is.
struct PolygonIntake {
    let intake: FileIntake

    private struct Collection: Decodable {
        var features: [Feature]
    }
    private struct Feature: Decodable {
        var geometry: Geometry?
        var properties: Properties?
    }
    private struct Properties: Decodable {
        var grid_id: String?
        var region: String?
    }
    private enum Geometry: Decodable {
        case polygons([[[[Double]]]])
        case other

        private enum Keys: CodingKey { case type, coordinates }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Keys.self)
            switch try container.decode(String.self, forKey: .type) {
            case "Polygon": self = .polygons([try container.decode([[[Double]]].self, forKey: .coordinates)])
            case "MultiPolygon": self = .polygons(try container.decode([[[[Double]]]].self, forKey: .coordinates))
            default: self = .other
            }
        }
    }

    /// Takes all features and fills in the file's accounting.
    func take(_ file: inout InputFile) throws -> IngestReceipt {
        guard
            let owner = ["grids": PolygonRecord.Owner.grid, "regions": .region].first(where: {
                file.name.hasPrefix($0.key)
            })?.value
        else {
            throw Failure(.refused, "\(file.name): whose polygons are these? name it grids.geojson or regions.geojson")
        }
        let collection: Collection
        do {
            collection = try JSONDecoder().decode(Collection.self, from: Data(try FileSystem.read(intake.path)))
        } catch is DecodingError {
            throw Failure(.refused, "\(file.name): it is no GeoJSON feature collection: deliver it again")
        }
        var rejects = RejectCounts()
        var polygons: [String: [Polygon]] = [:]
        for (index, feature) in collection.features.enumerated() {
            let code = owner == .grid ? feature.properties?.grid_id : feature.properties?.region
            guard let code, !code.isEmpty else {
                rejects.add(.missingValue, line: UInt32(index + 1), column: owner == .grid ? "grid_id" : "region")
                continue
            }
            guard case .polygons(let rings)? = feature.geometry, let ground = PolygonIntake.polygons(rings) else {
                rejects.add(.badValue, line: UInt32(index + 1), column: "geometry")
                continue
            }
            polygons[code, default: []] += ground
        }
        file.feed = owner == .grid ? .grids : .regions
        file.rowsRead = collection.features.count
        file.rejected = rejects.total
        file.accepted = file.rowsRead - file.rejected
        file.rejectReasons = rejects.counts
        file.acceptAnyway = intake.acceptAnyway
        try IngestGuards.checkRejects(
            rejects, counted: rejects.total, rows: file.rowsRead, guards: intake.workspace.settings.guards,
            name: file.name, acceptAnyway: intake.acceptAnyway)
        var batch = IngestBatch(file: file)
        batch.polygons = polygons.sorted { $0.key < $1.key }
            .map { PolygonRecord(owner: owner, code: $0.key, polygons: $0.value) }
        return try intake.workspace.ledger.commit(batch)
    }

    /// Polygons of GeoJSON coordinates; nil where a ring is none or a position is out of range.
    private static func polygons(_ coordinates: [[[[Double]]]]) -> [Polygon]? {
        var result: [Polygon] = []
        for rings in coordinates {
            var polygon = Polygon(rings: [])
            for ring in rings {
                var positions: [Position] = []
                for pair in ring {
                    guard pair.count >= 2, abs(pair[0]) <= 180, abs(pair[1]) <= 90 else { return nil }
                    positions.append(Position(longitude: pair[0], latitude: pair[1]))
                }
                guard positions.count >= 4, positions.first == positions.last else { return nil }
                polygon.rings.append(positions)
            }
            if polygon.rings.isEmpty { return nil }
            result.append(polygon)
        }
        return result
    }
}
