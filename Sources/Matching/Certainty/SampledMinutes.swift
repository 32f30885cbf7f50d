/// How long a stay was of which a phone told only at some moments.
///
/// Between the first and the last of n moments that fall anywhere into a stay lies the share of it that a beta
/// distribution with parameters n-1 and 2 gives (H. A. David, H. N. Nagaraja, Order Statistics, 2003, 2.5: the range of
/// n uniform numbers); where one end of the stay is known, it is the beta distribution with n and 1. A phone that
/// reports like a clock strays less than that.
public enum SampledMinutes {
    /// Ends that the moments do not tell.
    public enum OpenEnds: Sendable { case one, both }

    /// Longest and shortest plausible stay as multiples of the part that was seen, each missed in 5 of 100 cases; nil
    /// where the moments are too few to tell (one alone, with both ends open).
    public static func factors(moments: Int, _ ends: OpenEnds) -> (low: Double, high: Double)? {
        let column = min(moments, most)
        switch ends {
        case .one: return column < 1 ? nil : one[column - 1]
        case .both: return column < 2 ? nil : both[column - 2]
        }
    }

    /// More moments count as so many: the interval is a little too wide then.
    private static let most = 100
    private static let one = (1...most).map { count in
        interval { power($0, count) }
    }
    private static let both = (2...most).map { count in
        interval { Double(count) * power($0, count - 1) - Double(count - 1) * power($0, count) }
    }

    private static func interval(_ distribution: (Double) -> Double) -> (low: Double, high: Double) {
        (1 / quantile(0.95, distribution), 1 / quantile(0.05, distribution))
    }

    /// By halving: only operations that round alike everywhere.
    private static func quantile(_ share: Double, _ distribution: (Double) -> Double) -> Double {
        var low = 0.0
        var high = 1.0
        for _ in 0..<50 {
            let middle = (low + high) / 2
            if distribution(middle) < share { low = middle } else { high = middle }
        }
        return high
    }

    private static func power(_ base: Double, _ exponent: Int) -> Double {
        var result = 1.0
        for _ in 0..<exponent { result *= base }
        return result
    }
}
