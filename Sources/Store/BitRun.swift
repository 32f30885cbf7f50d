/// Values of one bit width one after the other, lowest bits first: for short lists.
enum BitRun {
    /// 64-bit words that packed values take.
    static func words(_ count: Int, width: Int) -> Int { (count * width + 63) / 64 }

    /// Appends packed values.
    static func pack(_ values: [UInt64], width: Int, into words: inout [UInt64]) {
        if width == 0 { return }
        var pending: UInt64 = 0
        var filled = 0
        for value in values {
            pending |= value << UInt64(filled)
            filled += width
            if filled >= 64 {
                words.append(pending)
                filled -= 64
                let taken = width - filled
                pending = taken == 64 ? 0 : value >> UInt64(taken)
            }
        }
        if filled > 0 { words.append(pending) }
    }

    /// The value at a place of packed words.
    static func value(_ words: [UInt64], at index: Int, width: Int) -> UInt64 {
        bits(words, from: index * width, width: width)
    }

    /// So many bits from a bit on.
    static func bits(_ words: [UInt64], from bit: Int, width: Int) -> UInt64 {
        if width == 0 { return 0 }
        let shift = UInt64(bit & 63)
        var value = words[bit >> 6] >> shift
        if Int(shift) + width > 64 { value |= words[bit >> 6 + 1] << (64 - shift) }
        return width == 64 ? value : value & (1 << UInt64(width) - 1)
    }
}
