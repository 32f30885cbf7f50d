// Contract of the unchecked indexes here: rows lie in columns that are measured first; a held row is checked against
// the rows' count; a slot is cut to the table's size, a power of two; a page is one of the index's own, eight words long.
import Vocabulary

extension CellLayer {
    /// Marks the instants of some rows whose cell holds parts: a mark for each, from the first mark on.
    ///
    /// This is asked for every position of a city, so no index is checked twice and no branch depends on the answer.
    func sieve(
        start: borrowing Span<Int64>, lon: borrowing Span<Int32>, lat: borrowing Span<Int32>, rows: Range<Int>,
        into marks: inout MutableSpan<UInt8>
    ) {
        let (first, last) = (rows.lowerBound, rows.upperBound)
        precondition(first >= 0 && last <= start.count && last <= lon.count && last <= lat.count)
        precondition(rows.count <= marks.count)
        let (shift, rowShift) = (Int64(timeShift), Int64(tiling.shift))
        let (firstBucket, buckets) = (firstBucket, UInt64(bitPattern: bucketCount))
        let (firstRow, rowCount) = (Int64(tiling.firstRow), UInt64(tiling.scales.count))
        let (scaleArray, slotArray, bitArray, slotMask) = (tiling.scales, self.slots, self.bits, self.slotMask)
        let scales = scaleArray.span
        let slots = slotArray.span
        let bits = bitArray.span
        for place in 0..<rows.count {
            let row = first &+ place
            let bucket = UInt64(bitPattern: (unsafe start[unchecked: row] &>> shift) &- firstBucket)
            let held = UInt64(
                bitPattern: ((Int64(unsafe lat[unchecked: row]) &+ 900_000_000) &>> rowShift) &- firstRow)
            guard bucket < buckets, held < rowCount else { continue }
            let scale = unsafe scales[unchecked: Int(truncatingIfNeeded: held)]
            let eastward = Tiling.eastward(Int64(unsafe lon[unchecked: row]))
            let column = (UInt64(bitPattern: eastward) &* scale) &>> 32
            let key = CellLayer.key(
                bucket: Int64(bitPattern: bucket), row: Int(truncatingIfNeeded: held), column: column)
            let group = key &>> CellLayer.localBits
            var at = Int(truncatingIfNeeded: CellLayer.mix(group)) & slotMask
            var slot = unsafe slots[unchecked: at]
            while slot.key != group, slot.key != .max {
                at = (at &+ 1) & slotMask
                slot = unsafe slots[unchecked: at]
            }
            let local = key & CellLayer.localMask
            // An empty slot has the first page's number: its bits are read and not counted.
            let word = unsafe bits[unchecked: Int(slot.page) &* CellLayer.pageWords &+ Int(local &>> 6)]
            let isHeld: UInt64 = slot.key == group ? 1 : 0
            let mark = UInt8(truncatingIfNeeded: word &>> (local & 63) & isHeld)
            unsafe marks[unchecked: place] |= mark
        }
    }
}
