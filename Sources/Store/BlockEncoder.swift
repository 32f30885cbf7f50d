import Vocabulary

/// One block's units, and what the rest of the segment says of them.
struct EncodedBlock: Sendable {
    /// What was observed, and where the rows stood.
    var observed: [UInt64], source: [UInt64]
    /// Sums of the units' heads.
    var observedSum: UInt32, sourceSum: UInt32
    var box: BlockBox
    /// Codes of the identifiers, as they come.
    var subjects: [UInt32]
}

/// Turns the rows of one block, in the codes of the segment, into units; any thread may do so.
///
/// Rows are put in order of their start, and among equal starts left as they came: then times and, in a feed that was
/// written as things happened, lines are short steps.
struct BlockEncoder {
    private let rows: RowColumns
    /// Row numbers by start; nil where that is how they came.
    private let order: [Int]?

    /// An encoder of at most ``SegmentFormat/blockRows`` rows.
    init(rows: RowColumns) {
        precondition((1...SegmentFormat.blockRows).contains(rows.count), "a block has 1 to 1,024 rows")
        self.rows = rows
        let start = rows.start
        let isAscending = start.indices.dropFirst().allSatisfy { start[$0 - 1] <= start[$0] }
        order = isAscending ? nil : BlockEncoder.order(start)
    }

    /// Row numbers by start, then number.
    private static func order(_ start: [Int64]) -> [Int] {
        let least = start.min() ?? 0
        let range = UInt64(bitPattern: (start.max() ?? 0) &- least)
        guard range < 8192 else { return start.indices.sorted { (start[$0], $0) < (start[$1], $1) } }
        // The hour of a block has few seconds: rows are counted out.
        var places = [Int](repeating: 0, count: Int(range) + 2)
        for value in start { places[Int(value - least) + 1] += 1 }
        for second in 1..<places.count { places[second] += places[second - 1] }
        var order = [Int](repeating: 0, count: start.count)
        for row in start.indices {
            let second = Int(start[row] - least)
            order[places[second]] = row
            places[second] += 1
        }
        return order
    }

    /// The block.
    func encode() -> EncodedBlock {
        let (observed, observedSum) = unit { !$0.isSource }
        let (source, sourceSum) = unit(\.isSource)
        return EncodedBlock(
            observed: observed, source: source, observedSum: observedSum, sourceSum: sourceSum, box: box(),
            subjects: Column.identifiers.flatMap { rows.small[$0.rawValue] })
    }

    /// A unit of some columns, and the sum of its head.
    private func unit(_ isPart: (Column) -> Bool) -> (words: [UInt64], sum: UInt32) {
        var mask: UInt32 = 0
        var heads: [UInt64] = []
        var data: [UInt64] = []
        for column in Column.allCases where isPart(column) {
            guard let frame = frame(column) else { continue }
            mask |= 1 << UInt32(column.rawValue)
            heads += frame.head
            data += frame.data
        }
        let head = [UInt64(rows.count) | UInt64(mask) << 32] + heads
        return (head + data, BlockSum.of(head[...]))
    }

    /// A column's frame; nil where no row has a value.
    private func frame(_ column: Column) -> ColumnFrame? {
        switch column {
        case .start: return ColumnFrame(inOrder(rows.start) { $0 }, none: nil, mayStep: true)
        case .end:
            let lengths = rows.start.indices.map { rows.end[$0] - rows.start[$0] }
            return ColumnFrame(inOrder(lengths) { $0 }, none: 0, mayStep: false)
        case .digest:
            if rows.digest.allSatisfy({ $0 == 0 }) { return nil }
            return ColumnFrame(inOrder(rows.digest) { Int64(bitPattern: $0) }, none: nil, mayStep: false)
        default:
            let bits = rows.small[column.rawValue]
            if bits.isEmpty { return nil }
            let values =
                column.isSigned
                ? inOrder(bits) { Int64(Int32(bitPattern: $0)) } : inOrder(bits) { Int64($0) }
            return ColumnFrame(values, none: column.none, mayStep: column == .line)
        }
    }

    private func inOrder<Value>(_ values: [Value], _ widen: (Value) -> Int64) -> [Int64] {
        guard let order else { return values.map(widen) }
        return order.map { widen(values[$0]) }
    }

    private func box() -> BlockBox {
        var box = BlockBox.none
        box.rows = rows.count
        box.minStart = rows.start.reduce(.max, min)
        box.maxStart = rows.start.reduce(.min, max)
        box.minEnd = rows.end.reduce(.max, min)
        box.maxEnd = rows.end.reduce(.min, max)
        let lon = rows.small[Column.lon.rawValue]
        let lat = rows.small[Column.lat.rawValue]
        let accuracy = rows.small[Column.accuracy.rawValue]
        box.maxAccuracy = accuracy.reduce(noValue) { max($0, Int32(bitPattern: $1)) }
        if lon.isEmpty || lat.isEmpty {
            box.hasUnplaced = true
        } else {
            for row in 0..<rows.count { box.add(lon: Int32(bitPattern: lon[row]), lat: Int32(bitPattern: lat[row])) }
        }
        return box
    }
}
