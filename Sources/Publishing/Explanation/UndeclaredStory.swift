public import Vocabulary

/// What stands behind an undeclared traveller or vehicle.
public struct UndeclaredStory: Sendable {
    /// The finding as the run wrote it.
    public var finding: UndeclaredFinding
    /// Its id and the region's name.
    public var id: String, regionName: String
    /// The policy's numbers.
    public var lookBackDays: Int, toleranceDays: Int, countPassingThrough: Bool
    /// Rows of the evidence, in its order, and names of the places.
    public var evidenceRows: [RowStory], placeNames: [String]
    /// Rows of the declarations, in their order.
    public var declarationRows: [RowStory]

    /// A story.
    public init(
        finding: UndeclaredFinding, id: String, regionName: String, lookBackDays: Int, toleranceDays: Int,
        countPassingThrough: Bool, evidenceRows: [RowStory], placeNames: [String], declarationRows: [RowStory]
    ) {
        self.finding = finding
        self.id = id
        self.regionName = regionName
        self.lookBackDays = lookBackDays
        self.toleranceDays = toleranceDays
        self.countPassingThrough = countPassingThrough
        self.evidenceRows = evidenceRows
        self.placeNames = placeNames
        self.declarationRows = declarationRows
    }
}
