// Contract of the unsafe code here: values are written into memory of an array that is being made, whole rounds of
// lanes for which it has room; temporary memory is of the same size and does not leave the call.

/// One column of a block as it lies in a unit: read where its frame says, checked before.
struct PackedColumn {
    let column: Column
    private let base: UInt64, divisor: UInt32, sum: UInt32
    private let width: Int, exceptionBits: Int, exceptions: Int
    private let hasNone: Bool, isSteps: Bool
    private let leastStep: Int32
    let rows: Int
    /// Where its data lie, in bytes of the segment.
    let place: Range<Int>

    /// A column from its head; nil where the head is impossible.
    ///
    /// - Parameter offset: Where its data begin.
    init?(_ column: Column, head: (UInt64, UInt64, UInt64), rows: Int, offset: Int) {
        self.column = column
        self.rows = rows
        base = head.0
        divisor = UInt32(truncatingIfNeeded: head.1)
        sum = UInt32(truncatingIfNeeded: head.1 >> 32)
        width = Int(head.2 & 0x7f)
        hasNone = head.2 & ColumnFrame.nullable != 0
        exceptionBits = Int(head.2 >> 8 & 0x7f)
        isSteps = head.2 >> 8 & ColumnFrame.steps != 0
        exceptions = Int(head.2 >> 16 & 0xffff)
        leastStep = Int32(truncatingIfNeeded: head.2 >> 32)
        guard width <= 64, width + exceptionBits <= 64, exceptions <= rows, exceptions == 0 || width <= 32 else {
            return nil
        }
        let words = ColumnFrame.dataWords(
            rows: rows, width: width, exceptions: exceptions, exceptionBits: exceptionBits)
        place = offset..<offset + words * 8
    }

    /// Whether the data are those that were written.
    func isWhole(_ segment: borrowing Span<UInt8>) -> Bool { BlockSum.of(segment.extracting(place)) == sum }

    /// The values of a 32-bit column; `Value` is a 32-bit integer.
    func values<Value: FixedWidthInteger>(_ segment: borrowing Span<UInt8>, as type: Value.Type) -> [Value] {
        precondition(Value.bitWidth == 32, "a column of 32 bits")
        let room = BitLanes.padded(rows)
        let data = segment.extracting(place)
        return unsafe Array<Value>(unsafeUninitializedCapacity: room) { buffer, count in
            unsafe UnsafeMutableRawBufferPointer(buffer).withMemoryRebound(to: UInt32.self) { codes in
                unsafe unpack(data, into: codes)
                unsafe decode(codes)
            }
            count = rows
        }
    }

    /// The values of a 64-bit column; an absent one is 0.
    func wideValues<Value: FixedWidthInteger>(_ segment: borrowing Span<UInt8>, as type: Value.Type) -> [Value] {
        let room = BitLanes.padded(rows)
        let data = segment.extracting(place)
        let base = Value(truncatingIfNeeded: base)
        let divisor = Value(truncatingIfNeeded: divisor)
        return unsafe Array<Value>(unsafeUninitializedCapacity: rows) { values, count in
            unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: room) { codes in
                unsafe unpack(data, into: codes)
                if isSteps {
                    let least = Value(truncatingIfNeeded: leastStep)
                    var sum = base
                    for row in 0..<rows {
                        sum &+= (Value(truncatingIfNeeded: unsafe codes[row]) &+ least) &* divisor
                        unsafe values.initializeElement(at: row, to: sum)
                    }
                } else if width > 32 {
                    let low = BitLanes.words(rows: rows, width: 32) * 8
                    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: room) { upper in
                        unsafe BitLanes.unpack(
                            data.extracting(low..<data.count), width: width - 32, rows: rows, into: upper)
                        for row in 0..<rows {
                            let code = UInt64(unsafe codes[row]) | UInt64(unsafe upper[row]) &<< 32
                            unsafe values.initializeElement(at: row, to: base &+ Value(truncatingIfNeeded: code))
                        }
                    }
                } else {
                    for row in 0..<rows {
                        let code = Value(truncatingIfNeeded: unsafe codes[row])
                        unsafe values.initializeElement(at: row, to: base &+ divisor &* code)
                    }
                }
            }
            count = rows
            // Only the code 0 gives the base.
            if hasNone { for row in 0..<rows where unsafe values[row] == base { unsafe values[row] = 0 } }
        }
    }

    /// The values of a few rows, ascending; those of the others are not unpacked where that can be avoided.
    func values(at chosen: [Int], _ segment: borrowing Span<UInt8>) -> [Int64] {
        if isSteps, !hasNone { return steps(to: chosen, segment) }
        if isSteps || chosen.count > 64 {
            switch column {
            case .start, .end, .digest:
                let all = wideValues(segment, as: Int64.self)
                return chosen.map { all[$0] }
            default:
                let all = values(segment, as: UInt32.self)
                return chosen.map { Int64(all[$0]) }
            }
        }
        let low = place.lowerBound
        let high = low + BitLanes.words(rows: rows, width: 32) * 8
        var codes = chosen.map { row in
            var code = UInt64(BitLanes.value(segment, from: low, row: row, width: min(width, 32)))
            if width > 32 {
                code |= UInt64(BitLanes.value(segment, from: high, row: row, width: width - 32)) << 32
            }
            return code
        }
        forEachException(in: segment.extracting(place)) { row, upper in
            if let index = chosen.firstIndex(of: row) { codes[index] |= UInt64(upper) }
        }
        let absent = column.none ?? 0
        return codes.map { hasNone && $0 == 0 ? absent : Int64(bitPattern: base &+ UInt64(divisor) &* $0) }
    }

    /// The values of a few rows, ascending, of a column of steps.
    private func steps(to chosen: [Int], _ segment: borrowing Span<UInt8>) -> [Int64] {
        let data = segment.extracting(place)
        return unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: BitLanes.padded(rows)) { codes in
            unsafe unpack(data, into: codes)
            let (step, least) = (Int64(divisor), Int64(leastStep))
            var sum = Int64(bitPattern: base)
            var next = 0
            return chosen.map { row in
                while next <= row {
                    sum &+= (Int64(unsafe codes[next]) &+ least) &* step
                    next += 1
                }
                return sum
            }
        }
    }

    /// Unpacks the codes (their lower 32 bits) and puts the exceptions' upper bits to them.
    private func unpack(_ data: borrowing Span<UInt8>, into codes: UnsafeMutableBufferPointer<UInt32>) {
        unsafe BitLanes.unpack(data, width: min(width, 32), rows: rows, into: codes)
        forEachException(in: data) { row, upper in unsafe codes[row] |= upper }
    }

    /// Calls with the row and the upper bits, in their place, of each code that is wider than the others.
    private func forEachException(in data: borrowing Span<UInt8>, _ body: (Int, UInt32) -> Void) {
        if exceptions == 0 { return }
        let bits = ColumnFrame.rowBits + exceptionBits
        let words = data.words(
            at: BitLanes.words(rows: rows, width: width) * 8, count: BitRun.words(exceptions, width: bits))
        for index in 0..<exceptions {
            let patch = BitRun.value(words, at: index, width: bits)
            let row = Int(patch & (1 << UInt64(ColumnFrame.rowBits) - 1))
            // A sum that holds over bytes nobody wrote must not reach beyond the block.
            if row >= rows { continue }
            body(row, UInt32(truncatingIfNeeded: patch >> UInt64(ColumnFrame.rowBits)) << UInt32(width))
        }
    }

    /// Replaces codes by the values of a 32-bit column.
    private func decode(_ codes: UnsafeMutableBufferPointer<UInt32>) {
        let base = UInt32(truncatingIfNeeded: base)
        let divisor = divisor
        if isSteps {
            let least = UInt32(bitPattern: leastStep)
            var sum = base
            for row in 0..<rows {
                sum &+= (unsafe codes[row] &+ least) &* divisor
                unsafe codes[row] = sum
            }
        } else if hasNone {
            let none = column.noneBits
            for row in 0..<rows {
                let code = unsafe codes[row]
                unsafe codes[row] = code == 0 ? none : base &+ divisor &* code
            }
        } else if divisor != 1 {
            for row in 0..<rows { unsafe codes[row] = base &+ divisor &* codes[row] }
        } else if base != 0 {
            for row in 0..<rows { unsafe codes[row] &+= base }
        }
    }
}
