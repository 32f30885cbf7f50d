import Vocabulary

/// How many of several classes stand in every grid with all below it, as they may leave the office.
public struct ClassCounts: Sendable {
    /// One line: a grid, or with an empty id all of them.
    public struct Line: Hashable, Sendable {
        /// Grid id with level and name, and the grid above; empty where there is none.
        public var gridID: String, level: String, name: String, parentID: String
        /// How many, by class; nil where it is hidden.
        public var counts: [Int?]
    }
    /// All together, then grids in the order of their ids.
    public let lines: [Line]
    /// All classes together; nil where it is hidden.
    public let total: Int?

    /// Counts what stands in one class and one grid each, there and in the grids above.
    ///
    /// Of each class the grids add up to that class's sum, and the sums to the whole: a tree, as ``HiddenCounts``
    /// wants it. No line has a sum over classes, which would be a second way to work a count out.
    public init(_ items: [(gridID: String, place: Int)], classes: Int, in tree: GridTree) {
        let classes = 0..<classes
        var own: [String: [Int]] = [:]
        for item in items where classes.contains(item.place) {
            own[item.gridID, default: [Int](repeating: 0, count: classes.count)][item.place] += 1
        }
        let grids = Set(tree.gridIDs).union(own.keys).sorted()
        let place = Dictionary(uniqueKeysWithValues: zip(grids, 0...))
        var rolled = [[Int]](repeating: [Int](repeating: 0, count: classes.count), count: grids.count)
        for (grid, counts) in own {
            for node in [grid] + tree.ancestors(of: grid) {
                guard let row = place[node] else { continue }
                for number in classes { rolled[row][number] += counts[number] }
            }
        }
        let sumsOfClasses = classes.map { number in own.values.reduce(0) { $0 + $1[number] } }
        // The whole, then for each class its sum and its grids.
        var counts = [sumsOfClasses.reduce(0, +)]
        var sums: [HiddenCounts.Sum] = []
        let width = grids.count + 1
        func index(_ number: Int, _ row: Int) -> Int { 1 + number * width + 1 + row }
        for number in classes { counts += [sumsOfClasses[number]] + rolled.map { $0[number] } }
        sums.append(HiddenCounts.Sum(total: 0, parts: classes.map { index($0, -1) }))
        let highest = grids.indices.filter { tree.ancestors(of: grids[$0]).isEmpty }
        for number in classes {
            sums.append(HiddenCounts.Sum(total: index(number, -1), parts: highest.map { index(number, $0) }))
            for row in grids.indices {
                var parts = tree.children(of: grids[row]).compactMap { place[$0] }.map { index(number, $0) }
                if parts.isEmpty { continue }
                // What a grid has beside those below it stands in no line, but it could be worked out.
                if let beside = own[grids[row]] {
                    parts.append(counts.count)
                    counts.append(beside[number])
                }
                sums.append(HiddenCounts.Sum(total: index(number, row), parts: parts))
            }
        }
        let isHidden = HiddenCounts(counts, sums: sums).isHidden
        func shown(_ place: Int) -> Int? { isHidden[place] ? nil : counts[place] }
        func line(_ row: Int) -> [Int?] { classes.map { shown(index($0, row)) } }
        total = shown(0)
        lines =
            [Line(gridID: "", level: "", name: "", parentID: "", counts: line(-1))]
            + grids.enumerated().map { row, gridID in
                let grid = tree.grid(gridID)
                return Line(
                    gridID: gridID, level: grid?.level ?? "", name: grid?.name ?? "", parentID: grid?.parentID ?? "",
                    counts: line(row))
            }
    }
}
