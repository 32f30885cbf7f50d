import Vocabulary

/// One block's units, and what the rest of the segment says of them.
struct EncodedBlock: Sendable {
    /// What was observed, and where the rows stood.
    var observed: [UInt64], source: [UInt64]
    /// Sums of the units' heads.
    var observedSum: UInt32, sourceSum: UInt32
    var box: BlockBox
    /// Codes of the identifiers, each once.
    var subjects: [UInt32]
}

/// Turns the rows of blocks, in the codes of the segment, into units; any thread may have one of its own.
///
/// Rows are put in order of their start, and among equal starts left as they came: then times and, in a feed that was
/// written as things happened, lines are short steps.
struct BlockEncoder {
    private let subjects: Int
    /// A bit for each subject; all 0 between blocks.
    private var marks: [UInt64]

    /// An encoder for segments of so many subjects.
    init(subjects: Int) {
        self.subjects = subjects
        marks = [UInt64](repeating: 0, count: subjects / 64 + 1)
    }

    /// The block of at most ``SegmentFormat/blockRows`` rows.
    mutating func encode(_ rows: RowColumns) -> EncodedBlock {
        precondition((1...SegmentFormat.blockRows).contains(rows.count), "a block has 1 to 1,024 rows")
        let rows = rows.orderedByStart()
        let (observed, observedSum) = BlockEncoder.unit(rows) { !$0.isSource }
        let (source, sourceSum) = BlockEncoder.unit(rows, \.isSource)
        let identifiers = Column.identifiers.map { rows.small[$0.rawValue] }.filter { !$0.isEmpty }
        let codes = identifiers.count == 1 ? identifiers[0] : identifiers.flatMap(\.self)
        return EncodedBlock(
            observed: observed, source: source, observedSum: observedSum, sourceSum: sourceSum,
            box: BlockEncoder.box(rows), subjects: RowKernels.distinct(codes, upTo: subjects, marks: &marks))
    }

    /// A unit of some columns, and the sum of its head.
    private static func unit(_ rows: RowColumns, _ isPart: (Column) -> Bool) -> (words: [UInt64], sum: UInt32) {
        var mask: UInt32 = 0
        var head: [UInt64] = [0]
        var frames: [ColumnFrame] = []
        for column in Column.allCases where isPart(column) {
            guard let frame = frame(column, rows) else { continue }
            mask |= 1 << UInt32(column.rawValue)
            head += frame.head
            frames.append(frame)
        }
        head[0] = UInt64(rows.count) | UInt64(mask) << 32
        var words: [UInt64] = []
        words.reserveCapacity(frames.reduce(head.count) { $0 + $1.data.count })
        words += head
        for frame in frames { words += frame.data }
        return (words, BlockSum.of(head[...]))
    }

    /// A column's frame; nil where no row has a value.
    private static func frame(_ column: Column, _ rows: RowColumns) -> ColumnFrame? {
        switch column {
        case .start: return ColumnFrame(wide: rows.start, zeroIsNone: false, mayStep: true)
        case .end:
            if rows.start == rows.end { return nil }
            let lengths = rows.start.indices.map { rows.end[$0] - rows.start[$0] }
            return ColumnFrame(wide: lengths, zeroIsNone: true, mayStep: false)
        case .digest:
            if rows.digest.allSatisfy({ $0 == 0 }) { return nil }
            return ColumnFrame(
                wide: rows.digest.map { Int64(bitPattern: $0) }, zeroIsNone: false, mayStep: false)
        default:
            let bits = rows.small[column.rawValue]
            if bits.isEmpty { return nil }
            return ColumnFrame(bits: bits, isSigned: column.isSigned, mayStep: column == .line)
        }
    }

    /// The box of rows that are in the order of their start.
    private static func box(_ rows: RowColumns) -> BlockBox {
        var box = BlockBox.none
        box.rows = rows.count
        box.minStart = rows.start[0]
        box.maxStart = rows.start[rows.count - 1]
        box.minEnd = rows.end.reduce(.max, min)
        box.maxEnd = rows.end.reduce(.min, max)
        let accuracy = rows.small[Column.accuracy.rawValue]
        box.maxAccuracy = accuracy.reduce(noValue) { max($0, Int32(bitPattern: $1)) }
        let lon = rows.small[Column.lon.rawValue]
        let lat = rows.small[Column.lat.rawValue]
        if lon.isEmpty || lat.isEmpty {
            box.hasUnplaced = true
            return box
        }
        let bounds = RowKernels.bounds(lon: lon, lat: lat)
        box.hasUnplaced = bounds.count < rows.count
        if bounds.count > 0 {
            (box.minLon, box.maxLon) = (bounds.west, bounds.east)
            (box.minLat, box.maxLat) = (bounds.south, bounds.north)
        }
        return box
    }
}
