import Store
import Vocabulary

/// One block of a segment, decoded as far as it is asked for, with the selected rows only.
struct StoredBlock {
    /// What bounds its rows.
    let bounds: RowBounds
    private let segment: SegmentReader
    private let number: Int
    private let selection: RowSelection
    private var held: ObservationBlock?
    private var columns: ColumnSet = []

    init(_ segment: SegmentReader, number: Int, bounds: RowBounds, selection: RowSelection) {
        self.segment = segment
        self.number = number
        self.bounds = bounds
        self.selection = selection
    }

    /// Whether anything was asked for.
    var isRead: Bool { held != nil }

    /// The block with at least these columns.
    mutating func with(_ wanted: ColumnSet) throws(StoreError) -> ObservationBlock {
        let missing = wanted.subtracting(columns)
        if var block = held {
            if missing.isEmpty { return block }
            // Rows left out cannot be added to.
            if selection.isWhole(bounds) {
                held = nil
                try segment.add(missing, of: number, to: &block)
                columns.formUnion(missing)
                held = block
                return block
            }
        }
        columns.formUnion(wanted)
        let asked = selection.asksForSources(bounds) ? columns.union(.source) : columns
        var block = try segment.block(number, columns: asked)
        if !selection.isWhole(bounds) { block = selection.selected(block) }
        held = block
        return block
    }
}

extension RowBounds {
    /// The bounds of a block's box.
    init(_ box: BlockBox) {
        self.init(
            minStart: box.minStart, maxStart: box.maxStart, maxEnd: box.maxEnd, west: box.minLon, east: box.maxLon,
            south: box.minLat, north: box.maxLat, hasUnplaced: box.hasUnplaced, maxAccuracyCentimeters: box.maxAccuracy)
    }
}
