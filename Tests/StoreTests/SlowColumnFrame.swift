import Vocabulary

@testable import Store

/// ``ColumnFrame`` as plain as can be, value by value: what the kernel of `CPack` is held to.
struct SlowColumnFrame {
    private(set) var base: UInt64
    private(set) var divisor: UInt32 = 1
    private(set) var width = 0
    private(set) var hasNone = false
    private(set) var isSteps = false
    private(set) var leastStep: Int32 = 0
    private(set) var exceptionBits = 0
    private(set) var exceptions = 0
    /// Packed codes, then packed exceptions.
    private(set) var data: [UInt64] = []

    /// The head as it stands in the unit.
    var head: [UInt64] {
        let flags = UInt64(width) | (hasNone ? ColumnFrame.nullable : 0)
        let second = UInt64(exceptionBits) | (isSteps ? ColumnFrame.steps : 0)
        return [
            base, UInt64(divisor) | UInt64(BlockSum.of(data[...])) << 32,
            flags | second << 8 | UInt64(exceptions) << 16 | UInt64(UInt32(bitPattern: leastStep)) << 32,
        ]
    }

    /// A frame around values; nil where none of them is there.
    ///
    /// - Parameters:
    ///   - none: What stands for an absent value.
    ///   - mayStep: Whether neighbours are likely to be close, so that steps are tried.
    init?(_ values: [Int64], none: Int64?, mayStep: Bool) {
        var least = Int64.max
        var most = Int64.min
        if let none, values.contains(none) {
            hasNone = true
            for value in values where value != none {
                least = min(least, value)
                most = max(most, value)
            }
            if least > most { return nil }
        } else {
            for value in values {
                least = min(least, value)
                most = max(most, value)
            }
        }
        base = UInt64(bitPattern: least)
        let range = UInt64(bitPattern: most &- least)
        guard range < UInt64(UInt32.max) else {
            packWide(values, none: none, range: range)
            return
        }
        var codes = [UInt32](repeating: 0, count: BitLanes.padded(values.count))
        if hasNone {
            for row in values.indices {
                codes[row] = UInt32(truncatingIfNeeded: (values[row] == none ? least : values[row]) &- least)
            }
        } else {
            for row in values.indices { codes[row] = UInt32(truncatingIfNeeded: values[row] &- least) }
        }
        divisor = divideByCommonDivisor(&codes)
        if hasNone {
            base &-= UInt64(divisor)
            for row in values.indices { codes[row] = values[row] == none ? 0 : codes[row] + 1 }
        }
        var plan = Plan(codes, rows: values.count)
        if mayStep, !hasNone, let steps = Steps(codes, rows: values.count) {
            let stepPlan = Plan(steps.codes, rows: values.count)
            if stepPlan.bits < plan.bits {
                plan = stepPlan
                isSteps = true
                leastStep = steps.least
                base &+= UInt64(codes[0]) &* UInt64(divisor)
                base &-= UInt64(bitPattern: Int64(leastStep)) &* UInt64(divisor)
                codes = steps.codes
            }
        }
        pack(codes, plan, rows: values.count)
    }

    /// Packs codes, and what exceeds the plan's width as exceptions.
    private mutating func pack(_ codes: [UInt32], _ plan: Plan, rows: Int) {
        width = plan.width
        exceptions = plan.exceptions
        SlowColumnFrame.pack(codes, width: width, into: &data)
        if exceptions == 0 { return }
        exceptionBits = plan.most - width
        var patches: [UInt64] = []
        for row in 0..<rows where codes[row] >> UInt32(width) != 0 {
            patches.append(UInt64(row) | UInt64(codes[row] >> UInt32(width)) << UInt64(ColumnFrame.rowBits))
        }
        BitRun.pack(patches, width: ColumnFrame.rowBits + exceptionBits, into: &data)
    }

    /// Packs codes of more than 32 bits: neither divisor nor exceptions, for such columns are rare or random.
    private mutating func packWide(_ values: [Int64], none: Int64?, range: UInt64) {
        let shift: UInt64 = hasNone ? 1 : 0
        width = SegmentFormat.width(range + shift)
        var low = [UInt32](repeating: 0, count: BitLanes.padded(values.count))
        var high = low
        for row in values.indices where values[row] != none {
            let code = UInt64(bitPattern: values[row]) &- base &+ shift
            low[row] = UInt32(truncatingIfNeeded: code)
            high[row] = UInt32(truncatingIfNeeded: code >> 32)
        }
        base &-= shift
        SlowColumnFrame.pack(low, width: 32, into: &data)
        SlowColumnFrame.pack(high, width: width - 32, into: &data)
    }

    /// Appends packed values of one width, a round of sixteen lanes after the other.
    static func pack(_ values: [UInt32], width: Int, into words: inout [UInt64]) {
        if width == 0 { return }
        var halves = [UInt32](repeating: 0, count: (values.count / 16 * width + 31) / 32 * 16)
        for (index, value) in values.enumerated() {
            let value = UInt64(value & UInt32.max >> UInt32(32 - width))
            let bit = index / 16 * width
            let place = bit >> 5 * 16 + index % 16
            let spread = value << UInt64(bit & 31)
            halves[place] |= UInt32(truncatingIfNeeded: spread)
            if bit & 31 + width > 32 { halves[place + 16] |= UInt32(truncatingIfNeeded: spread >> 32) }
        }
        for pair in stride(from: 0, to: halves.count, by: 2) {
            words.append(UInt64(halves[pair]) | UInt64(halves[pair + 1]) << 32)
        }
    }
}

/// The width at which codes take the fewest bits, exceptions included.
private struct Plan {
    private(set) var width: Int
    /// Width of the greatest code.
    let most: Int
    private(set) var exceptions = 0
    private(set) var bits: Int

    init(_ codes: [UInt32], rows: Int) {
        most = 32 - codes.reduce(0, |).leadingZeroBitCount
        width = most
        bits = BitLanes.words(rows: rows, width: most) * 64
        for narrower in (0..<most).reversed() {
            let limit = UInt32(1) << UInt32(narrower)
            let above = Int(codes.reduce(UInt32(0)) { $0 &+ ($1 >= limit ? 1 : 0) })
            if above > rows / 8 { break }
            let cost =
                ColumnFrame.dataWords(rows: rows, width: narrower, exceptions: above, exceptionBits: most - narrower)
                * 64
            if cost < bits { (width, exceptions, bits) = (narrower, above, cost) }
        }
    }
}

/// Codes as steps from the row before, less the least step; nil where they do not fit.
private struct Steps {
    let least: Int32
    let codes: [UInt32]

    init?(_ codes: [UInt32], rows: Int) {
        guard rows > 1 else { return nil }
        var least = Int64.max
        var most = Int64.min
        for row in 1..<rows {
            let step = Int64(codes[row]) - Int64(codes[row - 1])
            least = min(least, step)
            most = max(most, step)
        }
        guard let fitting = Int32(exactly: least), most - least <= Int64(UInt32.max) else { return nil }
        self.least = fitting
        var steps = [UInt32](repeating: 0, count: codes.count)
        for row in 1..<rows {
            steps[row] = UInt32(truncatingIfNeeded: Int64(codes[row]) - Int64(codes[row - 1]) - least)
        }
        self.codes = steps
    }
}

/// Divides codes by the greatest number that divides them all, and gives it.
private func divideByCommonDivisor(_ codes: inout [UInt32]) -> UInt32 {
    // A few codes nearly always have only what all have; whether they do is seen when all are divided.
    var divisor: UInt32 = 0
    for row in stride(from: 0, to: codes.count, by: max(1, codes.count / 32)) {
        divisor = greatestDivisor(divisor, codes[row])
    }
    for _ in 0..<2 {
        if divisor == 1 { return 1 }
        if divisor == 0 {
            divisor = codes.reduce(0, greatestDivisor)
            if divisor <= 1 { return 1 }
        }
        // The nearest whole number to the quotient of doubles is the quotient wherever there is one.
        let inverse = 1 / Double(divisor)
        let quotients = codes.map { UInt32(truncatingIfNeeded: Int64(Double($0) * inverse + 0.5)) }
        var rest: UInt32 = 0
        for row in codes.indices { rest |= quotients[row] &* divisor ^ codes[row] }
        if rest == 0 {
            codes = quotients
            return divisor
        }
        divisor = 0
    }
    return 1
}

/// Greatest common divisor; 0 is divided by all.
private func greatestDivisor(_ left: UInt32, _ right: UInt32) -> UInt32 {
    var (left, right) = (right, left)
    while right != 0 { (left, right) = (right, left % right) }
    return left
}
