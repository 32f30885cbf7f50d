/// The rows of one hour of a day in the order of a segment, without repeats.
struct HourSort: Sendable {
    /// Row numbers.
    private(set) var rows: [UInt32] = []
    /// Rows left out because an equal one stands there.
    var duplicates: Int { repeats.count }
    private var repeats: [Int] = []

    /// Sorts rows by key, then by the total order, and keeps the first of equal observations.
    ///
    /// Each row becomes one word: the varying bits of its key, as many as fit, above its index. These words are sorted
    /// by digits; only rows whose words tie are compared in full.
    init(keys: [UInt64], rows: [UInt32], order: RowOrder) {
        guard let first = keys.first else { return }
        let indexBits = UInt64(UInt64.bitWidth - UInt64(keys.count - 1).leadingZeroBitCount)
        let varying = keys.reduce(into: UInt64(0)) { $0 |= $1 ^ first }
        let packing = KeyPacking(varying, width: UInt64.bitWidth - Int(indexBits))
        var words = Array(capacity: keys.count) { (output: inout OutputSpan<UInt64>) in
            for index in keys.indices { output.append(packing.packed(keys[index]) << indexBits | UInt64(index)) }
        }
        radixSort(&words, from: Int(indexBits), bits: packing.width)
        let mask: UInt64 = (1 << indexBits) - 1
        var from = 0
        while from < words.count {
            var to = from + 1
            while to < words.count, words[to] >> indexBits == words[from] >> indexBits { to += 1 }
            if to > from + 1 {
                words[from..<to].sort { left, right in
                    let (left, right) = (Int(left & mask), Int(right & mask))
                    return keys[left] != keys[right]
                        ? keys[left] < keys[right] : order.precedes(Int(rows[left]), Int(rows[right]))
                }
                addRepeats(from..<to, of: words.span, mask: mask, rows: rows, order: order)
            }
            from = to
        }
        var next = 0
        self.rows = Array(capacity: words.count - repeats.count) { (output: inout OutputSpan<UInt32>) in
            for place in words.indices {
                if next < repeats.count, repeats[next] == place {
                    next += 1
                } else {
                    output.append(rows[Int(words[place] & mask)])
                }
            }
        }
    }

    /// Notes which of the rows of a range say the same as the last kept one before.
    private mutating func addRepeats(
        _ range: Range<Int>, of words: Span<UInt64>, mask: UInt64, rows: [UInt32], order: RowOrder
    ) {
        var last = Int(rows[Int(words[range.lowerBound] & mask)])
        for place in range.dropFirst() {
            let row = Int(rows[Int(words[place] & mask)])
            if order.isSameObservation(last, row) { repeats.append(place) } else { last = row }
        }
    }
}

/// Picks the varying bits of a set of keys, the topmost `width` of them, in order.
struct KeyPacking {
    /// Bits of a packed key.
    let width: Int
    /// Runs of neighbouring varying bits, the lowest first: how far a run moves down, and its place after that.
    private var runs: [(shift: UInt64, mask: UInt64)] = []

    init(_ varying: UInt64, width limit: Int) {
        width = min(limit, varying.nonzeroBitCount)
        var rest = varying
        for _ in 0..<varying.nonzeroBitCount - width { rest &= rest - 1 }
        var filled = 0
        while rest != 0 {
            let low = rest.trailingZeroBitCount
            let length = (~(rest >> UInt64(low))).trailingZeroBitCount
            let run: UInt64 = (length == 64 ? .max : (1 << UInt64(length)) - 1)
            runs.append((UInt64(low - filled), run << UInt64(filled)))
            filled += length
            rest &= ~(run << UInt64(low))
        }
    }

    @inline(__always)
    func packed(_ key: UInt64) -> UInt64 {
        var result: UInt64 = 0
        for run in runs { result |= key >> run.shift & run.mask }
        return result
    }
}

/// Sorts words by `bits` bits above `from`, the lowest digit first; words that agree in them keep their order.
func radixSort(_ words: inout [UInt64], from: Int, bits: Int) {
    let passes = (bits + 10) / 11
    if passes == 0 { return }
    if words.count < 512 {
        // Indexes below `from` ascend, so whole words are in the order of a stable sort.
        words.sort()
        return
    }
    let digit = (bits + passes - 1) / passes
    var other = [UInt64](repeating: 0, count: words.count)
    for pass in 0..<passes {
        let shift = UInt64(from + pass * digit)
        let mask: UInt64 = (1 << UInt64(min(digit, bits - pass * digit))) - 1
        scatter(words.span, into: other.mutableSpan, shift: shift, mask: mask)
        swap(&words, &other)
    }
}

/// One pass of a radix sort.
private func scatter(
    _ source: Span<UInt64>, into target: consuming MutableSpan<UInt64>, shift: UInt64, mask: UInt64
) {
    var places = [Int](repeating: 0, count: Int(mask) + 1)
    for index in source.indices { places[Int(source[index] >> shift & mask)] += 1 }
    var sum = 0
    for digit in places.indices { (places[digit], sum) = (sum, sum + places[digit]) }
    for index in source.indices {
        let word = source[index]
        let digit = Int(word >> shift & mask)
        target[places[digit]] = word
        places[digit] += 1
    }
}
