public import Vocabulary

/// Health codes of every grid with all below it, by colour, as they may leave the office.
public struct CodeCounts: Sendable {
    /// One line: a grid, or with an empty id all of them.
    public struct Line: Hashable, Sendable {
        /// Grid id with level and name, and the grid above; empty where there is none.
        public var gridID: String, level: String, name: String, parentID: String
        /// How many, in the order of ``CodeCounts/colours``; nil where it is hidden.
        public var counts: [Int?]
    }
    /// Colours that are counted.
    public static let colours: [CodeColour] = [.green, .pending, .yellow, .red]
    /// All codes, then grids in the order of their ids.
    public let lines: [Line]
    /// Codes together; nil where it is hidden.
    public let total: Int?

    /// Counts codes, each in the one grid that is given with it and in those above.
    ///
    /// Of each colour the grids add up to that colour's sum, and the sums to all codes: a tree, as ``HiddenCounts``
    /// wants it. No line has a sum over colours, which would be a second way to work a count out.
    public init(_ codes: [(gridID: String, colour: CodeColour)], in tree: GridTree) {
        let colours = CodeCounts.colours
        var own: [String: [Int]] = [:]
        for code in codes {
            guard let place = colours.firstIndex(of: code.colour) else { continue }
            own[code.gridID, default: [Int](repeating: 0, count: colours.count)][place] += 1
        }
        let grids = Set(tree.gridIDs).union(own.keys).sorted()
        let place = Dictionary(uniqueKeysWithValues: zip(grids, 0...))
        var rolled = [[Int]](repeating: [Int](repeating: 0, count: colours.count), count: grids.count)
        for (grid, counts) in own {
            for node in [grid] + tree.ancestors(of: grid) {
                guard let row = place[node] else { continue }
                for colour in colours.indices { rolled[row][colour] += counts[colour] }
            }
        }
        let sumsOfColours = colours.indices.map { colour in own.values.reduce(0) { $0 + $1[colour] } }
        // All codes, then for each colour its sum and its grids.
        var counts = [sumsOfColours.reduce(0, +)]
        var sums: [HiddenCounts.Sum] = []
        let width = grids.count + 1
        func index(_ colour: Int, _ row: Int) -> Int { 1 + colour * width + 1 + row }
        for colour in colours.indices { counts += [sumsOfColours[colour]] + rolled.map { $0[colour] } }
        sums.append(HiddenCounts.Sum(total: 0, parts: colours.indices.map { index($0, -1) }))
        let highest = grids.indices.filter { tree.ancestors(of: grids[$0]).isEmpty }
        for colour in colours.indices {
            sums.append(HiddenCounts.Sum(total: index(colour, -1), parts: highest.map { index(colour, $0) }))
            for row in grids.indices {
                var parts = tree.children(of: grids[row]).compactMap { place[$0] }.map { index(colour, $0) }
                if parts.isEmpty { continue }
                // What a grid has beside those below it stands in no line, but it could be worked out.
                if let beside = own[grids[row]] {
                    parts.append(counts.count)
                    counts.append(beside[colour])
                }
                sums.append(HiddenCounts.Sum(total: index(colour, row), parts: parts))
            }
        }
        let isHidden = HiddenCounts(counts, sums: sums).isHidden
        func shown(_ place: Int) -> Int? { isHidden[place] ? nil : counts[place] }
        func line(_ row: Int) -> [Int?] { colours.indices.map { shown(index($0, row)) } }
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
