// Contract of the unchecked indexes here: rows are counted by the shortest column, which is measured first.
import Vocabulary

/// Bounds in time and place that all rows of a block are compared with at once.
struct RowWindow {
    private let time: Int32, west: Int32, south: Int32
    private let seconds: UInt32, width: UInt32, height: UInt32

    /// The bounds of a box; times count from `base`, and those of the rows lie between it and `last`.
    init(_ box: SpaceTimeBox, base: Int64, last: Int64) {
        let first = max(box.span.start, base)
        time = Int32(truncatingIfNeeded: first - base)
        seconds = UInt32(truncatingIfNeeded: max(0, min(box.span.end, last) - first))
        (west, south) = (box.west, box.south)
        width = UInt32(bitPattern: box.east &- box.west)
        height = UInt32(bitPattern: box.north &- box.south)
    }

    /// Marks the rows within the bounds, and the others not; false where there is none.
    func mark(times: [Int32], lon: [Int32], lat: [Int32], into marks: inout [UInt8]) -> Bool {
        let rows = min(times.count, lon.count, lat.count, marks.count)
        let (times, lon, lat) = (times.span, lon.span, lat.span)
        var room = marks.mutableSpan
        var any: UInt8 = 0
        for row in 0..<rows {
            let late = UInt32(bitPattern: unsafe times[unchecked: row] &- time)
            let east = UInt32(bitPattern: unsafe lon[unchecked: row] &- west)
            let north = UInt32(bitPattern: unsafe lat[unchecked: row] &- south)
            let mark: UInt8 = (late <= seconds ? 1 : 0) & (east <= width ? 1 : 0) & (north <= height ? 1 : 0)
            unsafe room[unchecked: row] = mark
            any |= mark
        }
        return any != 0
    }
}
