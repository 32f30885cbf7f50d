import Foundation
import Testing
import Vocabulary

@testable import Feeds

/// Published vectors that lie beside the package, not in it.
private func vectors(_ path: String) throws -> [String: Any]? {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let url = root.deletingLastPathComponent().appending(path: "shared/data/\(path)")
    guard let data = try? Data(contentsOf: url) else {
        print("notice: \(path) is not there; its vectors were not tried")
        return nil
    }
    return try JSONSerialization.jsonObject(with: data) as? [String: Any]
}

@Suite struct VectorTests {
    @Test func `resident IDs agree with the published samples`() throws {
        guard let file = try vectors("oracle_vectors/cn_resident_id_vectors.json") else { return }
        for sample in try #require(file["valid"] as? [[String: String]]) {
            let number = try #require(sample["n"])
            let canonical = try ResidentID.canonical(Array(number.uppercased().utf8))
            #expect(String(decoding: canonical.bytes, as: UTF8.self) == sample["normal"] ?? number)
        }
        for sample in try #require(file["invalid"] as? [[String: String]]) {
            let number = Array(try #require(sample["n"]).utf8)
            switch try #require(sample["why"]) {
            case "date": #expect(throws: RejectReason.badIDDate) { try ResidentID.canonical(number) }
            case "checksum": #expect(throws: RejectReason.badIDChecksum) { try ResidentID.canonical(number) }
            case "format":
                // A letter in front makes it another kind of document, which is accepted as it is.
                #expect(try ResidentID.canonical(number).bytes == number)
            default:
                // Area codes, and whether a county existed in the year of birth, are deliberately not checked: codes
                // that were abolished stay valid for life. Such numbers pass if their check character is right.
                let isRight = ResidentID.checkCharacter(number[0..<17]) == number[17]
                if isRight {
                    #expect(try ResidentID.canonical(number).bytes == number)
                } else {
                    #expect(throws: RejectReason.badIDChecksum) { try ResidentID.canonical(number) }
                }
            }
        }
    }

    @Test func `datum shifts agree with the published vectors`() throws {
        guard let file = try vectors("gcj02_vectors/published_vectors.json") else { return }
        for vector in try #require(file["wgs_to_gcj"] as? [[String: Any]]) {
            let wgs = try #require(vector["wgs"] as? [Double])
            let gcj = try #require(vector["gcj"] as? [Double])
            let shifted = DatumShift.gcj02(lon: wgs[1], lat: wgs[0])
            #expect(abs(shifted.lat - gcj[0]) < 1e-6 && abs(shifted.lon - gcj[1]) < 1e-6)
            let back = DatumShift.wgs84(gcjLon: gcj[1], gcjLat: gcj[0])
            let distance = Position(longitude: back.lon, latitude: back.lat)
                .distance(to: Position(longitude: wgs[1], latitude: wgs[0]))
            #expect(distance < 0.5)
        }
        for vector in try #require(file["bd09_to_wgs"] as? [[String: Any]]) {
            let bd = try #require(vector["bd"] as? [Double])
            let wgs = try #require(vector["wgs"] as? [Double])
            let back = DatumShift.wgs84(Position(longitude: bd[1], latitude: bd[0]), from: .bd09)
            let distance = back.distance(to: Position(longitude: wgs[1], latitude: wgs[0]))
            // These two values come from a program with x_pi = pi, where Baidu's offset has pi x 3000/180 (as every
            // other publication of it), and with a one-step inverse: with both they come out to the last place.
            #expect(distance < 50)
            let theirs = oneStep(bdLon: bd[1], bdLat: bd[0])
            #expect(abs(theirs.lon - wgs[1]) < 1e-6 && abs(theirs.lat - wgs[0]) < 1e-6)
        }
    }
}

/// The program behind the published BD-09 values.
private func oneStep(bdLon: Double, bdLat: Double) -> (lon: Double, lat: Double) {
    let x = bdLon - 0.0065
    let y = bdLat - 0.006
    let z = (x * x + y * y).squareRoot() - 0.00002 * sin(y * .pi)
    let theta = atan2(y, x) - 0.000003 * cos(x * .pi)
    let gcj = (lon: z * cos(theta), lat: z * sin(theta))
    let shifted = DatumShift.gcj02(lon: gcj.lon, lat: gcj.lat)
    return (2 * gcj.lon - shifted.lon, 2 * gcj.lat - shifted.lat)
}

@Suite struct DatumTests {
    @Test func `shifting there and back gives the same point to 1e-7 degree`() {
        var worst = 0.0
        for lon in stride(from: 73.5, through: 135.0, by: 1.37) {
            for lat in stride(from: 3.9, through: 53.5, by: 1.13) {
                let gcj = DatumShift.gcj02(lon: lon, lat: lat)
                let wgs = DatumShift.wgs84(gcjLon: gcj.lon, gcjLat: gcj.lat)
                worst = max(worst, abs(wgs.lon - lon), abs(wgs.lat - lat))
                let bd = DatumShift.bd09(gcjLon: gcj.lon, gcjLat: gcj.lat)
                let back = DatumShift.gcj02(bdLon: bd.lon, bdLat: bd.lat)
                worst = max(worst, abs(back.lon - gcj.lon), abs(back.lat - gcj.lat))
            }
        }
        #expect(worst < 1e-8)
    }

    @Test func `nothing is shifted outside the box`() {
        for (lon, lat) in [(2.35, 48.85), (-104.9903, 39.7392), (153.0251, -27.4698), (72.0, 30.0), (100.0, 56.0)] {
            let position = Position(longitude: lon, latitude: lat)
            #expect(DatumShift.wgs84(position, from: .gcj02) == position)
            #expect(DatumShift.wgs84(position, from: .bd09) == position)
        }
    }

    @Test func `places and itineraries heed the datum`() throws {
        let mapping = FeedMapping(datum: .gcj02)
        let places = try read(
            "place_id,kind,name,lon,lat,radius_m\nP,gate,G,121.531541859215,31.17530398364597,30\n",
            as: "places.csv", mapping: mapping)
        let expected = Position(longitude: 121.5272106, latitude: 31.1774276)
        guard case .place(let place) = places.registry.first?.payload else {
            Issue.record("no place")
            return
        }
        #expect(try #require(place.position).distance(to: expected) < 0.5)
        #expect(place.radiusMeters == 30)
        let parts = try read(
            "case_id,start,end,lon,lat,radius_m\nC,2020-02-01 08:00,2020-02-01 09:00,121.531541859215,31.175303983,50\n",
            as: "itineraries.csv", mapping: mapping)
        guard case .itinerary(let part) = parts.registry.first?.payload else {
            Issue.record("no part")
            return
        }
        #expect(try #require(part.position).distance(to: expected) < 0.5)
        #expect(part.kind == .stay)
    }
}
