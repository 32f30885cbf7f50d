public import Vocabulary

/// A seat map as delivered.
public struct LayoutRecord: Hashable, Sendable {
    /// What it is a layout of.
    public var mode: RideMode, layout: String
    /// Non-empty cells by column name.
    public var cells: [String: String]

    /// A seat map.
    public init(mode: RideMode, layout: String, cells: [String: String]) {
        self.mode = mode
        self.layout = layout
        self.cells = cells
    }
}
