/// Something that is counted, before anything is hidden.
public struct Counted: Sendable {
    /// Counts that add up to all of today, in an order of their own; none where only the sum over grids is known.
    public var parts: [Int]
    /// The same parts of the days before, the latest first.
    public var before: [[Int]]
    /// How many came, stayed and went since the first of the days before; nil where there is none.
    public var change: (new: Int, kept: Int, gone: Int)?
    /// How many stand in each grid itself, by id; nil where that is not asked.
    public var own: [String: Int]?

    /// What is counted.
    public init(
        parts: [Int] = [], before: [[Int]] = [], change: (new: Int, kept: Int, gone: Int)? = nil,
        own: [String: Int]? = nil
    ) {
        self.parts = parts
        self.before = before
        self.change = change
        self.own = own
    }
}

/// What of it may leave the office: the one place where counts are hidden, for lists and pages alike.
///
/// All sums that a reader could make hang together as a tree: today's total stands above its parts, above the highest
/// grids, and beside what came and stayed; the day before has what stayed and went, and its own parts. So
/// ``HiddenCounts`` holds, and none of the small counts can be worked out of those that are shown. Two things that are
/// counted must not share a count; what is shown of several of them is safe because each is safe by itself.
public struct ShownCounts: Sendable {
    /// A day: all, and its parts; nil where hidden.
    public struct Day: Hashable, Sendable {
        /// All of the day.
        public var total: Int?
        /// Its parts.
        public var parts: [Int?]
    }
    /// Today, and the days before, the latest first.
    public let today: Day, before: [Day]
    /// What came, stayed and went.
    public let new: Int?, kept: Int?, gone: Int?
    /// The counts of grids with all below them, of those that are shown, by id.
    public let byGrid: [String: Int]

    /// Hides what must be hidden.
    public init(_ counted: Counted, in tree: GridTree) {
        var table = Table()
        let own = counted.own ?? [:]
        let whole = counted.parts.isEmpty ? own.values.reduce(0, +) : counted.parts.reduce(0, +)
        let today = table.add(whole, parts: counted.parts)
        let grids = counted.own == nil ? [] : Set(tree.gridIDs).union(own.keys).sorted()
        let place = table.add(own, in: tree, of: grids, total: today.total)
        let days = counted.before.map { table.add($0.reduce(0, +), parts: $0) }
        var moved: (new: Int, kept: Int, gone: Int)?
        if let change = counted.change, let last = days.first {
            let new = table.add(change.new)
            let kept = table.add(change.kept)
            let gone = table.add(change.gone)
            table.sums.append(HiddenCounts.Sum(total: today.total, parts: [kept, new]))
            table.sums.append(HiddenCounts.Sum(total: last.total, parts: [kept, gone]))
            moved = (new, kept, gone)
        }
        let isHidden = HiddenCounts(table.counts, sums: table.sums).isHidden
        func shown(_ place: Int) -> Int? { isHidden[place] ? nil : table.counts[place] }
        func shown(_ day: Table.Day) -> Day { Day(total: shown(day.total), parts: day.parts.map { shown($0) }) }
        self.today = shown(today)
        before = days.map { shown($0) }
        new = moved.flatMap { shown($0.new) }
        kept = moved.flatMap { shown($0.kept) }
        gone = moved.flatMap { shown($0.gone) }
        byGrid = place.compactMapValues { shown($0) }
    }

    /// The counts and the sums among them.
    private struct Table {
        struct Day { var total: Int, parts: [Int] }
        var counts: [Int] = []
        var sums: [HiddenCounts.Sum] = []

        mutating func add(_ count: Int) -> Int {
            counts.append(count)
            return counts.count - 1
        }

        mutating func add(_ whole: Int, parts: [Int]) -> Day {
            let day = Day(total: add(whole), parts: parts.map { add($0) })
            if !parts.isEmpty { sums.append(HiddenCounts.Sum(total: day.total, parts: day.parts)) }
            return day
        }

        /// Rolls counts up along the tree; places by grid.
        mutating func add(_ own: [String: Int], in tree: GridTree, of grids: [String], total: Int) -> [String: Int] {
            if grids.isEmpty { return [:] }
            var rolled = own
            for (grid, count) in own { for above in tree.ancestors(of: grid) { rolled[above, default: 0] += count } }
            let first = counts.count
            counts += grids.map { rolled[$0] ?? 0 }
            let place = Dictionary(uniqueKeysWithValues: zip(grids, first...))
            for grid in grids {
                var parts = tree.children(of: grid).compactMap { place[$0] }
                guard !parts.isEmpty, let above = place[grid] else { continue }
                // What a grid has beside those below it stands in no line, but it could be worked out.
                if let beside = own[grid], beside > 0 { parts.append(add(beside)) }
                sums.append(HiddenCounts.Sum(total: above, parts: parts))
            }
            let highest = grids.filter { tree.ancestors(of: $0).isEmpty }.compactMap { place[$0] }
            sums.append(HiddenCounts.Sum(total: total, parts: highest))
            return place
        }
    }
}
