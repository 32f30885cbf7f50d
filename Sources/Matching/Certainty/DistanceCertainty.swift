import Glibc

/// How far apart two really were where positions are only known roughly.
///
/// Errors are normal on both axes, so the true distance about a measured one is distributed as S. O. Rice found
/// (Bell System Technical Journal 24, 1945), worked out with the four operations and the square root, which round alike
/// on every machine.
public enum DistanceCertainty {
    /// Standard deviation on each axis of a position whose circle of so many metres holds it in 68 of 100 cases:
    /// the radius over sqrt(-2 ln 0.32).
    public static func sigma(ofAccuracy meters: Double) -> Double { meters * 0.662430562133 }

    /// The same of a position that lies anywhere in a disc, each spot equally likely (a cell tower's reach).
    public static func sigma(ofDisc radius: Double) -> Double { radius / 2 }

    /// Probability that somebody anywhere in a disc around a point at the distance `measured` is within `limit`.
    ///
    /// The share of the disc that the circle of the limit covers (E. W. Weisstein, Circle-Circle Intersection,
    /// MathWorld).
    public static func probability(within limit: Double, measured: Double, disc radius: Double) -> Double {
        guard radius > 0 else { return measured <= limit ? 1 : 0 }
        if measured >= limit + radius { return 0 }
        let area = radius * radius * .pi
        if measured <= abs(limit - radius) { return min(1, limit * limit * .pi / area) }
        let (near, far) = (limit * limit, radius * radius)
        let square = measured * measured
        let angle = acos(max(-1, min(1, (square + near - far) / (2 * measured * limit))))
        let other = acos(max(-1, min(1, (square + far - near) / (2 * measured * radius))))
        let kite =
            (limit + radius - measured) * (measured + limit - radius) * (measured - limit + radius)
            * (measured + limit + radius)
        return min(1, max(0, (near * angle + far * other - max(0, kite).squareRoot() / 2) / area))
    }

    /// Probability that the true distance is at most `limit`, where `measured` was found with errors that have the
    /// standard deviation `sigma` on each axis together; all in metres.
    ///
    /// The distance is at most the limit as often as one Poisson number, of mean limit²/2σ², is greater than another,
    /// of mean measured²/2σ² (the noncentral chi-square distribution with two degrees of freedom as a Poisson mixture).
    public static func probability(within limit: Double, measured: Double, sigma: Double) -> Double {
        guard sigma > 0 else { return measured <= limit ? 1 : 0 }
        let (near, far) = (measured / sigma, limit / sigma)
        if far - near > 8 { return 1 }
        if near - far > 8 { return 0 }
        // Far out the circle is a line, and what is left is one axis.
        if near > 20 { return normal(far - (near * near + 1).squareRoot()) }
        let (mean, other) = (near * near / 2, far * far / 2)
        var term = exponential(-mean)
        var otherTerm = exponential(-other)
        var below = otherTerm
        var sum = term * (1 - below)
        var count = 1.0
        while count < mean || term > 1e-9 {
            term *= mean / count
            otherTerm *= other / count
            below += otherTerm
            sum += term * max(0, 1 - below)
            count += 1
        }
        return min(1, max(0, sum))
    }

    /// The normal distribution, by Marsaglia's series (Journal of Statistical Software 11, 2004).
    static func normal(_ value: Double) -> Double {
        if abs(value) > 8 { return value > 0 ? 1 : 0 }
        var term = value
        var sum = value
        var factor = 1.0
        while abs(term) > 1e-12 {
            factor += 2
            term *= value * value / factor
            sum += term
        }
        return 0.5 + sum * exponential(-value * value / 2) * 0.3989422804014327
    }

    /// The exponential function for -700 to 0, to 12 digits: a power of a number near one.
    static func exponential(_ value: Double) -> Double {
        let small = value / 4096
        var result = 1 + small * (1 + small / 2 * (1 + small / 3 * (1 + small / 4 * (1 + small / 5))))
        for _ in 0..<12 { result *= result }
        return result
    }
}
