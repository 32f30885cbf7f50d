import Glibc
import Vocabulary

/// One level of squares over the globe: rows of equal height, each cut into as many columns as its latitude allows.
///
/// A row is 2^shift units of 1e-7 degree high. Its columns are a monotone function of the longitude, the same for
/// parts and observations, so a covered range of longitudes always covers the tiles of everything inside it.
struct Tiling: Sendable {
    /// Longitudes of a full circle, in 1e-7 degree.
    static let circle: Int64 = 3_600_000_000
    /// Row heights tried, as shifts: 182 m, 1.5 km, 12 km, 93 km, 746 km, the globe.
    ///
    /// 200 m was the fastest of 100-300 m on 10 M pings (2026-11).
    static let shifts: [Int] = [14, 17, 20, 23, 26, 31]

    /// Height of a row: 2^shift units.
    let shift: Int
    /// Number of the first row held, and for each held row 2^32 times columns per unit of longitude.
    let firstRow: Int
    let scales: [UInt64]

    /// The rows from `first` to `last` of a level.
    init(shift: Int, rows: ClosedRange<Int>) {
        self.shift = shift
        firstRow = rows.lowerBound
        scales = rows.map { row in
            let columns = Tiling.columns(inRow: row, shift: shift)
            return (UInt64(columns) << 32) / UInt64(Tiling.circle)
        }
    }

    /// Columns of a row: as many as keep a tile about as wide as it is high at the row's edge nearest to a pole.
    private static func columns(inRow row: Int, shift: Int) -> Int {
        let height = Double(UInt64(1) << UInt64(shift))
        let south = abs(Double(row) * height - 9e8)
        let north = abs(Double(row + 1) * height - 9e8)
        let latitude = min(90, max(south, north) / 1e7)
        return max(1, Int(Double(circle) / height * cos(latitude * .pi / 180)))
    }

    /// Row of a latitude that lies within the poles.
    @inline(__always)
    static func row(latE7: Int32, shift: Int) -> Int { (Int(latE7) + 900_000_000) >> shift }

    /// Longitude counted eastwards from the antimeridian, 0 ..< circle.
    @inline(__always)
    static func eastward(_ lonE7: Int64) -> Int64 {
        let shifted = lonE7 + 1_800_000_000
        if shifted >= 0, shifted < circle { return shifted }
        let rest = shifted % circle
        return rest < 0 ? rest + circle : rest
    }

    /// Column of an eastward longitude in a held row, counted from ``firstRow``.
    @inline(__always)
    func column(heldRow: Int, eastward: Int64) -> UInt64 { (UInt64(eastward) &* scales[heldRow]) &>> 32 }
}

/// The box of latitudes and longitudes that holds every position within a distance of a centre.
struct Cap: Sendable {
    /// Southern and northern edge, 1e-7 degree, inside the poles.
    let south: Int32, north: Int32
    /// Half width in longitude, 1e-7 degree; nil where the box goes all the way round.
    let halfWidth: Int64?

    /// The box around a disk on the sphere.
    ///
    /// A disk of angular radius rho around latitude phi that holds no pole reaches asin(sin rho / cos phi) east and
    /// west, and phi +- rho north and south. Two units and a millionth are added: far more than the rounding of the
    /// haversine formula for disks up to an eighth of the globe; larger disks get all longitudes and latitudes.
    init(center: Position, radiusMeters: Double) {
        let rho = max(0, radiusMeters) / earthRadiusMeters
        let phi = center.latitude * .pi / 180
        guard rho < 0.5 else {
            (south, north, halfWidth) = (-900_000_000, 900_000_000, nil)
            return
        }
        let units = 180 / .pi * 1e7
        let height = rho * units * (1 + 1e-6) + 2
        south = Int32(max(-9e8, Double(center.latE7) - height))
        north = Int32(min(9e8, (Double(center.latE7) + height).rounded(.up)))
        let ratio = sin(rho) / max(1e-12, cos(phi))
        guard abs(phi) + rho < .pi / 2 - 1e-6, ratio < 0.999 else {
            halfWidth = nil
            return
        }
        let width = asin(ratio) * units * (1 + 1e-6) + 2
        halfWidth = width < 1.7e9 ? Int64(width.rounded(.up)) : nil
    }
}
