import Store
import Vocabulary

/// One block of a segment, decoded as far as it is asked for, without the rows that start after a moment.
struct StoredBlock {
    /// What bounds its rows.
    let bounds: RowBounds
    private let segment: SegmentReader
    private let number: Int
    private let asOf: Int64
    private var held: ObservationBlock?
    private var columns: ColumnSet = []

    init(_ segment: SegmentReader, number: Int, bounds: RowBounds, asOf: Int64) {
        self.segment = segment
        self.number = number
        self.bounds = bounds
        self.asOf = asOf
    }

    /// Whether anything was asked for.
    var isRead: Bool { held != nil }

    /// The block with at least these columns.
    mutating func with(_ wanted: ColumnSet) throws(StoreError) -> ObservationBlock {
        let missing = wanted.subtracting(columns)
        if var block = held {
            if missing.isEmpty { return block }
            // Rows left out cannot be added to.
            if bounds.maxStart <= asOf {
                held = nil
                try segment.add(missing, of: number, to: &block)
                columns.formUnion(missing)
                held = block
                return block
            }
        }
        columns.formUnion(wanted)
        var block = try segment.block(number, columns: columns)
        if bounds.maxStart > asOf { block = block.keeping((0..<block.count).filter { block.start[$0] <= asOf }) }
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
