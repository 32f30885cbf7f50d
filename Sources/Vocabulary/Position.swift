import Glibc

/// A WGS-84 position held to 1e-7 degree (about 1 cm).
public struct Position: Hashable, Sendable {
    /// Longitude and latitude in units of 1e-7 degree.
    public var lonE7: Int32, latE7: Int32

    /// A position from 1e-7 degree units.
    public init(lonE7: Int32, latE7: Int32) {
        self.lonE7 = lonE7
        self.latE7 = latE7
    }

    /// A position from degrees, rounded to 1e-7 (ties to even).
    public init(longitude: Double, latitude: Double) {
        self.init(
            lonE7: Int32((longitude * 1e7).rounded(.toNearestOrEven)),
            latE7: Int32((latitude * 1e7).rounded(.toNearestOrEven)))
    }

    /// Longitude in degrees.
    public var longitude: Double { Double(lonE7) / 1e7 }
    /// Latitude in degrees.
    public var latitude: Double { Double(latE7) / 1e7 }

    /// Length of a parallel as a share of the equator's.
    public static func parallelLength(latitude: Double) -> Double { cos(latitude * .pi / 180) }

    /// Great-circle distance in metres: haversine on a sphere of radius ``earthRadiusMeters``.
    public func distance(to other: Position) -> Double { SpherePoint(self).distance(to: SpherePoint(other)) }
}

/// A position made ready for many distances: what does not depend on the other end is worked out once.
public struct SpherePoint: Sendable {
    private let longitude: Double, latitude: Double
    private let cosine: Double

    /// A position on the sphere.
    public init(_ position: Position) {
        longitude = position.longitude
        latitude = position.latitude * (.pi / 180)
        cosine = cos(latitude)
    }

    /// Great-circle distance in metres: haversine on a sphere of radius ``earthRadiusMeters``.
    public func distance(to other: SpherePoint) -> Double { SpherePoint.distance(haversine: haversine(to: other)) }

    /// Squared half chord on the unit sphere, which grows with the distance.
    public func haversine(to other: SpherePoint) -> Double {
        let halfLatitude = (other.latitude - latitude) / 2
        let halfLongitude = (other.longitude - longitude) * (.pi / 180) / 2
        let a = sin(halfLatitude) * sin(halfLatitude)
        let b = cosine * other.cosine * sin(halfLongitude) * sin(halfLongitude)
        return a + b
    }

    /// The distance of two points with this ``haversine(to:)``.
    public static func distance(haversine: Double) -> Double {
        2 * earthRadiusMeters * asin(min(1, haversine.squareRoot()))
    }

    /// The ``haversine(to:)`` of points at a distance in metres, but for rounding; 1 from half the globe on.
    public static func haversine(meters: Double) -> Double {
        let half = min(max(0, meters) / (2 * earthRadiusMeters), .pi / 2)
        return sin(half) * sin(half)
    }
}

/// Mean earth radius R1 of GRS 80, in metres: the sphere every distance is measured on.
public let earthRadiusMeters = 6_371_008.8

/// Marks a missing longitude, latitude or day number in a column.
public let noValue = Int32.min
