/// The packed columns of one block: either what was observed or where the rows stood.
struct PackedUnit {
    /// Where a unit lies: bytes of the segment, and the sum of its head.
    struct Place {
        var offset: Int, words: Int, headSum: UInt32
    }

    let columns: [PackedColumn]

    /// Reads a unit's head; nil where it is not what was written.
    init?(_ place: Place, rows: Int, in segment: borrowing Span<UInt8>) {
        guard place.words >= 1 else { return nil }
        let first = segment.word(at: place.offset)
        let mask = UInt32(truncatingIfNeeded: first >> 32)
        let headWords = 1 + mask.nonzeroBitCount * ColumnFrame.words
        guard headWords <= place.words, Int(first & 0xffff_ffff) == rows,
            BlockSum.of(segment.extracting(place.offset..<place.offset + headWords * 8)) == place.headSum
        else { return nil }
        var columns: [PackedColumn] = []
        columns.reserveCapacity(mask.nonzeroBitCount)
        var head = place.offset + 8
        var data = place.offset + headWords * 8
        var rest = mask
        while rest != 0 {
            let words = (segment.word(at: head), segment.word(at: head + 8), segment.word(at: head + 16))
            guard let column = Column(rawValue: rest.trailingZeroBitCount),
                let packed = PackedColumn(column, head: words, rows: rows, offset: data)
            else { return nil }
            columns.append(packed)
            head += ColumnFrame.words * 8
            data = packed.place.upperBound
            rest &= rest - 1
        }
        guard data == place.offset + place.words * 8 else { return nil }
        self.columns = columns
    }
}
