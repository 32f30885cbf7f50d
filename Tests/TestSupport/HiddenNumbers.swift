/// What a reader of sums knows: numbers, some of them hidden, and which add up to which; finds by elimination the hidden
/// ones that every way of adding and taking away leaves only one value for.
public struct HiddenNumbers {
    private var values: [Int] = []
    private var isShown: [Bool] = []
    private var isSecret: [Bool] = []
    private var sums: [(total: Int, parts: [Int])] = []
    /// A prime: elimination in its field finds the same pivots as in fractions, for the sums are of ones.
    private static let prime = 1_000_003

    /// Nothing yet.
    public init() {}

    /// Adds a number as it is shown (nil: hidden) and as it is; gives its place.
    ///
    /// One that is shown nowhere and may be worked out is no secret.
    public mutating func add(_ shown: Int?, _ value: Int, isSecret: Bool = true) -> Int {
        values.append(value)
        self.isSecret.append(isSecret)
        isShown.append(shown != nil)
        return values.count - 1
    }

    /// Notes that numbers add up to another.
    public mutating func sum(_ total: Int, _ parts: [Int]) { sums.append((total, parts)) }

    /// Whether all sums hold, without which the rest says nothing.
    public var areTrue: Bool { sums.allSatisfy { sum in values[sum.total] == sum.parts.reduce(0) { $0 + values[$1] } } }

    /// Whether the sums hold of which nothing is hidden, for who does not know what is hidden.
    public var areTrueWhereShown: Bool {
        sums.filter { sum in ([sum.total] + sum.parts).allSatisfy { isShown[$0] } }
            .allSatisfy { sum in values[sum.total] == sum.parts.reduce(0) { $0 + values[$1] } }
    }

    /// The numbers that are shown, and those that are not.
    public var shown: [Int] { values.indices.filter { isShown[$0] }.map { values[$0] } }
    /// Numbers that are hidden.
    public var hidden: [Int] { values.indices.filter { !isShown[$0] }.map { values[$0] } }

    /// Secret numbers that can be worked out.
    public func determined() -> [Int] {
        let unknown = values.indices.filter { !isShown[$0] }
        let column = Dictionary(uniqueKeysWithValues: unknown.enumerated().map { ($1, $0) })
        var rows: [[Int]] = sums.map { sum in
            var row = [Int](repeating: 0, count: unknown.count)
            if let place = column[sum.total] { row[place] = Self.prime - 1 }
            for part in sum.parts { if let place = column[part] { row[place] = (row[place] + 1) % Self.prime } }
            return row
        }
        var done = 0
        for place in unknown.indices {
            guard let pivot = (done..<rows.count).first(where: { rows[$0][place] != 0 }) else { continue }
            rows.swapAt(done, pivot)
            let inverse = Self.power(rows[done][place], Self.prime - 2)
            rows[done] = rows[done].map { $0 * inverse % Self.prime }
            for other in rows.indices where other != done && rows[other][place] != 0 {
                let factor = rows[other][place]
                for index in rows[other].indices {
                    rows[other][index] = (rows[other][index] + (Self.prime - factor) * rows[done][index]) % Self.prime
                }
            }
            done += 1
            if done == rows.count { break }
        }
        // A row of one unknown alone gives it away.
        return rows.prefix(done).compactMap { row in
            let places = row.indices.filter { row[$0] != 0 }
            return places.count == 1 && isSecret[unknown[places[0]]] ? values[unknown[places[0]]] : nil
        }
    }

    private static func power(_ base: Int, _ exponent: Int) -> Int {
        var (result, square, rest) = (1, base, exponent)
        while rest > 0 {
            if rest % 2 == 1 { result = result * square % prime }
            square = square * square % prime
            rest /= 2
        }
        return result
    }
}
