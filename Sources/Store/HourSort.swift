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
        var words = RowKernels.words(keys, runs: packing.runs, indexBits: Int(indexBits))
        radixSort(&words, from: Int(indexBits), bits: packing.width)
        let mask: UInt64 = (1 << indexBits) - 1
        var from = RowKernels.nextTie(words, from: 0, indexBits: Int(indexBits))
        while from < words.count {
            var to = from + 2
            while to < words.count, words[to] >> indexBits == words[from] >> indexBits { to += 1 }
            sortTies(&words, from..<to) { left, right in
                let (left, right) = (Int(left & mask), Int(right & mask))
                return keys[left] != keys[right]
                    ? keys[left] < keys[right] : order.precedes(Int(rows[left]), Int(rows[right]))
            }
            addRepeats(from..<to, of: words.span, mask: mask, rows: rows, order: order)
            from = RowKernels.nextTie(words, from: to, indexBits: Int(indexBits))
        }
        self.rows = RowKernels.rows(of: words, mask: mask, rows)
        if repeats.isEmpty { return }
        var next = 0
        var kept = 0
        for place in self.rows.indices {
            if next < repeats.count, repeats[next] == place {
                next += 1
            } else {
                self.rows[kept] = self.rows[place]
                kept += 1
            }
        }
        self.rows.removeLast(repeats.count)
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

/// Sorts a range of words: nearly always a few, for which one is put in after the other.
@inline(__always)
private func sortTies(_ words: inout [UInt64], _ range: Range<Int>, by precedes: (UInt64, UInt64) -> Bool) {
    if range.count > 16 { return words[range].sort(by: precedes) }
    for place in range.dropFirst() {
        let word = words[place]
        var free = place
        while free > range.lowerBound, precedes(word, words[free - 1]) {
            words[free] = words[free - 1]
            free -= 1
        }
        words[free] = word
    }
}

/// Picks the varying bits of a set of keys, the topmost `width` of them, in order.
struct KeyPacking {
    /// Bits of a packed key.
    let width: Int
    /// Runs of neighbouring varying bits, the lowest first: how far a run moves down, and its place after that.
    private(set) var runs: [(shift: UInt64, mask: UInt64)] = []

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
        RowKernels.scatter(words, into: &other, shift: shift, mask: mask)
        swap(&words, &other)
    }
}
