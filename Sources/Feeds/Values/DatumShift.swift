import Glibc
public import Vocabulary

/// Chinese map datums to WGS-84.
///
/// GCJ-02 by its published reverse engineering (Krasovsky 1940: a = 6378245.0, ee = 0.00669342162296594323), BD-09 by
/// the published offset on top of it. The offset has no closed inverse; it is found by iteration to far below 1e-7
/// degree. Outside the box 72.004-137.8347 east, 0.8293-55.8271 north nothing is shifted (the box of the published
/// code; it takes in Hong Kong, Macau and parts of the neighbours, where maps of those places are not shifted: give
/// such sources the datum wgs84).
enum DatumShift {
    /// WGS-84 of a position in 1e-7 degree of another datum.
    static func wgs84(_ position: Position, from datum: Datum) -> Position {
        switch datum {
        case .wgs84: return position
        case .gcj02:
            let (lon, lat) = wgs84(gcjLon: position.longitude, gcjLat: position.latitude)
            return Position(longitude: lon, latitude: lat)
        case .bd09:
            guard isShifted(position.longitude, position.latitude) else { return position }
            let gcj = gcj02(bdLon: position.longitude, bdLat: position.latitude)
            let (lon, lat) = wgs84(gcjLon: gcj.lon, gcjLat: gcj.lat)
            return Position(longitude: lon, latitude: lat)
        }
    }

    /// What a source that uses a datum shows of a WGS-84 position.
    static func shown(_ position: Position, in datum: Datum) -> Position {
        guard datum != .wgs84, isShifted(position.longitude, position.latitude) else { return position }
        let gcj = gcj02(lon: position.longitude, lat: position.latitude)
        guard datum == .bd09 else { return Position(longitude: gcj.lon, latitude: gcj.lat) }
        let (lon, lat) = bd09(gcjLon: gcj.lon, gcjLat: gcj.lat)
        return Position(longitude: lon, latitude: lat)
    }

    static func isShifted(_ lon: Double, _ lat: Double) -> Bool {
        lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271
    }

    /// Forward: what a Chinese map shows.
    static func gcj02(lon: Double, lat: Double) -> (lon: Double, lat: Double) {
        guard isShifted(lon, lat) else { return (lon, lat) }
        let a = 6_378_245.0
        let ee = 0.00669342162296594323
        let x = lon - 105
        let y = lat - 35
        let common = (20 * sin(6 * x * .pi) + 20 * sin(2 * x * .pi)) * 2 / 3
        var north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * abs(x).squareRoot() + common
        north += (20 * sin(y * .pi) + 40 * sin(y / 3 * .pi)) * 2 / 3
        north += (160 * sin(y / 12 * .pi) + 320 * sin(y * .pi / 30)) * 2 / 3
        var east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * abs(x).squareRoot() + common
        east += (20 * sin(x * .pi) + 40 * sin(x / 3 * .pi)) * 2 / 3
        east += (150 * sin(x / 12 * .pi) + 300 * sin(x / 30 * .pi)) * 2 / 3
        let radians = lat / 180 * .pi
        let magic = 1 - ee * sin(radians) * sin(radians)
        let root = magic.squareRoot()
        return (
            lon + east * 180 / (a / root * cos(radians) * .pi),
            lat + north * 180 / (a * (1 - ee) / (magic * root) * .pi)
        )
    }

    /// The point whose ``gcj02(lon:lat:)`` is the given one.
    static func wgs84(gcjLon: Double, gcjLat: Double) -> (lon: Double, lat: Double) {
        guard isShifted(gcjLon, gcjLat) else { return (gcjLon, gcjLat) }
        var lon = gcjLon
        var lat = gcjLat
        // The shift changes by about 1e-3 of the step, so a few steps settle it.
        for _ in 0..<12 {
            let shifted = gcj02(lon: lon, lat: lat)
            let east = shifted.lon - gcjLon
            let north = shifted.lat - gcjLat
            lon -= east
            lat -= north
            if abs(east) < 1e-10, abs(north) < 1e-10 { break }
        }
        return (lon, lat)
    }

    /// Forward: what Baidu's maps show of a GCJ-02 point.
    static func bd09(gcjLon: Double, gcjLat: Double) -> (lon: Double, lat: Double) {
        let factor = Double.pi * 3000 / 180
        let z = (gcjLon * gcjLon + gcjLat * gcjLat).squareRoot() + 0.00002 * sin(gcjLat * factor)
        let theta = atan2(gcjLat, gcjLon) + 0.000003 * cos(gcjLon * factor)
        return (z * cos(theta) + 0.0065, z * sin(theta) + 0.006)
    }

    /// The GCJ-02 point whose ``bd09(gcjLon:gcjLat:)`` is the given one.
    static func gcj02(bdLon: Double, bdLat: Double) -> (lon: Double, lat: Double) {
        var lon = bdLon - 0.0065
        var lat = bdLat - 0.006
        for _ in 0..<20 {
            let shown = bd09(gcjLon: lon, gcjLat: lat)
            let east = shown.lon - bdLon
            let north = shown.lat - bdLat
            lon -= east
            lat -= north
            if abs(east) < 1e-10, abs(north) < 1e-10 { break }
        }
        return (lon, lat)
    }
}

extension Datum {
    /// What a position that was read in this datum would have been, had its numbers meant another one.
    public func reread(_ position: Position, as other: Datum) -> Position {
        DatumShift.wgs84(DatumShift.shown(position, in: self), from: other)
    }
}
