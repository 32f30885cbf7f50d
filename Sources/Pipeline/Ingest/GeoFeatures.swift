import Feeds
import Foundation
import Ledger
import Vocabulary

/// The features of a GeoJSON collection, each as far as it can be understood.
struct GeoFeatures: Decodable {
    /// One feature; parts that are not as they should be are nil.
    struct Feature: Decodable {
        private let rings: [[[[Double]]]]?
        private let gridID: String?
        private let region: String?
    }
    let features: [Feature]
}

extension GeoFeatures.Feature {
    /// Why a feature is rejected.
    struct Fault: Error {
        var reason: RejectReason
        var column: String
    }
    private enum Keys: String, CodingKey {
        case geometry, properties, type, coordinates, region
        case gridID = "grid_id"
    }

    init(from decoder: any Decoder) throws {
        let feature = try? decoder.container(keyedBy: Keys.self)
        let properties = try? feature?.nestedContainer(keyedBy: Keys.self, forKey: .properties)
        gridID = properties.flatMap { Self.code($0, .gridID) }
        region = properties.flatMap { Self.code($0, .region) }
        let geometry = try? feature?.nestedContainer(keyedBy: Keys.self, forKey: .geometry)
        switch try? geometry?.decode(String.self, forKey: .type) {
        case "Polygon": rings = (try? geometry?.decode([[[Double]]].self, forKey: .coordinates)).map { [$0] }
        case "MultiPolygon": rings = try? geometry?.decode([[[[Double]]]].self, forKey: .coordinates)
        default: rings = nil
        }
    }

    /// A code, which some programs write as a number.
    private static func code(_ properties: KeyedDecodingContainer<Keys>, _ key: Keys) -> String? {
        (try? properties.decode(String.self, forKey: key))
            ?? (try? properties.decode(Int.self, forKey: key)).map { "\($0)" }
    }

    /// Whose ground a feature is, and where it lies.
    func ground(of owner: PolygonRecord.Owner) -> Result<(code: String, polygons: [Polygon]), Fault> {
        guard let code = owner == .grid ? gridID : region, !code.isEmpty else {
            return .failure(Fault(reason: .missingValue, column: owner == .grid ? "grid_id" : "region"))
        }
        guard let rings, let polygons = Self.polygons(rings) else {
            return .failure(Fault(reason: .badValue, column: "geometry"))
        }
        return .success((code, polygons))
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
        return result.isEmpty ? nil : result
    }
}

extension GeoFeatures {
    /// Each feature as compact JSON with sorted keys, for the quarantine.
    static func texts(of bytes: [UInt8]) -> [[UInt8]] {
        let object = (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any]
        return (object?["features"] as? [Any] ?? []).map { feature in
            guard JSONSerialization.isValidJSONObject(feature),
                let text = try? JSONSerialization.data(withJSONObject: feature, options: [.sortedKeys])
            else { return Array("(no object)".utf8) }
            return Array(text)
        }
    }
}
