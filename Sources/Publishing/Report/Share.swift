/// So many of so many, with the interval that tells how far to trust it.
public struct Share: Hashable, Sendable {
    /// How many had it, of how many.
    public var hits: Int, of: Int

    /// A share; `hits` must not be more than `of`.
    public init(_ hits: Int, of: Int) {
        self.hits = hits
        self.of = of
    }

    /// The share itself; nil of nothing.
    public var value: Double? { of > 0 ? Double(hits) / Double(of) : nil }

    /// The 95 % score interval, 0 to 1: Wilson, Journal of the American Statistical Association 22, 1927.
    public var interval: (low: Double, high: Double)? {
        guard let share = value else { return nil }
        let z = 1.959963984540054
        let n = Double(of)
        let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        return (hits == 0 ? 0 : max(0, middle - half), hits == of ? 1 : min(1, middle + half))
    }
}
