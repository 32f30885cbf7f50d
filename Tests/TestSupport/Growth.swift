import Glibc

/// How a count grows: the slope of the straight line through points, both axes logarithmic, by least squares.
///
/// 1 means twice the size, twice the count. A count of 0 is taken as 1.
public func growthExponent(over sizes: [Int], of counts: [Int]) -> Double {
    let across = sizes.map { log(Double($0)) }
    let up = counts.map { log(Double(max(1, $0))) }
    let meanAcross = across.reduce(0, +) / Double(across.count)
    let meanUp = up.reduce(0, +) / Double(up.count)
    let together = zip(across, up).reduce(0) { $0 + ($1.0 - meanAcross) * ($1.1 - meanUp) }
    return together / across.reduce(0) { $0 + ($1 - meanAcross) * ($1 - meanAcross) }
}
