// Contract of the unchecked indexes here: rows lie in columns that are measured first; a held row is cut to the scales'
// count; a page is cut to the pages' number, a power of two, and is eight words long.
import Vocabulary

extension CellLayer {
    /// Marks the instants of some rows whose cell may hold parts: a mark for each, from the first mark on.
    ///
    /// This is asked for every position of a city, so no index is checked twice, no branch depends on the answer, and
    /// one word of memory is read for it: rows whose neighbourhood shares its page with another may be marked too.
    func sieve(
        start: borrowing Span<Int64>, lon: borrowing Span<Int32>, lat: borrowing Span<Int32>, rows: Range<Int>,
        into marks: inout MutableSpan<UInt8>
    ) {
        let (first, last) = (rows.lowerBound, rows.upperBound)
        precondition(first >= 0 && last <= start.count && last <= lon.count && last <= lat.count)
        precondition(rows.count <= marks.count)
        let (shift, rowShift) = (Int64(timeShift), Int64(tiling.shift))
        let (firstBucket, firstRow) = (firstBucket, Int64(tiling.firstRow))
        let (scaleArray, pageArray, pageMask) = (tiling.scales, sievePages, sieveMask)
        let scales = scaleArray.span
        let pages = pageArray.span
        let beyond = UInt64(scales.count)
        for place in 0..<rows.count {
            let row = first &+ place
            let bucket = (unsafe start[unchecked: row] &>> shift) &- firstBucket
            let held = UInt64(
                bitPattern: ((Int64(unsafe lat[unchecked: row]) &+ 900_000_000) &>> rowShift) &- firstRow)
            guard held < beyond else { continue }
            let scale = unsafe scales[unchecked: Int(truncatingIfNeeded: held)]
            let eastward = Tiling.eastward(Int64(unsafe lon[unchecked: row]))
            let column = (UInt64(bitPattern: eastward) &* scale) &>> 32
            let key = CellLayer.key(bucket: bucket, row: Int(truncatingIfNeeded: held), column: column)
            let page = Int(truncatingIfNeeded: CellLayer.mix(key &>> CellLayer.localBits)) & pageMask
            let local = key & CellLayer.localMask
            let word = unsafe pages[unchecked: page &* CellLayer.pageWords &+ Int(local &>> 6)]
            unsafe marks[unchecked: place] |= UInt8(truncatingIfNeeded: word &>> (local & 63) & 1)
        }
    }
}
