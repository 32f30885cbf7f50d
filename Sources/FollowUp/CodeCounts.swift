public import Vocabulary

/// Health codes of every grid with all below it, by colour, as they may leave the office.
public struct CodeCounts: Sendable {
    /// Colours that are counted.
    public static let colours: [CodeColour] = [.green, .pending, .yellow, .red]
    /// All codes, then grids in the order of their ids; counts in the order of ``colours``.
    public let lines: [ClassCounts.Line]
    /// Codes together; nil where it is hidden.
    public let total: Int?

    /// Counts codes, each in the one grid that is given with it and in those above.
    public init(_ codes: [(gridID: String, colour: CodeColour)], in tree: GridTree) {
        let counts = ClassCounts(
            codes.compactMap { code in
                CodeCounts.colours.firstIndex(of: code.colour).map { (gridID: code.gridID, place: $0) }
            }, classes: CodeCounts.colours.count, in: tree)
        (lines, total) = (counts.lines, counts.total)
    }
}
